"""Answers brought in: what a preview says of each, what is written, and back again."""

import re
from datetime import date

import pytest

from ctpat_desktop.exchange.profile.found import FoundAnswer, FoundAnswers
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ImportReport, Response, Site
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.importing import answers
from ctpat_desktop.services.importing.answers import Outcome
from ctpat_desktop.services.profile import answers as profile
from ctpat_desktop.services.profile import evidence_links, exports, statements
from ctpat_desktop.services.samples import sample_file as samples
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import speaking
from ctpat_desktop.support.progress import Silent

TODAY = date(2026, 12, 2)
FIELDS = ("status", "narrative", "reason", "owner", "reviewed_on", "target_on")


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


def company(workspace, account):
    return companies.company(workspace, account).id


def add_sites(workspace, account, *names):
    with workspace.work("Add sites") as unit:
        unit.session.add_all(
            Site(company_id=company(workspace, account), name=name) for name in names
        )


def shown(workspace, account, *rows, **more):
    """Return the preview of rows given as number, words and further fields."""
    found = [
        FoundAnswer(number, at, f"row {at}", narrative=words, **fields)
        for at, (number, words, fields) in enumerate(rows, 2)
    ]
    return answers.preview(workspace, account, FoundAnswers("a.csv", "csv", tuple(found)), **more)


def take(workspace, preview, *outcomes, **more):
    """Write the rows with one of these outcomes; the new ones where none is named."""
    wanted = outcomes or (Outcome.NEW,)
    chosen = [at for at, row in enumerate(preview.rows) if row.outcome in wanted]
    return answers.apply(workspace, preview, chosen, **more)


def stored_answers(workspace, account):
    """Return what is stored by criterion and name of the site, without empty answers."""
    found = {}
    for answer in companies.dossier(workspace, account).answers:
        rows = [("", answer.whole), *((site.name, row) for site, row in answer.by_site)]
        for site, row in rows:
            values = {key: getattr(row, key) for key in FIELDS} if row else {}
            kept = {key: value for key, value in values.items() if value not in ("", None)}
            if kept.get("status") == "not_started":
                del kept["status"]
            if stated := answer.stated(row):
                titles = {one.id: one.title for one in answer.evidence}
                kept["statements"] = [
                    (one.name, one.text, [titles[key] for key in one.documents]) for one in stated
                ]
            if kept:
                found[answer.criterion.id, site] = kept
    return found


def outcomes(preview):
    return [row.outcome.value for row in preview.rows]


def test_new_same_and_different_answers(workspace, account):
    profile.save(workspace, account, "4.2", narrative="We lock.\n\nDaily.", status="in_place")
    profile.save(workspace, account, "4.3", narrative="We lock.", owner="Jane")
    preview = shown(
        workspace,
        account,
        ("4.1", "New words.", {"status": "Yes"}),
        ("4.2", "We lock.  \n\n\nDaily.\n", {"status": "Cumple"}),
        ("4.3", "We bolt.", {"owner": "Jane"}),
        ("4.4", "", {}),
    )
    assert outcomes(preview) == ["new", "same", "differs", "same"]
    (change,) = preview.rows[2].changes()
    assert (change.label, change.old, change.new) == ("What you do", "We lock.", "We bolt.")
    kinds = [(piece.kind, piece.text) for piece in change.pieces()]
    assert kinds == [("same", "We "), ("removed", "lock"), ("added", "bolt"), ("same", ".")]
    assert preview.rows[3].reason == "There is nothing but the number."


def test_only_chosen_rows_are_written_and_one_undo_takes_all_back(workspace, account):
    profile.save(workspace, account, "4.3", narrative="Here.")
    before = stored_answers(workspace, account)
    rows = [("4.1", "One.\nTwo.", {}), ("4.2", "Three.", {}), ("4.3", "There.", {})]
    preview = shown(workspace, account, *rows)
    answers.apply(workspace, preview, [0, 2])
    assert stored_answers(workspace, account) == {
        ("4.1", ""): {"narrative": "One.\nTwo."},
        ("4.3", ""): {"narrative": "There."},
    }
    assert workspace.undoable(company(workspace, account)) == "Import 2 answers"
    workspace.undo(company(workspace, account))
    assert stored_answers(workspace, account) == before


