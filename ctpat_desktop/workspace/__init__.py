"""The file itself: opening, unit of work, history, migrations, evidence bytes."""
