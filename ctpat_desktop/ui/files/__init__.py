"""The page about the file itself, and the repair of a damaged one."""
