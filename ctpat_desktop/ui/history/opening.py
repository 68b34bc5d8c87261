"""Opens the dialogs of earlier versions; they are imported when one is first opened."""

from ctpat_desktop.support.later import later

open_history = later("ctpat_desktop.ui.history.dialog:open_history")
"""Opens the versions of a record: parent, desk, table, id and title."""
open_removed = later("ctpat_desktop.ui.history.dialog:open_removed")
"""Opens the list of removed records: parent and desk."""
