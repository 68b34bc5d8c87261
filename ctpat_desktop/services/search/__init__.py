"""Words found in answers, registers and documents."""
