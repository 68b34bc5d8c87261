"""What is printed about the file itself."""
