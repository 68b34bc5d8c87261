"""Looks at the place in a PDF a signature is kept in; the signature itself does not cover it."""

from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


def is_untouched(pdf: bytes, signature: Any) -> bool:
    """Return whether the place holds the signature, zeros behind it, and nothing else."""
    _, first, second, _ = (int(number) for number in signature.byte_range)
    room = pdf[first:second]
    digits = room[1:-1]
    if room[:1] != b"<" or room[-1:] != b">":
        return False
    if digits != digits.lower() and digits != digits.upper():
        return False
    try:
        kept = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return False
    size = _size(kept)
    return size is None or not any(kept[size:])


def _size(der: bytes) -> int | None:
    """Return how long the signature says it is; None where it says so only at its end."""
    if len(der) < 2 or der[1] == 0x80:
        return None
    if der[1] < 0x80:
        return 2 + der[1]
    many = der[1] & 0x7F
    return 2 + many + int.from_bytes(der[2 : 2 + many], "big")


def is_consistent(signature: Any) -> bool:
    """Return whether the parts a signature leaves open agree with the parts it protects."""
    data, signer = signature.signed_data, signature.signer_info
    used = signer["digest_algorithm"]["algorithm"].native
    named = [one["algorithm"].native for one in data["digest_algorithms"]]
    is_by_issuer = signer["sid"].name == "issuer_and_serial_number"
    is_plain = {choice.name for choice in data["certificates"]} <= {"certificate"}
    if named != [used] or signer["version"].native != ("v1" if is_by_issuer else "v3"):
        return False
    if is_by_issuer and is_plain and data["version"].native != "v1":
        return False
    if any("parameters" in one and one["parameters"].native for one in data["digest_algorithms"]):
        return False
    if signer["digest_algorithm"]["parameters"].native is not None:
        return False
    own = signature.signer_cert
    by = signer["sid"].chosen["issuer"].native if is_by_issuer else own.issuer.native
    return bool(by == own.issuer.native) and _is_chained(signature)


def _is_chained(signature: Any) -> bool:
    """Return whether the certificates are one chain, each signed by the next that is there."""
    held = [signature.signer_cert, *signature.other_embedded_certs]
    known = [x509.load_der_x509_certificate(one.dump()) for one in held]
    reached = {known[0]}
    for _ in known:
        for own in tuple(reached):
            issuers = {other for other in known if other.subject == own.issuer}
            if issuers and not any(_is_issued(own, issuer) for issuer in issuers):
                return False
            reached |= issuers
    return reached == set(known)


def _is_issued(own: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        own.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
