"""One door for every text of the screens, so that they can be translated later."""

from gettext import NullTranslations

_TEXTS = NullTranslations()
"""English, until translations are shipped."""


def N_(text: str) -> str:  # noqa: N802, the name the tools of gettext look for
    """Mark a text that a table holds, to be translated where it is shown."""
    return text


def tr(text: str) -> str:
    """Return `text` in the person's language."""
    return _TEXTS.gettext(text)


def ntr(one: str, many: str, n: int, **more: object) -> str:
    """Return the text for `n` things, with the number where it says "{n}": "1 finding".

    `more` fills the other places of the text.
    """
    return _TEXTS.ngettext(one, many, n).format(n=f"{n:,}", **more)