def test_what_is_not_said_leaves_what_is_here(workspace, account):
    profile.save(
        workspace, account, "4.1", narrative="Here.", owner="Jane", reviewed_on=date(2026, 1, 2)
    )
    preview = shown(workspace, account, ("4.1", "", {"status": "In place"}))
    assert outcomes(preview) == ["new"]
    take(workspace, preview)
    assert stored_answers(workspace, account)["4.1", ""] == {
        "status": "in_place",
        "narrative": "Here.",
        "owner": "Jane",
        "reviewed_on": date(2026, 1, 2),
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("In place", "in_place"),
        ("YES", "in_place"),
        ("Sí", "in_place"),
        ("Parcialmente", "partly"),
        ("Prévu", "planned"),
        ("mis en œuvre", "in_place"),
    ],
)
def test_statuses_in_three_languages(workspace, account, word, status):
    take(workspace, shown(workspace, account, ("4.1", "Words.", {"status": word})))
    assert stored_answers(workspace, account)["4.1", ""]["status"] == status


def test_a_status_nobody_knows_is_said_and_left(workspace, account):
    profile.save(workspace, account, "4.1", status="partly")
    preview = shown(workspace, account, ("4.1", "Words.", {"status": "Green"}))
    assert [(row.row, row.field, row.text) for row in preview.remarks] == [
        (2, "status", "“Green” is no status; the status is left as it is.")
    ]
    take(workspace, preview)
    assert stored_answers(workspace, account)["4.1", ""] == {
        "status": "partly",
        "narrative": "Words.",
    }


def test_not_applicable_needs_its_reason(workspace, account):
    preview = shown(
        workspace,
        account,
        ("4.1", "", {"status": "N/A"}),
        ("4.2", "We have no cloud.", {"status": "No aplica"}),
        ("4.3", "Words.", {"status": "Not applicable", "reason": "None here."}),
    )
    assert outcomes(preview) == ["same", "new", "new"]
    take(workspace, preview)
    assert stored_answers(workspace, account) == {
        ("4.2", ""): {"status": "not_applicable", "reason": "We have no cloud."},
        ("4.3", ""): {"status": "not_applicable", "narrative": "Words.", "reason": "None here."},
    }
    assert [row.text for row in preview.remarks] == [
        "Why it does not apply is missing; the status is left as it is.",
        "The words were taken as why it does not apply.",
    ]


def test_why_a_row_is_refused(workspace, account):
    preview = shown(
        workspace,
        account,
        ("4.1", "One.", {}),
        ("4.1", "Two.", {}),
        ("13.9", "Three.", {}),
        ("7.35", "Four.", {}),
        ("4.2", "Five.", {"site": "Moon"}),
    )
    assert [row.reason for row in preview.rows] == [
        "",
        "4.1 stands there already (row 2); only one is taken.",
        "There is no criterion 13.9.",
        "7.35 is not asked of this kind of member (U.S. Importer).",
        "This company has no site “Moon”.",
    ]
    assert outcomes(preview) == ["new", *["refused"] * 4]
    answers.apply(workspace, preview, range(5))
    with workspace.read() as session:
        assert [row.narrative for row in session.query(Response)] == ["One."]


def test_own_rows_are_criteria_too(workspace, account, tmp_path):
    overlays.save(workspace, account, "X-1", is_own=True, category=4, title="Drones")
    path = tmp_path / "a.txt"
    path.write_text("X-1: None fly here.\n4.1 Words.\n")
    take(workspace, answers.preview(workspace, account, answers.load(workspace, account, path)))
    assert stored_answers(workspace, account)["X-1", ""] == {"narrative": "None fly here."}


def test_what_cbp_asks_is_no_answer_where_it_is_known(workspace, account):
    overlays.save(workspace, account, "4.1", official_text="Members must lock. Always.")
    found = answers.load_text(workspace, account, "4.1 Members must lock. Always.\nWe do.\n")
    assert [row.narrative for row in found.answers] == ["We do."]


