"""The evidence library: documents, their words and names, and how they are shown."""
