"""Signs a PDF with a certificate and verifies signed ones.

The signing library is loaded at the first signature or verification, not before.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.documents.signing.moment import moment
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
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
class SigningOptions:
    """What a signature says, and in which field; "" is the first empty one."""

    field: str = ""
    reason: str = ""
    location: str = ""
    drawing: bytes | None = dataclasses.field(default=None, repr=False)
    is_visible: bool = True


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


def sign(pdf: bytes, certificate: Certificate, options: SigningOptions) -> Signed:
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
        field=options.field,
        reason=options.reason,
        location=options.location,
        drawing=options.drawing,
        is_visible=options.is_visible,
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


def verify(pdf: bytes, roots: tuple[bytes, ...] = ()) -> Verification:
    """Verify a PDF from outside, in a process of its own with limits."""
    from ctpat_desktop.documents.signing import verification
    from ctpat_desktop.exchange.child_process import Stopped, run_limited

    try:
        return run_limited(
            verification.verify,
            pdf,
            roots,
            seconds=SECONDS,
            megabytes=MEGABYTES,
            name=tr("The PDF"),
        )
    except Stopped as stopped:
        words = tr("The signatures were not checked. {why}")
        return verification.Verification(False, problem=words.format(why=stopped))


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
            raise Problem(
                tr("{name} is too large.").format(name=path.name), tr("Choose another file.")
            )
        return foreign.read(path)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Nothing was written."),
        ) from error