def test_answers_of_sites(workspace, account):
    add_sites(workspace, account, "Dock", "Mill")
    rows = [("9.1", "All.", {"site": "All sites"}), ("9.1", "Gates.", {"site": "dock"})]
    take(workspace, shown(workspace, account, *rows, ("9.2", "Lamps.", {"site": "Mill"})))
    found = {row.criterion.id: row for row in companies.dossier(workspace, account).answers}
    assert stored_answers(workspace, account) == {
        ("9.1", ""): {"narrative": "All."},
        ("9.1", "Dock"): {"narrative": "Gates."},
        ("9.2", "Mill"): {"narrative": "Lamps."},
    }
    assert found["9.1"].is_per_site
    assert found["9.2"].is_per_site


def test_days_are_read_as_lists_mean_them(workspace, account):
    rows = [
        ("4.1", "a", {"reviewed_on": "03/04/2025"}),
        ("4.2", "b", {"reviewed_on": "25/04/2025"}),
        ("4.3", "c", {"reviewed_on": "soon"}),
    ]
    preview = shown(workspace, account, *rows)
    assert preview.rows[0].values["reviewed_on"] == date(2025, 4, 3)
    assert preview.remarks[-1].text == "“soon” is not a date; left as it is."
    (one,) = shown(workspace, account, rows[0], order=answers.Order.MONTH_FIRST).rows
    assert one.values["reviewed_on"] == date(2025, 3, 4)


def test_documents_of_the_library_are_linked_by_name(workspace, account):
    own = company(workspace, account)
    first = library.add_bytes(workspace, own, "seal-log.pdf", b"%PDF-1", title="Seal log")
    second = library.add_bytes(workspace, own, "b.pdf", b"%PDF-2", title="Gate log")
    evidence_links.link(workspace, account, "6.1", second)
    names = ("E3 Seal Log", "b.pdf", "nobody.pdf")
    preview = shown(workspace, account, ("6.1", "", {"evidence": names}))
    assert preview.rows[0].documents == (first,)
    assert [row.text for row in preview.remarks] == [
        "“nobody.pdf” is no document of the library; nothing was linked."
    ]
    take(workspace, preview)
    assert evidence_links.uses(workspace, account, first) == ("6.1",)
    assert outcomes(shown(workspace, account, ("6.1", "", {"evidence": names}))) == ["same"]


def test_the_source_is_kept_in_the_same_step(workspace, account, tmp_path):
    path = tmp_path / "last year.csv"
    path.write_text("MSC,Answer\n4.1,Words.\n")
    preview = answers.preview(workspace, account, answers.load(workspace, account, path))
    take(workspace, preview, source=path)
    titles = [row.title for row in companies.dossier(workspace, account).evidence]
    assert titles == ["last year"]
    workspace.undo(company(workspace, account))
    assert companies.dossier(workspace, account).evidence == ()
    assert stored_answers(workspace, account) == {}


