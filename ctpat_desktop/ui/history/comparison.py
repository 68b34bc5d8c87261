"""Shows what differs between two versions: by line and color, so that neither is needed alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ctpat_desktop.services.history.diff import Piece, compare
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.history.words import is_text
from ctpat_desktop.ui.widgets import theme

LINE_BREAK = "↵\n"
"""How a line break that was taken out or put in is shown."""

THIN_SPACE = "\u2009"
"""What keeps a word taken out from the one put in for it."""


class Comparison(QTextEdit):
    """Text with removed words struck through and added words underlined."""

    def __init__(self) -> None:
        """Start empty; the text can be selected but not changed."""
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Comparison"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show the pieces as they come; nothing in them is read as markup."""
        self.clear()
        self.add_pieces(pieces)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(spoken(pieces))

    def add_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show pieces behind what is shown already."""
        cursor, last = self.textCursor(), ""
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for piece in pieces:
            is_same = piece.kind == "same"
            if (last, piece.kind) == ("removed", "added"):
                cursor.insertText(THIN_SPACE, piece_format("same"))
            words = piece.text if is_same else piece.text.replace("\n", LINE_BREAK)
            cursor.insertText(words, piece_format(piece.kind))
            last = piece.kind


def differences(table: str, field: str, before: str, after: str) -> tuple[Piece, ...]:
    """Return what differs: word by word in texts, as a whole in dates, choices and numbers."""
    if before == after or is_text(table, field):
        return compare(before, after)
    old, new = Piece("removed", before), Piece("added", after)
    arrow = Piece("same", "  →  " if before and after else "")
    return tuple(piece for piece in (old, arrow, new) if piece.text)


def piece_format(kind: str) -> QTextCharFormat:
    """Return how a kind of piece looks in the theme in use."""
    colors, look = theme.tokens(), QTextCharFormat()
    look.setForeground(QColor(colors.text))
    if kind == "removed":
        look.setFontStrikeOut(True)
        look.setForeground(QColor(colors.bad))
        look.setBackground(QColor(colors.bad_soft))
    if kind == "added":
        look.setFontUnderline(True)
        look.setForeground(QColor(colors.ok))
        look.setBackground(QColor(colors.ok_soft))
    return look


def spoken(pieces: tuple[Piece, ...]) -> str:
    """Return the difference for a screen reader, which hears neither lines nor colors."""
    names = {"removed": tr("Removed"), "added": tr("Added")}
    said = [f"{names[p.kind]}: {p.text.strip()}" for p in pieces if p.kind in names]
    return ". ".join(said) or tr("No difference")
