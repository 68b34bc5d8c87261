"""One input per kind of field; `input_for` is the whole choice."""

from collections.abc import Callable

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.ui.fields.choices import MultiChoiceInput
from ctpat_desktop.ui.fields.countries import CountryInput, RegionInput
from ctpat_desktop.ui.fields.inputs import (
    ChoiceInput,
    DateInput,
    Input,
    LongTextInput,
    NumberInput,
    TextInput,
    TimeInput,
    YesNoInput,
)
from ctpat_desktop.ui.fields.linked import (
    LARGE,
    EvidenceInput,
    PersonInput,
    RecordInput,
    TypedRecordInput,
)
from ctpat_desktop.ui.session.desk import Desk

INPUTS: dict[Kind, Callable[[Field], Input]] = {
    Kind.TEXT: TextInput,
    Kind.LONG_TEXT: LongTextInput,
    Kind.CHOICE: ChoiceInput,
    Kind.MULTI_CHOICE: MultiChoiceInput,
    Kind.YES_NO: YesNoInput,
    Kind.DATE: DateInput,
    Kind.NUMBER: NumberInput,
    Kind.COUNTRY: CountryInput,
    Kind.REGION: RegionInput,
    Kind.IDENTIFIER: TextInput,
}
"""Inputs that need nothing but their definition."""

LINKED: dict[Kind, Callable[[Field, Desk], Input]] = {
    Kind.PERSON: PersonInput,
    Kind.EVIDENCE: EvidenceInput,
    Kind.RECORD: RecordInput,
}
"""Inputs that look into the open file."""


def input_for(field: Field, desk: Desk) -> Input:
    """Return the input of one field; a child table has none, it is edited beside the form."""
    if field.kind is Kind.RECORD and field.to in LARGE:
        return TypedRecordInput(field, desk)
    plain = TimeInput if field.time else INPUTS.get(field.kind)
    return plain(field) if plain is not None else LINKED[field.kind](field, desk)


__all__ = ["INPUTS", "LINKED", "Input", "input_for"]
