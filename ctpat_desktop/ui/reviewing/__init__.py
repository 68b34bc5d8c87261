"""The screens of reviewing together."""
