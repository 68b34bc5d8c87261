"""Coherence: what a response says set against what the registers show.

Each rule is a row of a table; one finding per rule names the first records and the count.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.outlines import load_outlines
from ctpat_desktop.checklist.coherence_rules import EMPTY, LACKS, NEWEST, ROWS
from ctpat_desktop.checklist.facts import Facts, ResponseFact
from ctpat_desktop.checklist.findings import Finding, Place, Severity, named
from ctpat_desktop.checklist.register_facts import SHOWN, RegisterFacts, Rows
from ctpat_desktop.checklist.rule_shapes import BareRule, NewestRule, PlainRule, RowsRule
from ctpat_desktop.checklist.rules_on_cbp import CBP
from ctpat_desktop.checklist.rules_on_incidents import ALERTS
from ctpat_desktop.checklist.rules_on_procedures import PROCEDURES, numbers_like, plain
from ctpat_desktop.checklist.rules_on_trade import TRADE, TRADE_MARK
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr

Criteria = tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One account's criteria and answers beside the registers of its company."""

    criteria: dict[str, Criterion]
    responses: dict[str, ResponseFact]
    registers: RegisterFacts
    today: date
    entity: str = ""

    def claimed(self, criteria: tuple[str, ...]) -> str:
        """Return the first of these criteria that is said to be in place, or ""."""
        return next((key for key in criteria if self._status(key) == "in_place"), "")

    def alive(self, criteria: tuple[str, ...]) -> str:
        """Return the first of these criteria the account has and does not rule out, or ""."""
        said = (key for key in criteria if key in self.criteria)
        return next((key for key in said if self._status(key) != "not_applicable"), "")

    def is_proven(self, criterion: str) -> bool:
        """Return whether documents are linked to the answer to a criterion."""
        response = self.responses.get(criterion)
        return response is not None and bool(response.documents)

    def asks(self, rule: NewestRule, table: str) -> bool:
        """Return whether a log is kept or has to be, by an account of this kind."""
        if rule.entities and self.entity not in rule.entities:
            return False
        return rule.counts_empty or table in self.registers.filled

    def _status(self, criterion: str) -> str:
        response = self.responses.get(criterion) if criterion in self.criteria else None
        return response.status if response else ""


def findings(
    criteria: Criteria, facts: Facts, registers: RegisterFacts, today: date
) -> Iterator[Finding]:
    """Yield everything in which answers and registers disagree."""
    asked = {row.id: row for row in criteria}
    case = Case(asked, dict(facts.responses), registers, today, facts.entity)
    for family in FAMILIES:
        yield from family(case)
    yield from _period(case, facts)
    yield from _plain(case, (*CBP, *ALERTS))
    if facts.entity == "importer" and TRADE_MARK in registers.filled:
        yield from _plain(case, TRADE)


def _rows(case: Case) -> Iterator[Finding]:
    """Yield what the rows with a problem say, rule by rule."""
    for rule in ROWS:
        rows = case.registers.rows.get(rule.fact)
        criterion = (case.claimed if rule.needs_claim else case.alive)(rule.criteria)
        if rows and criterion:
            begun = not rule.mark or rule.mark in case.registers.filled
            severity = rule.severity if begun else Severity.NOTE
            yield _at_rows(case, rule, rows, criterion, severity)


def _at_rows(case: Case, rule: RowsRule, rows: Rows, criterion: str, severity: Severity) -> Finding:
    words = tr(rule.reason).format(names=rows.words)
    said = case.claimed((criterion,)) and rule.needs_claim
    return Finding(
        rule.id,
        severity,
        _record(case, rows, criterion, rule.field),
        _sentence(_in_place(criterion, words) if said else words),
        tr(rule.remedy),
    )


def _in_place(criterion: str, words: str) -> str:
    return tr("{criterion} is in place, but {words}").format(criterion=criterion, words=words)


def _sentence(words: str) -> str:
    """Return words with a capital and one period; a name may bring its own."""
    return f"{words[0].upper()}{words[1:]}".removesuffix(".") + "."


def _record(case: Case, rows: Rows, criterion: str, key: str) -> Place:
    first = rows.first[0]
    title = case.registers.titles.get(rows.table, rows.table)
    return Place(
        section=rows.table,
        criterion=criterion,
        table=rows.table,
        record_id=first.id,
        field=key,
        label=f"{title} › {first.title}".removesuffix(" › "),
    )


