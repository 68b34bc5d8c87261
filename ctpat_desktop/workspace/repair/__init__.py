"""Damaged files: found out, read around the damage, and saved into new ones."""
