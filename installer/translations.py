"""Collects the texts of the program, keeps the files of translations and compiles them.

    python installer/translations.py update     texts of code and forms into every ctpat.po
    python installer/translations.py compile    ctpat.po into ctpat.mo, where that is older
    python installer/translations.py check      what is not translated, or not as it must be

A translated text whose English changed is dropped, not guessed from one like it.
"""

import ast
import json
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = {"fr_CA": "nplurals=2; plural=(n > 1);", "es_MX": "nplurals=2; plural=(n != 1);"}
"""Each language with its rule for plurals. The forms for whole millions are no texts of ours."""
FRENCH, LOOSE = "fr_CA", re.compile(r"(?<=[\w})»]) :(?=\s|$)|« | »")
"""French has a space before a colon and inside of its quotation marks at which no line breaks."""
TEXT, COUNTED, MARKED = "tr", "ntr", "N_"
"""What texts are asked for by: with a context perhaps; one and many; to be asked for later."""


def po_path(code: str) -> Path:
    """Return the file of a language in which people write."""
    return FOLDER / code / "LC_MESSAGES" / "ctpat.po"


def collected() -> Catalog:
    """Return every text of code and forms, each with the files it stands in."""
    found = Catalog(project="CTPAT Desktop", charset="utf-8", fuzzy=False)
    for path, texts, context in [*_of_code(), *_of_forms()]:
        found.add(texts, locations=[(path, 0)], context=context)
    return found


def _of_code() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Read the code itself: what reads only its words sees none inside of a format string."""
    for path in sorted((ROOT / "ctpat_desktop").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for texts, context in texts_in(source):
            yield path.relative_to(ROOT).as_posix(), texts, context


def texts_in(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield every text a module asks for, in the order of its lines, with its context."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        words = [one.value for one in call.args if isinstance(one, ast.Constant)]
        if name == TEXT and words and len(words) == len(call.args):
            yield words[0], words[1] if len(words) > 1 else None
        elif name == MARKED and words:
            yield words[0], None
        elif name == COUNTED and len(words) > 1:
            yield (words[0], words[1]), None


def _of_forms() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    from ctpat_desktop.catalogue.spoken import SHOWN  # only here: compiling needs no program

    for pattern, keys in SHOWN.items():
        for path in sorted((ROOT / "forms").glob(pattern)):
            with path.open("rb") as file:
                data = _read(file, path.suffix)
            for text in _texts(data, "", keys.split()):
                yield path.relative_to(ROOT).as_posix(), text, None


def _read(file: IO[bytes], suffix: str) -> Any:
    return tomllib.load(file) if suffix == ".toml" else json.load(file)


def _texts(data: Any, key: str, keys: list[str]) -> Iterator[str]:
    """Yield the texts that stand under one of the keys, however deep; "" is none."""
    if isinstance(data, dict):
        for name, inner in data.items():
            yield from _texts(inner, name, keys)
    elif isinstance(data, list):
        for inner in data:
            yield from _texts(inner, key, keys)
    elif isinstance(data, str) and data.strip() and (key in keys or keys == ["*"]):
        yield data


def read(code: str) -> Catalog:
    """Return what is translated into a language."""
    with po_path(code).open("rb") as file:
        return read_po(file, locale=code, domain="ctpat")


def update() -> None:
    """Bring the texts of today into every file; what is no text any more is dropped."""
    texts = collected()
    for code, plural in LANGUAGES.items():
        path = po_path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = read(code) if path.exists() else Catalog(locale=code)
        save(code, merged(texts, before), plural)


def merged(texts: Catalog, before: Catalog) -> Catalog:
    """Return the texts with the translations they had."""
    made = Catalog(project="CTPAT Desktop", locale=before.locale, charset="utf-8", fuzzy=False)
    for message in texts:
        if message.id:
            known = before.get(message.id, message.context)
            is_same = known is not None and known.pluralizable == message.pluralizable
            words = known.string if known is not None and is_same else ""
            paths = sorted({(path, 0) for path, _line in message.locations})
            made.add(message.id, words, locations=paths, context=message.context)
    return made


def save(code: str, catalog: Catalog, plural: str) -> None:
    """Write the file of a language, with nothing in it that changes by itself."""
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Project-Id-Version: CTPAT Desktop\\n"\n"Language: {code}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    )
    with po_path(code).open("wb") as file:
        file.write(head.encode())
        write_po(file, catalog, width=100, omit_header=True, include_lineno=False)


def compile_all(*, always: bool = False) -> None:
    """Compile what people wrote; nothing is done where the result is newer."""
    for code in LANGUAGES:
        path = po_path(code)
        made = path.with_suffix(".mo")
        if always or not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
            scratch = made.with_suffix(".new")
            with scratch.open("wb") as file:
                write_mo(file, read(code))
            scratch.replace(made)


def faults(code: str, texts: Catalog) -> Iterator[str]:
    """Yield a line for each text of the program that is not translated as it must be."""
    kept = read(code)
    for message in texts:
        if not message.id:
            continue
        known = kept.get(message.id, message.context)
        if known is None or not _is_whole(known):
            yield f"{code}: not translated: {_name(message)!r}"
        elif known.fuzzy:
            yield f"{code}: fuzzy: {_name(message)!r}"
        elif _blanks(known) or _fields_differ(known):
            yield f"{code}: blanks or places differ: {_name(message)!r}"
        elif code == FRENCH and any(LOOSE.search(words) for _, words in _pairs(known)):
            yield f"{code}: a line may break before a colon or a quotation mark: {_name(message)!r}"
    wanted = {(row.context, _name(row)) for row in texts}
    for message in kept:
        if message.id and (message.context, _name(message)) not in wanted:
            yield f"{code}: no text any more: {_name(message)!r}"


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Yield each text with its translation; the singular in other words may lack its number."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string, strict=True)


def _is_whole(message: Message) -> bool:
    strings = [message.string] if isinstance(message.id, str) else list(message.string)
    return len(strings) == (1 if isinstance(message.id, str) else 2) and all(strings)


def _blanks(message: Message) -> bool:
    return any(
        (text[:1].isspace(), text[-1:].isspace()) != (words[:1].isspace(), words[-1:].isspace())
        for text, words in _pairs(message)
    )


def _fields_differ(message: Message) -> bool:
    return any(_fields(text) != _fields(words) for text, words in _pairs(message))


def _fields(text: str) -> list[str] | None:
    """Return the places a text fills in, sorted; None where it is no such text."""
    try:
        return sorted(
            f"{name}!{kind}" for _, name, _, kind in string.Formatter().parse(text) if name
        )
    except ValueError:
        return None


def check() -> int:
    """Say every fault; return how many there are."""
    texts = collected()
    lines = [line for code in LANGUAGES for line in faults(code, texts)]
    print("\n".join(lines) or "Every text is translated.")
    return len(lines)


if __name__ == "__main__":
    deeds = {"update": update, "compile": compile_all, "check": check}
    sys.exit(1 if deeds[sys.argv[1]]() else 0)
