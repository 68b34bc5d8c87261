"""How the time of a signature is written."""

from datetime import datetime

from ctpat_desktop.support.dates import paper_text


def moment(at: datetime) -> str:
    """Return date, time and zone as they are shown and printed."""
    zone = at.strftime("%z")
    if not zone:
        return f"{paper_text(at)} {at:%H:%M}"
    return f"{paper_text(at)} {at:%H:%M:%S} UTC{zone[:3]}:{zone[3:5]}"
