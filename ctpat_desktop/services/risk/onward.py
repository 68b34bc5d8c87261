"""Which legs the goods of a leg go on to: their names, parted by semicolons in one field."""

from collections.abc import Collection, Iterable


def names_in(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names in the field of a leg, each once; a `known` one may hold a semicolon."""
    if text in known:
        return (text,)
    return tuple(dict.fromkeys(name for part in text.split(";") if (name := part.strip())))


def joined(names: Iterable[str]) -> str:
    """Return the field of a leg whose goods go on to legs of these names."""
    return "; ".join(dict.fromkeys(names))


def replaced(text: str, name: str, by: Iterable[str]) -> str:
    """Return the field with others in place of one name."""
    names = names_in(text, (name,))
    return joined(new for old in names for new in (by if old == name else (old,)))
