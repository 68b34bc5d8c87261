"""One input per kind of field; `INPUTS` is the whole choice."""

from collections.abc import Callable

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.ui.fields.inputs import (
    ChoiceInput,
    DateInput,
    Input,
    LongTextInput,
    NumberInput,
    TextInput,
    YesNoInput,
)

INPUTS: dict[Kind, Callable[[Field], Input]] = {
    Kind.TEXT: TextInput,
    Kind.LONG_TEXT: LongTextInput,
    Kind.CHOICE: ChoiceInput,
    Kind.MULTI_CHOICE: TextInput,
    Kind.YES_NO: YesNoInput,
    Kind.DATE: DateInput,
    Kind.NUMBER: NumberInput,
    Kind.COUNTRY: TextInput,
    Kind.IDENTIFIER: TextInput,
    Kind.PERSON: TextInput,
    Kind.EVIDENCE: TextInput,
    Kind.RECORD: TextInput,
    Kind.TABLE: LongTextInput,
}

__all__ = ["INPUTS", "Input"]
