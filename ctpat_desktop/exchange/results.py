"""What an export says when it is done and was compared with what went in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExportResult:
    """One written file; `pages` only for PDF, `checked` says in words what was compared."""

    path: Path
    pages: int | None
    checked: str


@dataclass(frozen=True, slots=True)
class PortalResult:
    """The portal package; `blocks` counts answer texts and `files` evidence documents."""

    folder: Path
    archive: Path
    blocks: int
    files: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalLimits:
    """What a portal may refuse, and what copies keep; all of it can be changed by the person."""

    soft_limit: int = 4000
    max_file_mb: float = 10.0
    file_types: tuple[str, ...] = ("pdf", "jpg", "png", "docx", "xlsx", "txt", "csv")
    keeps_metadata: bool = False
    drops_comments: bool = False