def test_a_source_that_cannot_be_kept_writes_nothing(workspace, account, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("MSC,Answer\n4.1,Words.\n")
    preview = answers.preview(workspace, account, answers.load(workspace, account, path))
    path.unlink()
    with pytest.raises(Problem, match=r"a\.csv was not added"):
        take(workspace, preview, source=path)
    assert stored_answers(workspace, account) == {}


def test_what_was_changed_meanwhile_is_not_overwritten(workspace, account):
    preview = shown(workspace, account, ("4.1", "Theirs.", {}), ("4.2", "Two.", {}))
    profile.save(workspace, account, "4.1", narrative="Mine.")
    with pytest.raises(Problem, match="changed meanwhile"):
        answers.apply(workspace, preview, [0, 1])
    assert stored_answers(workspace, account) == {("4.1", ""): {"narrative": "Mine."}}
    answers.apply(workspace, preview, [1])
    assert stored_answers(workspace, account)["4.2", ""] == {"narrative": "Two."}


def test_a_report_of_the_import_is_kept(workspace, account):
    profile.save(workspace, account, "4.2", narrative="Here.")
    rows = [("4.1", "One.", {}), ("4.2", "Two.", {}), ("4.2", "x", {}), ("4.3", "", {})]
    take(workspace, shown(workspace, account, *rows))
    with workspace.read() as session:
        (row,) = session.query(ImportReport)
        counts = (row.row_count, row.accepted, row.unchanged, row.refused)
    assert counts == (4, 1, 1, 2)


HARD = {
    "4.1": "4.2 is another one.\n\n4.3 Also not.\n\nReason\n\nOwner: nobody\n\nResponse: none",
    "4.2": "- one\n- two\n\n\n\nMust · In place\n\n=SUM(1)\n\n\tTabs\tinside.",
    "4.3": "我们锁门。\nWe say “yes”… and – no.\n\nDock (In place)\n\nEvidence",
    "4.4": "Evidence:\n- not a file\n\nStatus: In place\n\n=== 4.5 Not a head",
    "4.5": "word " * 9_000,
}


def tight(values):
    """Return values with at most one empty line between paragraphs, as pages print them."""
    words = "\n".join(line.strip() for line in values.get("narrative", "").split("\n"))
    return {**values, "narrative": re.sub("\n{3,}", "\n\n", words)}


@pytest.fixture
def full(workspace, account):
    """An account with words that are hard to tell from what stands around them."""
    add_sites(workspace, account, "Dock", "Mill")
    for number, words in HARD.items():
        profile.save(workspace, account, number, narrative=words.strip(), status="in_place")
    profile.save(workspace, account, "5.1", narrative="Soon.", status="planned", owner="A, B",
                 target_on=date(2027, 1, 2), reviewed_on=date(2026, 3, 4))  # fmt: skip
    profile.save(workspace, account, "5.2", status="not_applicable", reason="None.\n\nNever.")
    profile.save(workspace, account, "5.3", narrative="Said, but no status.")
    sites = {row.name: row.id for row in companies.dossier(workspace, account).sites}
    profile.save(workspace, account, "9.1", per_site=True, status="partly", narrative="Whole.")
    profile.save(workspace, account, "9.1", sites["Dock"], status="in_place", narrative="A\n\nB",
                 owner="Jane", target_on=date(2027, 1, 2))  # fmt: skip
    profile.save(workspace, account, "9.1", sites["Mill"], status="not_applicable", reason="No.")
    profile.save(workspace, account, "9.2", status="in_place")
    for number, site, name, text in STATED:
        where = (workspace, account, number, sites.get(site))
        statements.add(*where, name=name, text=text)
    return account


STATED = (
    ("9.1", "", "Fences: north", "We walk.\n\nDaily, at 5."),
    ("9.1", "", "", "Owner: nobody"),
    ("9.1", "Dock", "Gates", "Statement 7: we lock.\n\nReason: none"),
    ("9.1", "Mill", "Statement 2", "In place"),
    ("9.2", "", "Walls, and 3 doors", "1.2 High."),
    ("9.2", "", "Empty", ""),
    ("3.1", "", "No status", "We ask."),
)
"""Statements that are hard to tell from what stands around them: number, site, name and text."""


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("code", ["es_MX", "fr_CA"])
def test_a_report_in_another_language_comes_back_identical(workspace, full, tmp_path, code, kind):
    """With its days, which each language writes in an order of its own."""
    path = tmp_path / f"report.{kind}"
    with speaking(code):
        exports.report(Scope.of(workspace, full, TODAY), path, Silent())
    plan = answers.preview(workspace, full, answers.load(workspace, full, path))
    assert [(row.number, row.changes()) for row in plan.rows if row.outcome.value != "same"] == []


@pytest.mark.parametrize("kind", ["xlsx", "docx", "txt"])
def test_the_programs_own_reports_come_back_identical(workspace, full, tmp_path, kind):
    if kind == "txt":
        exports.portal(Scope.of(workspace, full, TODAY), tmp_path / "out", Silent())
        path = tmp_path / "out" / "all-answers.txt"
    else:
        path = tmp_path / f"report.{kind}"
        exports.report(Scope.of(workspace, full, TODAY), path, Silent())
    found = answers.load(workspace, full, path)
    assert not any(not row.narrative for row in found.answers if row.criterion in HARD)
    assert set(outcomes(answers.preview(workspace, full, found))) == {"same"}
    fresh = companies.start(workspace, "Second", "importer", 2026)
    add_sites(workspace, fresh, "Dock", "Mill")
    take(workspace, answers.preview(workspace, fresh, answers.load(workspace, fresh, path)))
    want, have = stored_answers(workspace, full), stored_answers(workspace, fresh)
    assert have.keys() == want.keys()
    for key, values in want.items():
        assert have[key].get("status") == values.get("status"), key
        if kind != "txt":  # the portal has neither owner nor day of review, and simple letters
            assert tight(have[key]) == tight(values)
        else:
            assert have[key].get("statements") == values.get("statements"), key
    again = answers.preview(workspace, full, answers.load(workspace, fresh, path))
    assert set(outcomes(again)) == {"same"}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_sample_company_comes_back_identical(sample_file, workspace, tmp_path, kind):
    made = samples.create(tmp_path / "s.ctpat", "importer")
    account = companies.choose(made)
    path = tmp_path / f"report.{kind}"
    exports.report(Scope.of(made, account, TODAY), path, Silent())
    found = answers.load(made, account, path)
    assert set(outcomes(answers.preview(made, account, found))) == {"same"}
    wholes = {row.criterion.id: row.whole for row in companies.dossier(made, account).answers}
    made.close()
    read = {row.criterion: row.narrative for row in found.answers if not row.site}
    stored = {number: row.narrative if row else "" for number, row in wholes.items()}
    assert read == stored


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_sample_company_goes_into_an_empty_file(sample_file, workspace, tmp_path, kind):
    made = samples.create(tmp_path / "s.ctpat", "importer")
    old = companies.choose(made)
    path = tmp_path / f"report.{kind}"
    exports.report(Scope.of(made, old, TODAY), path, Silent())
    want = stored_answers(made, old)
    sites = [site.name for site in companies.dossier(made, old).sites]
    made.close()
    fresh = companies.start(workspace, "Second", "importer", 2026)
    add_sites(workspace, fresh, *sites)
    found = answers.load(workspace, fresh, path)
    take(workspace, answers.preview(workspace, fresh, found))
    have = stored_answers(workspace, fresh)
    assert want["5.16", ""].pop("status") == "not_applicable"  # and no reason: it is not taken
    assert {key: tight(row) for key, row in have.items()} == {
        key: tight(row) for key, row in want.items()
    }


def proven(workspace, account, number, name, *titles):
    """Add a statement with documents of these titles."""
    key = statements.add(workspace, account, number, name=name, text="We do.").record_id
    for title in titles:
        given = (workspace, company(workspace, account), f"{title}.txt", title.encode())
        statements.link(workspace, key, library.add_bytes(*given, title=title, kind=""))


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_documents_of_each_statement_come_back(workspace, account, tmp_path, kind):
    proven(workspace, account, "9.2", "Fences", "Fence log", "Fence map")
    proven(workspace, account, "9.2", "Gates", "Gate log")
    path = tmp_path / f"report.{kind}"
    exports.report(Scope.of(workspace, account, TODAY), path, Silent())
    want = stored_answers(workspace, account)
    for answer in companies.dossier(workspace, account).answers:
        for one in answer.stated(answer.whole):
            statements.remove(workspace, one.id)
        for document in answer.evidence:
            evidence_links.unlink(workspace, account, answer.criterion.id, document.id)
    found = answers.load(workspace, account, path)
    take(workspace, answers.preview(workspace, account, found))
    assert stored_answers(workspace, account) == want
    assert set(outcomes(answers.preview(workspace, account, found))) == {"same"}
    workspace.undo()
    assert stored_answers(workspace, account) == {}


def csv_of(*lines):
    return "\n".join(("No.;Prompt;Answer;Status", *lines)).encode()


def loaded(workspace, account, tmp_path, data):
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    return answers.load(workspace, account, path)


def test_a_column_of_prompts_gives_statements(workspace, account, tmp_path):
    lines = ("9.1;Fences;We walk.;In place", ";Gates;We lock.;", "9.2;;We look.;In place")
    found = loaded(workspace, account, tmp_path, csv_of(*lines, "9.1;Walls;High.;"))
    take(workspace, answers.preview(workspace, account, found))
    assert stored_answers(workspace, account) == {
        ("9.1", ""): {
            "status": "in_place",
            "statements": [("Fences", "We walk.", []), ("Gates", "We lock.", []),
                           ("Walls", "High.", [])],
        },
        ("9.2", ""): {"status": "in_place", "narrative": "We look."},
    }  # fmt: skip


def test_each_statement_is_new_the_same_or_differs_and_is_only_replaced_if_ticked(
    workspace, account, tmp_path
):
    for name, text in (("Fences", "We walk."), ("Gates", "We lock."), ("", "High.")):
        statements.add(workspace, account, "9.1", name=name, text=text)
    lines = ("9.1;gates;We bolt.;", ";Fences;We walk.;", ";Statement 3;High.;", ";Doors;Shut.;")
    preview = answers.preview(
        workspace, account, loaded(workspace, account, tmp_path, csv_of(*lines))
    )
    (row,) = preview.rows
    told = [(one.number, one.called, one.outcome.value) for one in row.statements]
    assert told == [
        (2, "Statement 2: Gates", "differs"),
        (1, "Statement 1: Fences", "same"),
        (3, "Statement 3", "same"),
        (4, "Statement 4: Doors", "new"),
    ]
    assert [(one.label, one.old, one.new) for one in row.changes()] == [
        ("Statement 2: Gates", "We lock.", "We bolt."),
        ("Statement 4: Doors", "", "Shut."),
    ]
    before = stored_answers(workspace, account)
    take(workspace, preview)
    assert stored_answers(workspace, account) == before
    take(workspace, preview, Outcome.DIFFERS)
    texts = [one[:2] for one in stored_answers(workspace, account)["9.1", ""]["statements"]]
    assert texts == [("Fences", "We walk."), ("Gates", "We bolt."), ("", "High."),
                     ("Doors", "Shut.")]  # fmt: skip


def test_a_statement_changed_since_the_preview_is_not_written_over(workspace, account, tmp_path):
    key = statements.add(workspace, account, "9.1", name="Gates", text="We lock.").record_id
    found = loaded(workspace, account, tmp_path, csv_of("9.1;Gates;We bolt.;"))
    preview = answers.preview(workspace, account, found)
    statements.save(workspace, key, text="We weld.")
    with pytest.raises(Problem, match="changed meanwhile"):
        take(workspace, preview, Outcome.DIFFERS)
    (one,) = stored_answers(workspace, account)["9.1", ""]["statements"]
    assert one[1] == "We weld."


def test_two_statements_of_one_number_are_two(workspace, account, tmp_path):
    found = loaded(workspace, account, tmp_path, csv_of("9.1;Fences;One.;", "9.1;Fences;Two.;"))
    take(workspace, answers.preview(workspace, account, found))
    (stated,) = [row["statements"] for row in stored_answers(workspace, account).values()]
    assert [one[:2] for one in stated] == [("Fences", "One."), ("Fences", "Two.")]
    assert set(outcomes(answers.preview(workspace, account, found))) == {"same"}


def test_a_column_with_what_is_asked_gives_no_statements(workspace, account, tmp_path):
    criterion = companies.dossier(workspace, account).answer("9.1").criterion
    data = "\n".join(("No.;Statement;Answer", f"9.1;{criterion.title};We walk.")).encode()
    found = loaded(workspace, account, tmp_path, data)
    assert [(row.narrative, row.statements) for row in found.answers] == [("We walk.", ())]
