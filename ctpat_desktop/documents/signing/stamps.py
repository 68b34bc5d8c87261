"""Time stamps and proofs for long keeping that other programs add to a signed PDF."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext

from ctpat_desktop.documents.signing.changes import differences
from ctpat_desktop.documents.signing.digests import digest_of
from ctpat_desktop.documents.signing.library import HOSTILE, entry, finish


def certificates_of(signature: EmbeddedPdfSignature) -> list[Any]:
    """Return the certificates of a time-stamp service, if one took part in a signature."""
    for attribute in signature.signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]
            return [choice.chosen for choice in token["certificates"]]
    return []


def is_stamp(signature: EmbeddedPdfSignature | None) -> bool:
    """Tell a time stamp of the whole file from a person's signature."""
    return signature is not None and signature.sig_object_type == "/DocTimeStamp"


def is_sound(stamp: EmbeddedPdfSignature) -> bool:
    """Return whether a time stamp fits the file; who made it is not looked at."""
    context = ValidationContext(
        trust_roots=[stamp.signer_cert, *stamp.other_embedded_certs], allow_fetching=False
    )
    try:
        status = finish(async_validate_pdf_timestamp(stamp, context))
    except HOSTILE:
        return False
    known = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return bool(status.intact and status.valid and known)


def adds_only_proofs(pdf: bytes, now: PdfFileReader, last: EmbeddedPdfSignature, end: int) -> bool:
    """Return whether all that follows the last signature are proofs that help to check it later."""
    found = last.diff_result
    if not (isinstance(found, DiffResult) and pdf.rstrip().endswith(b"%%EOF")):
        return False
    signed = PdfFileReader(BytesIO(pdf[:end]), strict=False)
    before, after = (digest_of(entry(file.root, "/DSS")) for file in (signed, now))
    is_modest = found.modification_level == ModificationLevel.LTA_UPDATES
    return is_modest and before != after and not differences(signed, now, pdf[:end])
