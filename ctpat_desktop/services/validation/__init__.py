"""A validation by CBP: the binder, the replies, and what is asked on the day."""
