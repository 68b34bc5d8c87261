"""Pages from outside: read within limits, shown, fitted and merged."""
