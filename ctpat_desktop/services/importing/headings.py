"""Says which field each column of a sheet goes to: as chosen before, by exact or near words.

Where two columns fit one field equally well neither is taken; the person is asked.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form
from ctpat_desktop.catalogue.spoken import in_every
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.importing.dates import Order
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.heading_words import readings, sides, written_out
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

NEAR = 84
"""From 100; how alike a heading and a field's name must be to be put together unasked."""

FOREIGN: Mapping[str, tuple[str, ...]] = {
    "name": ("nom", "nombre", "raison sociale", "razon social", "societe", "empresa", "firm"),
    "first_name": ("prenom", "nombre", "nombres"),
    "last_name": ("nom", "nom de famille", "apellido", "apellidos"),
    "title": ("titre", "titulo", "fonction", "cargo", "puesto"),
    "country": ("pays", "pais"),
    "city": ("ville", "ciudad"),
    "state": ("province", "region", "estado", "provincia", "departement", "county"),
    "line1": (
        *("adresse", "rue", "direccion", "calle", "domicilio", "street address"),
        *("address 1", "address line 1", "address line", "street 1"),
    ),
    "postal_code": (
        *("code postal", "codigo postal", "cp", "postal", "zip", "zip code", "postal zip"),
    ),
    "phone": (
        *("telephone", "tel", "telefono", "phone number", "telephone number", "tel number"),
        *("office phone", "work phone"),
    ),
    "email": (
        *("courriel", "adresse electronique", "correo", "correo electronico", "e mail"),
        *("e mail address", "email address", "correo e", "adresse e mail", "mail address"),
    ),
    "website": ("site web", "site internet", "sitio web", "pagina web"),
    "roles": ("type", "kind", "role", "roles", "rol", "tipo"),
    "kind": ("type", "genre", "tipo", "clase"),
    "status": ("statut", "etat", "estado", "estatus"),
    "since": ("depuis", "desde"),
    "risk": ("risque", "riesgo"),
    "notes": (
        "remarks",
        "comment",
        "remarques",
        "commentaires",
        "notas",
        "observaciones",
        "comentarios",
        "comments",
    ),
    "partner_id": ("partenaire", "fournisseur", "socio", "proveedor"),
    "position_id": ("poste", "fonction", "puesto", "cargo"),
    "site_id": ("site", "sitio", "planta", "lieu"),
    "person_id": ("personne", "persona", "employe", "empleado"),
    "staff_code": (
        *("employee number", "employee id", "staff number", "badge number", "personnel number"),
        *("numero de empleado", "matricule", "employee code", "staff id"),
    ),
    "started_on": ("fecha de ingreso", "date d embauche", "date hired", "start"),
    "ctpat_status": (
        "ctpat",
        "ctpat member",
        "ctpat certified",
        "ctpat status",
        "ctpat membership",
    ),
}
"""French and Spanish headings by field key."""


SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "partner": (
        *("company", "partner", "supplier", "vendor", "business", "carrier", "manufacturer"),
        *("factory", "firm", "provider", "seller", "shipper", "trading", "proveedor", "empresa"),
        *("socio", "fournisseur", "partenaire", "societe", "transportista", "business partner"),
    ),
    "person": ("employee", "person", "staff", "worker", "empleado", "employe", "personne"),
    "site": (
        "site",
        "facility",
        "location",
        "plant",
        "warehouse",
        "sitio",
        "planta",
        "instalacion",
    ),
    "partner_contact": ("contact", "person", "contacto"),
    "contact": ("contact", "person", "contacto"),
    "position": ("position", "job"),
}
"""Words for the record itself that may stand beside a field's name: "Supplier country"."""

