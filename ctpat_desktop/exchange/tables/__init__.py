"""Lists as files: separated text and workbooks, read without trust and written."""
