"""How the time of a signature is written."""

from datetime import datetime


def moment(at: datetime) -> str:
    """Return date, time and zone as they are shown and printed."""
    zone = at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M:%S} UTC{zone[:3]}:{zone[3:5]}" if zone else f"{at:%Y-%m-%d %H:%M}"
