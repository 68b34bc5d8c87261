"""Signing what an officer signs, with a certificate or on paper, and looking at what was signed."""
