"""Copies of documents for somebody outside."""
