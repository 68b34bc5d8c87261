"""Backups of one file: made, verified, listed, thinned out and restored."""
