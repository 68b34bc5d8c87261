"""Earlier versions on the screen: compared, put back, and removed records."""
