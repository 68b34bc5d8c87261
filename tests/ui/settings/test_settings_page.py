"""The page of settings: found by words, kept at once, and taken back one by one."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QSpinBox

from ctpat_desktop.catalogue.figures import load_figures
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.trade import holds
from ctpat_desktop.support import dates, home, language, own_language, own_name
from ctpat_desktop.ui.frame import looks
from ctpat_desktop.ui.widgets import dialogs, theme
from tests.ui.driving import drain, dropped


@pytest.fixture(autouse=True)
def usual_again(qapp):
    """English, small and light for the next test."""
    yield
    language.use("en")
    dates.use(dates.US)
    looks._tell_qt(qapp)
    theme.enlarge(qapp, 100)
    theme.apply(qapp, "light")


@pytest.fixture
def page(window):
    return opened(window)


def opened(window):
    window.shell.open("settings")
    return window.shell.pages["settings"]


def row(page, words):
    return next(one for group in page.groups for one in group.rows if one.words == words)


def enter(one, text):
    one.control.setFocus()
    one.control.selectAll()
    QTest.keyClicks(one.control, text)
    QTest.keyClick(one.control, Qt.Key.Key_Return)


def choose(qtbot, window, words, text):
    control = row(opened(window), words).control
    assert isinstance(control, QComboBox)
    control.setCurrentText(text)
    QApplication.processEvents()
    drain(qtbot)


def test_every_figure_that_can_be_set_has_its_row_with_its_bounds(page):
    shown = {one.words: one.control for group in page.groups for one in group.rows}
    for figure in (figure for group in load_figures() for figure in group.figures):
        box = shown[figure.label]
        assert isinstance(box, QSpinBox)
        assert (box.minimum(), box.maximum()) == (figure.least, figure.most)
        assert box.value() == settings.DEFAULTS[figure.name]


def test_no_figure_of_the_program_is_without_a_row():
    rows = {figure.name for group in load_figures() for figure in group.figures}
    numbers = {
        name
        for name, value in settings.DEFAULTS.items()
        if isinstance(value, int) and not isinstance(value, bool)
    }
    elsewhere = ("portal.", "partner_risk.", "diligence.")
    assert {name for name in numbers if not name.startswith(elsewhere)} == rows


def test_words_narrow_the_page_without_case_and_accents(page):
    QTest.keyClicks(page.search, "LANGUAGE papers")
    assert [one.words for g in page.groups for one in g.rows if one.isVisibleTo(page)] == [
        "Language of papers and reports"
    ]
    page.search.setText("no such thing")
    assert page.nothing.isVisibleTo(page)
    page.search.clear()
    assert not page.nothing.isVisibleTo(page)
    assert all(group.isVisibleTo(page) for group in page.groups)


def test_a_figure_is_kept_is_reset_and_can_be_undone(page, window):
    one = row(page, "Areas are checked for pests within (days)")
    assert not one.back.isVisibleTo(page)
    one.control.setFocus()
    one.control.setValue(60)
    QTest.keyClick(one.control, Qt.Key.Key_Return)
    workspace = window.shell.desk.workspace
    assert settings.get(workspace, "rules.pest_days") == 60
    assert one.back.isVisibleTo(page)
    one.back.click()
    assert settings.get(workspace, "rules.pest_days") == 31
    assert not one.back.isVisibleTo(page)
    page.search.setFocus()
    window.menus.undo.trigger()
    assert settings.get(workspace, "rules.pest_days") == 60
    assert (one.control.value(), one.back.isVisibleTo(page)) == (60, True)


def test_closed_days_are_typed_as_days_are_and_a_wrong_one_changes_nothing(page, window):
    one = row(page, "More days on which the government is closed")
    enter(one, "12/24/2026, 01/02/2027")
    workspace = window.shell.desk.workspace
    both = {date(2026, 12, 24), date(2027, 1, 2)}
    assert holds.closed_days(workspace) == both
    enter(one, "12/24/2026, tomorrow")
    assert holds.closed_days(workspace) == both
    assert "“tomorrow” is not a date" in one.why_not.text()
    assert one.control.text() == "12/24/2026, tomorrow"
    one.back.click()
    assert holds.closed_days(workspace) == set()


def test_the_name_stands_beside_the_next_change(page, window, monkeypatch):
    monkeypatch.delenv(own_name.SET_OUTSIDE)
    one = row(page, "Your name")
    enter(one, "Rosa Ibarra")
    assert own_name.own_name() == window.shell.desk.workspace.who == "Rosa Ibarra"
    enter(one, "x" * 200)
    assert one.why_not.text()
    assert own_name.own_name() == "Rosa Ibarra"


def test_another_language_is_spoken_at_once_and_the_page_stays(qtbot, window):
    choose(qtbot, window, "Language of the screens", language.LANGUAGES["es_MX"])
    assert language.current() == "es_MX"
    assert window.menuBar().actions()[0].text() == "&Archivo"
    assert window.shell.sidebar.rows["settings"].text(0).startswith("Configuración")
    assert window.shell.current() is window.shell.pages["settings"]
    assert home.preferences()[own_language.LANGUAGE] == "es_MX"


def test_a_choice_in_the_menu_gives_english_back(qtbot, window):
    window.follow(own_language.LANGUAGE, "fr_CA")
    assert window.menuBar().actions()[0].text() == "&Fichier"
    window.follow(own_language.LANGUAGE, "en")
    drain(qtbot)
    assert window.menuBar().actions()[0].text() == "&File"


def test_boxes_of_the_system_speak_too(qapp, window):
    window.follow(own_language.LANGUAGE, "es_MX")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancelar"
    window.follow(own_language.LANGUAGE, "en")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_a_locked_window_stays_as_it_is(window):
    window.lock()
    window.follow(own_language.LANGUAGE, "fr_CA")
    assert language.current() == "en"


def test_larger_texts_are_kept_and_shown_everywhere(qtbot, window):
    before = QApplication.font().pointSizeF()
    choose(qtbot, window, "Size of texts", "150 %")
    assert QApplication.font().pointSizeF() == pytest.approx(before * 1.5)
    assert home.preferences()[theme.SIZE] == 150
    assert window.shell.current() is window.shell.pages["settings"]
    choose(qtbot, window, "Size of texts", "100 %")
    assert QApplication.font().pointSizeF() == pytest.approx(before)


def test_days_are_written_as_chosen(qtbot, window):
    choose(qtbot, window, "Dates on the screens", "YYYY-MM-DD")
    assert dates.day_text(date(2026, 3, 9)) == "2026-03-09"


def test_colors_are_chosen(qtbot, window):
    choose(qtbot, window, "Colors", "High contrast, dark")
    assert theme.tokens() is theme.CONTRAST_DARK


@pytest.fixture
def documents(monkeypatch, tmp_path):
    """The folder of the person's documents."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


