"""Says which field each column of a sheet goes to: as chosen before, by exact or near words."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form
from ctpat_desktop.records import Setting
from ctpat_desktop.services.written_dates import Order
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

NEAR = 84
"""From 100; how alike a heading and a field's name must be to be put together unasked."""

FOREIGN: Mapping[str, tuple[str, ...]] = {
    "name": ("nom", "nombre", "raison sociale", "razon social", "societe", "empresa"),
    "first_name": ("prenom", "nombre", "nombres"),
    "last_name": ("nom", "nom de famille", "apellido", "apellidos"),
    "title": ("titre", "titulo", "fonction", "cargo", "puesto"),
    "country": ("pays", "pais"),
    "city": ("ville", "ciudad"),
    "state": ("province", "region", "estado", "provincia", "departement"),
    "line1": ("adresse", "rue", "direccion", "calle", "domicilio"),
    "postal_code": ("code postal", "codigo postal", "cp", "postcode"),
    "phone": ("telephone", "tel", "telefono"),
    "email": ("courriel", "adresse electronique", "correo", "correo electronico", "e mail"),
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
}
"""French and Spanish headings by field key."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a sheet go: a field key each, "" for none.

    `how` says of each "exact", "near", "remembered", "chosen" or "".
    """

    keys: tuple[str, ...]
    how: tuple[str, ...]
    order: Order = Order.UNKNOWN

    def choose(self, column: int, key: str) -> "Columns":
        """Send one column to another field; a column that went there goes nowhere now."""
        keys = ["" if key and other == key else other for other in self.keys]
        how = [old if kept else "" for old, kept in zip(self.how, keys, strict=True)]
        keys[column], how[column] = key, "chosen" if key else ""
        return replace(self, keys=tuple(keys), how=tuple(how))


def propose(
    form: Form, headers: Sequence[str], remembered: Mapping[str, str] | None = None
) -> Columns:
    """Propose a field for each heading; no field is used twice."""
    keys, how = [""] * len(headers), [""] * len(headers)
    pairs = sorted(_pairs(form, headers, remembered or {}), key=lambda pair: (-pair[0], pair[1:3]))
    for score, column, _, key in pairs:
        if not keys[column] and key not in keys:
            keys[column] = key
            how[column] = "remembered" if score > EXACT else "exact" if score == EXACT else "near"
    settled = {header for header, key in (remembered or {}).items() if not key}
    for column, header in enumerate(headers):
        if header in settled:
            keys[column] = how[column] = ""
    return Columns(tuple(keys), tuple(how))


EXACT, _CHOSEN = 101.0, 102.0


def _pairs(
    form: Form, headers: Sequence[str], remembered: Mapping[str, str]
) -> Iterator[tuple[float, int, int, str]]:
    """Yield how well each heading fits each field: score, column, place of the field, its key."""
    fields = [(place, field, words_of(field)) for place, field in enumerate(form.columns)]
    for column, header in enumerate(headers):
        said = folded(header)
        if not said:
            continue
        for place, field, words in fields:
            if remembered.get(header) == field.key:
                score = _CHOSEN
            elif said in words:
                score = EXACT
            else:
                score = max(fuzz.token_sort_ratio(said, word) for word in words)
            if score >= NEAR:
                yield score, column, place, field.key


def words_of(field: Field) -> list[str]:
    """Return the headings a field is known by, its own label first."""
    own = [field.label, field.key, field.key.removesuffix("_id"), *field.synonyms]
    found = [folded(word) for word in (*own, *FOREIGN.get(field.key, ()))]
    return list(dict.fromkeys(word for word in found if word))


def known_headings(form: Form) -> frozenset[str]:
    """Return every heading that is surely meant for a field, folded."""
    return frozenset(word for field in form.columns for word in words_of(field))


def remembered(workspace: Workspace, table: str, headers: Sequence[str]) -> dict[str, str]:
    """Return what was chosen for these headings at the last import: heading to key or ""."""
    with workspace.read() as session:
        return _stored(session, table, headers)


def remember(unit: UnitOfWork, table: str, headers: Sequence[str], columns: Columns) -> None:
    """Keep the choice for the next sheet with the same headings."""
    chosen = dict(zip(headers, columns.keys, strict=True))
    if chosen == _stored(unit.session, table, headers):
        return
    name, value = _name(table, headers), json.dumps(chosen)
    row = unit.session.get(Setting, name)
    if row is None:
        unit.session.add(Setting(id=name, value=value))
    else:
        row.value = value


def _stored(session: Session, table: str, headers: Sequence[str]) -> dict[str, str]:
    row = session.get(Setting, _name(table, headers))
    found = json.loads(row.value) if row else {}
    return found if isinstance(found, dict) else {}


def _name(table: str, headers: Sequence[str]) -> str:
    words = json.dumps(sorted(folded(header) for header in headers))
    return f"import.{table}.{hashlib.sha256(words.encode()).hexdigest()[:16]}"