_BESIDE = frozenset(
    (
        *("main", "primary", "legal", "full", "official", "current", "mailing", "physical"),
        *("registered", "principal", "general", "business", "the", "of", "our", "your", "s"),
        *("de", "del", "du", "des", "la", "le", "el", "los", "las", "d", "l", "al", "legale"),
    )
)
"""Words that change nothing in what a heading asks for."""
_OF_CONTACT = frozenset(("contact", "contacto", "contacts"))
_REACHED = ("phone", "email")
"""Fields where "Contact e-mail" means no other person than the record's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field that two or more columns fit equally well: its key and their places."""

    key: str
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a sheet go: a field key each, "" for none.

    `how` says of each "exact", "near", "remembered", "chosen", "asked" or "".
    """

    keys: tuple[str, ...]
    how: tuple[str, ...]
    order: Order = Order.UNKNOWN
    asked: tuple[Asked, ...] = ()

    def choose(self, column: int, key: str) -> "Columns":
        """Send one column to another field; a column that went there goes nowhere now."""
        keys = ["" if key and other == key else other for other in self.keys]
        how = [old if kept else "" for old, kept in zip(self.how, keys, strict=True)]
        keys[column], how[column] = key, "chosen" if key else ""
        asked = tuple(row for row in self.asked if row.key != key and _is_open(row, column, key))
        return replace(self, keys=tuple(keys), how=tuple(how), asked=asked)

    def ignored(self, headers: Sequence[str]) -> tuple[str, ...]:
        """Return the headings of the columns that go nowhere."""
        return tuple(
            header or tr("(column {n}, no heading)").format(n=at + 1)
            for at, (header, key) in enumerate(zip(headers, self.keys, strict=True))
            if not key
        )


def _is_open(row: Asked, column: int, key: str) -> bool:
    """Return whether a question stays open when one of its columns goes elsewhere."""
    return not (column in row.columns and len(row.columns) <= 2 and key)


LABEL, KEY, NAMED, WORD, LOOSE, NEARLY = 6.0, 5.0, 4.0, 3.0, 2.0, 1.0
"""How well a heading fits: the label, our key, the label beside a word, a synonym."""


def propose(
    form: Form, headers: Sequence[str], remembered: Mapping[str, str] | None = None
) -> Columns:
    """Propose a field for each heading; no field is used twice, none is guessed between two."""
    keys, how = [""] * len(headers), [""] * len(headers)
    for column, header in enumerate(headers):
        key = (remembered or {}).get(header, "")
        if key and key not in keys and any(key == field.key for field in form.columns):
            keys[column], how[column] = key, "remembered"
    settled = {at for at, header in enumerate(headers) if header in (remembered or {})}
    free = [at for at in range(len(headers)) if at not in settled]
    fits = {at: _fits(form, headers[at]) for at in free}
    asked = list[Asked]()
    for tier in (LABEL, KEY, NAMED, WORD, LOOSE, NEARLY):
        for field in form.columns:
            here = [at for at in free if not how[at] and fits[at].get(field.key, 0) >= tier]
            if not here or field.key in keys or any(row.key == field.key for row in asked):
                continue
            here = _rivals(form, field, here, fits, headers)
            if len(here) > 1:
                asked.append(Asked(field.key, tuple(here)))
                for at in here:
                    how[at] = "asked"
            else:
                keys[here[0]] = field.key
                how[here[0]] = "exact" if tier >= WORD else "near"
    return Columns(tuple(keys), tuple(how), asked=tuple(asked))


def _rivals(
    form: Form,
    field: Field,
    here: Sequence[int],
    fits: Mapping[int, Mapping[str, float]],
    headers: Sequence[str],
) -> list[int]:
    """Return the columns that fit a field too well to be passed over: more than one are asked.

    For the one field that names a record every good candidate counts, because a wrong name is a
    wrong record. "Vendor Name" goes before "Vendor".
    """
    most = max(fits[at][field.key] for at in here)
    good = [at for at in here if fits[at][field.key] == most]
    if form.names == (field.key,) and most >= WORD:
        good = [
            at
            for at, fit in fits.items()
            if fit.get(field.key, 0) >= WORD and max(fit.values()) == fit[field.key]
        ]
    longer = {folded(headers[at]) for at in good}
    return [
        at for at in good if not any(f"{folded(headers[at])} {word}" in longer for word in _NAME)
    ]


_NAME = ("name", "nombre", "nom")


def _fits(form: Form, header: str) -> dict[str, float]:
    """Return how well a heading fits each field; a heading of two fields fits none by its parts."""
    found: dict[str, float] = {}
    said = readings(header)
    for field in form.columns:
        fit = _fit(form.id, field, said)
        if fit:
            found[field.key] = fit
    if not found:
        parts = sides(header)
        keys = {key for words in parts for key in _sure(form, words)}
        if len(keys) == 1:
            found[keys.pop()] = LOOSE
    return found


def _sure(form: Form, words: str) -> list[str]:
    fits = {field.key: _fit(form.id, field, (words,)) for field in form.columns}
    most = max(fits.values(), default=0)
    return [key for key, fit in fits.items() if fit == most and fit >= LOOSE][:1]


def _fit(table: str, field: Field, texts: Sequence[str]) -> float:
    own, words = _own_words(field), _all_words(field)
    if folded(field.label) in texts:
        return LABEL
    if any(text in own for text in texts):
        return KEY
    bare = [_without(SUBJECTS.get(table, ()), text) for text in texts]
    if any(text in own for text in bare):
        return NAMED
    if any(text in words for text in texts):
        return WORD
    if field.key in _REACHED:
        bare += [_without((*SUBJECTS.get(table, ()), *_OF_CONTACT), text) for text in texts]
    if any(text in words for text in bare):
        return LOOSE
    return NEARLY if any(_is_near(text, word) for text in texts for word in words) else 0


def _without(subjects: Sequence[str], text: str) -> str:
    """Return a heading without the words that stand beside what it asks for."""
    left_out = {*subjects, *_BESIDE}
    return " ".join(word for word in text.split() if word not in left_out)


def _is_near(text: str, word: str) -> bool:
    """Return whether two texts are the same words with slips of the pen."""
    ours, theirs = sorted(text.split()), sorted(word.split())
    if len(ours) != len(theirs) or fuzz.token_sort_ratio(text, word) < NEAR:
        return False
    return all(
        mine == other or (min(len(mine), len(other)) > 3 and fuzz.ratio(mine, other) >= NEAR)
        for mine, other in zip(ours, theirs, strict=True)
    )


@cache
def _own_words(field: Field) -> frozenset[str]:
    own = (*in_every([field.label]), field.key)
    return frozenset(word for text in own for word in (folded(text), written_out(text)) if word)


@cache
def _all_words(field: Field) -> frozenset[str]:
    return frozenset(words_of(field))


def words_of(field: Field) -> list[str]:
    """Return the headings a field is known by, its own label first, in every language."""
    own = [*in_every([field.label]), field.key, field.key.removesuffix("_id"), *field.synonyms]
    texts = (*own, *FOREIGN.get(field.key, ()))
    found = [word for text in texts for word in (folded(text), written_out(text))]
    return list(dict.fromkeys(word for word in found if word))


def known_headings(form: Form) -> frozenset[str]:
    """Return every heading that is surely meant for a field, folded, also beside its record."""
    words = {word for field in form.columns for word in words_of(field)}
    beside = (*SUBJECTS.get(form.id, ()), "contact")
    return frozenset(words | {f"{subject} {word}" for subject in beside for word in words})


def mapped(form: Form, headers: Sequence[str], columns: Columns, pairs: Sequence[str]) -> Columns:
    """Return columns with choices written as FIELD=HEADING; Problem where one names nothing."""
    for pair in pairs:
        name, _, heading = pair.partition("=")
        wanted = folded(name)
        keys = [f.key for f in form.columns if wanted in (folded(f.key), folded(f.label))]
        places = [at for at, text in enumerate(headers) if text == heading.strip()]
        places = places or [
            at for at, text in enumerate(headers) if folded(text) == folded(heading)
        ]
        if not keys:
            known = ", ".join(field.key for field in form.columns)
            raise Problem(
                tr("“{name}” is no field of {records}.").format(
                    name=name, records=tr(form.plural).lower()
                ),
                tr("Use one of: {names}.").format(names=known),
            )
        if len(places) != 1:
            raise Problem(
                ntr(
                    "{n} column has the heading “{heading}”.",
                    "{n} columns have the heading “{heading}”.",
                    len(places),
                    heading=heading,
                )
                if places
                else tr("No column has the heading “{heading}”.").format(heading=heading),
                seen(headers),
            )
        columns = columns.choose(places[0], keys[0])
    return columns


def seen(headers: Sequence[str]) -> str:
    """Return a sentence with the headings of a sheet."""
    words = ", ".join(f"“{header}”" for header in headers if header)
    return tr("The headings are: {words}.").format(words=words)


def undecided(form: Form, headers: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Return one sentence for each field that two or more columns fit."""
    return tuple(
        tr("“{field}” could be {columns}.").format(
            field=tr(form.field(row.key).label),
            columns=f" {tr('or')} ".join(f"“{headers[at]}”" for at in row.columns),
        )
        for row in columns.asked
    )


def remembered(workspace: Workspace, table: str, headers: Sequence[str]) -> dict[str, str]:
    """Return what was chosen for these headings at the last import: heading to key or ""."""
    with workspace.read() as session:
        return _stored(session, table, headers)


def remember(unit: UnitOfWork, table: str, headers: Sequence[str], columns: Columns) -> None:
    """Keep the choice for the next sheet with the same headings."""
    chosen = dict(zip(headers, columns.keys, strict=True))
    if chosen == _stored(unit.session, table, headers):
        return
    settings.store(unit.session, _name(table, headers), chosen)


def _stored(session: Session, table: str, headers: Sequence[str]) -> dict[str, str]:
    name = _name(table, headers)
    found = settings.stored(session, [name]).get(name)
    return found if isinstance(found, dict) else {}


def _name(table: str, headers: Sequence[str]) -> str:
    words = json.dumps(sorted(folded(header) for header in headers))
    return f"import.{table}.{hashlib.sha256(words.encode()).hexdigest()[:16]}"
