"""The page of charts: each drawn, with its table beside it, printed and saved."""
