"""The hand-made tabs of Trade Compliance."""
