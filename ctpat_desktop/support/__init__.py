"""Shipped files, settings, logging, progress and errors: what every room may use."""
