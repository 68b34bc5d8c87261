"""How the time of a signature is written."""

from datetime import datetime

from ctpat_desktop.support.dates import clock_text, paper_text


def moment(at: datetime) -> str:
    """Return date, time and zone as they are shown and printed."""
    zone = at.strftime("%z")
    if not zone:
        return f"{paper_text(at)} {clock_text(at)}"
    return f"{paper_text(at)} {clock_text(at, seconds=True)} UTC{zone[:3]}:{zone[3:5]}"
