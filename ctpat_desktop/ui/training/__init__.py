"""Recorded trainings on the screen: added, played, and the questions answered."""
