"""Where a printed page comes from: written in every footer and manifest."""

from dataclasses import dataclass
from datetime import date

from ctpat_desktop.support.dates import paper_text


@dataclass(frozen=True, slots=True)
class Stamp:
    """The version of the program, the edition, the hash of the answers and the day."""

    app_version: str
    edition: str
    profile_hash: str
    made_on: date

    def line(self) -> str:
        """Return the provenance as one short line."""
        return (
            f"CTPAT Desktop {self.app_version} · edition {self.edition} · "
            f"profile {self.profile_hash[:12]} · {paper_text(self.made_on)}"
        )
