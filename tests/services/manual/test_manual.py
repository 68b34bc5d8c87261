"""The manual: what it names is on the screen, it is found, and it can be printed."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.manual import controls, load_manual, named, shown_name
from ctpat_desktop.documents.manual.articles import manual_groups
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services import forms_check
from ctpat_desktop.services.manual import writing
from ctpat_desktop.services.manual.searching import fitting
from ctpat_desktop.support import language
from ctpat_desktop.ui.pages import OWN_TABS, VIEWS
from installer.translations import collected

KEYS = [("Everywhere", [("F1", "Manual")])]


@pytest.fixture(scope="module")
def groups():
    return manual_groups(load_edition(), KEYS)


@pytest.fixture(scope="module")
def articles(groups):
    return [article for group in groups for article in group.articles]


def texts(task):
    return (task.when, *task.steps, task.then)


def flat(outline):
    """Yield all entries of an outline, whatever they lie under."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_every_control_is_called_as_on_the_screen():
    own = {
        message.id
        for message in collected()
        if any(not path.startswith("forms/manual") for path, _ in message.locations)
    }
    every = [text for task in load_manual().tasks() for text in texts(task)]
    named_there = {name for text in every for name in controls(text)}
    assert len(named_there) > 100
    assert sorted(named_there - own) == []


def test_every_tab_is_called_as_on_the_screen():
    titles = {title for tabs in OWN_TABS.values() for _, _, title in tabs}
    titles |= {view.title for view in VIEWS.values()}
    titles |= {load_form(table).plural for table in RECORDS if table not in forms_check.UNASKED}
    tabs = {
        name
        for task in load_manual().tasks()
        for text in texts(task)
        for name in re.findall(r"tab \[\[(.+?)\]\]", text)
    }
    assert len(tabs) > 10
    assert sorted(tabs - titles) == []


@pytest.mark.parametrize("code", ["fr_CA", "es_MX"])
def test_another_language_names_the_same_controls(code):
    english = load_manual().tasks()
    with language.speaking(code):
        spoken = load_manual().tasks()
    for task, other in zip(english, spoken, strict=True):
        assert (task.id, task.pages, task.picture) == (other.id, other.pages, other.picture)
        for text, words in zip(texts(task), texts(other), strict=True):
            assert sorted(controls(text)) == sorted(controls(words)), text


def test_a_control_has_the_name_of_the_language_without_its_letter_key():
    assert named("Choose [[&Invite…]].") == "Choose “Invite…”."
    with language.speaking("fr_CA"):
        assert named("Choisissez [[Unlock]].") == "Choisissez «\u00a0Déverrouiller\u00a0»."
        assert shown_name("&File") == "Fichier"


def test_there_are_45_tasks_and_an_article_for_each_criterion(articles):
    keys = {article.key for article in articles}
    assert len(load_manual().tasks()) >= 45
    asked = {row.id for rows in load_edition().criteria.values() for row in rows}
    assert {f"criterion {number}" for number in asked} <= keys
    assert {"keys", "questions", "terms", "commands"} <= keys
    assert all(key in keys for article in articles for key in article.see)


def test_a_criterion_says_why_and_answers_what_officers_ask(articles):
    text = next(article for article in articles if article.key == "criterion 3.4").text()
    assert load_manual().reasons["3.4"] in text
    assert "Is a partner's certificate enough" in text
    assert "Must for" in text


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("lock", "open-file"),
        ("questionaire", "send-questionnaires"),
        ("usb stick", None),
        ("broken lamp", None),
        ("undercarriage", "terms"),
        ("7.5", "criterion 7.5"),
        ("ctpat-desktop kit", "commands"),
    ],
)
def test_what_is_asked_comes_first(articles, asked, key):
    found = fitting(asked, articles)
    assert (found[0].key if found else None) == key


def test_dialogs_lead_to_articles_that_are_there(articles):
    keys = {article.key for article in articles}
    named_there = {
        key
        for path in (Path(__file__).parents[3] / "ctpat_desktop" / "ui").rglob("*.py")
        for key in re.findall(r'^    article = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named_there) > 20
    assert sorted(named_there - keys) == []


def test_words_inside_of_articles_are_found_behind_titles(articles):
    found = [article.key for article in fitting("seal", articles)]
    assert found.index("seals") < found.index("door-log")
    assert "answer-criterion" not in found


@pytest.mark.parametrize(
    ("code", "tag", "title"),
    [("en", "en-US", "Answer a criterion"), ("es_MX", "es-MX", "Contestar un criterio")],
)
def test_the_pdf_has_every_task_in_its_outline_and_says_its_language(code, tag, title):
    with language.speaking(code):
        groups = writing.groups_now(KEYS)
        reader = PdfReader(BytesIO(writing.pdf(groups, date(2026, 11, 21))))
    names = {entry.title for entry in flat(reader.outline)}
    assert title in names
    assert len(names) > len(load_manual().tasks()) + 100
    assert reader.trailer["/Root"]["/Lang"] == tag


def test_a_file_of_another_kind_is_refused_and_nothing_is_written(tmp_path, groups):
    with pytest.raises(Exception, match=r"ends neither in \.pdf nor in \.md"):
        writing.write(tmp_path / "manual.txt", groups, date(2026, 11, 21))
    assert list(tmp_path.iterdir()) == []
