"""Everything with a date, as one list, as a calendar file and as a printed year."""
