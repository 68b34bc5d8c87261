"""The block tree, its PDF renderer, fonts and labels: what every printed page is made of."""
