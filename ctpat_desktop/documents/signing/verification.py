"""Verifies the signatures of a PDF and says in words what is the matter. Never asks a network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext

from ctpat_desktop.documents.signing import stamps
from ctpat_desktop.documents.signing.certificates import as_asn1, person
from ctpat_desktop.documents.signing.changes import differences
from ctpat_desktop.documents.signing.container import is_consistent, is_untouched
from ctpat_desktop.documents.signing.library import HOSTILE, entry, finish
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

MOST = 200
"""Signatures that are looked at."""

ANY_USE = KeyUsageConstraints(key_usage=None, extd_key_usage=None)


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: whose, when, what it covers, and what is the matter with it.

    `problems` make it count as not valid; `notes` are good to know. `is_trusted` is None where no
    authorities were given to compare with.
    """

    name: str
    at: datetime | None
    issuer: str
    field: str
    reason: str
    covers_whole_file: bool
    changed_after: bool
    is_intact: bool
    is_trusted: bool | None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_valid(self) -> bool:
        """True where what was signed is what is there, and nothing speaks against it."""
        return self.is_intact and not self.changed_after and not self.problems


@dataclass(frozen=True, slots=True)
class Verification:
    """What the signatures of a PDF say; `changes` names what happened to it since."""

    valid: bool
    signers: tuple[Signer, ...] = ()
    changes: tuple[str, ...] = ()
    problem: str = ""


def verify(pdf: bytes, roots: tuple[bytes, ...] = ()) -> Verification:
    """Look at every signature of a PDF; `roots` are certificates of authorities to trust.

    Never raises for what is in the file: that a file cannot be read is a result too.
    """
    anchors = [anchor for root in roots for anchor in _authorities(root)]
    if b"%PDF-" not in pdf[:1024]:
        return Verification(False, problem=tr("This is not a PDF."))
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            return Verification(False, problem=tr("This PDF is protected by a password."))
        found = _signatures(reader)
        if not found:
            return Verification(False, problem=_why_none(pdf))
        return _verdict(pdf, reader, found, anchors)
    except HOSTILE:
        words = tr("This PDF is damaged or incomplete; its signatures cannot be checked.")
        return Verification(False, problem=words)


def _authorities(data: bytes) -> list[Any]:
    """Return the certificates in a file, PEM or DER; Problem where there are none."""
    try:
        if b"-----BEGIN" in data:
            known = x509.load_pem_x509_certificates(data)
        else:
            known = [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        raise Problem(
            tr("The file of a trusted authority is not a certificate."),
            tr("Choose a file that ends in .pem, .crt or .cer."),
        ) from error
    return [as_asn1(one) for one in known]


@dataclass(frozen=True, slots=True)
class _SignedField:
    """A signed field; `signature` is None where what is in it cannot be read."""

    name: str
    signature: EmbeddedPdfSignature | None
    end: int


def _signatures(reader: PdfFileReader) -> list[_SignedField]:
    """Return the signed fields in the order of signing, the unreadable ones last."""
    found = []
    for name, _value, ref in enumerate_sig_fields(reader, filled_status=True):
        try:
            signature = EmbeddedPdfSignature(reader, ref, name)
            end = int(signature.byte_range[2]) + int(signature.byte_range[3])
            found.append(_SignedField(str(name), signature, end))
        except HOSTILE:
            found.append(_SignedField(str(name), None, 0))
    return sorted(found[:MOST], key=lambda one: (one.signature is None, one.end))


def _why_none(pdf: bytes) -> str:
    if b"/ByteRange" in pdf:
        return tr("There was a signature in this PDF, but it cannot be read any more.")
    return tr("There is no signature in this PDF.")


def _verdict(
    pdf: bytes, reader: PdfFileReader, fields: list[_SignedField], roots: list[Any]
) -> Verification:
    changes: list[str] = []
    signers = []
    for at, one in enumerate(fields):
        if stamps.is_stamp(one.signature):
            continue
        signer, words = _judged(pdf, reader, one, fields[at + 1 :], roots)
        signers.append(signer)
        changes += [line for line in words if line not in changes]
    if not signers:
        return Verification(False, problem=tr("There is a time stamp in this PDF, no signature."))
    broken = [one for one in fields if one.signature and _is_broken_stamp(one.signature)]
    unfit = tr("The time stamp in the field “{name}” does not fit the file.")
    changes += [unfit.format(name=one.name) for one in broken]
    tail = _tail(pdf, reader, fields, any(signer.changed_after for signer in signers))
    if tail:
        changes.append(tail)
    if tail or broken:
        signers = [replace(signer, changed_after=True) for signer in signers]
    valid = all(signer.is_valid for signer in signers)
    return Verification(valid, tuple(signers), tuple(changes))


def _is_broken_stamp(signature: EmbeddedPdfSignature) -> bool:
    return stamps.is_stamp(signature) and not stamps.is_sound(signature)


def _judged(
    pdf: bytes,
    reader: PdfFileReader,
    one: _SignedField,
    later: Sequence[_SignedField],
    roots: list[Any],
) -> tuple[Signer, list[str]]:
    """Return what is to be said of one signature, and what changed since it was made."""
    signature = one.signature
    try:
        if signature is None:
            return _unreadable(one.name)
        status = finish(_checked(signature, [signature.signer_cert]))
        trusted = _is_trusted(signature, roots) if roots else None
        signer, changes = _signer_and_changes(pdf, reader, one, later, status)
        return replace(signer, is_trusted=trusted), changes
    except HOSTILE:
        return _unreadable(one.name)


async def _checked(signature: EmbeddedPdfSignature, anchors: list[Any]) -> PdfSignatureStatus:
    """Check a signature against the certificates that count as trusted."""
    at = signature.self_reported_timestamp
    named: dict[str, Any] = {"allow_fetching": False}
    if at is not None:
        named |= {"moment": at, "best_signature_time": at}
    authorities = stamps.certificates_of(signature)
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(
            trust_roots=anchors, other_certs=signature.other_embedded_certs, **named
        ),
        ts_validation_context=ValidationContext(trust_roots=authorities, allow_fetching=False),
        key_usage_settings=ANY_USE,
    )


