"""The packets an officer signs: drafted, issued and frozen, signed on paper or by certificate."""
