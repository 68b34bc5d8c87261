"""The packets of the sample importer: last year's, signed by hand, and this year's draft."""

import tomllib
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Contact
from ctpat_desktop.services.packets import issuing, record_signature, store
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


def write_scan(scope: Scope, path: Path) -> None:
    """Write what a scanner would give of the packet that waits, signed with drawn ink."""
    waiting = store.open_packet(scope)
    if waiting is None:
        raise Problem(tr("No packet waits for a signature."), tr("Issue one first."))
    frozen = store.issued(scope.workspace, waiting.id)
    write_pdf(hand_signed(frozen.pdf, frozen.places[:1]), path)


def fill(workspace: Workspace, folder: Path) -> None:
    """Issue and sign last year's packet and start this year's, if the sample has any."""
    path = folder / "packets.toml"
    if not path.is_file():
        return
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    with workspace.read() as session:
        account_id = session.scalars(select(Account.id)).one()
        people = {row.full_name: row.id for row in session.scalars(select(Contact))}
    last = data["last"]
    scope = Scope.of(workspace, account_id, last["issued_on"])
    packet_id = issuing.issue(scope)
    frozen = store.issued(workspace, packet_id)
    scan = hand_signed(frozen.pdf, frozen.places[:1])
    record_signature.record_scan(
        workspace, packet_id, scan, record_signature.ByHand((last["signed_by"],), last["signed_on"])
    )
    draft = data["draft"]
    store.choose(scope, draft["year"], signers=[people[name] for name in draft["signers"]])
