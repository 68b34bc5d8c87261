"""Which days and times of a record cannot come before or after which; read from its form.

A field names them in `not_before` and `not_after`: another field, "today", or a field of a record
it points to, such as "person_id.left_on".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.support.language import tr

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a day or time stands: in the record, or in the record that its field `link` names."""

    key: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class DateRule:
    """What stands at `own` must not be before (or after) what stands at `other`.

    The finding belongs to the field `key`. `other` is None for today; with `when` the rule holds
    only where that field has one of `values`.
    """

    key: str
    own: Spot
    other: Spot | None
    is_before: bool
    when: str = ""
    values: tuple[str, ...] = ()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Everything the rule looks at."""
        return (self.own, self.other) if self.other else (self.own,)


@cache
def rules_of(form: Form) -> tuple[DateRule, ...]:
    """Return every rule of a form, in the order of its fields."""
    return tuple(rule for field in form.columns for rule in _rules(field))


@cache
def times_of(form: Form) -> tuple[Field, ...]:
    """Return the fields that hold a time of day."""
    return tuple(field for field in form.columns if field.time)


def target(form: Form, link: str) -> tuple[str, str]:
    """Return the table a field leads to and the column there that it holds."""
    field = form.field(link)
    table, _, key = field.by.partition(".")
    return (table, key) if field.by else (field.to, "id")


def spot_label(form: Form, spot: Spot) -> str:
    """Return what a spot is called; one of another record brings that record's name."""
    if not spot.link:
        return tr(form.field(spot.key).label)
    far = load_form(target(form, spot.link)[0])
    return f"{tr(far.title)} › {tr(far.field(spot.key).label)}"


def mistakes(form: Form, read: Callable[[str], Form] = load_form) -> Iterator[str]:
    """Yield what is wrong with the rules of a form: a field that is not there, or no day."""
    for field in form.columns:
        if field.time and field.kind is not Kind.TEXT:
            yield f"“{field.key}” is a time of day, but no text."
    for rule in rules_of(form):
        kinds = [_kind(form, spot, read) for spot in rule.spots]
        for spot, kind in zip(rule.spots, kinds, strict=True):
            if kind in ("", "other"):
                what = "is no field" if not kind else "is no day"
                yield f"“{rule.key}” has a rule on “{_path(spot)}”, which {what}."
        if set(kinds) == {"date", "time"}:
            yield f"“{rule.key}” sets a date against a time."
        if rule.other is None and kinds == ["time"]:
            yield f"“{rule.key}” sets a time against today."
        if rule.when and rule.when not in _keys(form):
            yield f"“{rule.key}” has a rule that holds for “{rule.when}”, which is no field."


def _rules(field: Field) -> Iterator[DateRule]:
    own = _spot(field.day) if field.day else Spot(field.key)
    for limits, is_before in ((field.not_before, True), (field.not_after, False)):
        for limit in limits:
            other = None if limit.at == TODAY else _spot(limit.at)
            yield DateRule(field.key, own, other, is_before, limit.when, limit.values)


def _spot(path: str) -> Spot:
    link, _, key = path.rpartition(".")
    return Spot(key, link)


def _path(spot: Spot) -> str:
    return f"{spot.link}.{spot.key}" if spot.link else spot.key


def _keys(form: Form) -> set[str]:
    return {field.key for field in form.columns}


def _kind(form: Form, spot: Spot, read: Callable[[str], Form]) -> str:
    """Return "date" or "time", "other" for a field that is neither, "" where there is none."""
    if spot.link:
        if spot.link not in _keys(form) or not target(form, spot.link)[0]:
            return ""
        form = read(target(form, spot.link)[0])
    field = next((row for row in form.columns if row.key == spot.key), None)
    if field is None:
        return ""
    return "date" if field.kind is Kind.DATE else "time" if field.time else "other"
