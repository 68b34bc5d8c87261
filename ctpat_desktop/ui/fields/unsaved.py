"""What was typed and is not in the file: named, shown, and said where it keeps a place open."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.inputs import DateInput, Input
from ctpat_desktop.ui.widgets.banner import HELD, Banner
from ctpat_desktop.ui.widgets.date_field import DateField


def unread(root: QWidget) -> list[tuple[str, QWidget]]:
    """Return what stands in fields below `root` and cannot be stored: its line, and the field."""
    days = [day for day in root.findChildren(DateField) if day.unread]
    inputs = [row for row in root.findChildren(Input) if row.unread()]
    others = [row for row in inputs if not isinstance(row, DateInput)]
    return [
        *((f"{day.name}: “{day.unread}”", day.edit) for day in days),
        *((f"{tr(row.field.label)}: “{row.unread()}”", row.focusProxy() or row) for row in others),
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
