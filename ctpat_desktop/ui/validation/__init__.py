"""The screens of a validation: its day, its binder, and replies to CBP."""
