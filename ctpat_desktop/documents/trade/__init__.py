"""Trade Compliance on paper: the letter, chains, holds, import data."""
