"""What people type to tick a box, in whatever font, and what they type to leave it open."""

_TICKS = frozenset(
    (
        *("x", "xx", "xxx", "yes", "y", "1", "true", "on", "ok", "wahr", "vrai", "verdadero"),
        *("oui", "sí", "si", "ja", "sim", "是"),
        *("✓", "✔", "√", "☑", "☒", "🗹", "🗷", "✅", "х", "■"),
        *("ü", "û", "þ", "ý"),
        *("\uf0fc", "\uf0fb", "\uf0fe", "\uf0fd", "\uf052", "\uf050"),
    )
)
"""Folded. The letters of the fourth line are the check marks of the font Wingdings, which a
workbook stores as letters; those of the last are the same as symbol fonts store them. A circle or
a cross means yes in one country and no in another: they are unclear."""

_OPEN = frozenset(
    (
        *("", "no", "n", "non", "nein", "não", "nao", "0", "false", "off", "faux", "falso"),
        *("falsch", "-", "–", "—", "☐", "□", "◻", "⬜", "否"),
    )
)
"""Folded: what says that a line does not apply."""


def is_tick(words: str) -> bool:
    """Return whether words are a mark that ticks a box."""
    return _plain(words) in _TICKS


def is_open(words: str) -> bool:
    """Return whether words leave a box open; what is neither tick nor open is unclear."""
    return _plain(words) in _OPEN


def _plain(words: str) -> str:
    # The sign after a check mark asks for its colored picture and says nothing else.
    return (
        words.replace("\ufe0f", "").replace("\ufe0e", "").strip().strip("[]()").strip().casefold()
    )
