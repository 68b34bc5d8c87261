"""The rules of writing: small functions over one text, each with its reason and remedy."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.portal_text import changed_letters, is_lost
from ctpat_desktop.catalogue.writing import asked, own_words
from ctpat_desktop.checklist.answers import NOT_APPLICABLE
from ctpat_desktop.checklist.facts import DocumentFact
from ctpat_desktop.checklist.findings import Severity, and_more, named
from ctpat_desktop.checklist.writing.text import Spans, Text, stems_of
from ctpat_desktop.checklist.writing.written import Mark, Written
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.support.phrases import Phrases, tokens

WEAK, NOTE = Severity.WEAK, Severity.NOTE

FEW = 12
"""A text of fewer words is not asked for its rhythm and record: it is too short for all of it."""
ECHO = 0.6
"""The share of a text's words that stand in the criterion, from which on it only restates it."""
ECHO_WORDS = 4
"""Words with a meaning a text must have to restate anything."""
ALIKE = 0.5
"""The share of a document's words by which a text names it, or a name means it."""
MOST_KEPT = 5000
"""Titles and texts of criteria whose words are kept."""
NAMED_MOST = 3
"""Documents and letters a reason lists by name."""


Marks = Iterator[Mark]


def placeholder(text: Written) -> Marks:
    """Yield a mark for words that were to be replaced."""
    found = text.text.placeholders
    is_short = text.response.status == NOT_APPLICABLE and text.text.count < FEW
    if found and not is_short:
        quoted = _quoted(text.words[start:end] for start, end in found)
        yield Mark(
            "writing.placeholder",
            WEAK,
            found,
            tr("{criterion} still holds {quoted}, which was to be replaced.").format(
                criterion=text.criterion.id, quoted=quoted
            ),
            tr("Write what is true at your company, or take it out."),
        )


def other_company(text: Written) -> Marks:
    """Yield a mark for the name of another company in this file."""
    writing = text.facts.writing
    others = [row for row in writing.others if row.keys <= text.text.keys] if writing else []
    if not others:
        return
    words = tokens(text.words)
    found = {
        (words[first].start, words[after - 1].end): other.name
        for other in others
        for first, after in Phrases([other.called]).spans(words)
    }
    if found:
        named = _quoted(dict.fromkeys(found.values()))
        yield Mark(
            "writing.other_company",
            WEAK,
            tuple(sorted(found)),
            tr("{criterion} speaks of {named}, another company in this file.").format(
                criterion=text.criterion.id, named=named
            ),
            tr("Say how this company does it; the text may come from the other one."),
        )


def restates(text: Written) -> Marks:
    """Yield a mark for a text that says hardly more than the criterion."""
    own = text.text.stems
    if not text.claims or len(own) < ECHO_WORDS:
        return
    shares = [len(own & stems) / len(own) for stems in _sources(text.criterion, text.text.language)]
    if max(shares, default=0) >= ECHO:
        yield Mark(
            "writing.restates",
            WEAK,
            _whole(text),
            tr("{criterion} says the criterion again: most of its words stand there.").format(
                criterion=text.criterion.id
            ),
            tr(
                "Say who does it at your company, with what, how often and where it is "
                "written down."
            ),
        )


def _sources(criterion: Criterion, language: str) -> Iterator[frozenset[str]]:
    """Yield the words of each text of a criterion."""
    ours = own_words(criterion.fingerprint, language) if language else ""
    texts = {ours or f"{criterion.title}. {criterion.summary}", criterion.official_text}
    for words in texts:
        if words.strip():
            yield _stems(words, language)


@lru_cache(maxsize=MOST_KEPT)
def _stems(words: str, language: str) -> frozenset[str]:
    return stems_of(words, language)


def no_role(text: Written) -> Marks:
    """Yield a mark for a text that names nobody who does it."""
    read = text.text
    if not text.claims or not read.language or read.has_role or _names_a_person(text):
        return
    yield Mark(
        "writing.no_role",
        WEAK,
        (read.first,),
        tr("{criterion} does not say whose task it is.").format(criterion=text.criterion.id),
        tr("Name the post or department that does it, such as the shift lead."),
    )


def _names_a_person(text: Written) -> bool:
    """Return whether one of the contacts is named, or the post of one."""
    keys = text.text.keys
    called = (part for row in text.facts.contacts for part in (row.name, row.title))
    return any(wanted and wanted <= keys for wanted in map(_keys, called))


