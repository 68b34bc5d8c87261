"""The officer's brief: what changed since the last signature, what is signed, what is open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist import Review, Severity
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.packets.officer_brief import Brief, Change, officer_brief
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Detention,
    Disclosure,
    Packet,
    SelfTest,
    TestedLine,
    TradeChange,
)
from ctpat_desktop.services.accounts.paper import stamp_of
from ctpat_desktop.services.packets import contents, store
from ctpat_desktop.services.packets.contents import Contents
from ctpat_desktop.services.profile import review
from ctpat_desktop.services.trade import duties, self_tests
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp, on_paper


def brief_of(scope: Scope) -> Brief:
    """Return the brief for the packet that waits for a signature, or would be issued today."""
    choices, year = store.choices(scope, scope.today.year), scope.today.year
    said = contents.read(scope, choices, year)
    issued = for_cbp(contents.read)(scope, choices, year)
    last = store.last_signed(scope)
    before = store.sources(last) if last is not None else {}
    company_id = said.dossier.company.id
    since = last.signed_on if last is not None else None
    with scope.workspace.read() as session:
        happened = tuple(_major(session, company_id, since))
        figures = tuple(_figures(session, company_id, since or date(scope.today.year, 1, 1)))
    return Brief(
        company=said.dossier.company.name or tr("Unnamed company"),
        title=store.title_of(scope.today.year),
        last=_last(last),
        is_first=last is None,
        changes=tuple(_changes(before, issued, said)) if last is not None else (),
        happened=happened,
        figures=figures,
        outline=said.outline,
        agreement=said.agreement,
        open_points=tuple(_open(scope, said)),
    )


@on_paper
def brief_pdf(scope: Scope) -> bytes:
    """Return the brief as a PDF of two pages."""
    said = store.choices(scope, scope.today.year)
    read = contents.read(scope, said, scope.today.year).dossier
    return officer_brief(brief_of(scope), stamp_of(read, scope.today))


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """Yield what a packet says otherwise than the one before it, in the order it says it."""
    for label, value in now.items():
        if before.get(label, "") != value:
            yield Change(label, before.get(label, ""), value)
    for label, value in before.items():
        if label not in now:
            yield Change(label, value, "")


def _changes(before: Mapping[str, str], issued: Contents, spoken: Contents) -> Iterator[Change]:
    """Yield what changed, compared in the language packets are issued in, in that of the brief."""
    labels_now = (label for label, _ in issued.facts)
    words = dict(zip(labels_now, spoken.facts, strict=True))
    for row in differences(before, dict(issued.facts)):
        label, value = words.get(row.what, (row.what, row.now))
        yield Change(label, row.before, value)


def _last(packet: Packet | None) -> str:
    if packet is None:
        return tr("No packet was signed before.")
    words = tr("The last packet ({title}) was signed on {day} by {name}.")
    return words.format(title=packet.title, day=paper_text(packet.signed_on), name=packet.signed_by)


def _major(session: Session, company_id: str, since: date | None) -> Iterator[str]:
    query = select(TradeChange).where(TradeChange.company_id == company_id)
    if since is not None:
        query = query.where(TradeChange.happened_on >= since)
    for row in session.scalars(query.order_by(TradeChange.happened_on)):
        told = (
            tr("reported on {day}").format(day=paper_text(row.reported_on))
            if row.reported_on
            else tr("not reported yet")
        )
        kind = choice_text("trade_change", "kind", row.kind)
        yield f"{paper_text(row.happened_on)}: {row.what} ({kind}; {told})"


def _figures(session: Session, company_id: str, since: date) -> Iterator[tuple[str, str]]:
    """Yield the year in numbers, from the registers of internal control."""
    tests = session.scalars(
        select(SelfTest).where(SelfTest.company_id == company_id, SelfTest.done_on >= since)
    ).all()
    lines = session.scalars(
        select(TestedLine).where(TestedLine.self_test_id.in_([row.id for row in tests]))
    ).all()
    sums = [
        self_tests.figures(line for line in lines if line.self_test_id == row.id) for row in tests
    ]
    count, errors = sum(row.lines for row in sums), sum(row.wrong for row in sums)
    yield tr("Self-tests done"), str(len(tests))
    if count:
        share = f"{100 * errors / count:.1f} %"
        words = tr("{errors} of {count} ({share})")
        yield tr("Lines with an error"), words.format(errors=errors, count=count, share=share)
    counted = tr("{count}, of which {open} open")
    found = session.scalars(
        select(Disclosure).where(Disclosure.company_id == company_id, Disclosure.found_on >= since)
    ).all()
    still = sum(row.state == "open" for row in found)
    yield tr("Errors found"), counted.format(count=len(found), open=still)
    holds = session.scalars(
        select(Detention).where(Detention.company_id == company_id, Detention.presented_on >= since)
    ).all()
    still = sum(row.result in ("", "open") for row in holds)
    yield tr("Detentions"), counted.format(count=len(holds), open=still)


def _open(scope: Scope, contents: Contents) -> Iterator[str]:
    for point in sorted(contents.open_points, key=lambda row: not row.is_serious):
        yield point.words
    for duty in duties.of_company(scope):
        if duty.is_overdue(scope.today):
            words = tr("{what}: was due on {day}.")
            yield words.format(what=duty.title, day=paper_text(duty.due_on))
    yield from _profile(review.review(scope))


def _profile(result: Review) -> Sequence[str]:
    if result.is_complete:
        return ()
    counts = {
        severity: sum(row.severity is severity for row in result.findings) for severity in Severity
    }
    words = ", ".join(
        f"{count} × {labels.severity(severity)}" for severity, count in counts.items() if count
    )
    return (tr("The security profile has open findings: {words}.").format(words=words),)
