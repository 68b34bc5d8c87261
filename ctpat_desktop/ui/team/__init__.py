"""The team in the window: starting and joining one, who is in it, and the exchange of changes."""
