"""What is missing: pure functions from catalogue and facts to findings and progress."""

from ctpat_desktop.checklist.engine import evaluate
from ctpat_desktop.checklist.findings import Finding, Place, SectionProgress, Severity
from ctpat_desktop.checklist.review import Review

__all__ = ["Finding", "Place", "Review", "SectionProgress", "Severity", "evaluate"]
