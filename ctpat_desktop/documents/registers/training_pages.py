"""Training on paper: the sign-in sheet of a session, and the certificate of one person."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Ruled,
    Signature,
    SignatureLines,
    Table,
    Tree,
)
from ctpat_desktop.support.language import N_, tr

BLANK_LINES = 16
"""Lines of a blank sheet; they fill one page."""

SPARE_LINES = 3
"""Empty lines under the names of a sheet that is printed ahead."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session as a sign-in sheet; `people` are name, position, result; () for a blank sheet."""

    company: str
    facts: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...] = ()
    trainer: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one person attended, as it stands on the certificate."""

    company: str
    person: str
    position: str
    session: str
    day: str
    topics: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    trainer: str


def sign_in_tree(sheet: SignIn) -> Tree:
    """Return a sign-in sheet as pages."""
    blocks: list[Block] = [
        Heading(1, tr("Training record")),
        Paragraph(sheet.company),
        Ruled(sheet.facts),
    ]
    if sheet.topics:
        blocks += [Heading(3, tr("Topics")), Bullets(sheet.topics)]
    signed = Ruled(((tr("Trainer"), sheet.trainer), (tr("Signature"), "")))
    blocks += [_people(sheet), signed]
    return tuple(blocks)


def certificate_tree(certificate: Certificate) -> Tree:
    """Return the certificate of one person as one page."""
    words = tr("{person} took part in the training “{session}” on {day}.")
    told = words.format(person=certificate.person, session=certificate.session, day=certificate.day)
    facts = (
        (tr("Name"), certificate.person),
        (tr("Position"), certificate.position),
        *certificate.facts,
    )
    return (
        Heading(1, tr("Certificate of training")),
        Paragraph(certificate.company),
        Paragraph(told),
        Heading(3, tr("What was taught")),
        Bullets(certificate.topics),
        Facts(tuple(pair for pair in facts if pair[1])),
        SignatureLines(
            (Signature(tr("Trainer"), certificate.trainer), Signature(tr("For the company"))),
        ),
    )


def _people(sheet: SignIn) -> Table:
    spare = SPARE_LINES if sheet.people else BLANK_LINES
    lines = [*sheet.people, *[("", "", "")] * spare]
    rows = tuple(
        (str(number), name, position, "", result)
        for number, (name, position, result) in enumerate(lines, 1)
    )
    heads = ("", N_("Name in print"), N_("Position"), N_("Signature"), N_("Test"))
    return Table(tuple(map(tr, heads)), rows, (0.5, 3, 2.4, 3.2, 1.2), is_roomy=True)
