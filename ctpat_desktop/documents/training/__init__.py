"""Recorded trainings on paper and on the screen: slides, and the questions to fill in."""
