"""A company for the tests of coherence: records are added by nickname and answers by criterion."""

from datetime import date, timedelta

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers, review
from ctpat_desktop.services.registers import facts, records

DAY = date(2026, 11, 21)


def ago(days):
    return DAY - timedelta(days)


class Firm:
    """One importer in a workspace that other firms share; its facts are followed as in a window."""

    def __init__(self, workspace, entity="importer"):
        self.workspace = workspace
        self.account = companies.start(workspace, "Harborline", entity, 2026)
        self.company = companies.dossier(workspace, self.account).company.id
        self.ids = {}
        self.cache = facts.read(Scope.of_company(workspace, self.company, DAY))
        workspace.on_change[:] = [self._heard]

    def add(self, nickname, table, **values):
        named = self._named(values)
        self.ids[nickname] = records.add(self.workspace, table, company_id=self.company, **named)
        self._tables = {**getattr(self, "_tables", {}), nickname: table}

    def change(self, nickname, **values):
        table = self._tables[nickname]
        records.change(self.workspace, table, self.ids[nickname], **self._named(values))

    def remove(self, nickname):
        records.remove(self.workspace, self._tables[nickname], self.ids[nickname])

    def say(self, criterion, status="in_place"):
        values = {"narrative": "We do."} if status == "in_place" else {}
        if status == "not_applicable":
            values = {"reason": "We have none of it."}
        answers.save(self.workspace, self.account, criterion, None, status=status, **values)

    def write(self, criterion, words):
        answers.save(self.workspace, self.account, criterion, None, narrative=words)

    def do(self, steps):
        for step in steps:
            step(self)

    def findings(self):
        """What the window would show: the facts followed change by change."""
        read = companies.dossier(self.workspace, self.account)
        return review.of_dossier(read, DAY, self.cache.facts).findings

    def of(self, rule):
        return [row for row in self.findings() if row.rule == rule]

    def fresh(self):
        return facts.read(Scope.of_company(self.workspace, self.company, DAY))

    def _named(self, values):
        return {
            key: self.ids[value[1:]] if isinstance(value, str) and value.startswith("@") else value
            for key, value in values.items()
        }

    def _heard(self, changes):
        self.cache = facts.refresh(self.workspace, self.cache, changes)


def add(nickname, table, **values):
    return lambda firm: firm.add(nickname, table, **values)


def change(nickname, **values):
    return lambda firm: firm.change(nickname, **values)


def remove(nickname):
    return lambda firm: firm.remove(nickname)
