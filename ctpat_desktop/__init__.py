"""CTPAT Desktop: write, prove and submit a CTPAT security profile, offline."""

__version__ = "0.1.0"
