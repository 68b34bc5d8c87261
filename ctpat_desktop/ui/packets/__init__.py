"""The page of the MOU packet and the officer's session."""
