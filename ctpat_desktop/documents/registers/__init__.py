"""Registers on paper: lists, records, inspections, training, floor plans and walks."""
