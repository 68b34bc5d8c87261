"""Charts of one account: progress, evidence, training, partners and actions, each from the file."""
