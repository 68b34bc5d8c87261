"""The corrected rows of the catalogue: wording, levels, trust and remarks, one by one."""

import pytest

from ctpat_desktop.catalogue import Level, Trust, load_edition

CORRECTED = {
    "1.3": "Written audit and review of the program",
    "2.1": "sustainable measures that fit its role in the chain",
    "3.8": "carriers that work directly for the member under a written contract",
    "4.8": "Each user has their own account",
    "5.1": "(IIT: containers, trailers, pallets and the like)",
    "6.3": "Less-than-truckload: locks and seals",
    "6.4": "Air carriers protect from tampering the air cargo",
    "7.6": "Clearance data: complete, correct, protected, on time",
    "7.8": "the first foreign place where the carrier takes the cargo",
    "7.10": "Reading documents for suspicious shipments",
    "7.36": "correct shortcomings soon, and show the audits to the specialist on request",
    "8.1": "do three things: prevent visible pest contamination",
    "10.2": "Visitors, vendors and service providers show photo identification",
}
SPANISH = {
    "3.8": "que trabajan directamente para el miembro conforme a un contrato escrito",
    "5.1": "(IIT: contenedores, remolques, tarimas y similares)",
    "6.4": "Las aerolíneas protegen de alteraciones la carga aérea",
    "7.36": "muestran las auditorías al especialista",
    "8.1": "abarcan toda la cadena",
}
FRENCH = {
    "3.8": "qui travaillent directement pour le membre en vertu d'un contrat écrit",
    "5.1": "(IIT : conteneurs, remorques, palettes et autres)",
    "6.4": "Les transporteurs aériens protègent contre l'altération le fret",
    "7.36": "présentent les audits au spécialiste",
    "8.1": "couvrir toute la chaîne",
}


def rows(language="en"):
    edition = load_edition(language=language)
    return {row.id: row for kind in edition.criteria.values() for row in kind}


def of(entity, criterion):
    return next(row for row in load_edition().criteria_for(entity) if row.id == criterion)


@pytest.mark.parametrize(
    ("language", "criterion", "words"),
    [("en", *pair) for pair in CORRECTED.items()]
    + [("es", *pair) for pair in SPANISH.items()]
    + [("fr", *pair) for pair in FRENCH.items()],
)
def test_the_corrected_wording(language, criterion, words):
    row = rows(language)[criterion]
    assert words in f"{row.title}\n{row.summary}"


def test_forced_labor_is_confirmed_for_importers():
    assert (of("importer", "3.9").level, of("importer", "3.9").trust) == (Level.MUST, Trust.SOURCE)


@pytest.mark.parametrize("criterion", ["5.1", "6.1", "6.2"])
def test_brokers_are_marked_as_terminals_and_told_what_to_answer(criterion):
    broker, terminal = (
        of(kind, criterion) for kind in ("customs_broker", "us_marine_port_terminal")
    )
    assert (broker.level, broker.trust) == (terminal.level, terminal.trust)
    words = "Brokers that do not handle cargo answer Not applicable with that reason."
    assert broker.remark.endswith(words)
    assert words not in terminal.remark


def test_the_level_of_loose_air_cargo_is_not_known():
    row = of("air_carrier", "6.4")
    assert (row.level, row.is_must, row.is_unsure) == (Level.UNKNOWN, False, True)


def test_what_no_published_page_holds_is_not_asked():
    assert "10.9" not in rows()
    assert not {row.id for kind in load_edition().unasked.values() for row in kind} & set(rows())
