"""What can be left out of a copy, and which tables, fields and criteria each choice is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import Base
from ctpat_desktop.support.language import N_
from ctpat_desktop.workspace.subset.links import columns, hashes, links

CATEGORIES = frozenset({"9"})
"""Categories of the criteria about physical security; all of their answers are."""
CRITERIA = frozenset({"10.1", "10.10"})
"""Further criteria: badges, keys and access devices, and guards."""
SITE_FIELDS = frozenset(
    {
        *("barrier_kinds", "barriers", "gates", "gate_count", "lighting", "parking"),
        *("alarm", "alarm_tested_on", "cameras", "camera_count", "footage_days"),
        *("access_control", "keys", "guard_company", "guards"),
    }
)
"""What a site says of its fences, gates, lights, alarms, cameras, keys and guards."""
SYSTEM_KINDS = ("cameras", "access")
"""Kinds of IT assets that are not in a copy without security systems."""
PEOPLE = {
    "person": ("first_name", "last_name", "staff_code"),
    "contact": ("first_name", "last_name"),
    "partner_contact": ("first_name", "last_name"),
    "visitor": ("name", "host"),
    "pickup": ("driver",),
    "account": ("specialist_name",),
    "trade_membership": ("manager_name",),
    "validation": ("specialist", "team"),
    "incident_notice": ("name",),
    "acknowledgment": ("name",),
    "management_review": ("people",),
    "affirmation": ("affirmed_by",),
    "portal_step": ("done_by",),
    "finding_mark": ("owner",),
}
"""Fields that hold names and are of no kind that says so."""
PERSONS = frozenset({"owner", "author", "who", "person", "reviewer", "assigned_to"})
"""What a field is called that holds the name of a person, in any table."""
REACHED = frozenset({"phone", "fax", "email", "specialist_contact", "manager_contact"})
"""Fields that say how somebody is reached."""
SEALED = frozenset(
    {
        *("submission", "packet", "packet_signature", "import_report"),
        *("questionnaire", "question", "partner_request", "partner_answer", "evidence_version"),
        *("comment", "answer_review", "walk_form"),
    }
)
"""Tables no copy has: what is sealed or was sent holds everything, and remarks are among us."""


class Choice(StrEnum):
    """One thing to leave out, by the word of the command line."""

    SITE_PLANS = "site-plans"
    SECURITY = "security-systems"
    NAMES = "names"
    PHONES = "phones"
    PHOTO_DATA = "photo-data"
    DISCLOSURES = "disclosures"
    OTHER_COMPANIES = "other-companies"


@dataclass(frozen=True, slots=True)
class About:
    """What a choice is called on the screen, and what it leaves out."""

    title: str
    words: str


ABOUT = {
    Choice.SITE_PLANS: About(
        N_("Site plans"), N_("Floor plans with their marks, and the drawings.")
    ),
    Choice.SECURITY: About(
        N_("Cameras, alarms, locks, keys and guards"),
        N_(
            "What sites say of them; the texts and documents of the answers to section 9, 10.1 and "
            "10.10; procedures about them; camera and access systems, badges and keys given out, "
            "security checks, site walks and site plans."
        ),
    ),
    Choice.NAMES: About(
        N_("Names of people"),
        N_("In every register and text, also in older versions; who changed what."),
    ),
    Choice.PHONES: About(N_("Phones and e-mail addresses"), N_("In every register and text.")),
    Choice.PHOTO_DATA: About(
        N_("What photos say about themselves"), N_("Place, day and camera in pictures and PDFs.")
    ),
    Choice.DISCLOSURES: About(
        N_("Prior disclosures"),
        N_("The records with their documents, and their titles in other texts."),
    ),
    Choice.OTHER_COMPANIES: About(
        N_("Other companies of this file"), N_("Everything of them, and their names in texts.")
    ),
}

LEFT = {
    Choice.SITE_PLANS: frozenset({"site_plan", "site_mark"}),
    Choice.SECURITY: frozenset(
        {
            *("device", "security_check", "walk", "walk_answer", "walk_form"),
            *("site_plan", "site_mark"),
        }
    ),
    Choice.DISCLOSURES: frozenset({"disclosure"}),
}
"""Tables of which a copy has nothing."""
FIXED = frozenset({"choice", "multi_choice", "yes_no", "country", "region", "record", "evidence"})
"""Kinds of fields that hold no words of a person."""
SIGNS = frozenset(
    {
        *("id", "table_name", "record_id", "media_type", "criterion", "key", "item"),
        *("fingerprint", "entity", "edition", "kind", "state", "status", "language"),
    }
)
"""Columns the program reads itself; no word in them is a person's."""


def is_secured(criterion: str) -> bool:
    """Return whether an answer is about cameras, alarms, locks, keys or guards."""
    return criterion in CRITERIA or criterion.split(".")[0] in CATEGORIES


@cache
def people_of(table: str) -> frozenset[str]:
    """Return the fields of a table that hold the name of a person."""
    by_form = {key for key, kind in _kinds(table).items() if kind == "person"}
    by_name = {name for name in columns(table) if name.endswith("_by") or name in PERSONS}
    every = by_form | by_name | set(PEOPLE.get(table, ()))
    return frozenset(name for name in every if _is_text(table, name))


@cache
def texts_of(table: str) -> frozenset[str]:
    """Return the fields of a table in which a person's words stand."""
    kinds = _kinds(table)
    pointers = {link.column for link in links(table)}
    return frozenset(
        name
        for name in columns(table)
        if _is_text(table, name)
        and name not in SIGNS | pointers | set(hashes(table))
        and kinds.get(name) not in FIXED
    )


@cache
def narrated(table: str) -> frozenset[str]:
    """Return the fields of a table that are left out where its criterion is about security."""
    return texts_of(table) - people_of(table)


def tables_by_criterion() -> Iterator[str]:
    """Yield the tables whose records name the criterion they are about."""
    for table in RECORDS:
        if "criterion" in columns(table) and table != "criterion_overlay":
            yield table


def _is_text(table: str, name: str) -> bool:
    return bool(Base.metadata.tables[table].columns[name].type.python_type is str)


def _kinds(table: str) -> dict[str, str]:
    try:
        form = load_form(table)
    except DefinitionError:  # a table nobody fills in by a form
        return {}
    return {field.key: str(field.kind) for field in form.fields}
