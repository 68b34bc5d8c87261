"""Bringing copies of the file together, and settling what they say differently."""
