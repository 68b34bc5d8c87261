"""CTPAT Desktop: write, prove and submit a CTPAT security profile, offline."""

import logging

logging.getLogger(__name__).addHandler(logging.NullHandler())  # no log on standard error

__version__ = "0.1.0"
RELEASED = "2026-11-30"
"""The day of this version, as the changelog has it."""
