"""How an answer is written: what a specialist would ask back, with the place in the text."""
