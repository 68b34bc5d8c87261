"""The page of everything that falls due."""
