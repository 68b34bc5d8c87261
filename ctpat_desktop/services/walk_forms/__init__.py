"""Walks of sites as forms: sent, filled in without this program, compared and taken over."""
