"""The JSON Schema beside an open export describes it: every file of the sample fits."""

import json
import re
from contextlib import closing

import pytest

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import open_export
from ctpat_desktop.support.progress import Silent

KINDS = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}
FORMATS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
}
WORDS = {"type", "title", "description", "format", "const", "pattern", "minimum", "properties"} | {
    *("required", "additionalProperties", "items"),
}


@pytest.fixture(scope="module")
def folder(sample_file, tmp_path_factory):
    place = tmp_path_factory.mktemp("schema") / "out"
    with closing(workspaces.open_file(sample_file, reading_only=True)) as workspace:
        open_export.write(workspace, place, Silent())
    return place


@pytest.fixture(scope="module")
def definitions(folder):
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))["$defs"]


def faults(shape, value, where):
    """Yield what does not fit, by the words of JSON Schema that ours uses and no others."""
    assert shape.keys() <= WORDS, where
    kinds = shape.get("type", list(KINDS))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if type(value) not in [KINDS[kind] for kind in kinds]:
        yield f"{where}: {value!r} is no {kinds}"
        return
    if "const" in shape and value != shape["const"]:
        yield f"{where}: {value!r}"
    if isinstance(value, str):
        if "pattern" in shape and not re.search(shape["pattern"], value):
            yield f"{where}: {value!r} against {shape['pattern']}"
        if value and "format" in shape and not FORMATS[shape["format"]].fullmatch(value):
            yield f"{where}: {value!r} is no {shape['format']}"
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield from faults(shape["items"], inner, f"{where}[{at}]")
    if isinstance(value, dict):
        yield from _of_object(shape, value, where)


def _of_object(shape, value, where):
    fields, rest = shape.get("properties", {}), shape.get("additionalProperties", True)
    yield from (
        f"{where}.{key} is missing" for key in shape.get("required", ()) if key not in value
    )
    for key, inner in value.items():
        if key in fields:
            yield from faults(fields[key], inner, f"{where}.{key}")
        elif isinstance(rest, dict):
            yield from faults(rest, inner, f"{where}.{key}")
        elif rest is False:
            yield f"{where}.{key} is not known"


def test_every_file_of_the_sample_fits(folder, definitions):
    seen = set()
    for path in [folder / "manifest.json", *(folder / "tables").iterdir()]:
        name = path.name if path.name == "manifest.json" else path.stem
        seen.add(name)
        value = json.loads(path.read_text(encoding="utf-8"))
        assert list(faults(definitions[name], value, name)) == []
    assert seen == definitions.keys()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": 1}, ["site[0].name: 1 is no ['string']"]),
        ({"more": 1}, ["site[0].more is not known"]),
        ({"position": True}, ["site[0].position: True is no ['integer']"]),
    ],
)
def test_what_does_not_fit_is_seen(folder, definitions, values, words):
    (first, *_) = json.loads((folder / "tables" / "site.json").read_text(encoding="utf-8"))
    assert list(faults(definitions["site"], [first | values], "site")) == words


def test_fields_are_named_as_their_forms_name_them(definitions):
    assert definitions["site"]["title"] == "Sites"
    assert definitions["evidence"]["items"]["properties"]["expires_on"]["title"]
