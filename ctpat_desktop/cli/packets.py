"""The verbs of packets: print what an officer signs, sign it with a certificate, verify it."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.packet_match import add_match
from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult


def add_packet(verbs: Any) -> None:
    """Add `packet mou`, `packet sign` and `packet verify`."""
    kinds = verbs.add_parser("packet", help=tr("Print what an officer signs, sign and verify it."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    mou = add_verb(inner, "mou", tr("Write the MOU packet."), _run_mou)
    add_file_to(mou, "F.pdf")
    mou.add_argument("--official", type=Path, metavar="PDF", help=tr("CBP's own text, merged in"))
    _add_sign(inner)
    add_match(inner)
    verify = add_verb(
        inner, "verify", tr("Look at the signatures of a PDF."), _run_verify, file=False
    )
    verify.add_argument("file", type=Path, metavar="F.pdf")
    verify.add_argument(
        "--root",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help=tr("trusted authority"),
    )
    verify.add_argument("--json", action="store_true")


def _run_mou(args: argparse.Namespace) -> int:
    made = mou(target(args), args.to, args.official)
    for words in made.open_points:
        say(tr("Look at: {words}").format(words=words))
    say(
        tr("Wrote {path} with the code {code} ({checked})").format(
            path=made.result.path, code=made.code, checked=made.result.checked
        )
    )
    return DONE


@dataclass(frozen=True, slots=True)
class Written:
    """A packet written to a file, its code, and what is still open in it."""

    result: "ExportResult"
    code: str
    open_points: tuple[str, ...]


def mou(meant: Target, path: Path, official: Path | None) -> Written:
    """Issue this year's MOU packet and write it; an equal one that waits is written again."""
    from ctpat_desktop.services.packets import issuing, store

    with opened(meant, writes=True) as scope:
        before = store.open_packet(scope)
        result, said = issuing.write(scope, path, official)
        packet = store.open_packet(scope)
        packet = packet or store.last_signed(scope)
        code = packet.code if packet is not None else ""
    points = tuple(row.words for row in said.open_points)
    if before is not None and before.code != code:
        words = tr("Pending packet {code} was withdrawn. Its printed pages are no longer valid.")
        points = (words.format(code=before.code), *points)
    return Written(result, code, points)


def _add_sign(inner: Any) -> None:
    sign = add_verb(inner, "sign", tr("Sign a PDF with a certificate."), _run_sign)
    sign.add_argument("--pdf", type=Path, required=True, metavar="F.pdf", help=tr("what is signed"))
    sign.add_argument(
        "--p12", type=Path, required=True, metavar="C", help=tr("the certificate file")
    )
    sign.add_argument(
        "--p12-passphrase-file", metavar="P", help=tr("holds its passphrase; - is standard input")
    )
    add_file_to(sign, "F2.pdf")
    sign.add_argument("--field", default="", metavar="NAME", help=tr("else the first empty one"))
    sign.add_argument("--reason", default="", metavar="R")
    sign.add_argument("--location", default="", metavar="L")
    sign.add_argument("--drawing", type=Path, metavar="PNG", help=tr("a drawn signature to show"))
    sign.add_argument("--invisible", action="store_true", help=tr("where there is no field"))


def _run_sign(args: argparse.Namespace) -> int:
    from ctpat_desktop.cli import packet_sign
    from ctpat_desktop.services.packets import signing

    options = signing.SigningOptions(
        field=args.field,
        reason=args.reason,
        location=args.location,
        is_visible=not args.invisible,
    )
    files = packet_sign.Files(args.pdf, args.p12, args.to, args.drawing)
    secret = read_secret(args.p12_passphrase_file)
    signer = packet_sign.sign_file(target(args), files, secret, options)
    for field in signing.fields_of(signing.read(args.to)):
        if field.name == signer.field and not signing.is_person(field.person, signer.name):
            say(
                tr("Look at: the certificate names {signer}; the line is {person}'s.").format(
                    signer=signer.name, person=field.person
                )
            )
    say(
        tr("{signer} signed in {field}: wrote {to}").format(
            signer=signer.name, field=signer.field, to=args.to
        )
    )
    return DONE


def _run_verify(args: argparse.Namespace) -> int:
    from ctpat_desktop.cli import packet_sign

    found = packet_sign.verify_file(args.file, tuple(args.root))
    if args.json:
        say_json(packet_sign.as_json(found))
    else:
        for line in packet_sign.in_words(found):
            say(line)
    return DONE if found.valid else LOOK
