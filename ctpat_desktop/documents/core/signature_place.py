"""Where a person signs on a printed page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """One signature line: its field's name, page (from 0), box in points, and who signs there."""

    field: str
    page: int
    box: tuple[float, float, float, float]
    role: str = ""
    name: str = ""
