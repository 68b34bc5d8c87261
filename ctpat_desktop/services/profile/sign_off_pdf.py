"""Prints the officer's sign-off sheet of the yearly review."""

from ctpat_desktop.documents.profile.sign_off import SignOff, sign_off_tree
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import dossier_pdf, note_of
from ctpat_desktop.services.profile import affirming
from ctpat_desktop.services.profile.affirming import CHANGED, EARLY, OPEN, UNCHANGED, Standing
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper

STATES = {
    OPEN: N_("Not affirmed"),
    UNCHANGED: N_("Still true"),
    CHANGED: N_("New or changed"),
    EARLY: N_("Too early"),
}


def state_text(standing: Standing) -> str:
    """Return how far a criterion is, in two or three words."""
    if standing.is_reworded:
        return tr("Read again") if standing.waits else tr("Reworded since")
    return tr("Changed since") if standing.was_affirmed else tr(STATES[standing.state])


@on_paper
def pdf(scope: Scope) -> bytes:
    """Return the sheet of the scope's year as PDF."""
    read = dossier(scope.workspace, scope.account_id, scope.year)
    year = affirming.status(scope)
    titles = {answer.criterion.id: answer.criterion.title for answer in read.answers}
    done = year.count(UNCHANGED) + year.count(CHANGED)
    officer = next((row for row in read.contacts if row.is_officer and row.is_primary), None)
    window = tr("not known: no anniversary is typed")
    if year.window is not None:
        days = (paper_text(year.window.opens), paper_text(year.window.closes))
        window = tr("{opens} to {closes}").format(opens=days[0], closes=days[1])
    counted = tr("{done} of {all}, {changed} of them new or changed").format(
        done=done, all=len(year.rows), changed=year.count(CHANGED)
    )
    title = tr("Yearly review {year}: sign-off").format(year=year.year)
    sheet = SignOff(
        title,
        note_of(read.company.name, scope.today),
        (
            (tr("Account"), read.edition.entity(read.account.entity).title),
            (tr("Review window"), window),
            (tr("Affirmed"), counted),
        ),
        tuple(
            (
                row.criterion,
                titles.get(row.criterion, ""),
                state_text(row),
                paper_text(row.on) if row.on and row.state != OPEN else "",
                row.by if row.state != OPEN else "",
            )
            for row in year.rows
        ),
        officer.full_name if officer else "",
        officer.title if officer else "",
    )
    return dossier_pdf(read, sign_off_tree(sheet), title, scope.today)
