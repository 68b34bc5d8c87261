"""Starts the window, on a file if one is named."""

from pathlib import Path


def window(arguments: list[str]) -> int:
    """Open the window, on a file if one is named; return the exit code."""
    from ctpat_desktop.ui.app import run

    return run(Path(arguments[0]) if arguments else None)
