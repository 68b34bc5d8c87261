"""What a person copies from the portal beside our questions: CBP's own number and text."""

from dataclasses import asdict, dataclass

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

OPTION = "questions.portal"


@dataclass(frozen=True, slots=True)
class PortalWords:
    """The number and the words of a question as the portal shows them."""

    number: str = ""
    text: str = ""


def words(workspace: Workspace) -> dict[str, PortalWords]:
    """Return what was copied from the portal, by our question's id."""
    kept = settings.get(workspace, OPTION)
    return {key: PortalWords(**row) for key, row in kept.items()}


def keep(workspace: Workspace, question: str, copied: PortalWords) -> Changes:
    """Keep number and text of one question; both empty go back to ours."""
    kept = dict(settings.get(workspace, OPTION))
    kept.pop(question, None)
    if copied != PortalWords():
        kept[question] = asdict(copied)
    return settings.put(workspace, OPTION, kept)


def of(question: str, copied: dict[str, PortalWords], number: str = "") -> PortalWords:
    """Return the portal's words of a question; `number` is the shipped one."""
    found = copied.get(question, PortalWords())
    return PortalWords(found.number or number, found.text)
