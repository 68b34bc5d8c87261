"""Says a stored answer in words a person knows."""

from ctpat_desktop.catalogue.questionnaires import NOT_APPLICABLE, Question, word
from ctpat_desktop.catalogue.sendings import choices


def answer_words(question: Question, value: str, language: str = "en") -> str:
    """Return a stored answer in words; a dash where there is none."""
    if not value:
        return "–"
    if value == NOT_APPLICABLE:
        return word("na", language)
    known = dict(choices(question))
    if not known:
        return value
    said = (
        known[part].in_language(language) if part in known else part for part in value.split(";")
    )
    return "; ".join(said)
