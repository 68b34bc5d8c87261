"""Opens the file a person signs with: certificate and private key in one, PKCS#12."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import pkcs12 as asn1
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ctpat_desktop.documents.signing.library import HOSTILE
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr

LARGEST = 1_000_000
"""Bytes of a certificate file; real ones have a few thousand."""

LEAST_RSA = 2048
"""Bits of an RSA key."""

CURVES = (
    ec.SECP256R1,
    ec.SECP384R1,
    ec.SECP521R1,
    ec.BrainpoolP256R1,
    ec.BrainpoolP384R1,
    ec.BrainpoolP512R1,
)

OTHER_PURPOSES = {
    ExtendedKeyUsageOID.SERVER_AUTH,
    ExtendedKeyUsageOID.CODE_SIGNING,
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
}
"""Purposes of a certificate that have nothing to do with a person's signature."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate a person can sign with; `signer` holds the private key."""

    name: str
    organization: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    is_self_signed: bool
    signer: SimpleSigner = field(repr=False)


def open_p12(data: bytes, passphrase: str, at: datetime) -> Certificate:
    """Open a certificate file for a signature at the moment `at` (with zone).

    A Problem says in one line why it cannot be signed with.
    """
    _check_file(data)
    key, own, others = _opened(data, passphrase)
    _check_key(key)
    _check_usage(own)
    _check_days(own, at)
    store = SimpleCertificateStore()
    store.register_multiple([as_asn1(other) for other in others])
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=as_asn1(own),
        signing_key=PrivateKeyInfo.load(secret),
        cert_registry=store,
    )
    return Certificate(
        name=person(own.subject),
        organization=_part(own.subject, NameOID.ORGANIZATION_NAME),
        issuer=person(own.issuer),
        serial=f"{own.serial_number:X}",
        valid_from=own.not_valid_before_utc,
        valid_to=own.not_valid_after_utc,
        is_self_signed=own.subject == own.issuer,
        signer=signer,
    )


def as_asn1(certificate: x509.Certificate) -> Any:
    """Return a certificate as the signing library takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def person(name: x509.Name) -> str:
    """Return a name of a certificate as people read it."""
    given = (_part(name, NameOID.GIVEN_NAME), _part(name, NameOID.SURNAME))
    choices = (
        _part(name, NameOID.COMMON_NAME),
        " ".join(part for part in given if part),
        _part(name, NameOID.EMAIL_ADDRESS),
        _part(name, NameOID.ORGANIZATION_NAME),
        name.rfc4514_string(),
    )
    return next((choice for choice in choices if choice), tr("no name"))


def _part(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return " ".join(str(found[0].value).split()) if found else ""


def _check_file(data: bytes) -> None:
    if len(data) > LARGEST:
        raise Problem(tr("This file is too large for a certificate file."), tr(_CHOOSE))
    if data.startswith(b"%PDF"):
        raise Problem(tr("This file is a PDF, not a certificate file."), tr(_CHOOSE))
    if data.startswith(b"-----BEGIN"):
        raise Problem(
            tr("This certificate is in a text file without its protected key."), tr(_CHOOSE)
        )
    try:
        keys = _keys_in(data)
    except HOSTILE as error:
        raise Problem(tr("This file is not a certificate file (PKCS#12)."), tr(_CHOOSE)) from error
    if keys > 1:
        raise Problem(
            tr("This certificate file holds {many} private keys.").format(many=keys),
            tr("Export the one you sign with into a file of its own."),
        )


_CHOOSE = N_("Choose the file that ends in .p12 or .pfx.")


def _keys_in(data: bytes) -> int:
    """Return how many keys stand in the parts that can be read without the passphrase."""
    file = asn1.Pfx.load(data, strict=True)
    if file["version"].native != "v3" or file["auth_safe"]["content_type"].native != "data":
        raise ValueError("not PKCS#12")
    found = 0
    for part in file.authenticated_safe:
        if part["content_type"].native == "data":
            bags = asn1.SafeContents.load(part["content"].native)
            kinds = [bag["bag_id"].native for bag in bags]
            found += kinds.count("key_bag") + kinds.count("pkcs8_shrouded_key_bag")
    return found


def _opened(data: bytes, passphrase: str) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    for spelled in _spellings(passphrase):
        try:
            key, own, others = pkcs12.load_key_and_certificates(data, spelled)
        except (UnsupportedAlgorithm, TypeError) as error:
            raise Problem(
                tr("This certificate file is protected in a way the program does not know."),
                tr("Export it again, for example with AES protection."),
            ) from error
        except ValueError:
            continue
        if key is None:
            raise Problem(
                tr("There is no private key in this certificate file."),
                tr("Export the certificate again together with its private key."),
            )
        if own is None:
            raise Problem(
                tr("There is no certificate that fits the private key in this file."),
                tr("Export the certificate again together with its private key."),
            )
        return key, own, others
    raise Problem(tr("The passphrase does not open this certificate file."), tr("Type it again."))


def _spellings(passphrase: str) -> Iterator[bytes | None]:
    """Yield the ways programs have written one passphrase into such a file."""
    forms = (passphrase, *(unicodedata.normalize(form, passphrase) for form in ("NFC", "NFD")))
    made: list[bytes | None] = [form.encode("utf-8", "replace") for form in forms]
    if not passphrase:
        made.append(None)
    yield from dict.fromkeys(made)


def _check_key(key: Any) -> None:
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < LEAST_RSA:
            raise Problem(
                tr("The key of this certificate is too weak: RSA with {bits} bits.").format(
                    bits=key.key_size
                ),
                tr("Ask for a certificate with at least 2048 bits."),
            )
    elif not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, CURVES)):
        raise Problem(
            tr("The key of this certificate is of a kind that PDF programs do not accept."),
            tr("Use a certificate with an RSA key or a usual elliptic curve."),
        )


def _check_usage(own: x509.Certificate) -> None:
    usage = _extension(own, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise _not_for_signing()
    purposes = _extension(own, x509.ExtendedKeyUsage)
    if purposes is not None and set(purposes) <= OTHER_PURPOSES:
        raise _not_for_signing()
    basic = _extension(own, x509.BasicConstraints)
    if basic is not None and basic.ca and own.subject != own.issuer:
        raise Problem(
            tr("This is the certificate of an authority, not of a person."),
            tr("Choose the certificate that names the person who signs."),
        )


def _extension(own: x509.Certificate, kind: Any) -> Any:
    try:
        return own.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
    except ValueError as error:
        raise Problem(tr("This certificate is damaged."), tr(_CHOOSE)) from error


def _not_for_signing() -> Problem:
    return Problem(
        tr("This certificate is not meant for signing documents."),
        tr("Choose one whose key usage includes digital signature."),
    )


def _check_days(own: x509.Certificate, at: datetime) -> None:
    if at > own.not_valid_after_utc:
        raise Problem(
            tr("This certificate expired on {day}.").format(day=_day(own.not_valid_after_utc)),
            tr("Choose one that is valid today."),
        )
    if at < own.not_valid_before_utc:
        raise Problem(
            tr("This certificate is valid only from {day}.").format(
                day=_day(own.not_valid_before_utc)
            ),
            tr("Wait until then, or check the clock of this computer."),
        )


def _day(moment: datetime) -> str:
    return day_text(moment)
