"""Lists from offices: columns found, cells read, rows planned, all written in one step."""
