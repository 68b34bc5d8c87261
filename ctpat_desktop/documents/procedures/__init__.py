"""The pages of a written procedure."""
