"""Questionnaires as PDF forms."""
