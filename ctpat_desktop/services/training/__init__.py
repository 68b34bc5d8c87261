"""Recorded trainings: added, played, passed, and printed."""
