"""Signs and verifies PDF files as `packet sign` and `packet verify` do, and says what was found."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.services.packets import certificate_secrets, certificate_signature, signing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.documents.signing.verification import Signer, Verification


@dataclass(frozen=True, slots=True)
class Files:
    """What is signed, with what, and where the signed PDF goes."""

    pdf: Path
    p12: Path
    to: Path
    drawing: Path | None = None


def sign_file(
    meant: Target, files: Files, passphrase: str, options: signing.SigningOptions
) -> "Signer":
    """Sign a PDF into a new file; the workspace is opened first and remembers it."""
    _check_target(meant.file, files)
    with opened(meant, writes=True) as scope:
        pdf, p12 = signing.read(files.pdf), signing.read(files.p12)
        drawing = signing.read(files.drawing) if files.drawing else None
        certificate = signing.certificate_of(p12, passphrase or _remembered(p12))
        field = certificate_signature.field_to_sign(scope, pdf, options.field)
        options = dataclasses.replace(options, field=field, drawing=drawing)
        signed = signing.sign(pdf, certificate, options)
        write_pdf(signed.pdf, files.to)
        certificate_signature.record_if_known(scope, signed.pdf)
    return signed.signer


def verify_file(path: Path, roots: tuple[Path, ...] = ()) -> "Verification":
    """Verify a PDF file against authorities in files, if any; Problem where one is unreadable."""
    return signing.verify(signing.read(path), tuple(signing.read(root) for root in roots))


def as_json(verification: "Verification") -> dict[str, Any]:
    """Return the `packet verify --json` object."""
    return {
        "valid": verification.valid,
        "problem": verification.problem,
        "changes": list(verification.changes),
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
            for signer in verification.signers
        ],
    }


def in_words(verification: "Verification") -> list[str]:
    """Return what is to be said of a PDF, line by line, the verdict first."""
    lines = [tr("In order.") if verification.valid else verification.problem or tr("Not in order.")]
    for signer in verification.signers:
        sign_ = "✓" if signer.is_valid else "✗"
        lines.append(f"{sign_} {signing.signed_by(signer)}")
        lines += [f"    {words}" for words in (*signer.problems, *signer.notes)]
    return lines + [f"! {words}" for words in verification.changes]


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
