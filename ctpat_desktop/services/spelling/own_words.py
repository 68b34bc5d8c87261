"""In which language a file's texts are checked, and the words it has beside those of a dictionary.

Each word is a setting of its own, named by it: two copies that both got words come together.
"""

from sqlalchemy.orm import Session

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.spelling.dictionary import LONGEST, OFF
from ctpat_desktop.services.spelling.text_words import is_word, key_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

FAMILY = "spelling."
"""What the names of all settings here begin with."""
LANGUAGE = "spelling.language"
"""The setting that names the language of the texts, or that they are not checked."""
WORD = "spelling.word/"
"""What the name of a setting begins with that is an own word."""


def language(session: Session) -> str:
    """Return the language of a file's texts; OFF where they are not checked."""
    return str(settings.choice(session, LANGUAGE))


def choose(workspace: Workspace, language: str) -> Changes:
    """Check a file's texts in a language; OFF checks them no more."""
    if language not in ("en", "fr", "es", OFF):
        raise Problem(tr("“{language}” has no dictionary.").format(language=language))
    return settings.put(workspace, LANGUAGE, language)


def every(session: Session) -> dict[str, str]:
    """Return the own words as they were added, by how lists compare them."""
    return {key_of(word): word for word in sorted(settings.beginning(session, WORD))}


def listed(workspace: Workspace) -> list[str]:
    """Return the own words of a file in the order of the alphabet."""
    with workspace.read() as session:
        return sorted(every(session).values(), key=key_of)


def add(workspace: Workspace, word: str) -> Changes:
    """Add a word to those of a file; Problem where it is none."""
    word = word.strip()
    refuse_no_word(word)
    with workspace.work(tr("Add “{word}” to the own words").format(word=word)) as unit:
        if every(unit.session).get(key_of(word)) != word:
            _drop(unit.session, {key_of(word)})
            settings.store(unit.session, f"{WORD}{word}", True)
    return unit.changes


def refuse_no_word(text: str) -> None:
    """Raise Problem where a text is not one word."""
    if not is_word(text) or len(text) > LONGEST:
        raise Problem(
            tr("“{word}” is not one word.").format(word=text[:LONGEST]),
            tr("Use letters, hyphens and apostrophes; add several words one by one."),
        )


def remove(workspace: Workspace, words: list[str]) -> Changes:
    """Remove words from those of a file, in one step."""
    title = ntr("Remove {n} own word", "Remove {n} own words", len(words))
    with workspace.work(title) as unit:
        _drop(unit.session, set(map(key_of, words)))
    return unit.changes


def _drop(session: Session, keys: set[str]) -> None:
    """Drop every row of these words; copies that came together may have one in two cases."""
    for word in settings.beginning(session, WORD):
        if key_of(word) in keys:
            settings.drop(session, f"{WORD}{word}")
