"""Which file each table is in, so that one is imported and mapped when it is first asked for."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from ctpat_desktop.records.base import Record

PACKAGE = __name__.rpartition(".")[0]
AREAS: dict[str, tuple[str, ...]] = {
    "actions": ("Action",),
    "attachments": (
        "Attachment",
        "EvidenceChunk",
        "EvidenceText",
    ),
    "cbp": (
        "AppealFile",
        "CbpMessage",
        "Validation",
        "ValidationItem",
        "ValidationQuestion",
    ),
    "companies": (
        "Address",
        "Company",
        "Contact",
        "Identifier",
        "Site",
    ),
    "countries": (
        "CountryRating",
        "CountrySource",
    ),
    "evidence": (
        "Evidence",
        "EvidenceLink",
        "EvidenceVersion",
    ),
    "forced_labor": (
        "BestPractice",
        "ChainNode",
        "CodeOfConduct",
        "Detention",
        "DetentionStep",
        "DiligenceLetter",
        "Remediation",
        "RiskOrigin",
        "SupplyChain",
    ),
    "history": ("Revision",),
    "imports": ("ImportReport",),
    "incidents": (
        "Discrepancy",
        "Incident",
        "IncidentNotice",
        "ManagementReview",
        "ProgramAudit",
        "SecurityCheck",
    ),
    "inspections": (
        "Inspection",
        "InspectionPoint",
    ),
    "itrac": (
        "ItracFile",
        "ItracLine",
    ),
    "logs": (
        "Pickup",
        "Visitor",
    ),
    "overlays": ("CriterionOverlay",),
    "merging": (
        "ContestedValue",
        "ForeignChange",
        "MergeStep",
        "Settlement",
    ),
    "packets": (
        "Packet",
        "PacketSignature",
    ),
    "partners": (
        "Assessment",
        "Certificate",
        "Contract",
        "MraProgram",
        "Partner",
        "PartnerAddress",
        "PartnerContact",
    ),
    "people": (
        "Device",
        "Person",
        "Position",
        "ScreeningStep",
    ),
    "procedures": (
        "Acknowledgment",
        "Procedure",
        "ProcedureVersion",
    ),
    "profiles": (
        "Account",
        "Profile",
        "Response",
        "Statement",
    ),
    "questionnaires": (
        "PartnerAnswer",
        "PartnerRequest",
        "Question",
        "Questionnaire",
    ),
    "reviewing": (
        "AnswerReview",
        "Comment",
        "SeenMark",
    ),
    "risk": (
        "RiskAssessment",
        "RiskChain",
        "RiskLeg",
        "RiskTrigger",
        "ThreatRating",
        "VulnerabilityRating",
    ),
    "seals": (
        "Seal",
        "SealAudit",
        "SealBatch",
    ),
    "settings": ("Setting",),
    "site_plans": (
        "SiteMark",
        "SitePlan",
    ),
    "systems": (
        "AccountReview",
        "BackupRun",
        "ItAsset",
        "MediaDisposal",
        "PolicyReview",
        "VulnerabilityTest",
    ),
    "team": (
        "TeamFile",
        "TeamValue",
    ),
    "trade": (
        "AnnualLetter",
        "Bond",
        "CoveredIor",
        "LetterPart",
        "OfficerAuthority",
        "RulingRequest",
        "TradeAnswer",
        "TradeChange",
        "TradeMembership",
    ),
    "trade_controls": (
        "Disclosure",
        "InternalControl",
        "SelfTest",
        "TestedLine",
        "TradeRisk",
    ),
    "training": (
        "Attendance",
        "Course",
        "CourseQuestion",
        "SessionTopic",
        "Topic",
        "TrainingNeed",
        "TrainingSession",
    ),
    "walks": (
        "Walk",
        "WalkAnswer",
        "WalkForm",
    ),
    "years": (
        "Affirmation",
        "FindingMark",
        "PortalEntry",
        "PortalStep",
        "Submission",
    ),
}
"""The tables of each file by the names of their classes."""

AREA_OF = {name: area for area, names in AREAS.items() for name in names}

_CLASSES = {
    "company": "Company",
    "evidence": "Evidence",
    "evidence_version": "EvidenceVersion",
    "site": "Site",
    "site_plan": "SitePlan",
    "site_mark": "SiteMark",
    "address": "Address",
    "contact": "Contact",
    "identifier": "Identifier",
    "account": "Account",
    "profile": "Profile",
    "response": "Response",
    "evidence_link": "EvidenceLink",
    "attachment": "Attachment",
    "criterion_overlay": "CriterionOverlay",
    "setting": "Setting",
    "mra_program": "MraProgram",
    "partner": "Partner",
    "partner_contact": "PartnerContact",
    "partner_address": "PartnerAddress",
    "certificate": "Certificate",
    "contract": "Contract",
    "questionnaire": "Questionnaire",
    "question": "Question",
    "partner_request": "PartnerRequest",
    "partner_answer": "PartnerAnswer",
    "assessment": "Assessment",
    "incident": "Incident",
    "program_audit": "ProgramAudit",
    "supply_chain": "SupplyChain",
    "risk_assessment": "RiskAssessment",
    "risk_chain": "RiskChain",
    "risk_leg": "RiskLeg",
    "action": "Action",
    "position": "Position",
    "person": "Person",
    "screening_step": "ScreeningStep",
    "device": "Device",
    "topic": "Topic",
    "training_need": "TrainingNeed",
    "course": "Course",
    "course_question": "CourseQuestion",
    "training_session": "TrainingSession",
    "session_topic": "SessionTopic",
    "attendance": "Attendance",
    "it_asset": "ItAsset",
    "account_review": "AccountReview",
    "backup_run": "BackupRun",
    "vulnerability_test": "VulnerabilityTest",
    "policy_review": "PolicyReview",
    "media_disposal": "MediaDisposal",
    "inspection": "Inspection",
    "inspection_point": "InspectionPoint",
    "walk": "Walk",
    "walk_answer": "WalkAnswer",
    "walk_form": "WalkForm",
    "seal_batch": "SealBatch",
    "seal": "Seal",
    "seal_audit": "SealAudit",
    "visitor": "Visitor",
    "pickup": "Pickup",
    "import_report": "ImportReport",
    "trade_membership": "TradeMembership",
    "bond": "Bond",
    "covered_ior": "CoveredIor",
    "officer_authority": "OfficerAuthority",
    "trade_answer": "TradeAnswer",
    "trade_change": "TradeChange",
    "annual_letter": "AnnualLetter",
    "letter_part": "LetterPart",
    "ruling_request": "RulingRequest",
    "trade_risk": "TradeRisk",
    "internal_control": "InternalControl",
    "disclosure": "Disclosure",
    "self_test": "SelfTest",
    "tested_line": "TestedLine",
    "code_of_conduct": "CodeOfConduct",
    "chain_node": "ChainNode",
    "diligence_letter": "DiligenceLetter",
    "remediation": "Remediation",
    "best_practice": "BestPractice",
    "detention": "Detention",
    "detention_step": "DetentionStep",
    "risk_origin": "RiskOrigin",
    "itrac_file": "ItracFile",
    "packet": "Packet",
    "packet_signature": "PacketSignature",
    "statement": "Statement",
    "affirmation": "Affirmation",
    "portal_entry": "PortalEntry",
    "finding_mark": "FindingMark",
    "portal_step": "PortalStep",
    "submission": "Submission",
    "cbp_message": "CbpMessage",
    "validation": "Validation",
    "validation_item": "ValidationItem",
    "validation_question": "ValidationQuestion",
    "appeal_file": "AppealFile",
    "incident_notice": "IncidentNotice",
    "discrepancy": "Discrepancy",
    "management_review": "ManagementReview",
    "security_check": "SecurityCheck",
    "procedure": "Procedure",
    "procedure_version": "ProcedureVersion",
    "acknowledgment": "Acknowledgment",
    "country_source": "CountrySource",
    "country_rating": "CountryRating",
    "threat_rating": "ThreatRating",
    "vulnerability_rating": "VulnerabilityRating",
    "risk_trigger": "RiskTrigger",
    "merge_step": "MergeStep",
    "foreign_change": "ForeignChange",
    "contested_value": "ContestedValue",
    "settlement": "Settlement",
    "answer_review": "AnswerReview",
    "comment": "Comment",
    "seen_mark": "SeenMark",
}
"""Every table a person's words live in, parents first, with the name of its class."""


