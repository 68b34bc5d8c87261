"""What is read of a file in one go, for checking, showing and printing."""
