"""Reads one text once: its language, its words, and where what the rules look for stands."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ctpat_desktop.catalogue.writing import Language, languages
from ctpat_desktop.support.phrases import Phrases, Token, tokens

Span = tuple[int, int]
"""Where something stands in a text: the first character and one past the last."""
Spans = tuple[Span, ...]

STEM = 6
"""Letters by which words are compared for their meaning: "inspect" and "inspections"."""
SHINGLE = 4
"""Words in a row by which texts are compared with one another."""
FEW_WORDS = 4
"""A text of fewer words tells no language."""
COMMON = 0.12
"""The least share of common words by which a language is recognized."""

_END = re.compile(r"[.!?;]+(?=\s|$)|\n+")
_BRACKETS = re.compile(r"[\[<{]([^\[\]<>{}\n]{1,60})[\]>}]")
_BREAK = re.compile(r"[.,;:!?()\n]")
_GAP = re.compile(r"_{4,}|\?{3,}|\.{6,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Text:
    """What the rules need to know of a text."""

    language: str
    """"" where none of ours was recognized: then nothing is asked of its words."""
    first: Span
    """The first sentence: what is underlined where something is missing."""
    stems: frozenset[str]
    keys: frozenset[str]
    """Its words as phrases are compared."""
    count: int
    """How many words it has."""
    shingles: frozenset[int]
    has_role: bool
    has_frequency: bool
    has_record: bool
    plans: Spans
    future: Spans
    """Where it says what will be done, without being a plan or a rule for a case."""
    placeholders: Spans
    names: tuple[tuple[Span, frozenset[str]], ...]
    """Documents it names, each with the stems of the name."""


def read(text: str) -> Text:
    """Read a text."""
    return _Reader(text).as_text()


def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words that carry the meaning of a text."""
    stop = next((row.stop for row in languages() if row.id == language), frozenset())
    return frozenset(_stem(word.key) for word in tokens(text) if word.key not in stop)


def _stem(key: str) -> str:
    return key[:STEM]


def _lies_in(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] < end for start, end in others)


def _merged(spans: Iterable[Span]) -> Spans:
    """Return spans in their order, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        """Split the text into words and recognize its language."""
        self.text, self.words = text, tokens(text)
        self.tongue = self._language()
        self.stop = self.tongue.stop if self.tongue else frozenset[str]()
        self.sentences = self._sentences()

    def as_text(self) -> Text:
        """Return what the rules need."""
        tongue, words = self.tongue, self.words
        stems = [_stem(word.key) for word in words if word.key not in self.stop]
        plans = _merged(self._plans(tongue)) if tongue else ()
        return Text(
            language=tongue.id if tongue else "",
            first=self.sentences[0] if self.sentences else (0, len(self.text)),
            stems=frozenset(stems),
            keys=frozenset(word.key for word in words),
            count=len(words),
            shingles=_shingles(stems),
            has_role=bool(tongue and tongue.roles.is_in(words)),
            has_frequency=bool(tongue and tongue.frequency.is_in(words)),
            has_record=bool(tongue and tongue.records.is_in(words)),
            plans=plans,
            future=_merged(self._future(tongue, plans)) if tongue else (),
            placeholders=_merged(self._placeholders()),
            names=tuple(_Names(self, tongue).names()) if tongue else (),
        )

    def _language(self) -> Language | None:
        """Return the language whose common words are the most; None where it is none of ours."""
        if len(self.words) < FEW_WORDS:
            return languages()[0] if self.words else None
        shares = {row: self._share(row) for row in languages()}
        found = max(shares, key=shares.__getitem__)
        return found if shares[found] >= COMMON else None

    def _share(self, tongue: Language) -> float:
        return sum(word.key in tongue.stop for word in self.words) / len(self.words)

    def _sentences(self) -> list[Span]:
        found, start = list[Span](), 0
        for end in [*(match.end() for match in _END.finditer(self.text)), len(self.text)]:
            piece = self.text[start:end]
            if piece.strip():
                begins = start + len(piece) - len(piece.lstrip())
                found.append((begins, begins + len(piece.strip())))
            start = end
        return found

    def _spans(self, phrases: Phrases) -> Iterator[Span]:
        for first, after in phrases.spans(self.words):
            yield self.words[first].start, self.words[after - 1].end

    def _future(self, tongue: Language, plans: Spans) -> Iterator[Span]:
        """Yield futures that are no plan, outside sentences that say what is done in a case."""
        passed = (*plans, *self._cases(tongue), *self._spans(tongue.not_will))
        for span in (*self._spans(tongue.will), *self._endings(tongue)):
            if not _lies_in(span, passed):
                yield span

    def _plans(self, tongue: Language) -> Iterator[Span]:
        """Yield plans; what will be done in a case is a rule."""
        none, cases = [*self._spans(tongue.not_plans)], [*self._cases(tongue)]
        wills = (*self._spans(tongue.will), *self._endings(tongue))
        ruled = [span for span in wills if _lies_in(span, cases)]
        for span in self._spans(tongue.plans):
            if not _lies_in(span, none) and not any(_lies_in(will, [span]) for will in ruled):
                yield span

    def _cases(self, tongue: Language) -> Iterator[Span]:
        """Yield the sentences that say what is done in a case."""
        yield from (span for span in self.sentences if self._is_case(tongue, span))

    def _is_case(self, tongue: Language, span: Span) -> bool:
        return tongue.conditions.is_in([w for w in self.words if span[0] <= w.start < span[1]])

    def _endings(self, tongue: Language) -> Iterator[Span]:
        """Yield verbs whose ending is that of the future; a name in capitals is none."""
        for word in self.words if tongue.endings else ():
            shown = unicodedata.normalize("NFC", self.text[word.start : word.end])
            is_name = shown[:1].isupper() and word.start > 0
            is_other = shown.lower() in tongue.not_endings or is_name
            if shown.lower().endswith(tongue.endings) and not is_other:
                yield word.start, word.end

    def _placeholders(self) -> Iterator[Span]:
        for match in _GAP.finditer(self.text):
            yield match.span()
        for match in _BRACKETS.finditer(self.text):
            inside = tokens(match[1])
            if any(row.brackets.is_in(inside) for row in languages()):
                yield match.span()
        for row in languages():
            yield from self._spans(row.placeholders)
            if (0, len(self.words)) in row.nothing.spans(self.words):
                yield self.words[0].start, self.words[-1].end


def _shingles(stems: Sequence[str]) -> frozenset[int]:
    rows = (stems[at : at + SHINGLE] for at in range(len(stems) - SHINGLE + 1))
    return frozenset(hash(tuple(row)) for row in rows)


LONGEST_NAME = 7
"""Words a document's name has at most."""
FAR = 4
"""Words between "described in" and the kind of document at most, where the kind comes first."""


