"""Answers a criterion at a site the way a site walk does."""

from ctpat_desktop.services.profile import answers


def walked(workspace, account, criterion, site, status, reason=""):
    """Answer a criterion at one site as a walk does."""
    with workspace.work(f"Answer {criterion} on a walk") as unit:
        answers.say_at_site(unit.session, account, criterion, site, (status, reason))
