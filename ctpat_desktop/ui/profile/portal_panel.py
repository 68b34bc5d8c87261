"""The portal desk: one text after the other to paste into the portal, in the portal's order."""

from functools import partial
from hashlib import sha256

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.profile import portal_entries
from ctpat_desktop.services.profile.portal_entries import Item, Sent, Standing
from ctpat_desktop.support import home
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.ui.page import Refreshing
from ctpat_desktop.ui.profile.portal_files import PortalFiles
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, flow, label, looks, redden, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.ui.widgets.theme import lines
from ctpat_desktop.workspace.changes import Changes

READ_AFTER_MS = 400
"""Milliseconds after a change until everything is read anew: typing makes many changes."""

LEAST = 5
"""Lines of the text that are seen in the smallest window."""

PLACES = "portal_places"
MOST_PLACES = 32
"""Accounts whose last item is remembered on this computer."""

Read = tuple[portal_entries.Desk, dict[str, Standing]]


class PortalPanel(Refreshing):
    """What is to be entered, item by item; only the person ticks what was."""

    tables = (
        *("company", "account", "profile", "address", "contact", "identifier", "site"),
        *("response", "statement", "attachment", "evidence", "evidence_link"),
        "criterion_overlay",
        *("setting", "submission", "portal_entry"),
    )

    def __init__(self, desk: Desk) -> None:
        """Read when it is first seen."""
        super().__init__()
        self.desk = desk
        self.items: tuple[Item, ...] = ()
        self.standing: dict[str, Standing] = {}
        self._number, self._since = 0, ""
        self._sent: Sent | None = None
        self._is_reading = self._is_late = False
        """True while the items are read; and while what is read is known to be out of date."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(READ_AFTER_MS)
        self._later.timeout.connect(self.read)
        self._make_words()
        self.files = PortalFiles(desk, self.say)
        self._make_buttons()
        self._lay()
        self.put_off()

    def show_all(self) -> None:
        """Read everything anew, such as for another account."""
        self.clear()
        self.put_off()
        if self.isVisible():
            self.catch_up()

    def refresh(self, changes: Changes) -> None:
        """Show ticks at once, and everything else shortly after."""
        if changes.items and changes.tables <= {"portal_entry"} and self.items:
            self.standing = portal_entries.standing(self.desk.scope, self.items)
            self._show()
        elif self.items:
            self._later.start()
        else:
            self.read()

    def clear(self) -> None:
        """Leave nothing of the profile in the window; what is being read is not shown either."""
        self._number += 1
        self._later.stop()
        self.items, self.standing, self._sent = (), {}, None
        self.choice.clear()
        for words in (self.whose, self.state, self.count, self.letters, self.remark):
            words.setText("")
        self.progress.setText("")
        self.text.show_text("")
        self.only.setText(tr("Only what changed"))
        self.files.show_files(())
        self.put_off()

    def read(self) -> None:
        """Read all items beside the window; again, once that is done, where it goes on already."""
        if not self.desk.workspace.is_open:
            return
        self._number += 1
        self._is_late = self._is_reading
        if self._is_reading:
            return
        self._is_reading = True
        scope, sent = self.desk.scope, self._sent

        def work(_: object) -> Read:
            found = portal_entries.read(scope, sent)
            return found, portal_entries.standing(scope, found.items)

        tasks.start(work, partial(self._take, self._number), self._failed)

    def current(self) -> Item | None:
        """Return the item looked at."""
        key = self.choice.currentData()
        return next((item for item in self.items if item.key == key), None)

    def shown(self) -> list[Item]:
        """Return the items to go through: all of them, or those that changed."""
        return [item for item in self.items if item.is_changed or not self.only.isChecked()]

    def select(self, key: str) -> None:
        """Look at one item."""
        at = self.choice.findData(key)
        if at >= 0:
            self.choice.setCurrentIndex(at)
            self._keep_place(key)
        self.remark.setText("")
        self._show()

    def copy(self) -> None:
        """Put the text on the clipboard, which forgets it after a while."""
        item = self.current()
        if item is not None and item.text:
            clipboard.copy_text(item.text)
            seconds = clipboard.CLEAR_AFTER_MS // 1000
            self.say(tr("Copied for {n} seconds: {title}").format(n=seconds, title=item.title))

    def step(self, by: int) -> bool:
        """Go on or back by one item; False at the end."""
        at = self.choice.currentIndex() + by
        if 0 <= at < self.choice.count():
            self.select(str(self.choice.itemData(at)))
            return True
        return False

    def copy_next(self) -> None:
        """Go on by one item and copy it; nothing is ticked."""
        if self.step(1):
            self.copy()

    def enter(self) -> None:
        """Tick the item as entered, go to the next that is not, and copy that."""
        item, scope = self.current(), self.desk.scope
        if item is None or not self.desk.attempt(lambda: portal_entries.enter(scope, item)):
            return
        rows = self.shown()
        at = next((n for n, row in enumerate(rows) if row.key == item.key), -1)
        turned = (*rows[at + 1 :], *rows[: at + 1])
        left = next((row for row in turned if not self.is_entered(row)), None)
        if left is None:
            self.say(tr("Everything here is entered. Submit it in the portal, then record it."))
            return
        self.select(left.key)
        self.copy()

    def take_back(self) -> None:
        """Take the tick away again."""
        item, scope = self.current(), self.desk.scope
        if item is not None:
            self.desk.attempt(lambda: portal_entries.take_back(scope, item))

    def is_entered(self, item: Item) -> bool:
        """Return whether an item was entered as it is now."""
        return self.standing.get(item.key, Standing()).on is not None

    def say(self, words: str) -> None:
        """Say what was done."""
        self.remark.setText(words)

    def _take(self, number: int, read: Read) -> None:
        self._has_read()
        if number != self._number or not self.desk.workspace.is_open or not self.isVisible():
            return
        first = not self.items
        desk, self.standing = read
        self.items, self._sent = desk.items, desk.sent
        self.whose.setText(self.desk.dossier.company.name)
        since = day_text(desk.since) if desk.since else ""
        self.only.setVisible(bool(since))
        self.only.setText(tr("Only what changed since {day}").format(day=since))
        if since != self._since or (first and not since):
            self._since = since
            self.only.blockSignals(True)
            self.only.setChecked(bool(since))
            self.only.blockSignals(False)
        self._fill()

    def _has_read(self) -> None:
        self._is_reading = False
        if self._is_late and self.isVisible():
            self.read()

    def _failed(self, words: str) -> None:
        self._has_read()
        if self.desk.workspace.is_open:
            self.say(words)

    def _fill(self) -> None:
        """Offer the items and stay at the one looked at, or go to where the person was last."""
        here = self.current()
        rows = self.shown()
        self.choice.clear()
        for item in rows:
            self.choice.addItem("", item.key)
        keys = {item.key for item in rows}
        place = here.key if here is not None and here.key in keys else self._place(rows)
        self.choice.setCurrentIndex(self.choice.findData(place))
        self._show()

    def _place(self, rows: list[Item]) -> str:
        """Return the item the person was at last, else the first that is not entered."""
        kept = _places().get(self.desk.account_id)
        was = next((row.key for row in rows if _sign(row.key) == kept), "")
        left = (row.key for row in rows if not self.is_entered(row))
        return was or next(left, rows[0].key if rows else "")

    def _keep_place(self, key: str) -> None:
        others = {one: sign for one, sign in _places().items() if one != self.desk.account_id}
        newest = [*others.items(), (self.desk.account_id, _sign(key))]
        home.prefer(PLACES, dict(newest[-MOST_PLACES:]))

    def _show(self) -> None:
        """Show the item looked at, and how far the person is."""
        rows, item = self.shown(), self.current()
        for at, one in enumerate(rows[: self.choice.count()]):
            words = f"{'✓ ' if self.is_entered(one) else ''}{_named(one)}"
            if self.choice.itemText(at) != words:
                self.choice.setItemText(at, words)
        done = sum(map(self.is_entered, rows))
        self.progress.setText(tr("{n} of {all} entered").format(n=done, all=len(rows)))
        nothing = tr("There is nothing to enter.")
        self.state.setText(self._state_words(item) if item else nothing)
        if self.text.toPlainText() != (item.text if item else ""):
            self.text.show_text(item.text if item else "")
        self.files.show_files(item.files if item else ())
        self._show_count(item)
        self._allow(item)

    def _state_words(self, item: Item) -> str:
        found, words = self.standing.get(item.key, Standing()), []
        if found.on is not None:
            words.append(tr("Entered on {day}.").format(day=day_text(found.on)))
        elif found.is_older:
            words.append(tr("Entered before with other words or files; enter it again."))
        else:
            words.append(tr("Not entered."))
        if item.is_gone:
            words.append(tr("It was submitted before and is empty now: clear it in the portal."))
        elif self._since:
            told = tr("Changed since {day}.") if item.is_changed else tr("Unchanged since {day}.")
            words.append(told.format(day=self._since))
        return " ".join(words)

    def _show_count(self, item: Item | None) -> None:
        size, limit = (len(item.text), item.limit) if item else (0, 0)
        words = ntr("{n} character", "{n} characters", size) if item and item.text else ""
        if words and limit:
            ours = limit == settings.DEFAULTS["portal.soft_limit"]
            told = (
                tr("{words}, limit {limit} (our default)") if ours else tr("{words}, limit {limit}")
            )
            words = told.format(words=words, limit=number_text(limit))
        self.count.setText(words)
        redden(self.count, is_late=bool(limit) and size > limit)
        pairs = [f"{one} → {fold(one) or tr('left out')}" for one in item.letters] if item else []
        told = tr("Changed for the portal: {letters}").format(letters="   ".join(pairs))
        self.letters.setText(told if pairs else "")
        self.letters.setVisible(bool(pairs))

    def _allow(self, item: Item | None) -> None:
        nothing = tr("There is nothing to enter.") if item is None else ""
        why = self.desk.reading_only or nothing
        entered = item is not None and self.is_entered(item)
        at, last = self.choice.currentIndex(), self.choice.count() - 1
        end = tr("This is the last one.") if at >= last else ""
        bare = tr("It has no text to copy.") if item is not None and not item.text else ""
        allow(self.enter_button, why)
        allow(self.copy_button, nothing or bare)
        allow(self.next_button, nothing or end)
        allow(self.skip_button, nothing or end)
        allow(self.back_button, nothing or (tr("This is the first one.") if at <= 0 else ""))
        allow(self.untick_button, why)
        self.untick_button.setVisible(entered)

    def _make_words(self) -> None:
        self.whose = label("", muted=True)
        self.progress, self.state = label(""), label("", muted=True)
        self.count, self.letters = label("", muted=True), label("", muted=True)
        self.remark = label("", muted=True)
        self.only = looks(QCheckBox(tr("Only what changed")))
        self.only.clicked.connect(lambda _: self._fill())
        self.choice = looks(ChoiceBox())
        self.choice.setAccessibleName(tr("Item"))
        self.choice.activated.connect(lambda at: self.select(str(self.choice.itemData(at))))
        self.text = TextBox(tr("Text for the portal"), "")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(lines(LEAST))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _make_buttons(self) -> None:
        self.copy_button = button(tr("&Copy"), self.copy, name=tr("Copy"))
        self.enter_button = button(tr("&Entered, next"), self.enter, "primary", tr("Entered, next"))
        self.enter_button.setToolTip(
            tr("Tick it as entered, go to the next and copy that (Ctrl+Enter)")
        )
        self.next_button = button(tr("Copy &next"), self.copy_next, name=tr("Copy next"))
        self.skip_button = button(tr("&Skip"), lambda: self.step(1), name=tr("Skip"))
        self.back_button = button(tr("&Back"), lambda: self.step(-1), name=tr("Back"))
        self.untick_button = button(
            tr("Take &tick away"), self.take_back, "link", tr("Take the tick away")
        )
        for key, pressed in (
            ("Ctrl+Return", self.enter_button),
            ("Ctrl+Enter", self.enter_button),
            ("Ctrl+C", self.copy_button),
        ):
            QShortcut(QKeySequence(key), self, pressed.click)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.addLayout(flow(self.whose, None, self.progress))
        column.addWidget(self.only)
        column.addWidget(self.choice)
        line = row(self.state, self.untick_button)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(self.text, 1)
        column.addWidget(self.count)
        column.addWidget(self.letters)
        column.addWidget(self.files)
        column.addWidget(self.remark)
        column.addLayout(flow(self.copy_button, self.next_button, self.skip_button))
        column.addLayout(flow(self.back_button, None, self.enter_button))


def _named(item: Item) -> str:
    """Return what an item is called among all others."""
    return item.title if item.title.startswith(item.part) else f"{item.part}: {item.title}"


def _places() -> dict[str, str]:
    found = home.preferences().get(PLACES)
    return {str(one): str(sign) for one, sign in found.items()} if isinstance(found, dict) else {}


def _sign(key: str) -> str:
    """Return a sign for an item that says nothing: it is kept outside the encrypted file."""
    return sha256(key.encode()).hexdigest()[:16]
