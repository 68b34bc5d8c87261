"""One door for every text of the screens, so that they can be translated later."""


def tr(text: str) -> str:
    """Return `text` in the person's language; English until translations are shipped."""
    return text
