"""All companies of a file at one look."""
