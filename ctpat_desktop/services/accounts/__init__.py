"""Companies, their accounts, their choices, and their own view of the catalogue."""
