"""What a file holds, and random steps through the services, for tests of the history."""

import random
from copy import copy
from datetime import date

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies, overlays, settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.progress import Silent


def everything(workspace):
    """Every stored value of every record table, as the file holds it."""
    with workspace.bare() as connection:
        return {
            (name, values[0]): values
            for name, kind in RECORDS.items()
            for values in connection.execute(_WHOLE[name])
        }


def ids(workspace, table):
    """The ids of one table, sorted."""
    with workspace.bare() as connection:
        return [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def _whole(table):
    others = [column.name for column in table.columns if column.name != "id"]
    return f"SELECT {', '.join(['id', *others])} FROM {table.name}"


_WHOLE = {name: _whole(kind.__table__) for name, kind in RECORDS.items()}


class Walk:
    """Makes random steps through the services."""

    def __init__(self, workspace, seed):
        self.workspace, self.chance = workspace, random.Random(seed)
        self.account = companies.start(workspace, "Walk", "importer", 2026)
        self.company = companies.dossier(workspace, self.account).company.id

    def beside(self, workspace, seed):
        """The same walk in a copy of the file, with a lot of its own."""
        other = copy(self)
        other.workspace, other.chance = workspace, random.Random(seed)
        return other

    def step(self):
        steps = (self.add, self.change, self.remove, self.answer, self.link, self.overlay)
        steps += (self.account_and_setting, self.register, self.many)
        self.chance.choice(steps)()

    def some(self, table):
        there = ids(self.workspace, table)
        return self.chance.choice(there) if there else None

    def word(self):
        return self.chance.choice(["", "a", "é深", "two words", "x" * 50])

    def add(self):
        table = self.chance.choice(["site", "contact", "address", "identifier"])
        records.add(self.workspace, table, company_id=self.company)

    def change(self):
        if site := self.some("site"):
            employees = self.chance.choice([None, 1, 2])
            records.change(self.workspace, "site", site, name=self.word(), employees=employees)

    def remove(self):
        table = self.chance.choice(
            [
                *("site", "contact", "evidence", "response"),
                *("partner", "position", "person", "certificate"),
            ]
        )
        if record := self.some(table):
            records.remove(self.workspace, table, record)

    def answer(self):
        site = self.chance.choice([None, self.some("site")])
        target = self.chance.choice([None, date(2027, 1, 1)])
        criterion = self.chance.choice(["1.1", "9.9", "9.10"])
        answers.save(
            self.workspace,
            self.account,
            criterion,
            site,
            status=self.chance.choice(["in_place", "partly"]),
            narrative=self.word(),
            target_on=target,
        )

    def register(self):
        table = self.chance.choice(["position", "topic", "partner", "visitor", "seal"])
        key = "title" if table in ("position", "topic") else "notes"
        records.add(self.workspace, table, company_id=self.company, **{key: self.word()})
        if partner := self.some("partner"):
            records.add(
                self.workspace,
                "certificate",
                company_id=self.company,
                partner_id=partner,
                number=self.word(),
                expires_on=self.chance.choice([None, date(2027, 5, 1)]),
            )
        if position := self.some("position"):
            records.add(
                self.workspace,
                "person",
                company_id=self.company,
                last_name=self.word(),
                position_id=position,
            )

    def many(self):
        rows = [
            {"company_id": self.company, "name": self.word(), "handles_cargo": number % 2 == 0}
            for number in range(self.chance.randrange(1, 5))
        ]
        ids = records.add_many(self.workspace, "partner", rows)
        risk = self.chance.choice(["low", "high"])
        records.change_many(self.workspace, "partner", ids[1:], Silent(), risk=risk)
        if self.chance.random() < 0.3:
            records.remove_many(self.workspace, "partner", ids[:2], Silent())

    def link(self):
        data = self.chance.choice([b"one", b"two"])
        document = library.add_bytes(self.workspace, self.company, "a.txt", data)
        criterion = self.chance.choice(["1.1", "9.9"])
        evidence_links.link(self.workspace, self.account, criterion, document)
        if self.chance.random() < 0.3:
            evidence_links.unlink(self.workspace, self.account, criterion, document)

    def overlay(self):
        text = self.word()
        overlays.save(self.workspace, self.account, "1.1", official_text=text)
        if self.chance.random() < 0.3:
            overlays.reset(self.workspace, self.account, "1.1")

    def account_and_setting(self):
        settings.put(self.workspace, "portal.soft_limit", self.chance.randrange(100, 9000))
        records.change(self.workspace, "account", self.account, number=self.word())
        profile = self.some("profile")
        records.change(self.workspace, "profile", profile, position=self.chance.randrange(9))
