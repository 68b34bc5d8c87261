"""What is made for the portal beside the answers and their evidence."""
