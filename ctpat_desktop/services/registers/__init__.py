"""The registers: records, lists, filters, deadlines, reports and printed forms."""
