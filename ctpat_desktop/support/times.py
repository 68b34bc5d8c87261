"""Reads times of day as people write them; the only place that does."""

import re

_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:.hH]\s*(?P<minute>\d{2})(?::[0-5]\d)?\s*|(?P<bare>\d{2})\s*|[hH]\s*|)"
    r"(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)


def read_time(text: str) -> str:
    """Return a time of day as HH:MM; "" for what is none, such as 25:99.

    "7:30", "7.30", "0730", "7h30", "7:30 pm", "7 pm" and "19:30:00" are read; a bare "7" is not.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return ""
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    minute = found["minute"] or found["bare"]
    if minute is None and not half and "h" not in text.lower():
        return ""
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute or '00'}" if hour < 24 and int(minute or 0) < 60 else ""
