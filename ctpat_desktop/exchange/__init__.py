"""What goes in and out as files: portal package, DOCX, XLSX and PDF, each checked after writing."""
