"""Reads the text of the program's own portal package, as `exchange/portal/text.py` writes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.exchange.profile.fields import called
from ctpat_desktop.exchange.profile.found import (
    FoundAnswer,
    FoundRemark,
    FoundStatement,
    KnownCriteria,
)
from ctpat_desktop.exchange.profile.numbers import numbered
from ctpat_desktop.support.dates import US
from ctpat_desktop.support.language import tr

_HEAD = re.compile(r"=== (.+) ===")
_PART = re.compile(r"--- (.+) ---")
_STATUS = re.compile(r"([^.\n]{2,60})\.(?: [^.:\n]{2,40}: ([^.\n]{4,30})\.)?")
_REASON, _EVIDENCE = "Reason: ", "Evidence:"


@dataclass(frozen=True, slots=True)
class _Block:
    """The words under one line with a number."""

    number: str
    row: int
    lines: tuple[str, ...]


def is_portal_text(text: str) -> bool:
    """Return whether a text is made of blocks of the portal package."""
    return any(_HEAD.fullmatch(line) for line in text.split("\n", 400)[:400])


def portal_answers(
    text: str, known: KnownCriteria
) -> tuple[tuple[FoundAnswer, ...], tuple[FoundRemark, ...]]:
    """Return the answers of a portal text; a status that is not said is "in place"."""
    answers: list[FoundAnswer] = []
    has_files = False
    sites = {f"{fold(name)}:": name for name in known.sites}
    for block in _blocks(text, known):
        own, stated = _parted(block.lines, known)
        words, files = _without_files("\n".join(own).strip("\n"))
        has_files = has_files or bool(files)
        told = [*_by_site(words, sites)]
        told += [(site, "") for site in stated if all(site != here for here, _ in told)]
        for site, said in told:
            rows = tuple(stated.pop(site, ()))
            if said or not site or rows:
                found = replace(_answer(block, site, said), statements=rows)
                answers.append(found if said or not rows else replace(found, status="In place"))
    note = tr("The names of evidence files in the text were not read; the links here stay.")
    return tuple(answers), (FoundRemark(0, note, "evidence"),) if has_files else ()


def _blocks(text: str, known: KnownCriteria) -> Iterator[_Block]:
    number, row, lines = "", 0, list[str]()
    for at, line in enumerate(text.split("\n"), 1):
        head = _HEAD.fullmatch(line.strip())
        hit = numbered(head[1], known) if head else None
        if hit is None:
            lines.append(line)
            continue
        if number:
            yield _Block(number, row, tuple(lines))
        number, row, lines = hit.number, at, []
    if number:
        yield _Block(number, row, tuple(lines))


def _parted(
    lines: Sequence[str], known: KnownCriteria
) -> tuple[list[str], dict[str, list[FoundStatement]]]:
    """Return the lines of the answer itself, and the statements under it by site."""
    sites = {f"{fold(name)}, ": name for name in known.sites}
    own, stated = list[str](), dict[str, list[FoundStatement]]()
    site, one, words = "", None, own
    for line in (*lines, "--- ---"):
        head = _PART.fullmatch(line)
        title = head[1] if head else ""
        begin = next((key for key in sites if title.startswith(key)), "")
        hit = called(title.removeprefix(begin)) if head else None
        if hit is None and line != "--- ---":
            words.append(line)
            continue
        if one is not None:
            text = "\n".join(words).strip("\n")
            stated.setdefault(site, []).append(replace(one, text=text))
        site, one, words = sites.get(begin, ""), hit, []
    return own, stated


def _without_files(words: str) -> tuple[str, list[str]]:
    """Return a text without the list of files at its end, and the files."""
    head, sign, tail = words.rpartition(f"\n\n{_EVIDENCE}\n")
    lines = tail.split("\n")
    if not sign or not all(line.startswith("- ") for line in lines):
        return words, []
    return head, [line[2:] for line in lines]


def _by_site(words: str, sites: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is said for the company as a whole, "", and then by site."""
    site, lines = "", list[str]()
    for line in words.split("\n"):
        if line in sites and (not lines or not lines[-1]):
            yield site, "\n".join(lines).strip("\n")
            site, lines = sites[line], []
        else:
            lines.append(line)
    yield site, "\n".join(lines).strip("\n")


def _answer(block: _Block, site: str, text: str) -> FoundAnswer:
    status, target, words = "In place" if text else "", "", text
    head, _, rest = text.partition("\n\n")
    hit = _STATUS.fullmatch(head)
    if hit is not None and answer_words().status(hit[1]):
        status, target, words = hit[1], hit[2] or "", rest
    narrative, reason = words, ""
    if words.startswith(_REASON):
        narrative, reason = "", words.removeprefix(_REASON)
    elif f"\n\n{_REASON}" in words:
        narrative, _, reason = words.rpartition(f"\n\n{_REASON}")
    return FoundAnswer(
        block.number,
        block.row,
        tr("line {row}").format(row=block.row),
        status=status,
        narrative=narrative,
        reason=reason,
        target_on=US.day(target),
        site=site,
        is_plain=True,
    )
