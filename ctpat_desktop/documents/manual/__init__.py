"""The manual as articles of blocks, on paper and as Markdown."""
