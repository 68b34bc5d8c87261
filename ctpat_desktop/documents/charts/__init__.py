"""Charts: what they show as plain values, how that is laid out, and files of it."""