@lru_cache(maxsize=MOST_KEPT)
def _keys(words: str) -> frozenset[str]:
    return frozenset(word.key for word in tokens(words))


def no_frequency(text: Written) -> Marks:
    """Yield a mark for a text without a rhythm where the criterion lives by one."""
    read = text.text
    is_asked = text.criterion.id in asked().frequency
    if is_asked and _is_full(text) and not read.has_frequency:
        yield Mark(
            "writing.no_frequency",
            WEAK,
            (read.first,),
            tr("{criterion} does not say how often it is done.").format(
                criterion=text.criterion.id
            ),
            tr("Say it in numbers, such as every month or before each departure."),
        )


def no_record(text: Written) -> Marks:
    """Yield a mark for a text that names no record where the criterion asks for something written.

    A document of the library named with its own words counts.
    """
    read = text.text
    is_asked = text.criterion.id in asked().record
    if not is_asked or not _is_full(text) or read.has_record:
        return
    if any(_is_named(row, read) for row in text.linked or ()):
        return
    yield Mark(
        "writing.no_record",
        NOTE,
        (read.first,),
        tr("{criterion} does not say where it is written down.").format(
            criterion=text.criterion.id
        ),
        tr("Name the log, form or procedure that shows it."),
    )


def _is_full(text: Written) -> bool:
    return text.claims and bool(text.text.language) and text.text.count >= FEW


def future(text: Written) -> Marks:
    """Yield a mark for plans, a note for other futures, in an answer that says in place."""
    if text.response.status != "in_place":
        return
    plans, others = text.text.plans, text.text.future
    if plans:
        yield Mark(
            "writing.future",
            WEAK,
            tuple(sorted((*plans, *others))),
            tr("{criterion} is in place and speaks of a plan: {quoted}.").format(
                criterion=text.criterion.id,
                quoted=_quoted(text.words[start:end] for start, end in plans),
            ),
            tr("Say what is done today, or set the status to partly or planned with a date."),
        )
    elif others:
        yield Mark(
            "writing.future",
            NOTE,
            others,
            tr("{criterion} says what will be done, not what is done: {quoted}.").format(
                criterion=text.criterion.id,
                quoted=_quoted(text.words[start:end] for start, end in others),
            ),
            tr("Write it in the present, as it is done today."),
        )


def not_linked(text: Written) -> Marks:
    """Yield a mark for documents that are named, and not linked."""
    writing, linked = text.facts.writing, text.linked
    if writing is None or linked is None or not text.claims:
        return
    ours = [_stems(row.title, "") for row in linked]
    open_names = [
        (span, text.words[span[0] : span[1]])
        for span, stems in text.text.names
        if not any(_means(stems, title) for title in ours)
    ]
    known = dict(_of_library(text, ours))
    covered = [*known]
    open_names = [row for row in open_names if not any(_touch(row[0], span) for span in covered)]
    found = {**known, **dict(open_names)}
    if not found:
        return
    is_one, is_known = len(set(found.values())) == 1, len(known) == len(found)
    names = _quoted(found[span] for span in sorted(found))
    one = tr("{criterion} names {names}, which is not among its evidence.")
    many = tr("{criterion} names {names}, which are not among its evidence.")
    link_it = tr("Link it, or add it as evidence.")
    remedy = link_it if is_one else tr("Link them, or add them as evidence.")
    yield Mark(
        "writing.not_linked",
        WEAK,
        tuple(sorted(found)),
        (one if is_one else many).format(criterion=text.criterion.id, names=names),
        tr("Link it from the library; it is there.") if is_known and is_one else remedy,
    )


