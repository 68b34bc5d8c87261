"""The verbs of the recorded trainings: what they print and write, and their exit codes."""

import json

import pypdfium2
import pytest

from tests.cli.test_procedure_verbs import DAY, run

SESSION = "Passphrases and phishing, online"


def test_trainings_are_listed_as_data(capsys, sample):
    code, out, _ = run(capsys, "trainings", "list", sample, *DAY, "--json")
    listed = json.loads(out)
    assert code == 0
    assert [(row["title"], row["kind"], row["questions"]) for row in listed["trainings"]] == [
        ("Passwords, phishing and data", "model", 7),
        ("Security awareness: see it, say it", "model", 6),
    ]
    first = listed["trainings"][0]
    assert (first["topic"], first["played_on"]) == ("S5 Passphrases and phishing", "2026-10-07")
    assert first["edition"].startswith("1 (")
    assert len(listed["models"]) >= 10
    assert listed["models"][2] == {
        "id": "seals",
        "title": "Seals: keep, fit, check",
        "criteria": ["6.1", "6.7", "12.2"],
        "languages": ["en", "es", "fr"],
        "minutes": 20,
    }


def test_trainings_are_listed_in_words(capsys, sample):
    code, out, _ = run(capsys, "trainings", "list", sample, *DAY)
    assert code == 0
    assert out.splitlines()[0] == (
        "Passwords, phishing and data: model, en, S5 Passphrases and phishing, 7 questions, "
        "last played 10/07/2026"
    )
    assert "Model: Seals: keep, fit, check (6.1, 6.7, 12.2)" in out


@pytest.mark.parametrize("session", [SESSION, f"{SESSION} 10/07/2026"])
def test_a_certificate_is_written_and_read_again(capsys, sample, tmp_path, session):
    path = tmp_path / "amina.pdf"
    asked = ("trainings", "certificate", sample, session, "Amina Farouk", *DAY, "--to", path)
    code, out, _ = run(capsys, *asked)
    assert (code, out) == (0, f"Wrote {path} (1 page counted again)\n")
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
    assert "Amina Farouk took part" in " ".join(text.split())
    assert "Played in the program" in text
    assert "Passwords, phishing and data" in text, "what was played, not only the session"
    assert run(capsys, *asked)[0] == 2, "what is there is not written over"


@pytest.mark.parametrize(
    ("session", "person", "words"),
    [
        ("No such", "Amina Farouk", "There is no training session “No such”."),
        (SESSION, "Nobody", "There is no person “Nobody”."),
        (SESSION, "Theo Munro", "This person was not at the training."),
    ],
)
def test_what_cannot_be_certified_is_one_line(capsys, sample, tmp_path, session, person, words):
    path = tmp_path / "x.pdf"
    asked = ("trainings", "certificate", sample, session, person, *DAY, "--to", path)
    code, _, err = run(capsys, *asked)
    assert code == 2
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert not path.exists()
