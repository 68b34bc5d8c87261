"""The profile on paper: the report, its findings and the company's own pages."""
