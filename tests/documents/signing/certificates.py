"""Certificates of invented people, made on the spot, good ones and every kind of bad one."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ctpat_desktop.documents.signing.certificates import open_p12

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = "correct horse"
SIGNS = frozenset({"digital_signature", "content_commitment"})
ISSUES = frozenset({"key_cert_sign", "crl_sign"})
USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)

KEYS = {
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "weak": lambda: rsa.generate_private_key(65537, 1024),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "odd": lambda: ec.generate_private_key(ec.SECP256K1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "dsa": lambda: dsa.generate_private_key(2048),
}


@cache
def key(kind, whose=""):
    """Return one key of a kind for each person; making them takes time."""
    return KEYS[kind]()


@dataclass(frozen=True)
class Wanted:
    """What a certificate is to say."""

    name: str = "Jane Roe"
    kind: str = "p256"
    organization: str = ""
    start: datetime = NOW - 300 * DAY
    end: datetime = NOW + 300 * DAY
    usage: frozenset | None = SIGNS
    purposes: tuple = ()
    is_ca: bool = False
    issuer: "Wanted | None" = field(default=None)


def subject(wanted):
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, wanted.name)]
    if wanted.organization:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, wanted.organization))
    return x509.Name(parts)


@cache
def made(wanted):
    """Return the certificate; without an issuer it is self-signed."""
    own, by = key(wanted.kind, wanted.name), wanted.issuer or wanted
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject(wanted))
        .issuer_name(subject(by))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(wanted.start)
        .not_valid_after(wanted.end)
        .add_extension(x509.BasicConstraints(wanted.is_ca, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False)
    )
    if wanted.usage is not None:
        uses = x509.KeyUsage(**{name: name in wanted.usage for name in USES})
        builder = builder.add_extension(uses, critical=True)
    if wanted.purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(wanted.purposes), critical=False)
    signs = key(by.kind, by.name)
    algorithm = None if isinstance(signs, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(signs, algorithm)


def chain(wanted):
    found = []
    while wanted.issuer is not None:
        wanted = wanted.issuer
        found.append(made(wanted))
    return found


def p12(wanted, passphrase=SECRET, protection=None):
    """Return a certificate file, protected by AES unless said otherwise."""
    secret = passphrase.encode()
    usual = BestAvailableEncryption(secret) if secret else NoEncryption()
    return pkcs12.serialize_key_and_certificates(
        b"own",
        key(wanted.kind, wanted.name),
        made(wanted),
        chain(wanted) or None,
        protection or usual,
    )


def triple_des(passphrase=SECRET):
    """Return the protection programs used before 2020."""
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(passphrase.encode())
    )


def opened(wanted, at=NOW):
    return open_p12(p12(wanted), SECRET, at)


def pem(wanted):
    return made(wanted).public_bytes(Encoding.PEM)


def private_pem(wanted):
    own = key(wanted.kind, wanted.name)
    return own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


ROOT = Wanted("Invented Root", usage=ISSUES, is_ca=True)
MIDDLE = Wanted("Invented Intermediate", usage=ISSUES, is_ca=True, issuer=ROOT)
OFFICER = Wanted("José Peña", "rsa", organization="Épices & Co")
SECOND = Wanted("李小龍", "p384", issuer=MIDDLE)
EXPIRED = Wanted("Old Roe", end=NOW - DAY)
EARLY = Wanted("Early Roe", start=NOW + DAY)
FOR_KEYS = Wanted("Cipher Roe", usage=frozenset({"key_encipherment"}))
SERVER = Wanted("www.example.com", purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))
AUTHORITY = Wanted("Invented Sub", usage=ISSUES | SIGNS, is_ca=True, issuer=ROOT)
SIMPLE = Wanted("Simple Roe", "rsa", usage=None, is_ca=True)
