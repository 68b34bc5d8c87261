"""The registers on the screen: one list and one editor for all of them."""
