"""Packets without a window: issue and write, sign, match a scan, record."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.services.headless import Target, opened

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult


@dataclass(frozen=True, slots=True)
class Written:
    """A packet written to a file, its code, and what is still open in it."""

    result: "ExportResult"
    code: str
    open_points: tuple[str, ...]


def mou(target: Target, path: Path, official: Path | None, today: date) -> Written:
    """Issue this year's MOU packet and write it; an equal one that waits is written again."""
    from ctpat_desktop.services.packets import issuing, shelf

    with opened(target, writes=True) as (workspace, account_id):
        result, said = issuing.write(workspace, account_id, path, official, today)
        packet = shelf.open_packet(workspace, account_id)
        code = packet.code if packet is not None else ""
    return Written(result, code, tuple(row.words for row in said.open_points))
