"""Copies of a workspace for somebody outside: what is left out is chosen."""
