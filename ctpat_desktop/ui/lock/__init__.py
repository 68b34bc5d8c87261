"""The lock: when it falls, what is hidden, and how it is opened again."""
