"""A profile as it stands at one moment: what every report, package and submission is made from."""

from dataclasses import dataclass

from ctpat_desktop.checklist.findings import Finding
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an account says, what the checklist finds in it, and where pages of it come from.

    A profile of an earlier year (`is_earlier`) is shown as it stands in the file and not judged.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    stamp: Stamp
    is_earlier: bool = False