def test_papers_begin_in_the_chosen_folder(page, documents, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    one = row(page, "Folder for exports and papers")
    one.control.focusProxy().click()
    assert dialogs.own_place("report.pdf") == str(tmp_path / "report.pdf")
    one.back.click()
    assert dialogs.own_place("report.pdf") == str(documents / "report.pdf")


def test_a_folder_that_is_gone_is_not_begun_in(documents, tmp_path):
    home.prefer(dialogs.EXPORT_FOLDER, str(tmp_path / "gone"))
    assert dialogs.own_place("report.pdf") == str(documents / "report.pdf")
    assert dialogs.own_place(str(tmp_path / "here.pdf")) == str(tmp_path / "here.pdf")
    documents.rmdir()
    assert dialogs.own_place("report.pdf") == str(Path.home() / "report.pdf")


@pytest.mark.parametrize("strokes", ["Ctrl++", "Ctrl+-", "Ctrl+0"])
def test_the_keys_of_the_size_are_in_the_menu(window, strokes):
    keys = [
        shortcut.toString()
        for action in window.menuBar().findChildren(type(window.menus.undo))
        for shortcut in action.shortcuts()
    ]
    assert keys.count(strokes) == 1


def test_saving_what_is_typed_leaves_the_keyboard_where_it_is(page, window):
    one = row(page, "Areas are checked for pests within (days)")
    one.control.setFocus()
    one.control.selectAll()
    QTest.keyClicks(one.control, "60")
    assert window.shell.flush()
    assert settings.get(window.shell.desk.workspace, "rules.pest_days") == 60
    assert window.focusWidget() is one.control
    page.search.setFocus()
    assert window.shell.flush()
    assert window.focusWidget() is page.search


def test_days_off_that_are_undone_are_shown_so(page, window):
    one = row(page, "More days on which the government is closed")
    enter(one, "12/24/2026")
    page.search.setFocus()
    window.menus.undo.trigger()
    assert holds.closed_days(window.shell.desk.workspace) == set()
    assert one.control.text() == ""


def test_what_was_set_elsewhere_is_shown_when_the_page_is_seen_again(page, window):
    window.shell.open("home")
    window.color("dark")
    home.prefer("lock_minutes", 25)
    window.shell.open("settings")
    assert row(page, "Colors").control.currentText() == "Dark colors"
    assert row(page, "Lock after inactivity of (minutes; 0 is never)").control.value() == 25


def test_the_window_turns_dark_with_the_desktop_unless_colors_were_chosen(
    qapp, window, monkeypatch
):
    hints = qapp.styleHints()
    window.color(theme.SYSTEM)
    assert theme.tokens() is theme.LIGHT
    monkeypatch.setattr(theme, "of_system", lambda _app: "contrast-dark")  # no desktop here has one
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.tokens() is theme.CONTRAST_DARK
    window.color("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens() is theme.LIGHT


def test_a_folder_that_falls_on_a_setting_is_kept(page, tmp_path):
    assert dropped(row(page, "Folder for backups").control, tmp_path)
    assert home.preferences()["backup_folder"] == str(tmp_path)
