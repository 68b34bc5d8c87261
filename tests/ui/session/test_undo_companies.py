"""Undo belongs to the company looked at: a long random walk, compared with a plain model."""

import random

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history import versions
from ctpat_desktop.ui.fields.record_form import RecordForm
from tests.ui import pages

CRITERIA = ("1.1", "9.1", "9.10", "4.3")
PAGES = ("home", "company", "grid", "findings", "evidence", "partners", "search", "safety", "9")
STATUSES = ("in_place", "partly", "planned")


class Model:
    """What one company says, and its steps."""

    def __init__(self):
        self.now = {}
        self.done, self.undone = [], []

    def change(self, key, value):
        """Note a step, unless nothing is different."""
        before = self.now.get(key)
        if before != value:
            self.done.append((key, before, value))
            self.undone.clear()
            self._put(key, value)

    def undo(self):
        if self.done:
            key, before, _ = step = self.done.pop()
            self.undone.append(step)
            self._put(key, before)

    def redo(self):
        if self.undone:
            key, _, after = step = self.undone.pop()
            self.done.append(step)
            self._put(key, after)

    def _put(self, key, value):
        if value in (None, "", "not_started"):
            self.now.pop(key, None)
        else:
            self.now[key] = value


class Walker:
    """A person with two companies in one window."""

    def __init__(self, qtbot, window, seed):
        self.qtbot, self.window, self.dice = qtbot, window, random.Random(seed)
        workspace = window.workspace
        companies.start(workspace, "Second Trading", "importer", 2026)
        workspace.begin_steps()
        self.accounts = [line.account_id for line in companies.overview(workspace)]
        self.models = {account: Model() for account in self.accounts}
        for account in self.accounts:
            self.models[account].now = self.stored(account)
        self.number = 0

    @property
    def model(self):
        return self.models[self.window.shell.desk.account_id]

    def stored(self, account):
        """Return what the file says of an account's company, in the words of the model."""
        read = companies.dossier(self.window.workspace, account)
        values = {"fax": read.company.fax}
        for criterion in CRITERIA:
            whole = read.answer(criterion).whole
            values[criterion, "narrative"] = whole.narrative if whole else ""
            values[criterion, "status"] = whole.status if whole else "not_started"
        with self.window.workspace.read() as session:
            rows = session.query(Partner).filter_by(company_id=read.company.id)
            values["partners"] = ";".join(sorted(row.name for row in rows))
        return {key: value for key, value in values.items() if value not in ("", "not_started")}

    def fresh(self):
        self.number += 1
        return f"words {self.number}"

    def type_answer(self):
        criterion, words = self.dice.choice(CRITERIA), self.fresh()
        self.window.shell.go(Place(criterion.partition(".")[0], criterion, field="narrative"))
        box = pages.words(self.window)
        box.selectAll()
        self.qtbot.keyClicks(box, words)
        self.window.shell.flush()
        self.model.change((criterion, "narrative"), words)

    def choose_status(self):
        criterion, status = self.dice.choice(CRITERIA), self.dice.choice(STATUSES)
        self.window.shell.go(Place(criterion.partition(".")[0], criterion))
        form = pages.answer(self.window)
        (choice,) = [b for b in form.group.buttons() if b.property("status") == status]
        self.qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
        self.model.change((criterion, "status"), status)

    def type_fax(self):
        words = self.fresh()
        self.window.shell.go(Place("company", table="company", field="fax"))
        form = self.window.shell.pages["company"].singles["company"]
        assert isinstance(form, RecordForm)
        line = form.inputs["fax"].edit
        line.selectAll()
        self.qtbot.keyClicks(line, words)
        self.window.shell.flush()
        self.model.change("fax", words)

    def open_page(self):
        self.window.shell.open(self.dice.choice(PAGES))

    def switch(self):
        self.window.choose_account(self.dice.choice(self.accounts))

    def undo(self):
        self.window.menus.edit.aboutToShow.emit()
        self.window.menus.undo.trigger()
        self.model.undo()

    def redo(self):
        self.window.menus.edit.aboutToShow.emit()
        self.window.menus.redo.trigger()
        self.model.redo()

    def look_at_removed(self):
        versions.removed(self.window.workspace)

    def step(self):
        acts = (self.type_answer, self.choose_status, self.type_fax, self.open_page)
        more = (self.switch, self.undo, self.undo, self.redo, self.look_at_removed)
        self.dice.choice(acts + more)()

    def check(self):
        for account, model in self.models.items():
            assert self.stored(account) == model.now
        desk = self.window.shell.desk
        assert bool(desk.undoable()) == bool(self.model.done)
        assert bool(desk.redoable()) == bool(self.model.undone)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_walk_over_two_companies(qtbot, window, seed):
    walker = Walker(qtbot, window, seed)
    for _ in range(60):
        walker.step()
        walker.check()


