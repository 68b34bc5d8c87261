"""The pages of the risk assessment."""
