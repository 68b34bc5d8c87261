"""Walks a PDF from outside with limits: pages, fields and names however they are tied."""

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from ctpat_desktop.exchange.questionnaires.returned import Attached

MOST_FIELDS = 5_000
MOST_PAGES = 400
MOST_ATTACHED = 50
MOST_BYTES = 200 * 2**20
"""Bytes of all documents inside one file."""
DEEPEST = 12


def root_of(reader: PdfReader) -> Mapping[str, Any]:
    """Return the root of a file; ValueError where there is none."""
    root = resolved(reader.trailer.get("/Root"))
    if not isinstance(root, Mapping):
        raise TypeError("no root")
    return root


def resolved(thing: Any) -> Any:
    """Follow references to the thing itself; ValueError where they lead nowhere."""
    for _ in range(DEEPEST):
        if not isinstance(thing, IndirectObject):
            return thing
        thing = thing.get_object()
    raise ValueError("a reference that leads nowhere")


def walk(
    fields: Any, above: str, kind: str, seen: set[int], depth: int
) -> Iterator[tuple[DictionaryObject, str, str]]:
    """Yield every field that holds a value with its full name and kind."""
    if depth > DEEPEST or not isinstance(fields, list):
        raise ValueError("fields nested too deep")
    for entry in fields:
        number = entry.idnum if isinstance(entry, IndirectObject) else id(entry)
        field = resolved(entry)
        if number in seen or not isinstance(field, DictionaryObject):
            continue
        seen.add(number)
        if len(seen) > MOST_FIELDS:
            raise ValueError("too many fields")
        part = str(resolved(field.get("/T", "")))
        name = f"{above}.{part}" if above and part else above or part
        own = str(resolved(field.get("/FT", kind)))
        kids = resolved(field.get("/Kids"))
        if isinstance(kids, list) and any(_is_named(resolved(kid)) for kid in kids):
            yield from walk(kids, name, own, seen, depth + 1)
        elif name:
            yield field, name, own


def _is_named(kid: Any) -> bool:
    """Return whether a kid is a field of its own, not only a box of the field above."""
    return isinstance(kid, Mapping) and "/T" in kid


def attached(reader: PdfReader, data: bytes) -> Iterator[Attached]:
    """Yield the documents inside a file, with names that lead nowhere else."""
    total = 0
    for number, entry in enumerate(_file_entries(reader, data)):
        files = resolved(entry.get("/EF"))
        stream = resolved(files.get("/F") or files.get("/UF")) if files else None
        if stream is None or not hasattr(stream, "get_data"):
            continue
        content = stream.get_data()
        total += len(content)
        if number >= MOST_ATTACHED or total > MOST_BYTES:
            raise ValueError("too many documents inside")
        name = str(resolved(entry.get("/UF") or entry.get("/F") or "document"))
        yield Attached(_plain_name(name, number), bytes(content))


def _file_entries(reader: PdfReader, data: bytes) -> Iterator[Mapping[str, Any]]:
    names = resolved(root_of(reader).get("/Names"))
    tree = resolved(names.get("/EmbeddedFiles")) if isinstance(names, Mapping) else None
    if isinstance(tree, Mapping):
        yield from _leaves(tree, set(), 0)
    if b"/FileAttachment" in data or b"/ObjStm" in data:
        for page in pages(reader):
            notes = resolved(page.get("/Annots"))
            for note in notes if isinstance(notes, list) else []:
                found = resolved(note)
                if isinstance(found, Mapping) and found.get("/Subtype") == "/FileAttachment":
                    entry = resolved(found.get("/FS"))
                    if isinstance(entry, Mapping):
                        yield entry


def _leaves(tree: Mapping[str, Any], seen: set[int], depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST or id(tree) in seen or len(seen) > MOST_FIELDS:
        raise ValueError("names nested too deep")
    seen.add(id(tree))
    names = resolved(tree.get("/Names"))
    for entry in names[1::2] if isinstance(names, list) else []:
        found = resolved(entry)
        if isinstance(found, Mapping):
            yield found
    kids = resolved(tree.get("/Kids"))
    for kid in kids if isinstance(kids, list) else []:
        found = resolved(kid)
        if isinstance(found, Mapping):
            yield from _leaves(found, seen, depth + 1)


def _plain_name(name: str, number: int) -> str:
    """Return a file name without folders or signs that could lead elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(
        ". "
    )
    return clean[-120:] or f"document-{number + 1}"


def pages(reader: PdfReader) -> Iterator[Mapping[str, Any]]:
    """Yield the pages, however the tree of pages is tied."""
    waiting, seen = [resolved(root_of(reader).get("/Pages"))], set[int]()
    count = 0
    while waiting and count < MOST_PAGES:
        node = waiting.pop(0)
        if not isinstance(node, Mapping) or id(node) in seen:
            continue
        seen.add(id(node))
        kids = resolved(node.get("/Kids"))
        if isinstance(kids, list):
            waiting = [resolved(kid) for kid in kids[:MOST_PAGES]] + waiting
            waiting = waiting[: MOST_PAGES * 2]
        else:
            count += 1
            yield node
