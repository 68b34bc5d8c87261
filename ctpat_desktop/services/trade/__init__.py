"""Trade Compliance: eligibility, questionnaire, forced labor, holds and self-tests."""
