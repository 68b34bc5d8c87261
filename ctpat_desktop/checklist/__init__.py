"""What is missing: pure functions from catalogue and facts to findings and progress.

The engine with its rules is imported when it is first asked for: the start page knows places only.
"""

from typing import TYPE_CHECKING, Any

from ctpat_desktop.checklist.findings import Finding, Place, SectionProgress, Severity

if TYPE_CHECKING:
    from ctpat_desktop.checklist.engine import evaluate
    from ctpat_desktop.checklist.review import Review

__all__ = ["Finding", "Place", "Review", "SectionProgress", "Severity", "evaluate"]


def __getattr__(name: str) -> Any:
    """Return what the engine defines."""
    if name not in ("Review", "evaluate"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ctpat_desktop.checklist import engine, review

    return getattr(review if name == "Review" else engine, name)
