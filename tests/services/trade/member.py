"""An importer that is ready for Trade Compliance in every point, to be spoiled one by one."""

from datetime import timedelta

from ctpat_desktop.catalogue.trade import load_questionnaire
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import records
from tests.services.trade.trading import TODAY, Importer


def ago(days):
    return TODAY - timedelta(days)


class Ready(Importer):
    """Every question of eligibility is Yes."""

    def __init__(self, workspace):
        self.workspace = workspace
        super().__init__(
            workspace,
            accepted_on=ago(100),
            residency="us",
            security_standing="good",
            debts="none",
            debts_checked_on=ago(9),
            complies="yes",
            audit_trail="Order number on every paper.",
            keep_years=5,
            manager_name="M. Oyelaran",
        )
        records.change(workspace, "account", self.account_id, tier="tier2")
        self.document = library.add_bytes(workspace, self.company_id, "m.txt", b"Manual", "Manual")
        self.change("trade_membership", self.membership, manual_evidence_id=self.document)
        self.answers = [
            self.add(
                "trade_answer",
                list="questionnaire",
                question=row.id,
                year=TODAY.year,
                answer="yes",
                answered_on=ago(9),
            )
            for row in load_questionnaire().questions()
        ]
        self.keep_controls()
        self.keep_labor()
        own = {"list": "eligibility", "year": TODAY.year, "answer": "yes", "answered_on": ago(9)}
        self.add("trade_answer", question="E15", **own)

    def keep_controls(self):
        """Controls, risks, a test and a disclosure, all in order."""
        self.control = self.add(
            "internal_control", name="Item master", is_in_use=True, reviewed_on=ago(9)
        )
        self.risk = self.add("trade_risk", area="value", year=TODAY.year, assessed_on=ago(9))
        self.test = self.add("self_test", title="Value", year=TODAY.year, planned_on=ago(-9))
        self.error = self.add(
            "disclosure", title="Short count", state="open", route="psc", due_on=ago(-9)
        )

    def keep_labor(self):
        """All six forced labor requirements shown."""
        partner = self.add("partner", name="Foshan", roles="manufacturer", status="active")
        self.chain = self.add(
            "supply_chain", name="Cookware", is_high_risk=True, reason="Steel", mapped_on=ago(9)
        )
        usual = {"supply_chain_id": self.chain, "checked_on": ago(9), "is_listed": "no"}
        self.mill = self.add("chain_node", name="Mill", tier=1, supplies="Brassline", **usual)
        self.buyer = self.add("chain_node", name="Brassline", tier=0, **usual)
        self.origin = self.add("risk_origin", country="CN")
        self.code = self.add(
            "code_of_conduct",
            title="Code",
            evidence_id=self.document,
            address="https://brassline.example/code",
            published_on=ago(50),
            uploaded_on=ago(50),
            commits_to_mapping=True,
            forbids_forced_labor=True,
        )
        self.session = self.add("training_session", title="Signs of forced labor", held_on=ago(30))
        for kind in ("letter", "audit", "training"):
            made = self.add(
                "diligence_letter",
                partner_id=partner,
                kind=kind,
                sent_on=ago(9),
                outcome="accepted",
            )
            setattr(self, kind, made)
        self.plan = self.add(
            "remediation", title="Plan", state="plan", plan="Stop orders.", cbp_contact="NAM"
        )
        self.practice = self.add(
            "best_practice", title="Maps", shared_on=ago(9), shared_with="Roundtable"
        )

    def company(self):
        return companies.dossier(self.workspace, self.account_id).company
