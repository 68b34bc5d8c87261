"""The dialogs of the written procedures."""
