"""Runs the checklist over one account."""

from datetime import date

from ctpat_desktop.checklist import Review, evaluate
from ctpat_desktop.checklist.register_facts import RegisterFacts
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.profile import model
from ctpat_desktop.services.profile.facts import facts_of


def review(scope: Scope) -> Review:
    """Return findings and progress of one account."""
    return model.read(scope).review


def of_dossier(
    read: Dossier,
    today: date,
    registers: RegisterFacts | None = None,
) -> Review:
    """Return findings and progress of what was read already: of company, answers and registers."""
    criteria = tuple(answer.criterion for answer in read.answers)
    return evaluate(criteria, facts_of(read), today, registers)
