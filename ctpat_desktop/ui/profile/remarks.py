"""What is said beside the words of an answer, as the marks under a text."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.profile.leave_dialog import ask_to_leave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.underlines import Remark


def remarks_on(
    parent: QWidget, desk: Desk, findings: Iterable[Finding], flush: Callable[[], bool]
) -> list[Remark]:
    """Return the marks of findings; each can be left as it is once typing is saved."""

    def leave(finding: Finding) -> None:
        if flush():
            ask_to_leave(parent.window(), desk, finding)

    return [
        Remark(
            one.spans,
            f"{one.reason} {one.remedy}",
            one.severity is Severity.WEAK,
            tr("Leave as it is…"),
            partial(leave, one),
        )
        for one in findings
    ]
