"""Office documents: written as reports, read as pages and words."""
