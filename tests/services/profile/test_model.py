"""What is known of an account after changes is what reading it anew would tell."""

import random
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import evaluate
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.profiles import STATUSES
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    evidence_links,
    statements,
    writing,
    year_facts,
    years,
)
from ctpat_desktop.services.profile import model as profile_model
from ctpat_desktop.services.profile.affirming import Look
from ctpat_desktop.services.profile.facts import facts_of
from ctpat_desktop.services.profile.site_facts import BLANKS
from ctpat_desktop.services.registers import records
from tests.closing import DAY

LONG = (
    "The shift lead looks at the seal of each trailer before departure, reads the number aloud and "
    "writes it into the seal log; the guard repeats it at the gate, as the Visitor log 2026 shows."
)
WORDS = ("", " \n", "We look at each seal.", "\u2003", LONG, f"{LONG} Twice.", "We will do it. TBD")
"""The long one stands under several criteria, and names documents that are not linked there."""
ASKED = ("1.1", "2.1", "3.5", "4.3", "4.6", "5.3", "6.1", "9.6", "9.10", "10.2", "12.2", "12.10")
"""Criteria that registers can deny are among them."""
SEEDS = range(4)
CHANGES = 20


@pytest.fixture
def opened(sample_file, tmp_path):
    """A copy of the sample, open."""
    made = workspaces.open_file(shutil.copy(sample_file, tmp_path / "model.ctpat"))
    yield made
    made.close()


class Hand:
    """Changes things at random, as a person in the window could."""

    def __init__(self, workspace, seed):
        self.workspace, self.dice = workspace, random.Random(seed)
        self.account = companies.choose(workspace)
        self.heard = []
        workspace.on_change.append(self.heard.append)

    @property
    def read(self):
        return companies.dossier(self.workspace, self.account)

    def act(self):
        """Do one thing; return the changes told."""
        self.heard.clear()
        kinds = [self.answer, self.answer, self.at_site, self.at_site, self.per_site, self.link]
        kinds += [self.statement, self.statement]
        rare = [self.unlink, self.document, self.site, self.company, self.undo, self.visitor]
        rare += [self.affirm, self.affirm, self.take_back, self.anniversary, self.begin]
        self.dice.choice(kinds * 2 + rare)()
        return list(self.heard)

    def criterion(self):
        return self.dice.choice(ASKED)

    def site_id(self):
        return self.dice.choice(self.read.sites).id

    def values(self):
        status = self.dice.choice(STATUSES[:-1])
        words = self.dice.choice(WORDS)
        due = self.dice.choice((None, DAY - timedelta(1), DAY + timedelta(9)))
        return self.dice.choice(
            (
                {"status": status},
                {"narrative": words},
                {"status": "not_applicable", "reason": "We have none."},
                {"status": status, "target_on": due},
                {"reason": ""},
            )
        )

    def answer(self):
        answers.save(self.workspace, self.account, self.criterion(), None, **self.values())

    def at_site(self):
        answers.save(
            self.workspace, self.account, self.criterion(), self.site_id(), **self.values()
        )

    def per_site(self):
        on = self.dice.random() < 0.7
        answers.save(self.workspace, self.account, self.criterion(), None, per_site=on)

    def statement(self):
        """Add, change, move, prove or remove a statement, mostly one there is already."""
        there = [row for answer in self.read.answers for row in answer.statements.values()]
        if not there or self.dice.random() < 0.5:
            site = self.dice.choice((None, self.site_id()))
            text = self.dice.choice(WORDS)
            statements.add(self.workspace, self.account, self.criterion(), site, text=text)
            return
        key = self.dice.choice(self.dice.choice(there)).id
        document = self.dice.choice(self.read.evidence).id
        self.dice.choice(
            (
                lambda: statements.save(self.workspace, key, text=self.dice.choice(WORDS)),
                lambda: statements.save(self.workspace, key, name="Containers"),
                lambda: statements.move(self.workspace, key, self.dice.choice((-1, 1))),
                lambda: statements.link(self.workspace, key, document),
                lambda: statements.unlink(self.workspace, key, document),
                lambda: statements.remove(self.workspace, key),
            )
        )()

    def link(self):
        document = self.dice.choice(self.read.evidence)
        site = self.dice.choice((None, self.site_id()))
        evidence_links.link(self.workspace, self.account, self.criterion(), document.id, site)

    def unlink(self):
        for answer in self.read.answers:
            for key, ids in answer.evidence_ids.items():
                if ids and self.dice.random() < 0.1:
                    site = next((s.id for s, row in answer.by_site if row and row.id == key), None)
                    criterion = answer.criterion.id
                    evidence_links.unlink(self.workspace, self.account, criterion, ids[0], site)
                    return

    def document(self):
        values = self.dice.choice(
            (
                {"title": "Renamed"},
                {"expires_on": DAY - timedelta(3)},
                {"period_from": date(2020, 1, 1), "period_to": date(2020, 2, 1)},
            )
        )
        document = self.dice.choice(self.read.evidence)
        records.change(self.workspace, "evidence", document.id, **values)

    def site(self):
        company = self.read.company.id
        if self.dice.random() < 0.5:
            records.add(self.workspace, "site", company_id=company, name="Depot", position=9)
        else:
            name = f"Yard {self.dice.random()}"
            records.change(self.workspace, "site", self.site_id(), name=name)

    def company(self):
        value = self.dice.choice(("", "973-555-0199"))
        records.change(self.workspace, "company", self.read.company.id, phone=value)

    def visitor(self):
        company = self.read.company.id
        records.add(self.workspace, "visitor", company_id=company, name="N. N.", visited_on=DAY)

    def undo(self):
        self.workspace.undo()

    @property
    def scope(self):
        return Scope.of(self.workspace, self.account, DAY)

    def affirm(self):
        look = Look("Ann", seconds=self.dice.choice((1, 60, None)))
        some = [key for key in affirming.ready(self.scope) if self.dice.random() < 0.4]
        if some:
            affirming.affirm(self.scope, some, look)

    def take_back(self):
        affirming.take_back(self.scope, self.dice.sample(ASKED, 3))

    def anniversary(self):
        day = self.dice.choice((None, *(DAY + timedelta(days) for days in (-9, 9, 60, 150))))
        records.change(self.workspace, "account", self.account, anniversary=day)

    def begin(self):
        if self.read.profile.year < DAY.year + 2:
            years.begin(self.scope)