def _newest(case: Case) -> Iterator[Finding]:
    """Yield logs and reviews that are kept, but whose newest entry is too old."""
    for rule in NEWEST:
        newest = case.registers.newest.get(rule.fact)
        criterion = case.claimed(rule.criteria)
        if newest is None or not criterion or not case.asks(rule, newest.table):
            continue
        limit = getattr(case.registers.limits, rule.limit)
        if newest.day is not None and newest.day >= case.today - timedelta(limit):
            continue
        is_elsewhere = newest.day is None and rule.counts_empty and case.is_proven(criterion)
        yield Finding(
            rule.id,
            Severity.NOTE if is_elsewhere else rule.severity,
            _entry(case, newest.table, newest.id, criterion, rule),
            f"{_in_place(criterion, _last_words(rule, newest.day, limit))}.",
            f"{tr(rule.remedy)} {tr(_BINDER)}" if is_elsewhere else tr(rule.remedy),
        )


def _last_words(rule: NewestRule, day: date | None, limit: int) -> str:
    if day is None:
        return tr("no {what} is recorded").format(what=tr(rule.what))
    return ntr(
        "the last {what} is of {day}, more than {n} day ago",
        "the last {what} is of {day}, more than {n} days ago",
        limit,
        what=tr(rule.what),
        day=day_text(day),
    )


def _entry(case: Case, table: str, record_id: str, criterion: str, rule: NewestRule) -> Place:
    title = case.registers.titles.get(table, table)
    return Place(table, criterion, table, record_id, rule.field, label=title)


def _empty(case: Case) -> Iterator[Finding]:
    """Yield criteria in place whose register is empty; a note where documents prove them."""
    for rule in EMPTY:
        criterion = case.claimed(rule.criteria)
        if not criterion or rule.table in case.registers.filled:
            continue
        is_elsewhere = case.is_proven(criterion)
        yield Finding(
            rule.id,
            Severity.NOTE if is_elsewhere else Severity.GAP,
            _register(case, rule, criterion),
            f"{_in_place(criterion, tr(rule.reason))}.",
            f"{tr(rule.remedy)} {tr(_BINDER)}" if is_elsewhere else tr(rule.remedy),
        )


_BINDER = N_("If it is kept elsewhere, the linked document stands for it.")


def _register(case: Case, rule: BareRule, criterion: str) -> Place:
    title = case.registers.titles.get(rule.table, rule.table)
    return Place(rule.table, criterion, rule.table, label=title)


def _training(case: Case) -> Iterator[Finding]:
    """Yield the people who lack a training, once per kind of lack and criterion."""
    grouped: dict[tuple[str, str], Rows] = {}
    for lack in case.registers.training:
        wanted = LACKS[lack.kind].criteria or _training_first(lack.criteria)
        criterion = case.claimed(wanted)
        if criterion:
            key = (lack.kind, criterion)
            grouped[key] = grouped[key] + lack.rows if key in grouped else lack.rows
    for (kind, criterion), rows in grouped.items():
        rule = LACKS[kind]
        where = Place("training_session", criterion, "training_session", label=tr("Training"))
        words = tr(rule.reason).format(names=rows.words)
        reason = _sentence(_in_place(criterion, words))
        yield Finding(rule.id, rule.severity, where, reason, tr(rule.remedy))


def _untaught(case: Case) -> Iterator[Finding]:
    """Yield criteria on training said to be in place that no topic of the register names."""
    if "topic" not in case.registers.filled:
        return
    for key in SUBJECTS:
        if case.claimed((key,)) and key not in case.registers.taught:
            yield Finding(
                "training.no_topic",
                Severity.WEAK,
                Place("topic", key, "topic", label=case.registers.titles.get("topic", "topic")),
                tr("{key} is in place, but no topic of the training register names it.").format(
                    key=key
                ),
                tr("Add the topic, or write the criterion into the topic that covers it."),
            )


SUBJECTS = ("12.2", "12.6", "12.7", "12.8", "12.9", "12.10")
"""Criteria that ask for training in one subject."""


