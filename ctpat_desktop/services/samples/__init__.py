"""Invented companies: for looking around, the demo and the tests."""
