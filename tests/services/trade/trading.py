"""A small importer in Trade Compliance, for tests."""

from datetime import date

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records

TODAY = date(2026, 11, 21)


class Importer:
    """An importer with an officer, one IOR number, a bond and authority."""

    def __init__(self, workspace, **membership):
        self.workspace = workspace
        self.account_id = companies.start(workspace, "Brassline Imports", "importer", 2026)
        self.company_id = companies.dossier(workspace, self.account_id).company.id
        self.officer = self.add(
            "contact",
            first_name="Dana",
            last_name="Okoro",
            title="Vice President",
            email="dana@brassline.example",
            is_officer=True,
            is_primary=True,
        )
        self.ior = self.add("identifier", kind="ior", value="12-345678900")
        self.bond = self.add(
            "bond", number="9000001", kind="continuous", surety="Norrland Surety", amount=50_000
        )
        self.covered = self.add(
            "covered_ior",
            identifier_id=self.ior,
            legal_name="Brassline Imports, Inc.",
            is_selected=True,
            is_managed_in_us=True,
            imports_since=date(2020, 1, 7),
            bond_id=self.bond,
        )
        self.authority = self.add(
            "officer_authority", contact_id=self.officer, source="resolution", may_sign_mou=True
        )
        values = {"status": "accepted", "accepted_on": date(2025, 3, 10), **membership}
        self.membership = self.add("trade_membership", **values)

    @property
    def scope(self):
        return Scope(self.workspace, self.account_id, self.company_id, TODAY)

    def add(self, table, **values):
        return records.add(self.workspace, table, company_id=self.company_id, **values)

    def change(self, table, record_id, **values):
        records.change(self.workspace, table, record_id, **values)
