"""The page of everything a person may set: for this computer, and in the open file."""
