"""What was typed and is not in the file: named, shown, and said where it keeps a place open."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ctpat_desktop.ui.fields.countries import ListedInput
from ctpat_desktop.ui.widgets.banner import HELD, Banner
from ctpat_desktop.ui.widgets.date_field import DateField


def unread(root: QWidget) -> list[tuple[str, QWidget]]:
    """Return what stands in fields below `root` and cannot be stored: its line, and the field."""
    days = root.findChildren(DateField)
    listed = root.findChildren(ListedInput)
    return [
        *((f"{field.name}: “{field.unread}”", field.edit) for field in days if field.unread),
        *((f"{row.field.label}: “{row.unread()}”", row.box) for row in listed if row.unread()),
    ]


def say_held(root: QWidget, banner: Banner, words: str) -> None:
    """Say why a place is not left, and show the field where there is one to mend."""
    named = [(line, field) for line, field in unread(root) if field.isVisible()]
    banner.say("\n".join([words, *(line for line, _ in named)]), key=HELD)
    for _, field in named[:1]:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, field, partial(_scroll_to, field))


def _scroll_to(field: QWidget) -> None:
    """Scroll everything a field lies in so that it is seen."""
    above = field.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(field, 40, 60)
        above = above.parentWidget()