def _of_library(text: Written, ours: list[frozenset[str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the documents of the library whose whole title stands in the text, and are not linked.

    A title of one word is too common to tell.
    """
    writing, linked = text.facts.writing, {row.id for row in text.linked or ()}
    keys = text.text.keys
    titles = writing.titles if writing else {}
    rows = [row for key in keys & titles.keys() for row in titles[key]]
    rows = [row for row in rows if row.id not in linked and _keys(row.title) <= keys]
    words = tokens(text.words) if rows else []
    for row in rows:
        if len(_keys(row.title)) < 2 or any(_means(_stems(row.title, ""), title) for title in ours):
            continue
        for first, after in Phrases([row.title]).spans(words):
            yield (words[first].start, words[after - 1].end), row.title


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _means(name: frozenset[str], title: frozenset[str]) -> bool:
    """Return whether a name in a text means a document with this title."""
    return bool(name) and len(name & title) > ALIKE * len(name)


def not_named(text: Written) -> Marks:
    """Yield a note where none of the linked documents is spoken of."""
    read = text.text
    rows = text.own
    if not rows or not _is_full(text) or any(_is_named(row, read) for row in rows):
        return
    yield Mark(
        "writing.not_named",
        NOTE,
        (read.first,),
        tr("{criterion} does not speak of its evidence {names}.").format(
            criterion=text.criterion.id, names=_quoted(row.title for row in rows)
        ),
        tr("Say what it shows, or unlink what does not belong here.")
        if len(rows) == 1
        else tr("Say what they show, or unlink what does not belong here."),
    )


def _is_named(document: DocumentFact, text: Text) -> bool:
    """Return whether enough of a document's words stand in a text."""
    title = _stems(document.title, text.language)
    telling = {stem for stem in title if not stem.isdigit()}
    return bool(telling) and len(telling & text.stems) >= ALIKE * len(telling)


def pasted(text: Written) -> Marks:
    """Yield a mark for a text that stands under other criteria too."""
    writing = text.facts.writing
    others = writing.copies.get(text.criterion.id, ()) if writing else ()
    if not others or text.response.site_id or not text.is_first:
        return
    listed = named(", ", others, NAMED_MOST)
    yield Mark(
        "writing.pasted",
        WEAK,
        _whole(text),
        tr("{criterion} has nearly the same words as {listed}.").format(
            criterion=text.criterion.id, listed=listed
        ),
        tr("Answer what this criterion asks; a specialist reads them side by side."),
    )


def too_long(text: Written) -> Marks:
    """Yield a mark for what lies past the portal's limit."""
    writing, length = text.facts.writing, len(text.words)
    if writing and length > writing.limit:
        yield Mark(
            "writing.too_long",
            WEAK,
            ((writing.limit, length),),
            ntr(
                "{criterion} has {n} character, {over} more than the portal's limit of {limit}.",
                "{criterion} has {n} characters, {over} more than the portal's limit of {limit}.",
                length,
                criterion=text.criterion.id,
                over=number_text(length - writing.limit),
                limit=number_text(writing.limit),
            ),
            tr("Shorten it, or move detail into a linked document."),
        )


def letters(text: Written) -> Marks:
    """Yield a note for signs that get lost on the way into the portal, or become simpler ones."""
    found = list(changed_letters(text.words))
    lost = [at for at in found if is_lost(text.words[at])]
    if lost:
        signs = dict.fromkeys(f"U+{ord(text.words[at]):04X}" for at in lost)
        yield Mark(
            "writing.letters",
            NOTE,
            tuple((at, at + 1) for at in lost),
            tr("{criterion} holds signs that get lost in the portal text ({signs}).").format(
                criterion=text.criterion.id, signs=", ".join([*signs][:NAMED_MOST])
            ),
            tr("Take them out, or write them in letters."),
        )
    elif found:
        signs = dict.fromkeys(text.words[at] for at in found)
        yield Mark(
            "writing.letters",
            NOTE,
            tuple((at, at + 1) for at in found),
            tr(
                "{criterion} holds signs that become simpler ones in the portal text ({signs})."
            ).format(criterion=text.criterion.id, signs=" ".join(signs)),
            tr("Nothing needs to be done: the copy for the portal has the simple ones."),
            is_aside=True,
        )


RULES: tuple[Callable[[Written], Marks], ...] = (
    placeholder,
    other_company,
    restates,
    no_role,
    no_frequency,
    no_record,
    future,
    not_linked,
    not_named,
    pasted,
    too_long,
    letters,
)


def _whole(text: Written) -> Spans:
    words = text.words
    return ((len(words) - len(words.lstrip()), len(words.rstrip())),)


def _quoted(parts: Iterator[str] | dict[str, None]) -> str:
    """Return some words in quotes, once each, as a list."""
    shown = list(dict.fromkeys(parts))
    words = ", ".join(f"“{' '.join(part.split())[:60]}”" for part in shown[:NAMED_MOST])
    more = len(shown) - NAMED_MOST
    return and_more(words, more) if more > 0 else words