def verdict(review):
    return review.findings, review.progress


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_changes_the_findings_are_those_of_a_full_run(opened, seed):
    hand = Hand(opened, seed)
    model = profile_model.read(Scope.of(opened, hand.account, DAY))
    for number in range(CHANGES):
        for changes in hand.act():
            model = profile_model.after(opened, model, changes)
        fresh = profile_model.read(Scope.of(opened, hand.account, DAY))
        assert verdict(model.review) == verdict(fresh.review), number
        assert model.review.count == len(model.review.findings)
        assert model.review.first(7) == list(model.review.findings[:7])
        assert model.book.answers == fresh.book.answers or _same(model, fresh), number


def _same(model, fresh):
    """Records are compared by what is stored: each reading makes objects of its own."""
    return _stored(model.book) == _stored(fresh.book)


def _stored(book):
    return [
        (
            answer.criterion,
            answer.whole and (answer.whole.id, answer.whole.status, answer.whole.narrative),
            [(row.id, row.title) for row in answer.evidence],
            answer.evidence_ids,
            answer.statements,
        )
        for answer in book.answers
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_query_leaves_out_no_site_with_which_anything_is_amiss(opened, seed):
    hand = Hand(opened, seed)
    for _ in range(CHANGES):
        hand.act()
    model, read = profile_model.read(Scope.of(opened, hand.account, DAY)), hand.read
    criteria = tuple(answer.criterion for answer in read.answers)
    words = writing.of_account(opened, read, facts_of(read))
    facts = replace(facts_of(read, words), year=year_facts.read(hand.scope).facts())
    whole = evaluate(criteria, facts, DAY, model.registers.facts)
    assert verdict(model.review) == verdict(whole)


def test_a_change_elsewhere_reads_nothing_of_the_account(opened):
    account = companies.choose(opened)
    model = profile_model.read(Scope.of(opened, account, DAY))
    heard = []
    opened.on_change.append(heard.append)
    records.add(opened, "partner", company_id=model.book.company.id, name="Quay")
    assert profile_model.after(opened, model, heard[0]).book is model.book


def test_blanks_are_those_of_python():
    assert set(BLANKS) == {chr(n) for n in range(0x110000) if chr(n).isspace()}
