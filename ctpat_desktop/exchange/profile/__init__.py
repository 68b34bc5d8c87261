"""Answers a company has already, read by the number of the criterion from files and text."""
