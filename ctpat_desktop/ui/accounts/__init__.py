"""The company on the screen, and what an account changes about the catalogue."""
