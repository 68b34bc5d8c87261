"""The Annual Notification Letter: its sections and its draft."""
