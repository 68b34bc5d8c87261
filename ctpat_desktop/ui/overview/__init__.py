"""The page of all companies of a file."""
