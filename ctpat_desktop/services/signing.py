"""Signs a PDF with a certificate and verifies signed ones, for the window and the command line.

The signing library is loaded at the first signature or verification, not before.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.documents.signing.moment import moment
from ctpat_desktop.services import headless
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace import certificate_secrets
from ctpat_desktop.workspace.failures import reason

if TYPE_CHECKING:
    from ctpat_desktop.documents.signing.certificates import Certificate
    from ctpat_desktop.documents.signing.fields import SignatureField
    from ctpat_desktop.documents.signing.verification import Signer, Verification

LARGEST = 500_000_000
"""Bytes of a PDF that is read whole into memory."""


SECONDS, MEGABYTES = 120.0, 2_000
"""What checking the signatures of a PDF may take at most."""

LARGEST_CERTIFICATE = 1_000_000
"""Bytes of a certificate file; real ones have a few thousand."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a signature says, and in which field; "" is the first empty one."""

    field: str = ""
    reason: str = ""
    location: str = ""
    drawing: bytes | None = dataclasses.field(default=None, repr=False)
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """What is signed, with what, and where the signed PDF goes."""

    pdf: Path
    p12: Path
    to: Path
    drawing: Path | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed PDF and its newest signature, as verified after signing."""

    pdf: bytes = dataclasses.field(repr=False)
    signer: Signer
    verification: Verification


def now() -> datetime:
    """Return this moment with the zone of this computer, as a signature states it."""
    return datetime.now().astimezone().replace(microsecond=0)


def certificate_of(p12: bytes, passphrase: str) -> Certificate:
    """Open a certificate file; Problem says why it cannot be signed with today."""
    from ctpat_desktop.documents.signing.certificates import open_p12

    return open_p12(p12, passphrase, now())


def fields_of(pdf: bytes) -> tuple[SignatureField, ...]:
    """Return the signature fields of a PDF."""
    from ctpat_desktop.documents.signing.fields import signature_fields

    return signature_fields(pdf)


def sign(pdf: bytes, certificate: Certificate, wish: Wish) -> Signed:
    """Sign, and verify what came out; earlier signatures must be in order."""
    from ctpat_desktop.documents.signing import signatures
    from ctpat_desktop.documents.signing.verification import verify

    before = verify(pdf)
    if before.signers and not before.valid:
        raise Problem(
            tr("This PDF carries a signature that is not in order any more."),
            tr("Verify the PDF to see what changed; sign the one that is in order."),
        )
    made = signatures.sign(
        pdf,
        certificate,
        at=now(),
        field=wish.field,
        reason=wish.reason,
        location=wish.location,
        drawing=wish.drawing,
        is_visible=wish.is_visible,
    )
    after = verify(made)
    if not after.valid:
        raise Problem(
            tr("The PDF was not signed: the signature did not verify."),
            tr("The file is as it was. Print it to a new PDF and sign that one."),
        )
    known = {signer.field for signer in before.signers}
    newest = next(signer for signer in after.signers if signer.field not in known)
    return Signed(made, newest, after)


def sign_file(target: headless.Target, files: Files, passphrase: str, wish: Wish) -> Signer:
    """Sign a PDF into a new file; the workspace is opened first and remembers it."""
    from ctpat_desktop.exchange.files import write_pdf

    _check_target(target.file, files)
    from ctpat_desktop.services.packets import certified

    with headless.opened(target, writes=True) as (workspace, account_id):
        pdf, p12 = read(files.pdf), read(files.p12)
        drawing = read(files.drawing) if files.drawing else None
        certificate = certificate_of(p12, passphrase or _remembered(p12))
        field = certified.field_to_sign(workspace, account_id, pdf, wish.field)
        wish = dataclasses.replace(wish, field=field, drawing=drawing)
        signed = sign(pdf, certificate, wish)
        write_pdf(signed.pdf, files.to)
        certified.record_if_known(workspace, account_id, signed.pdf)
    return signed.signer


def verify_file(path: Path, roots: tuple[Path, ...] = ()) -> Verification:
    """Verify a PDF file against authorities in files, if any; Problem where one is unreadable."""
    return verify(read(path), tuple(read(root) for root in roots))


def verify(pdf: bytes, roots: tuple[bytes, ...] = ()) -> Verification:
    """Verify a PDF from outside, in a process of its own with limits."""
    from ctpat_desktop.documents.signing import verification
    from ctpat_desktop.exchange.child_process import Stopped, run_limited

    work = (verification.verify, pdf, roots)
    try:
        return run_limited(*work, seconds=SECONDS, megabytes=MEGABYTES, name=tr("The PDF"))
    except Stopped as stopped:
        words = tr("The signatures were not checked. {why}")
        return verification.Verification(False, problem=words.format(why=stopped))


def as_json(found: Verification) -> dict[str, Any]:
    """Return the `packet verify --json` object."""
    return {
        "valid": found.valid,
        "problem": found.problem,
        "changes": list(found.changes),
        "signers": [
            {
                "name": signer.name,
                "at": signer.at.isoformat() if signer.at else None,
                "covers_whole_file": signer.covers_whole_file,
                "changed_after": signer.changed_after,
                "field": signer.field,
                "reason": signer.reason,
                "issuer": signer.issuer,
                "intact": signer.is_intact,
                "trusted": signer.is_trusted,
                "problems": list(signer.problems),
                "notes": list(signer.notes),
            }
            for signer in found.signers
        ],
    }


def in_words(found: Verification) -> list[str]:
    """Return what is to be said of a PDF, line by line, the verdict first."""
    lines = [tr("In order.") if found.valid else found.problem or tr("Not in order.")]
    for signer in found.signers:
        sign_ = "✓" if signer.is_valid else "✗"
        lines.append(f"{sign_} {signed_by(signer)}")
        lines += [f"    {words}" for words in (*signer.problems, *signer.notes)]
    return lines + [f"! {words}" for words in found.changes]


def signed_by(signer: Signer) -> str:
    """Return who signed when and where, and what is known of the issuer, as one line."""
    at = moment(signer.at) if signer.at else tr("at an unknown time")
    parts = [signer.name, at, tr("field {name}").format(name=signer.field)]
    if signer.is_trusted is not None:
        trusted = tr("issuer trusted") if signer.is_trusted else tr("issuer not trusted")
        parts.append(trusted)
    return " · ".join(parts)


def ink_of(picture: bytes) -> bytes:
    """Return the ink of a drawn or photographed signature as a PNG; Problem where it has none."""
    from io import BytesIO

    from ctpat_desktop.documents.signing.ink import prepared

    out = BytesIO()
    prepared(picture).save(out, "PNG")
    return out.getvalue()


def is_person(printed: str, name: str) -> bool:
    """Tell whether a certificate's name holds every word of the name a line is printed for."""
    return set(folded(printed).split()) <= set(folded(name).split())


def read(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a file; Problem says why not."""
    try:
        if path.stat().st_size > most:
            raise Problem(f"{path.name} {tr('is too large')}.", tr("Choose another file."))
        return foreign.read(path)
    except OSError as error:
        raise Problem(
            f"{path.name} {tr('cannot be read')}: {reason(error)}.", tr("Nothing was written.")
        ) from error


def _check_target(workspace: Path, files: Files) -> None:
    sources = [files.pdf, files.p12, workspace, *([files.drawing] if files.drawing else [])]
    if any(files.to.resolve() == source.resolve() for source in sources):
        raise Problem(
            tr("The signed PDF would replace {name}.").format(name=files.to.name),
            tr("Give it a name of its own."),
        )


def _remembered(p12: bytes) -> str:
    """Return the passphrase the person let this computer keep for the file, or ""."""
    return certificate_secrets.find(p12).passphrase
