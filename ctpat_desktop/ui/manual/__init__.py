"""The manual in a window of its own, with its list, its search and its way back."""
