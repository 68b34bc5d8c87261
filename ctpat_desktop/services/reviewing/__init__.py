"""Reviewing together: comments, states of answers, and what others changed."""
