"""Keeps "not applicable" and its reason together, whatever way a status comes in."""

from collections.abc import Mapping

from ctpat_desktop.records import Record, Response
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

STATUS = "not_applicable"


def settle(record: Record, changed: Mapping[str, object]) -> None:
    """Keep "not applicable" and its reason together, whatever changed a response.

    Problem where the status was set without a reason; where only the reason went, the status goes.
    """
    if not isinstance(record, Response) or not record.lacks_reason:
        return
    if "status" in changed:
        refuse_without_reason(record.criterion, record.status, record.reason)
    record.status = "not_started"


def refuse_without_reason(criterion: str, status: str, reason: str) -> None:
    """Raise Problem where a criterion would be not applicable without saying why."""
    if status == STATUS and not reason.strip():
        raise Problem(
            tr("{criterion} was not marked as not applicable: the reason is missing.").format(
                criterion=criterion
            ),
            tr(
                "Say in a sentence why it does not apply (on the criterion's page, or "
                "with --reason)."
            ),
        )
