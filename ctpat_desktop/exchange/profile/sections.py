"""Reads answers from paragraphs that begin with the number of a criterion, and from tables.

Where a document has headings with numbers, only those begin an answer; a number at the start of a
paragraph then belongs to the words. Else such a paragraph begins one where it can be no sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.exchange.profile.fields import field_of
from ctpat_desktop.exchange.profile.found import (
    Block,
    FoundAnswer,
    FoundRemark,
    Paragraph,
    ReadingOptions,
    Source,
    Table,
)
from ctpat_desktop.exchange.profile.grids import grid_of
from ctpat_desktop.exchange.profile.labels import Labelled, labelled
from ctpat_desktop.exchange.profile.numbers import Numbered, is_contents_line, numbered
from ctpat_desktop.exchange.profile.remarks import (
    LONGEST_ANSWER,
    kept_in_answer,
    place_of,
    too_long,
    uncounted,
    unread_astray,
    unread_before,
)
from ctpat_desktop.exchange.profile.table_rows import (
    Grid,
    TableAnswers,
    columns_of,
    names_in,
    read_table,
    without_headings,
)
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded, spaced

HEADINGS_MAKE_THE_RULE = 2
"""Headings with a number from which only headings begin an answer."""
LONGEST_TITLE = 100
_ENDS = (".", ",", ";", ":", "?", "!", "…")
_DATED = frozenset({"reviewed_on", "target_on"})


@dataclass(slots=True)
class Section:
    """One criterion while its paragraphs are gathered."""

    number: str
    row: int
    place: str
    level: int
    first: str
    """What stands behind the number: a title, or the first words."""
    is_titled: bool
    parts: list[tuple[str, str]] = field(default_factory=list)
    """What parts a text from the one before, and the text."""
    values: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """What stands under a label such as "Requirement"."""
    goes_to: str = "answer"
    """The field that paragraphs without a label go to; "asked" for none."""


class Sections:
    """Goes through the blocks of one document once."""

    def __init__(self, source: Source, unit: str) -> None:
        """Take what is known; `unit` is what blocks are called in messages: paragraph or line."""
        self.source, self.known, self.unit = source, source.known, unit
        self.answers: list[FoundAnswer] = []
        self.remarks: list[FoundRemark] = []
        self.ignored: list[str] = []
        self.open: Section | None = None
        self.before = self.astray = 0
        """Blocks read for no answer: before the first number, and after a heading without one."""
        self.uncounted: list[int] = []
        self.is_headed = False
        self.has_gap = False

    def read(self, blocks: Sequence[Block]) -> None:
        """Read every block; the answers, remarks and headings left out are gathered."""
        headings = [block for block in blocks if isinstance(block, Paragraph) and block.level]
        named = filter(None, map(self._numbered, headings))
        hits = sum(self.known.is_number(found.number) for found in named)
        self.is_headed = hits >= HEADINGS_MAKE_THE_RULE
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)
        self._close()
        self._say_whole()

    def _say_whole(self) -> None:
        if self.before and self.answers:
            self.remarks.append(FoundRemark(0, unread_before(self.unit, self.before)))
        if self.astray:
            self.remarks.append(FoundRemark(0, unread_astray(self.unit, self.astray)))
        if self.uncounted:
            text = uncounted(self.uncounted)
            self.remarks.append(FoundRemark(self.uncounted[0], text))

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text:
            self.has_gap = True
            return
        if paragraph.label.endswith("?"):
            self.uncounted.append(paragraph.row)
        if is_contents_line(paragraph.text):
            return
        begun = self._begins(paragraph)
        if begun is not None:
            self._close()
            place = place_of(self.unit, paragraph.row)
            is_titled = bool(paragraph.level)
            rest = self._without_title(begun)
            self.open = Section(
                begun.number, paragraph.row, place, paragraph.level, rest, is_titled
            )
        elif self._ends(paragraph):
            self._close()
            self.ignored.append(spaced(paragraph.text)[:LONGEST_TITLE])
        elif self.open is None:
            self._pass_over()
        else:
            self._add(self.open, paragraph)
        self.has_gap = False

    def _pass_over(self) -> None:
        if self.answers:
            self.astray += 1
        else:
            self.before += 1

    def _numbered(self, paragraph: Paragraph) -> Numbered | None:
        """Return the number of a paragraph: the one Word puts before it, or one that is typed."""
        if paragraph.label and paragraph.label != "•":
            own = numbered(paragraph.label, self.known)
            if own is not None and not own.rest:
                return Numbered(own.number, has_word=False, is_parted=True, rest=paragraph.text)
        return numbered(paragraph.text, self.known)

    def _begins(self, paragraph: Paragraph) -> Numbered | None:
        """Return the number where a paragraph begins an answer."""
        hit = self._numbered(paragraph)
        if hit is None:
            return None
        if paragraph.level:
            return hit
        if self.is_headed or not hit.may_begin:
            if self.is_headed and hit.may_begin and self.known.is_number(hit.number):
                self._say(paragraph, hit.number, is_known=True)
            return None
        if not self.known.is_number(hit.number):
            self._say(paragraph, hit.number, is_known=False)
            return None
        return hit

    def _say(self, paragraph: Paragraph, number: str, *, is_known: bool) -> None:
        if self.open is not None:
            shown = spaced(paragraph.text)[:40]
            text = kept_in_answer(shown, number, self.open.number, is_known=is_known)
            self.remarks.append(
                FoundRemark(paragraph.row, text, "", place_of(self.unit, paragraph.row))
            )

    def _without_title(self, begun: Numbered) -> str:
        """Return what stands behind a number without the title of the criterion."""
        if self.known.is_title(begun.number, begun.rest):
            return ""
        for sign in (". ", ": ", " – ", " — ", " - "):
            head, _, tail = begun.rest.partition(sign)
            if tail and self.known.is_title(begun.number, head):
                return tail.strip()
        return begun.rest

    def _ends(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph ends an answer without beginning one: a chapter."""
        if paragraph.level:
            return self.open is None or not self.open.level or paragraph.level <= self.open.level
        words = folded(paragraph.text)
        head, _, tail = words.partition(" ")
        return words in self.known.categories or (head.isdigit() and tail in self.known.categories)

    def _add(self, section: Section, paragraph: Paragraph) -> None:
        label = labelled(paragraph)
        if label is not None:
            self._label(section, paragraph, label)
            return
        if folded(paragraph.text) in answer_words().levels:
            return
        text = (
            f"{_mark(paragraph.label)} {paragraph.text}"
            if paragraph.is_listed and paragraph.label
            else (paragraph.text)
        )
        if section.goes_to in ("answer", "reason"):
            self._gather(section, text, is_listed=paragraph.is_listed)
        elif section.goes_to == "evidence":
            section.values.setdefault("evidence", []).extend(names_in(text))
        else:
            section.asked.append(text)

    def _gather(self, section: Section, text: str, *, is_listed: bool = False) -> None:
        is_line = self.unit == "line" or is_listed
        between = "\n" if is_line and not self.has_gap else "\n\n"
        if section.goes_to == "reason":
            old = section.values.get("reason", "")
            section.values["reason"] = f"{old}{between}{text}" if old else text
        else:
            section.parts.append((between, text))

    def _label(self, section: Section, paragraph: Paragraph, label: Labelled) -> None:
        """Do what a line such as "Owner: Jane Doe" or "Response:" says."""
        if label.field == "answer":
            if section.parts and section.goes_to != "asked":
                shown = spaced(paragraph.text.partition(":")[0])[:40]
                text = tr(
                    "What stands before “{shown}” was read as the question and left out."
                ).format(shown=shown)
                self.remarks.append(FoundRemark(paragraph.row, text, "answer", section.place))
                section.parts.clear()
            section.first, section.is_titled = "", True
        section.goes_to = "answer" if label.field in _DATED | {"status", "owner"} else label.field
        if not label.rest:
            return
        if label.field in ("answer", "reason"):
            self._gather(section, label.rest)
        elif label.field == "evidence":
            section.values["evidence"] = names_in(label.rest)
            section.goes_to = "answer"
        elif label.field != "asked":
            section.values[label.field] = label.rest

    def _close(self) -> None:
        section, self.open = self.open, None
        self.has_gap = False
        if section is None:
            return
        narrative = self._narrative(section)
        refused = ""
        if len(narrative) > LONGEST_ANSWER:
            refused = too_long()
        said = dict(section.values)
        said["evidence"] = tuple(said.get("evidence", ()))
        self.answers.append(
            FoundAnswer(
                section.number,
                section.row,
                section.place,
                narrative="" if refused else narrative,
                refused=refused,
                **said,
            )
        )

    def _narrative(self, section: Section) -> str:
        if section.asked and not section.parts and not section.values:
            words = tr("No words of yours were found, so what stands as the question was read.")
            self.remarks.append(FoundRemark(section.row, words, "answer", section.place))
            return "\n\n".join(section.asked)
        words = "".join(f"{between}{text}" for between, text in section.parts)
        body = words.removeprefix("\n\n").removeprefix("\n")
        if not section.first:
            return body
        if section.is_titled:
            is_sentence = section.first.endswith((".", "!")) and not body and not section.values
            return section.first if is_sentence else body
        if body and len(section.first) <= LONGEST_TITLE and not section.first.endswith(_ENDS):
            shown = spaced(section.first)[:60]
            text = tr("“{shown}” was read as the title of {number}, not as words of yours.").format(
                shown=shown, number=section.number
            )
            self.remarks.append(FoundRemark(section.row, text, "answer", section.place))
            return body
        return f"{section.first}{words}"

    def _table(self, table: Table) -> None:
        read = self._rows_of(table)
        if read is not None:
            self._close()
            down = table.row - 1
            self.answers += [replace(row, row=row.row + down) for row in read.answers]
            self.remarks += [replace(row, row=row.row and row.row + down) for row in read.remarks]
            self.ignored += read.ignored
            return
        for cells in table.rows:
            if not self._fact(table, cells):
                self._cells(table, cells)
        self.has_gap = True

    def _rows_of(self, table: Table) -> TableAnswers | None:
        """Return the answers of a table with one criterion per row, None where it is none."""
        grid = grid_of(table.name, table.rows)
        columns = columns_of(grid, replace(self.source, options=self._wish_for(grid)))
        columns, note = without_headings(grid, columns, self.known)
        if not columns.is_useful or not ("answer" in columns.by_field or columns.of("status")):
            return None
        read = read_table(grid, columns, self.known)
        if note:
            self.remarks.append(FoundRemark(table.row, note, "", table.name))
        return read if read.answers else None

    def _wish_for(self, grid: Grid) -> ReadingOptions:
        """Return what the person says of headings, where this table has them."""
        here = {folded(heading) for heading in grid.headers}
        maps = tuple(pair for pair in self.source.options.maps if folded(pair[1]) in here)
        return ReadingOptions(maps=maps)

    def _fact(self, table: Table, cells: Sequence[Any]) -> bool:
        """Read a row of a label and its value; False where it is none."""
        said = [str(cell) for cell in cells if str(cell).strip()]
        if len(said) != 2:
            return False
        name = field_of(said[0].strip().rstrip(":"))
        hit = numbered(spaced(said[1]), self.known) if name == "number" else None
        if hit is not None and self.known.is_number(hit.number):
            self._close()
            self.open = Section(hit.number, table.row, table.name, 0, "", is_titled=True)
            return True
        if self.open is None or not name or name in ("number", "site", "statement"):
            return False
        if name == "answer":
            self.has_gap = True
            self._gather(self.open, said[1].strip())
        elif name == "evidence":
            self.open.values["evidence"] = names_in(said[1])
        elif name == "perhaps_answer":
            return False
        elif name != "asked":
            self.open.values[name] = said[1].strip()
        return True

    def _cells(self, table: Table, cells: Sequence[Any]) -> None:
        """Keep a row of any other table as a line of the answer it stands in."""
        text = " | ".join(spaced(str(cell)) for cell in cells if str(cell).strip())
        if not text:
            return
        if self.open is None:
            self._pass_over()
            return
        is_first = cells is table.rows[0]
        if is_first:
            words = tr("A table in the answer of {number} was read as lines.").format(
                number=self.open.number
            )
            self.remarks.append(FoundRemark(table.row, words, "answer", table.name))
        self.has_gap = is_first
        self._gather(self.open, text, is_listed=True)


def _mark(label: str) -> str:
    return "-" if label == "•" else label.removesuffix("?")
