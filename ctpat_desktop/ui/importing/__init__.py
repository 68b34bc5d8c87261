"""The import of a list, step by step."""