def _is_trusted(signature: EmbeddedPdfSignature, roots: list[Any]) -> bool:
    try:
        return bool(finish(_checked(signature, roots)).trusted)
    except HOSTILE:
        return False


def _signer_and_changes(
    pdf: bytes,
    reader: PdfFileReader,
    one: _SignedField,
    later: Sequence[_SignedField],
    status: PdfSignatureStatus,
) -> tuple[Signer, list[str]]:
    signature = one.signature
    assert signature is not None  # noqa: S101 - the caller made sure
    own = x509.load_der_x509_certificate(signature.signer_cert.dump())
    name, at = person(own.subject), signature.self_reported_timestamp
    problems = _broken(pdf, signature, status)
    is_altered = bool(problems)
    changes: list[str] = []
    if not problems:
        changes = _since(pdf, reader, one, status, name)
        if not status.bottom_line and not changes:
            problems.append(tr("The signature does not hold against its certificate."))
    problems += _not_valid_then(own, at)
    signer = Signer(
        name=name,
        at=at,
        issuer=person(own.issuer),
        field=one.name,
        reason=str(entry(signature.sig_object, "/Reason", "")),
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changed_after=bool(changes) or is_altered,
        is_intact=bool(status.intact and status.valid),
        is_trusted=None,
        problems=tuple(problems),
        notes=_notes(own, at, status, later),
    )
    return signer, [*changes, *_altered(name, status)]


def _broken(pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> list[str]:
    """Return what is wrong with the signed bytes or with the signature itself."""
    if not status.intact:
        return [tr("Bytes that were signed have been altered.")]
    if not status.valid:
        return [tr("The signature itself is damaged, or was made with another key.")]
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [tr("The signature leaves a part of its own document uncovered.")]
    if not (is_untouched(pdf, signature) and is_consistent(signature)):
        return [tr("Bytes inside the signature have been altered.")]
    return []


def _altered(name: str, status: PdfSignatureStatus) -> list[str]:
    if status.intact:
        return []
    words = tr("Bytes were altered after {name} signed; which page they belong to is not known.")
    return [words.format(name=name)]


def _since(
    pdf: bytes, reader: PdfFileReader, one: _SignedField, status: PdfSignatureStatus, name: str
) -> list[str]:
    """Return what changed after a signature, further signatures apart."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return []
    before = pdf[: one.end]
    found = differences(PdfFileReader(BytesIO(before), strict=False), reader, before)
    if not found and status.modification_level == ModificationLevel.OTHER:
        found = [tr("Something else in the file was changed.")]
    return [tr("Since {name} signed: {words}").format(name=name, words=words) for words in found]


def _tail(pdf: bytes, reader: PdfFileReader, fields: list[_SignedField], is_named: bool) -> str:
    """Return what is said where the file goes on after its last signature."""
    last = max(fields, key=lambda one: one.end)
    if last.end >= len(pdf) or is_named:
        return ""
    if last.signature and stamps.adds_only_proofs(pdf, reader, last.signature, last.end):
        return ""
    return ntr(
        "{n} byte was added to the file after the last signature.",
        "{n} bytes were added to the file after the last signature.",
        len(pdf) - last.end,
    )


def _not_valid_then(own: x509.Certificate, at: datetime | None) -> list[str]:
    if at is None:
        return [tr("The signature does not say when it was made.")]
    if at > own.not_valid_after_utc:
        day = day_text(own.not_valid_after_utc)
        return [tr("The certificate had expired on {day}, before this signature.").format(day=day)]
    if at < own.not_valid_before_utc:
        day = day_text(own.not_valid_before_utc)
        return [tr("The certificate was valid only from {day}.").format(day=day)]
    return []


def _notes(
    own: x509.Certificate,
    at: datetime | None,
    status: PdfSignatureStatus,
    later: Sequence[_SignedField],
) -> tuple[str, ...]:
    notes = []
    if status.timestamp_validity is not None:
        notes.append(tr("A time-stamp service took part; who runs it was not checked."))
    elif at is not None:
        notes.append(tr("The time is from the signer's computer."))
    if own.subject == own.issuer:
        notes.append(tr("The certificate is self-signed: nobody else vouches for the name."))
    signed = [one.name for one in later if not stamps.is_stamp(one.signature)]
    if len(signed) < len(later):
        notes.append(tr("A time stamp of the whole file was added after that, which is allowed."))
    if signed:
        names = ", ".join(signed)
        notes.append(tr("Signed again after that, which is allowed: {names}.").format(names=names))
    return tuple(notes)


def _unreadable(field: str) -> tuple[Signer, list[str]]:
    words = tr("The signature in the field “{name}” is damaged.").format(name=field)
    return _nobody(field, words), [words]


def _nobody(field: str, problem: str) -> Signer:
    return Signer(
        name=tr("unknown"),
        at=None,
        issuer="",
        field=field,
        reason="",
        covers_whole_file=False,
        changed_after=True,
        is_intact=False,
        is_trusted=None,
        problems=(problem,),
    )
