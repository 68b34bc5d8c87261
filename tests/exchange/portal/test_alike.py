"""Own criteria whose numbers read alike keep their answers apart in the portal package."""

from datetime import date

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.profile import answers, exports
from ctpat_desktop.support.progress import Silent

SAID = {"N1": "First words.", "n1": "Second words.", "CON": "Third words."}


def test_each_answer_has_its_file(workspace, tmp_path):
    account = companies.start(workspace, "Firm", "importer", 2026)
    for key, words in SAID.items():
        overlays.save(workspace, account, key, is_own=True, category=9, title=f"Own {key}")
        answers.save(workspace, account, key, status="in_place", narrative=words)
    scope = Scope.of(workspace, account, date(2026, 11, 21))
    made = exports.portal(scope, tmp_path / "portal", Silent())
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (made.folder / "answers").iterdir()
    }
    found = {
        name: words for name, text in texts.items() for words in SAID.values() if words in text
    }
    assert sorted(found) == ["con_.txt", "n1.txt", "n1_2.txt"]
    assert set(found.values()) == set(SAID.values())
