"""Signing a PDF with a certificate and verifying it: from bytes to bytes, without any network.

The signing library takes a second to load, so every module here is imported at its first use.
"""
