"""What the open window works on: the desk, saving, long work, and what runs beside it."""
