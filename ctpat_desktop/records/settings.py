"""Choices kept inside the workspace, such as the portal's text limit."""

from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record


class Setting(Record):
    """One choice; `id` is its name and `value` its JSON text."""

    __tablename__ = "setting"

    value: Mapped[str] = mapped_column(default="null")
