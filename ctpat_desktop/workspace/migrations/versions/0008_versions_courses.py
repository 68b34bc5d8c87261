"""Versions of documents, and trainings that are played."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what is there stays as it is."""
    _evidence_versions()
    _courses()


def _evidence_versions() -> None:
    """Add what a document was before it was replaced."""


def _courses() -> None:
    """Add trainings that are played, with their questions."""
