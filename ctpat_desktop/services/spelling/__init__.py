"""Which words of a text are in no dictionary, what they might have been, and a file's own words."""
