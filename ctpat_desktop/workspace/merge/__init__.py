"""Brings two copies of a workspace together: field by field, from their histories."""