def _training_first(criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Return the criteria of a topic, those on training first, and 12.1 at the end."""
    own = [key for key in criteria if key.startswith("12.")]
    return (*own, *(key for key in criteria if key not in own), "12.1")


def _incomplete(case: Case) -> Iterator[Finding]:
    """Yield, once per register, the records that lack a required field."""
    for rows in case.registers.incomplete():
        yield Finding(
            "register.incomplete",
            Severity.GAP,
            _record(case, rows, "", ""),
            _sentence(tr("Required fields are empty: {words}").format(words=rows.words)),
            tr("Fill them in, or remove the record."),
        )


def _impossible(case: Case) -> Iterator[Finding]:
    """Yield, once per register, the records with a day or time that cannot be."""
    for rows in case.registers.impossible():
        yield Finding(
            "register.dates",
            Severity.WEAK,
            _record(case, rows, "", ""),
            _sentence(tr("Days or times cannot be so: {words}").format(words=rows.words)),
            tr("Look at the papers and correct the wrong one."),
        )


def _period(case: Case, facts: Facts) -> Iterator[Finding]:
    """Yield a gap when no inspection of the review period is recorded."""
    newest = case.registers.newest.get("inspection")
    criterion = case.claimed(("5.3", "5.5"))
    starts = facts.period_from
    if not criterion or newest is None or "inspection" not in case.registers.filled:
        return
    if starts is not None and starts <= case.today and (newest.day is None or newest.day < starts):
        yield Finding(
            "inspection.none_in_period",
            Severity.GAP,
            Place("inspection", criterion, "inspection", newest.id, label=tr("Inspections")),
            tr("{criterion} is in place, but no inspection is recorded since {day}.").format(
                criterion=criterion, day=day_text(starts)
            ),
            tr("Record the inspections of the review period."),
        )


def _plain(case: Case, rules: tuple[PlainRule, ...]) -> Iterator[Finding]:
    """Yield what is amiss whatever the answers say."""
    for rule in rules:
        rows = case.registers.rows.get(rule.fact)
        if not rows:
            continue
        title = case.registers.titles.get(rule.table, rule.table)
        place = Place(rule.table, table=rule.table, label=title)
        yield Finding(
            rule.id,
            rule.severity,
            place if rule.table else _record(case, rows, "", rule.field),
            _sentence(tr(rule.reason).format(names=rows.words)),
            tr(rule.remedy),
        )


def _procedures(case: Case) -> Iterator[Finding]:
    """Yield what is amiss with the written procedures, and which are lacking.

    Nothing is lacking while nobody has begun the library: then the rule on 4.6 speaks.
    """
    for rule in PROCEDURES:
        rows = case.registers.rows.get(rule.fact)
        if rows:
            words = _sentence(tr(rule.reason).format(names=rows.words))
            place = _record(case, rows, "", rule.field)
            yield Finding(rule.id, rule.severity, place, words, tr(rule.remedy))
    if "procedure" in case.registers.filled:
        yield from _lacking(case)
        yield from _unknown(case)


def _lacking(case: Case) -> Iterator[Finding]:
    """Yield one finding for all criteria in place that no procedure names; a note where proved."""
    lacking: dict[str, str] = {}
    for outline in load_outlines().values():
        criterion = case.claimed(outline.criteria)
        if criterion and not case.registers.written & set(outline.criteria):
            lacking[criterion] = f"{criterion} {outline.words['en'].title}"
    if not lacking:
        return
    are_proved = all(case.responses[criterion].documents for criterion in lacking)
    names = named("; ", [*lacking.values()], SHOWN)
    yield Finding(
        "procedure.missing",
        Severity.NOTE if are_proved else Severity.WEAK,
        Place("procedure", table="procedure", label=case.registers.titles.get("procedure", "")),
        tr("In place, but no procedure in the library names them: {names}.").format(names=names),
        tr("Begin them with “New from outline…”, or write the criterion into the procedure."),
    )


def _unknown(case: Case) -> Iterator[Finding]:
    """Yield one finding for all procedures that answers name by number and the library lacks."""
    looks, known = numbers_like(case.registers.numbers), set(map(plain, case.registers.numbers))
    if looks is None:
        return
    found: dict[str, str] = {}
    for criterion in case.criteria:
        response = case.responses.get(criterion)
        for text in response.texts if response else ():
            for name in looks.findall(text):
                if plain(name) not in known:
                    found.setdefault(plain(name), f"{name} ({criterion})")
    if found:
        first = next(iter(found.values())).rpartition("(")[2].removesuffix(")")
        names = named("; ", [*found.values()], SHOWN)
        yield Finding(
            "procedure.unknown",
            Severity.WEAK,
            Place(first.partition(".")[0], first, label=f"{first} {case.criteria[first].title}"),
            tr("Answers name procedures that are not in the library: {names}.").format(names=names),
            tr("Add the procedure to the library, or correct the number in the answer."),
        )


FAMILIES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _rows,
    _newest,
    _empty,
    _training,
    _untaught,
    _incomplete,
    _impossible,
    _procedures,
)
