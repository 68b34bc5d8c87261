"""How long a text is beside what the portal takes, in words."""

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import number_text, tr


def length_words(text: str, limit: int) -> str:
    """Return the characters of a text and the limit; a limit of our own is called so."""
    over = tr(" · longer than the limit") if len(text) > limit else ""
    is_ours = limit == settings.DEFAULTS["portal.soft_limit"]
    ours = tr(" (our default)") if is_ours else ""
    return f"{number_text(len(text))} / {number_text(limit)}{ours}{over}"
