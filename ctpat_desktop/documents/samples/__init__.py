"""Invented papers of the sample companies."""
