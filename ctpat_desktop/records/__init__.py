"""What the company says: typed SQLAlchemy tables, one file per area."""

from ctpat_desktop.records.base import Base, Record
from ctpat_desktop.records.companies import Address, Company, Contact, Identifier, Site
from ctpat_desktop.records.evidence import Evidence, EvidenceChunk, EvidenceLink
from ctpat_desktop.records.history import Revision
from ctpat_desktop.records.overlays import CriterionOverlay
from ctpat_desktop.records.profiles import Account, Profile, Response
from ctpat_desktop.records.settings import Setting

RECORDS: dict[str, type[Record]] = {
    kind.__tablename__: kind
    for kind in (
        Company,
        Address,
        Contact,
        Identifier,
        Site,
        Account,
        Profile,
        Response,
        Evidence,
        EvidenceLink,
        CriterionOverlay,
        Setting,
    )
}
"""Every table a person's words live in, by table name; history, undo and export walk this."""

__all__ = [
    "RECORDS",
    "Account",
    "Address",
    "Base",
    "Company",
    "Contact",
    "CriterionOverlay",
    "Evidence",
    "EvidenceChunk",
    "EvidenceLink",
    "Identifier",
    "Profile",
    "Record",
    "Response",
    "Revision",
    "Setting",
    "Site",
]
