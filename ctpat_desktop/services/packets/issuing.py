"""Issuing a packet: its pages get their codes, then it is frozen with what it was made from."""

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop import __version__
from ctpat_desktop.documents.core.pdf import Rendered, render_with_places
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.packets.merge import append, prove
from ctpat_desktop.documents.packets.mou import mou_title, mou_tree
from ctpat_desktop.documents.packets.page_codes import mark
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.documents.signing.fields import add_fields
from ctpat_desktop.exchange.child_process import run_limited
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, Packet
from ctpat_desktop.services.accounts.paper import stamp_of
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.packets import contents, store
from ctpat_desktop.services.packets.contents import Contents
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

SECONDS, MEGABYTES = 120.0, 1_500
"""What reading CBP's own text may take at most; it is tried in a process of its own."""


def drafted(scope: Scope) -> Contents:
    """Return what this year's packet would say if it were issued today."""
    made_for = store.choices(scope, scope.today.year)
    return contents.read(scope, made_for, scope.today.year)


@for_cbp
def draft_pdf(scope: Scope) -> bytes:
    """Return this year's packet for looking at: no codes, nothing is kept."""
    made_for = store.choices(scope, scope.today.year)
    said = drafted(scope)
    return _with_official(scope.workspace, made_for, _render(said, scope.today).pdf)


def issue(scope: Scope) -> str:
    """Issue this year's packet and return its id.

    One that says the same and waits for a signature, or was signed, is taken as it is.
    """
    said = for_cbp(drafted)(scope)
    waiting = store.open_packet(scope)
    for known in (waiting, store.last_signed(scope)):
        if known is not None and known.year == scope.today.year and _is_same(known, said):
            return known.id
    if waiting is not None and waiting.signed_sha256:
        raise Problem(
            tr("{title} bears the signature of {signed_by} and waits for another.").format(
                title=waiting.title, signed_by=waiting.signed_by
            ),
            tr("Have it signed as it is, or withdraw it before a new one is issued."),
        )
    made_for = store.choices(scope, scope.today.year)
    said = replace(said, agreement=replace(said.agreement, is_issued=True))
    made = _render(said, scope.today)
    marked = mark(_with_official(scope.workspace, made_for, made.pdf))
    pdf = add_fields(marked.pdf, made.signature_places)
    pages = page_count(pdf)
    with scope.workspace.work(tr("Issue packet"), is_final=True) as unit:
        packet = store.draft(unit.session, scope.account_id, scope.today.year, made_for)
        packet.sha256, packet.size = blobs.store(unit.session, [pdf])
        packet.code, packet.page_count = marked.code, pages
        packet.outline = said.outline.version
        packet.issued_on, packet.issued_by = scope.today, scope.workspace.who
        packet.places = store.as_plain(made.signature_places)
        packet.sources = _sources(said)
        packet.state = store.ISSUED
        if waiting is not None:
            unit.session.get_one(Packet, waiting.id).state = store.VOID
    return packet.id


@for_cbp
def is_current(scope: Scope, packet: Packet) -> bool:
    """Tell whether a packet is of this year and still says what would be issued today."""
    return packet.year == scope.today.year and _is_same(packet, drafted(scope))


def write(scope: Scope, path: Path, official: Path | None) -> tuple[ExportResult, Contents]:
    """Issue this year's packet, with CBP's own PDF where one is given, and write its file."""
    if official is not None:
        take_official(scope, official)
    packet_id = issue(scope)
    said = drafted(scope)
    return write_pdf(store.current_pdf(scope.workspace, packet_id), path), said


def take_official(scope: Scope, path: Path) -> None:
    """Take CBP's own text into the library and put it behind this year's packet."""
    try:
        content = foreign.read(path)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("The packet was not changed."),
        ) from error
    run_limited(prove, content, seconds=SECONDS, megabytes=MEGABYTES, name=path.name)
    company_id = scope.company_id
    document = _held(scope, content)
    if document is None:
        title = f"CBP's own text, {scope.today.year}"
        document = library.add_file(scope.workspace, company_id, path, title=title)
    made_for = store.choices(scope, scope.today.year)
    if made_for is None or made_for.official_id != document:
        store.choose(scope, scope.today.year, official_id=document)


def _held(scope: Scope, content: bytes) -> str | None:
    """Return the document of the library that has these bytes already."""
    same = (Evidence.company_id == scope.company_id, Evidence.sha256 == sha256(content).hexdigest())
    with scope.workspace.read() as session:
        return session.scalars(select(Evidence.id).where(*same)).first()


def withdraw(workspace: Workspace, packet_id: str) -> None:
    """Take an issued packet out of use; its pages stay known, so that a scan can name them."""
    with workspace.work(tr("Withdraw packet"), is_final=True) as unit:
        packet = unit.session.get_one(Packet, packet_id)
        if packet.state != store.ISSUED:
            raise Problem(tr("Only a packet that waits for a signature can be withdrawn."))
        packet.state = store.VOID


@for_cbp
def _render(contents: Contents, today: date) -> Rendered:
    stamp = stamp_of(contents.dossier, today)
    tree = mou_tree(contents.dossier, stamp, contents.outline, contents.agreement)
    return render_with_places(tree, stamp, mou_title(contents.dossier, contents.agreement))


def _with_official(workspace: Workspace, packet: Packet | None, pdf: bytes) -> bytes:
    if packet is None or packet.official_id is None:
        return pdf
    return append(pdf, library.content(workspace, packet.official_id), "CBP's own text")


def _is_same(packet: Packet, contents: Contents) -> bool:
    kept = json.loads(packet.sources)
    return bool(kept["content"] == _content(contents))


@for_cbp
def _content(contents: Contents) -> str:
    """Return the hash of every word and file of a packet, whatever the day it is issued."""
    agreement = replace(contents.agreement, is_issued=True)
    stamp = Stamp("", "", "", date(2000, 1, 1))
    tree = mou_tree(contents.dossier, stamp, contents.outline, agreement)
    return sha256(f"{tree!r}{contents.official_sha256}".encode()).hexdigest()


def _sources(contents: Contents) -> str:
    kept = {
        "content": _content(contents),
        "facts": contents.facts,
        "outline": asdict(contents.outline),
        "edition": contents.dossier.edition.short_name,
        "profile_hash": contents.dossier.fingerprint(),
        "app_version": __version__,
    }
    return json.dumps(kept, ensure_ascii=False)