class _Names:
    """Finds documents that are named: with capital letters, or after "described in"."""

    def __init__(self, reader: _Reader, tongue: Language) -> None:
        """Take the words of a text."""
        self.text, self.words, self.tongue = reader.text, reader.words, tongue
        self.general = {_stem(key) for key in tongue.general}

    def names(self) -> Iterator[tuple[Span, frozenset[str]]]:
        """Yield each name's place, and the stems of its words."""
        taken, words = 0, self.words
        is_last = self.tongue.id == "en"  # the kind ends an English name and begins the others
        for kind in sorted({first for first, _ in self.tongue.documents.spans(words)}):
            place = (
                (self._before(kind) if is_last else self._after(kind)) if kind >= taken else None
            )
            if place is None:
                continue
            first, last = place
            taken = last + 1
            named = words[first : last + 1]
            stems = frozenset(_stem(word.key) for word in named if not self._is_small(word))
            if len(stems - self.general) > 1:
                yield (words[first].start, words[last].end), stems

    def _before(self, kind: int) -> tuple[int, int] | None:
        """Return a name that ends with its kind: "Seal Procedure", "see the seal procedure"."""
        first = self._capitals(kind) if self._is_capital(kind) else self._pointed(kind)
        while first < kind and self._is_small(self.words[first]):
            first += 1
        return (first, kind) if first < kind else None

    def _capitals(self, kind: int) -> int:
        """Return where the words in capitals before a kind begin, small ones between them too."""
        first = kind
        while first and kind - first < LONGEST_NAME and self._joins(first):
            first -= 1
        return first

    def _joins(self, first: int) -> bool:
        before = self.words[first - 1]
        if self.text[before.end : self.words[first].start].strip(" \t&-'’"):
            return False
        is_between = self._is_small(before) and len(before.key) < FAR and first > 1
        return self._is_capital(first - 1) or (is_between and self._is_capital(first - 2))

    def _pointed(self, kind: int) -> int:
        """Return where a name in small letters begins after "described in", or `kind`."""
        shown = self.text[self.words[kind].start : self.words[kind].end].lower()
        if shown.endswith("s") and shown != "minutes":
            return kind  # "our written procedures" are no document of that name
        low = max(0, kind - LONGEST_NAME)
        led = [after for _, after in self.tongue.pointing.spans(self.words[low:kind])]
        first = low + led[-1] if led else kind
        while first < kind and self._is_small(self.words[first]):
            first += 1
        is_plain = not any(map(self._is_small, self.words[first:kind]))
        return first if is_plain and self._is_unbroken(first, kind) else kind

    def _after(self, kind: int) -> tuple[int, int] | None:
        """Return a name that begins with its kind: "Procedimiento de Sellos"."""
        is_led = self._is_led(kind)
        if not is_led and not self._is_capital(kind):
            return None
        last = kind
        for at in range(kind + 1, min(kind + LONGEST_NAME, len(self.words))):
            is_small = self._is_small(self.words[at])
            is_part = is_small or self._is_capital(at) or (is_led and last == kind)
            if not is_part or not self._is_unbroken(kind, at):
                break
            last = last if is_small else at
        return (kind, last) if last > kind else None

    def _is_led(self, kind: int) -> bool:
        """Return whether "described in" stands before a kind, with small words between only."""
        low = max(0, kind - FAR)
        ends = (low + after for _, after in self.tongue.pointing.spans(self.words[low:kind]))
        return any(all(map(self._is_small, self.words[end:kind])) for end in ends)

    def _is_small(self, word: Token) -> bool:
        return word.key in self.tongue.stop

    def _is_unbroken(self, first: int, last: int) -> bool:
        """Return whether no punctuation parts these words."""
        return not _BREAK.search(self.text[self.words[first].end : self.words[last].start])

    def _is_capital(self, at: int) -> bool:
        return self.text[self.words[at].start].isupper()
