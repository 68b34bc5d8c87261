"""What is missing: pure functions from catalogue and facts to findings and progress."""

from ctpat_desktop.checklist.engine import Review, evaluate
from ctpat_desktop.checklist.findings import Finding, Place, SectionProgress, Severity

__all__ = ["Finding", "Place", "Review", "SectionProgress", "Severity", "evaluate"]
