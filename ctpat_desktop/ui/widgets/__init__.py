"""Small widgets every screen is built from; none of them knows the open file."""