def class_named(name: str) -> Any:
    """Return a class by its name, from the file it is in."""
    return getattr(import_module(f"{PACKAGE}.{AREA_OF[name]}"), name)


class Tables(Mapping[str, type[Record]]):
    """The classes by table, parents first; one that is asked for is imported then."""

    def __getitem__(self, table: str) -> type[Record]:
        """Return the class of a table; KeyError where there is no such table."""
        kind: type[Record] = class_named(_CLASSES[table])
        return kind

    def __contains__(self, table: object) -> bool:
        """Tell whether there is such a table."""
        return table in _CLASSES

    def __iter__(self) -> Iterator[str]:
        """Return the names of the tables."""
        return iter(_CLASSES)

    def __reversed__(self) -> Iterator[str]:
        """Return the names of the tables, parents last."""
        return reversed(_CLASSES)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(_CLASSES)


MERGES = ("merge_step", "foreign_change", "contested_value", "settlement", "seen_mark")
"""The tables that belong to one copy: what was taken in from others, and what was seen here."""
OF_TEAM = frozenset({"team_file", "team_value"})
"""Tables of no record that hold what one laptop needs in its team, its keys too.

They leave a file only with the whole of it."""

RECORDS = Tables()
"""Every table a person's words live in, parents first; history, undo and export walk this."""


@cache
def map_all() -> None:
    """Import every table: a writing session follows the links of all of them."""
    for area in AREAS:
        import_module(f"{PACKAGE}.{area}")
