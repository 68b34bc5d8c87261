"""A page of registers: one tab per register of an area, and tabs with views of their own."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.areas import Area
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading import naming
from ctpat_desktop.services.samples.rows import sample_rows
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.importing.window_words import SHEETS
from ctpat_desktop.ui.page import Page, Refreshing, RegisterView, ViewKind
from ctpat_desktop.ui.registers.actions import ACTIONS, FORMS, Action, PrintedForm
from ctpat_desktop.ui.registers.editor import RegisterEditor, added
from ctpat_desktop.ui.registers.example import show_example
from ctpat_desktop.ui.registers.list import RegisterList
from ctpat_desktop.ui.registers.output import Output
from ctpat_desktop.ui.registers.places import ids_along, way_to
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, page_column
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.workspace.changes import Changes


class AreaPage(Page):
    """The registers of one area."""

    def __init__(self, desk: Desk, area: Area, views: Mapping[str, ViewKind]) -> None:
        """Build a tab when it is first opened; `views` are those that are no plain list."""
        super().__init__()
        self.desk, self.area, self.views = desk, area, views
        self.built: dict[str, RegisterTab | RegisterView] = {}
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        for key in area.tabs:
            title = views[key].title if key in views else load_form(key).plural
            self.tabs.addTab(QWidget(), tr(title))
        column = page_column(self)
        column.addWidget(label(tr(area.title), h1=True))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._build)
        self.tabs.tabBar().setVisible(len(area.tabs) > 1)
        self._build(0)

    def tab(self, key: str) -> "RegisterTab | RegisterView":
        """Open a tab by its key and return what is on it."""
        self.tabs.setCurrentIndex(self.area.tabs.index(key))
        self._build(self.tabs.currentIndex())
        self.built[key].catch_up()
        return self.built[key]

    def show_all(self) -> None:
        """Show what is stored, on every tab that was opened."""
        for part in self.built.values():
            part.show_anew()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        for part in self.built.values():
            part.hear(changes)

    def go(self, place: Place) -> None:
        """Show a register, a record in it and a field of that."""
        way = way_to(self.area, place.table, self.views)
        if not way:
            return
        part = self.tab(way[0])
        if isinstance(part, RegisterTab):
            part.go(way, place.record_id, place.field)
        else:
            part.go(place)

    def where(self) -> Place | None:
        """Return the tab, the record and the field on the screen."""
        key = self.area.tabs[self.tabs.currentIndex()]
        part = self.built.get(key)
        if not isinstance(part, RegisterTab):
            return Place(self.area.id, table=key)
        editor = part.editor
        return Place(
            self.area.id, table=key, record_id=editor.record_id, field=editor.fields.focused()
        )

    def flush(self) -> bool:
        """Save everything typed."""
        return all([part.flush() for part in self.built.values()])

    def _build(self, place: int) -> None:
        key = self.area.tabs[place]
        room = self.tabs.widget(place)
        if key in self.built or room is None:
            return
        part = (
            self.views[key].build(self.desk) if key in self.views else RegisterTab(self.desk, key)
        )
        self.built[key] = part
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(part)
        part.show()
        part.show_all()


class RegisterTab(Refreshing):
    """One register: the list at the left, the editor of the current record at the right."""

    def __init__(self, desk: Desk, table: str) -> None:
        """Start with what is stored."""
        super().__init__()
        self.desk, self.form = desk, load_form(table)
        self.has_example = False
        self.list = RegisterList(desk, self.form)
        self.editor = RegisterEditor(desk, self.form)
        self.list.chosen.connect(self.editor.show_record)
        self.list.held_id = self.editor.held_id
        self.editor.held_open.connect(self.list.point_back)
        title = naming.table_name(table)
        self.add_button = changer(tr("Add {what}").format(what=title), self.add, "primary")
        self.remove_button = changer(
            tr("Remove"), self.list.remove_selected, name=tr("Remove {what}").format(what=title)
        )
        self.many_button = changer(tr("Change selected…"), self.list.ask_many)
        for needs_one in (self.many_button, self.remove_button):
            self.list.gray_without_row(needs_one)
        self._offer_first(title)
        split = Split(f"register:{table}")
        split.addWidget(self.list)
        split.addWidget(self.editor)
        split.setSizes([540, 460])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split, 1)
        more = [self._action(action) for action in ACTIONS.get(table, ())]
        more += [self._print_button(form) for form in FORMS.get(table, ()) if form.button]
        offer(self.list.table, *more, self.many_button, self.remove_button)
        import_button = self.output.import_button()
        takes_file(self.list, self._take_sheet, SHEETS, import_button)
        more += [import_button, self.output.menu_button(self._forms())]
        self.bottom = flow(self.add_button, *more, None, self.many_button, self.remove_button)
        column.addLayout(self.bottom)

    def show_all(self) -> None:
        """Show what is stored."""
        self.list.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        self.list.refresh(changes)
        self.editor.refresh(changes)

    def go(self, way: tuple[str, ...], record_id: str, key: str) -> None:
        """Show a record of this register, or of a table inside it; `way` leads there."""
        ids = ids_along(self.desk, way, record_id)
        if ids:
            self.list.select(ids[0])
        if len(way) > 1 and len(ids) > 1:
            self.editor.open_part(way[1], ids[1], key)
        elif key:
            self.editor.focus(key)

    def add(self) -> None:
        """Add an empty record and put the cursor into its first field."""
        if self.list.is_held([]):
            return
        made = added(self.desk, self.form, {})
        if made:
            self.list.select(made)
            self.editor.focus("")

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.list.flush(), self.editor.flush()])

    def _offer_first(self, title: str) -> None:
        """Offer the first steps where the register has no record, and no editor beside them."""
        self.output = Output(self.desk, self.form, self.list)
        add = changer(tr("Add {what}").format(what=title), self.add, "primary")
        sheet = button(
            tr("Save an empty sheet to fill in…"), partial(self.output.ask_export, ".xlsx")
        )
        actions = [
            row for row in ACTIONS.get(self.form.id, ()) if row.writes and not row.needs_record
        ]
        more = [self._action(action) for action in actions]
        if isinstance(self.list.empty, EmptyNote):
            self.list.empty.offer(add, *more, self.output.import_button(), sheet)
        self.list.emptied.connect(lambda is_empty: self.editor.setVisible(not is_empty))
        self.list.emptied.connect(self._offer_example)

    def _offer_example(self, is_empty: bool) -> None:
        """Offer to look at a filled register, the first time this one is empty."""
        note = self.list.empty
        if self.has_example or not is_empty or not isinstance(note, EmptyNote):
            return
        self.has_example = True
        example = sample_rows(self.form)
        if example is not None:
            title = tr(self.form.plural)
            show = partial(show_example, self, title, example)
            note.offer(button(tr("See example rows…"), show))

    def _forms(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the printed forms that only this register has."""
        forms = FORMS.get(self.form.id, ())
        return [(form.name(), partial(self._print, form)) for form in forms]

    def _print(self, form: PrintedForm) -> None:
        self.flush()
        record_id = self.list.current()
        if record_id or not form.needs_record:
            scope = self.desk.scope
            self.output.show_pages(lambda _: form.make(scope, record_id))

    def _print_button(self, form: PrintedForm) -> QPushButton:
        made = button(tr(form.button), lambda: self._print(form), name=form.name())
        if form.needs_record:
            self.list.gray_without_row(made)
        return made

    def _action(self, action: Action) -> QPushButton:
        make = changer if action.writes else button
        made = make(tr(action.title), lambda: self._act(action))
        if action.take is not None:
            takes_file(made, partial(self._take, action.take), action.kinds, made)
        if action.needs_record:
            self.list.gray_without_row(made)
        return made

    def _take_sheet(self, path: Path) -> None:
        if self.flush():
            self.output.ask_import(path)
        else:
            self.desk.say_held()

    def _take(self, take: Callable[..., object], path: Path) -> None:
        if self.flush():
            take(self.window(), self.desk, self.list.current(), path)
        else:
            self.desk.say_held()

    def _act(self, action: Action) -> None:
        if not self.flush():
            self.desk.say_held()
            return
        action.do(self.window(), self.desk, self.list.current())
