"""What the company says: typed SQLAlchemy tables, one file per area."""

from ctpat_desktop.records.actions import Action
from ctpat_desktop.records.base import Base, Record
from ctpat_desktop.records.companies import (
    Address,
    Company,
    Contact,
    Identifier,
    Site,
    SiteMark,
    SitePlan,
)
from ctpat_desktop.records.evidence import (
    Attachment,
    Evidence,
    EvidenceChunk,
    EvidenceLink,
    EvidenceText,
)
from ctpat_desktop.records.history import Revision
from ctpat_desktop.records.imports import ImportReport
from ctpat_desktop.records.inspections import Inspection, InspectionPoint
from ctpat_desktop.records.logs import Pickup, Visitor
from ctpat_desktop.records.overlays import CriterionOverlay
from ctpat_desktop.records.partners import (
    Assessment,
    Certificate,
    Contract,
    MraProgram,
    Partner,
    PartnerAddress,
    PartnerContact,
)
from ctpat_desktop.records.people import Device, Person, Position, ScreeningStep
from ctpat_desktop.records.profiles import Account, Profile, Response
from ctpat_desktop.records.questionnaires import (
    PartnerAnswer,
    PartnerRequest,
    Question,
    Questionnaire,
)
from ctpat_desktop.records.seals import Seal, SealAudit, SealBatch
from ctpat_desktop.records.settings import Setting
from ctpat_desktop.records.systems import (
    AccountReview,
    BackupRun,
    ItAsset,
    MediaDisposal,
    PolicyReview,
    VulnerabilityTest,
)
from ctpat_desktop.records.training import (
    Attendance,
    SessionTopic,
    Topic,
    TrainingNeed,
    TrainingSession,
)

RECORDS: dict[str, type[Record]] = {
    kind.__tablename__: kind
    for kind in (
        Company,
        Evidence,
        Site,
        SitePlan,
        SiteMark,
        Address,
        Contact,
        Identifier,
        Account,
        Profile,
        Response,
        EvidenceLink,
        Attachment,
        CriterionOverlay,
        Setting,
        MraProgram,
        Partner,
        PartnerContact,
        PartnerAddress,
        Certificate,
        Contract,
        Questionnaire,
        Question,
        PartnerRequest,
        PartnerAnswer,
        Assessment,
        Action,
        Position,
        Person,
        ScreeningStep,
        Device,
        Topic,
        TrainingNeed,
        TrainingSession,
        SessionTopic,
        Attendance,
        ItAsset,
        AccountReview,
        BackupRun,
        VulnerabilityTest,
        PolicyReview,
        MediaDisposal,
        Inspection,
        InspectionPoint,
        SealBatch,
        Seal,
        SealAudit,
        Visitor,
        Pickup,
        ImportReport,
    )
}
"""Every table a person's words live in, parents first; history, undo and export walk this."""

__all__ = [
    "Account",
    "AccountReview",
    "Action",
    "Address",
    "Assessment",
    "Attachment",
    "Attendance",
    "BackupRun",
    "Base",
    "Certificate",
    "Company",
    "Contact",
    "Contract",
    "CriterionOverlay",
    "Device",
    "Evidence",
    "EvidenceChunk",
    "EvidenceLink",
    "EvidenceText",
    "Identifier",
    "ImportReport",
    "Inspection",
    "InspectionPoint",
    "ItAsset",
    "MediaDisposal",
    "MraProgram",
    "Partner",
    "PartnerAddress",
    "PartnerAnswer",
    "PartnerContact",
    "PartnerRequest",
    "Person",
    "Pickup",
    "PolicyReview",
    "Position",
    "Profile",
    "Question",
    "Questionnaire",
    "Record",
    "Response",
    "Revision",
    "ScreeningStep",
    "Seal",
    "SealAudit",
    "SealBatch",
    "SessionTopic",
    "Setting",
    "Site",
    "SiteMark",
    "SitePlan",
    "Topic",
    "TrainingNeed",
    "TrainingSession",
    "Visitor",
    "VulnerabilityTest",
]
