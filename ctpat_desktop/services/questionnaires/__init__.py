"""Questionnaires: built, sent, received, judged, decided and reminded of."""
