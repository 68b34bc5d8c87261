"""The manual: made for a window or a file, and looked through."""
