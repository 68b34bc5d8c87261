"""Questionnaires as files: sent as workbooks, read back in whatever form they return."""
