"""One file per thing a person can do; each returns what changed."""
