"""The papers of the risk assessment."""
