"""Where a printed page comes from: written in every footer and manifest."""

from dataclasses import dataclass
from datetime import date

from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr


@dataclass(frozen=True, slots=True)
class Stamp:
    """The version of the program, the edition, the hash of the answers and the day."""

    app_version: str
    edition: str
    profile_hash: str
    made_on: date

    def line(self) -> str:
        """Return the provenance as one short line."""
        if not self.profile_hash:  # no profile is in it
            words = tr("CTPAT Desktop {version} · edition {edition} · {day}")
            day = paper_text(self.made_on)
            return words.format(version=self.app_version, edition=self.edition, day=day)
        words = tr("CTPAT Desktop {version} · edition {edition} · profile {profile} · {day}")
        return words.format(
            version=self.app_version,
            edition=self.edition,
            profile=self.profile_hash[:12],
            day=paper_text(self.made_on),
        )
