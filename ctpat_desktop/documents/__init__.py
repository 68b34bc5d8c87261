"""What is printed: a neutral block tree, the PDF renderer, merging and page pictures."""
