"""Written procedures: begun from an outline, approved, printed, and found by criterion."""
