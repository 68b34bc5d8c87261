"""Bringing copies of a workspace together, and settling what they say differently."""