def start_second(window):
    """Add a second company as the person does and look at it."""
    second = companies.start(window.workspace, "Second Trading", "importer", 2026)
    window.choose_account(second)
    return second


def test_undo_never_takes_back_another_companys_answer(window):
    first = window.shell.desk.account_id
    before = window.shell.desk.dossier.answer("1.1").whole.narrative
    window.shell.desk.answer("1.1", None, narrative="Ours.")
    second = start_second(window)
    window.shell.desk.answer("1.1", None, narrative="We sign.")
    window.choose_account(first)
    window.shell.open("home")
    window.menus.undo.trigger()
    assert companies.dossier(window.workspace, second).answer("1.1").whole.narrative == "We sign."
    assert companies.dossier(window.workspace, first).answer("1.1").whole.narrative == before


def test_undoing_the_company_on_the_screen_lands_on_another_one(window):
    first = window.shell.desk.account_id
    start_second(window)
    window.menus.undo.trigger()
    desk = window.shell.desk
    assert desk.account_id == first
    for page in PAGES:
        window.shell.open(page)
    assert desk.dossier.company.name in window.windowTitle()
    assert window.shell.sidebar.accounts.count() == 2  # the one company, and "Add…"


def test_the_company_comes_back_by_redo(window):
    start_second(window)
    window.menus.undo.trigger()
    window.menus.redo.trigger()
    names = [line.company for line in companies.overview(window.workspace)]
    assert "Second Trading" in names


def test_what_made_the_file_is_no_step(window):
    assert window.shell.desk.undoable() == ""
    assert not window.menus.undo.isEnabled()


def test_an_undone_first_answer_leaves_the_removed_records_readable(window):
    second = start_second(window)
    window.shell.desk.answer("1.1", None, narrative="We sign.")
    window.shell.desk.undo()
    rows = versions.removed(window.workspace)
    assert [row.table for row in rows][:1] == ["response"]
    assert companies.dossier(window.workspace, second).answer("1.1").whole is None
    window.shell.guide.open_removed()


def test_a_bug_while_saving_costs_no_typing(window, qtbot, monkeypatch):
    from ctpat_desktop.services.profile import answers

    window.shell.go(Place("1", "1.1", field="narrative"))
    box = pages.words(window)

    def broken(*_arguments, **_values):
        raise KeyError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(answers, "save", broken)
        qtbot.keyClicks(box, "Held. ")
        assert not window.shell.flush()
        assert "still on the screen" in window.shell.banner.words
        window.shell.go(Place("1", "1.2"))
        assert window.shell.wizard.criterion == "1.1"
    assert window.shell.flush()
    read = window.shell.desk.dossier.answer("1.1").whole
    assert read.narrative.startswith("Held. ")


def test_ctrl_z_in_a_long_text_takes_back_one_word(window, qtbot):
    window.shell.go(Place("9", "9.10", field="narrative"))
    box = pages.words(window)
    before = box.toPlainText()
    box.moveCursor(box.textCursor().MoveOperation.End)
    qtbot.keyClicks(box, " alpha beta gamma")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.toPlainText() == before + " alpha beta"


def test_work_at_another_company_forgets_nothing_that_can_come_back(window):
    desk = window.shell.desk
    first = desk.account_id
    desk.answer("1.1", None, narrative="Ours.")
    window.menus.undo.trigger()
    start_second(window)
    desk.answer("1.1", None, narrative="We sign.")
    window.choose_account(first)
    window.menus.redo.trigger()
    assert companies.dossier(window.workspace, first).answer("1.1").whole.narrative == "Ours."
