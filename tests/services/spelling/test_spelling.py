"""Words in no dictionary are seen; codes, names, terms and own words are none of them."""

import builtins

import pytest

from ctpat_desktop.records import Company, Partner, Person, Site
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.spelling import dictionary, names, own_words
from ctpat_desktop.services.spelling.speller import Speller
from ctpat_desktop.services.spelling.text_words import is_word, words_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped


def wrong(text, language="en", accepted=()):
    """Return the words of a text that are marked."""
    speller = Speller(dictionary.load(language), accepted)
    speller.judge(speller.look(text).fresh)
    return [one.word for one in speller.look(text).wrong]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The securty gaurd looks.", ["securty", "gaurd"]),
        ("A high-securty seal", ["securty"]),
        ("The drivers’ lounge and the guard's desk", []),
        ("CBP’s PAPS, ISF and VVTT; TWICs", []),
        ("MSC-2024 at ISO17712, dock 9a, 3rd xqz_1", []),
        ("jon.xqzq@example.com, https://xqzq.example/qzx, www.qzx.org, qzx.pdf", []),
        ("日本の倉庫 Привет", []),
        ("and/orr", ["orr"]),
        ("a b c", []),
    ],
)
def test_what_is_looked_up_and_what_is_not(text, expected):
    assert wrong(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L’employé vérifie d’abord la clée; peut-être aujourd’hui.", ["clée"]),
        ("es", "El guardia revisa el sello; la bitácora está frimada.", ["frimada"]),
    ],
)
def test_french_and_spanish_have_their_own_dictionary(language, text, expected):
    assert wrong(text, language) == expected


def test_places_are_those_of_the_whole_text_over_its_lines():
    text = "Right.\nA gaurd 🔒 recieves"
    speller = Speller(dictionary.load("en"), ())
    speller.judge(speller.look(text).fresh)
    assert [text[one.start : one.end] for one in speller.look(text).wrong] == ["gaurd", "recieves"]


def test_nothing_is_wrong_before_it_was_looked_up():
    look = Speller(dictionary.load("en"), ()).look("A gaurd")
    assert look.wrong == ()
    assert look.fresh == {"gaurd"}


def test_a_word_accepted_later_is_right_in_lines_that_were_looked_at():
    speller = Speller(dictionary.load("en"), ())
    speller.judge(speller.look("The xqzq's door").fresh)
    assert [one.word for one in speller.look("The xqzq's door").wrong] == ["xqzq's"]
    speller.accept(["xqzq"])
    assert speller.look("The xqzq's door").wrong == ()


def test_suggestions_are_five_at_most_and_the_likely_word_is_the_first():
    near = dictionary.load("en").suggestions("gaurd")
    assert near[0] == "guard"
    assert len(near) == dictionary.MOST
    assert dictionary.load("en").suggestions("q" * 500) == ()


def test_terms_of_the_trade_and_the_words_of_the_criteria_are_right():
    for language in ("en", "fr", "es"):
        assert {"ctpat", "transloading", "drayage"} & names.of_trade(language) >= {"ctpat"}
    assert "cybersecurity" in names.of_trade("en")
    assert "sello" in names.of_trade("es")


def test_every_term_is_one_word_and_stands_once():
    lines = shipped("resources", "dictionaries", "terms.txt").read_text("utf-8").splitlines()
    terms = [line for line in lines if not line.startswith("#")]
    assert [term for term in terms if not is_word(term)] == []
    assert terms == sorted(set(terms), key=str.casefold)


def test_names_in_the_file_are_right(workspace):
    with workspace.work("add") as unit:
        firm = Company(id="c", name="Qzxhaven Imports")
        people = Person(id="p", company_id="c", first_name="Zbyq", last_name="Qx-Vlad")
        unit.session.add_all([firm, people, Site(id="s", company_id="c", name="Vrkl")])
        unit.session.flush()
    with workspace.read() as session:
        known = names.in_file(session)
        assert known >= {"qzxhaven", "zbyq", "qx-vlad", "vlad", "vrkl"}
    with workspace.work("more") as unit:
        unit.session.add(Partner(id="x", company_id="c", name="Trnsq Freight", city="Qzville"))
    with workspace.read() as session:
        fresh = names.changed(session, unit.changes.items)
    assert fresh == {"trnsq", "freight", "qzville"}
    assert wrong("Qzxhaven’s guard asks Trnsq.", accepted=known | fresh) == []


def test_own_words_are_kept_in_the_file_and_undone_as_other_steps(workspace):
    own_words.add(workspace, " Xqzq ")
    own_words.add(workspace, "XQZQ")
    own_words.add(workspace, "Amé")
    assert own_words.listed(workspace) == ["Amé", "XQZQ"]
    path, key = workspace.path, workspace.key
    workspace.undo()
    assert own_words.listed(workspace) == ["XQZQ"]
    own_words.remove(workspace, ["xqzq"])
    assert own_words.listed(workspace) == []
    workspace.undo()
    workspace.close()
    again = workspaces.open_with(path, key)
    assert own_words.listed(again) == ["XQZQ"]
    again.close()


@pytest.mark.parametrize("text", ["", "two words", "9a", "-", "x" * 61])
def test_what_is_not_one_word_is_refused(workspace, text):
    with pytest.raises(Problem, match="is not one word"):
        own_words.add(workspace, text)


def test_the_language_is_a_setting_of_the_file(workspace):
    with workspace.read() as session:
        assert own_words.language(session) == "en"
    own_words.choose(workspace, "es")
    with workspace.read() as session:
        assert own_words.language(session) == "es"
    with pytest.raises(Problem):
        own_words.choose(workspace, "de")


def test_without_the_library_it_is_said_that_nothing_is_checked(monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name == "hunspell":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Problem, match="Spelling is not checked"):
        dictionary.Dictionary("en")


def test_without_its_files_a_dictionary_is_not_taken_for_an_empty_one(monkeypatch, tmp_path):
    monkeypatch.setattr(dictionary, "shipped", lambda *parts: tmp_path)
    with pytest.raises(Problem, match="Spelling is not checked"):
        dictionary.Dictionary("en")


def test_words_end_before_the_marks_behind_them():
    assert [place.word for place in words_of("‘guards’ end- (x), stop.")] == [
        "guards",
        "end",
        "stop",
    ]
