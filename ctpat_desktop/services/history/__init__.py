"""Earlier versions of every field, and what differs between two of them."""
