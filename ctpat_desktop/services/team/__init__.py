"""A team: several laptops, each with its own file, that bring each other's changes together."""
