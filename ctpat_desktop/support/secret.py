"""Reads a passphrase from a file or from standard input, never from an argument."""

import errno
import sys
from pathlib import Path

from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

LONGEST = 65_536
"""Bytes that are looked at; a device that never ends must not hold us up."""


def read_secret(name: str | None) -> str:
    """Return the first line of the file `name` ("-": standard input); "" where none is named."""
    if name is None:
        return ""
    try:
        typed = _standard_input() if name == "-" else foreign.beginning(Path(name), LONGEST)
        text = typed.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            tr("The passphrase cannot be read from {name}.").format(name=name),
            tr("Check the file."),
        ) from error
    line = text.partition("\n")[0].removesuffix("\r")
    if not line:
        raise Problem(
            tr("The passphrase file is empty."), tr("Put the passphrase into its first line.")
        )
    return line


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer.read(LONGEST)
