"""Workspace files: made, opened, closed, checked, backed up and restored."""
