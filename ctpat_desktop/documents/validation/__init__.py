"""What a validation needs on paper: the binder and replies to CBP."""
