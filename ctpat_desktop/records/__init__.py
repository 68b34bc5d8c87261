"""What the company says: typed SQLAlchemy tables, one file per area.

A file of tables is imported when one of its tables is first asked for: to map them all takes longer
than to read a profile, and the first picture shows a few. `ctpat_desktop.records.Partner` written
where it is used waits until then; `from ctpat_desktop.records import Partner` does not.
"""

from typing import TYPE_CHECKING, Any

from ctpat_desktop.records.base import Base, Record
from ctpat_desktop.records.index import AREA_OF, RECORDS, class_named, map_all

if TYPE_CHECKING:
    from ctpat_desktop.records.actions import Action
    from ctpat_desktop.records.attachments import Attachment, EvidenceChunk, EvidenceText
    from ctpat_desktop.records.cbp import (
        AppealFile,
        CbpMessage,
        Validation,
        ValidationItem,
        ValidationQuestion,
    )
    from ctpat_desktop.records.companies import (
        Address,
        Company,
        Contact,
        Identifier,
        Site,
    )
    from ctpat_desktop.records.countries import CountryRating, CountrySource
    from ctpat_desktop.records.evidence import Evidence, EvidenceLink, EvidenceVersion
    from ctpat_desktop.records.forced_labor import (
        BestPractice,
        ChainNode,
        CodeOfConduct,
        Detention,
        DetentionStep,
        DiligenceLetter,
        Remediation,
        RiskOrigin,
        SupplyChain,
    )
    from ctpat_desktop.records.history import Revision
    from ctpat_desktop.records.imports import ImportReport
    from ctpat_desktop.records.incidents import (
        Discrepancy,
        Incident,
        IncidentNotice,
        ManagementReview,
        ProgramAudit,
        SecurityCheck,
    )
    from ctpat_desktop.records.inspections import Inspection, InspectionPoint
    from ctpat_desktop.records.itrac import (
        ItracFile,
        ItracLine,
    )
    from ctpat_desktop.records.logs import Pickup, Visitor
    from ctpat_desktop.records.overlays import CriterionOverlay
    from ctpat_desktop.records.packets import (
        Packet,
        PacketSignature,
    )
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
    from ctpat_desktop.records.procedures import Acknowledgment, Procedure, ProcedureVersion
    from ctpat_desktop.records.profiles import Account, Profile, Response, Statement
    from ctpat_desktop.records.questionnaires import (
        PartnerAnswer,
        PartnerRequest,
        Question,
        Questionnaire,
    )
    from ctpat_desktop.records.reviewing import AnswerReview, Comment, SeenMark
    from ctpat_desktop.records.risk import (
        RiskAssessment,
        RiskChain,
        RiskLeg,
        RiskTrigger,
        ThreatRating,
        VulnerabilityRating,
    )
    from ctpat_desktop.records.seals import Seal, SealAudit, SealBatch
    from ctpat_desktop.records.settings import Setting
    from ctpat_desktop.records.site_plans import SiteMark, SitePlan
    from ctpat_desktop.records.systems import (
        AccountReview,
        BackupRun,
        ItAsset,
        MediaDisposal,
        PolicyReview,
        VulnerabilityTest,
    )
    from ctpat_desktop.records.team import TeamFile, TeamValue
    from ctpat_desktop.records.trade import (
        AnnualLetter,
        Bond,
        CoveredIor,
        LetterPart,
        OfficerAuthority,
        RulingRequest,
        TradeAnswer,
        TradeChange,
        TradeMembership,
    )
    from ctpat_desktop.records.trade_controls import (
        Disclosure,
        InternalControl,
        SelfTest,
        TestedLine,
        TradeRisk,
    )
    from ctpat_desktop.records.training import (
        Attendance,
        Course,
        CourseQuestion,
        SessionTopic,
        Topic,
        TrainingNeed,
        TrainingSession,
    )
    from ctpat_desktop.records.walks import Walk, WalkAnswer, WalkForm
    from ctpat_desktop.records.years import (
        Affirmation,
        FindingMark,
        PortalEntry,
        PortalStep,
        Submission,
    )


def __getattr__(name: str) -> Any:
    """Return the class of a table, from the file it is in."""
    if name not in AREA_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = kind = class_named(name)
    return kind


__all__ = [
    "RECORDS",
    "Account",
    "AccountReview",
    "Acknowledgment",
    "Action",
    "Address",
    "Affirmation",
    "AnnualLetter",
    "AnswerReview",
    "AppealFile",
    "Assessment",
    "Attachment",
    "Attendance",
    "BackupRun",
    "Base",
    "BestPractice",
    "Bond",
    "CbpMessage",
    "Certificate",
    "ChainNode",
    "CodeOfConduct",
    "Comment",
    "Company",
    "Contact",
    "Contract",
    "CountryRating",
    "CountrySource",
    "Course",
    "CourseQuestion",
    "CoveredIor",
    "CriterionOverlay",
    "Detention",
    "DetentionStep",
    "Device",
    "DiligenceLetter",
    "Disclosure",
    "Discrepancy",
    "Evidence",
    "EvidenceChunk",
    "EvidenceLink",
    "EvidenceText",
    "EvidenceVersion",
    "FindingMark",
    "Identifier",
    "ImportReport",
    "Incident",
    "IncidentNotice",
    "Inspection",
    "InspectionPoint",
    "InternalControl",
    "ItAsset",
    "ItracFile",
    "ItracLine",
    "LetterPart",
    "ManagementReview",
    "MediaDisposal",
    "MraProgram",
    "OfficerAuthority",
    "Packet",
    "PacketSignature",
    "Partner",
    "PartnerAddress",
    "PartnerAnswer",
    "PartnerContact",
    "PartnerRequest",
    "Person",
    "Pickup",
    "PolicyReview",
    "PortalEntry",
    "PortalStep",
    "Position",
    "Procedure",
    "ProcedureVersion",
    "Profile",
    "ProgramAudit",
    "Question",
    "Questionnaire",
    "Record",
    "Remediation",
    "Response",
    "Revision",
    "RiskAssessment",
    "RiskChain",
    "RiskLeg",
    "RiskOrigin",
    "RiskTrigger",
    "RulingRequest",
    "ScreeningStep",
    "Seal",
    "SealAudit",
    "SealBatch",
    "SecurityCheck",
    "SeenMark",
    "SelfTest",
    "SessionTopic",
    "Setting",
    "Site",
    "SiteMark",
    "SitePlan",
    "Statement",
    "Submission",
    "SupplyChain",
    "TeamFile",
    "TeamValue",
    "TestedLine",
    "ThreatRating",
    "Topic",
    "TradeAnswer",
    "TradeChange",
    "TradeMembership",
    "TradeRisk",
    "TrainingNeed",
    "TrainingSession",
    "Validation",
    "ValidationItem",
    "ValidationQuestion",
    "Visitor",
    "VulnerabilityRating",
    "VulnerabilityTest",
    "Walk",
    "WalkAnswer",
    "WalkForm",
    "map_all",
]
