"""Files that another program has open for a moment: on Windows they cannot be moved meanwhile.

Virus scanners, the search index and programs that synchronize folders look into a file right after
it was written. They let go within a second; what is held longer is for the person to close.
"""

import time
from collections.abc import Callable

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries; about a second and a half in all."""
_HELD = (32, 33)
"""What Windows says of a file that another program has open, or has locked a part of."""
_REFUSED = 5
"""What it says of a file that is open to be deleted, or in a folder that is open; or forbidden."""


def is_held(error: OSError) -> bool:
    """Return whether a file cannot be used because another program has it open."""
    return getattr(error, "winerror", None) in _HELD


def when_free(act: Callable[[], object]) -> None:
    """Move a file or folder; where another program holds it for a moment, try again."""
    for wait in WAITS:
        try:
            act()
        except OSError as error:
            if not is_held(error) and getattr(error, "winerror", None) != _REFUSED:
                raise
            time.sleep(wait)
        else:
            return
    act()
