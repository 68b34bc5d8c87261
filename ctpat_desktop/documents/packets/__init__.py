"""The packets an officer signs, on paper."""
