"""A copy for somebody outside has none of the words that go, wherever they stood, ever."""

import json
import re
import zlib
from contextlib import closing
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.exchange import child_process
from ctpat_desktop.records import RECORDS, Evidence, EvidenceText
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.copies import copying
from ctpat_desktop.services.copies.choices import Choice
from ctpat_desktop.services.copies.scoping import Wanted
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import blobs, door, keys
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.repair import health
from tests.workspace.subset.one_of_each import OURS, THEIRS, fill, record_id

WORD = "a passphrase"
EVERY = frozenset(Choice)
REMOVED = {
    Choice.SITE_PLANS: ["Quadrangle layout", "Pillbox mark"],
    Choice.SECURITY: [
        *("Hawkeye", "Watchtower", "Earlier camera words", "Spoken camera words", "Sentinel Co"),
        *("Badge 4711", "Paper of the cameras", "Recorder 31"),
    ],
    Choice.NAMES: [
        *("Quartermain", "Zelda", "Oldname", "Thistlewood", "Visitorname", "Drivername"),
        *("Loginname", "Lonesome"),
    ],
    Choice.PHONES: [
        "973 555 0199",
        "973-555-0199",
        "mail@invented.example",
        "212 555 0142",
        "Extension 5512",
    ],
    Choice.PHOTO_DATA: ["Exifword"],
    Choice.DISCLOSURES: ["Umbrella misdescription", "PD-77-31"],
    Choice.OTHER_COMPANIES: ["Canary-theirs", "Rivalco"],
}
"""The words that go with each choice; in the file each stands in several places."""
SEALED = [
    "Remarkword",
    "Reasonword",
    "Reportword",
    "Answerword",
    "Viewword",
    "Removedword",
    "Sealedword",
    "Earlierdocument",
]
"""Words that are in no copy at all."""


def paper(*lines):
    """Return a PDF with some lines of text, its author a person."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor("Zelda Quartermain")
    canvas._code.append("/Span <</ActualText (Zelda Quartermain)>> BDC EMC")
    canvas.textAnnotation("Quartermain was here", Rect=[10, 10, 20, 20])
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry("By Quartermain", "a")
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * at, line)
    canvas.save()
    return out.getvalue()


def photo():
    """Return a JPEG that says who took it."""
    out, notes = BytesIO(), Image.Exif()
    notes[0x013B] = "Exifword"
    Image.new("RGB", (300, 200), "#336699").save(out, "JPEG", exif=notes)
    return out.getvalue()


PAPERS = {
    "clean": ("clean.pdf", paper("Harmless words of a policy")),
    "named": ("named.pdf", paper("Signed by Zelda Quartermain")),
    "cameras": ("cameras.pdf", paper("Paper of the cameras")),
    "photo": ("photo Quartermain.jpg", photo()),
    "plan": ("plan.pdf", paper("Quadrangle layout")),
    "table": ("table.csv", b"Sealedword,1\n"),
    "disclosed": ("disclosed.pdf", paper("Umbrella misdescription")),
}


def ours(table, **values):
    return {record_id(table, OURS): values}


def add_papers(unit):
    for key, (name, data) in PAPERS.items():
        sha256, size = blobs.store(unit.session, [data])
        row = {"id": f"{key:0<32}", "company_id": record_id("company", OURS), "title": key}
        unit.add_many("evidence", [{**row, "filename": name, "sha256": sha256, "size": size}])
    (clean,) = unit.session.scalars(select(Evidence.sha256).where(Evidence.title == "clean"))
    read = {"sha256": clean, "text": "Zelda Quartermain", "state": "read"}
    unit.session.add(EvidenceText(**read))
    rows = [
        {"id": f"link{key:0<28}", "evidence_id": f"{key:0<32}", "response_id": response}
        for key, response in (("cameras", record_id("response", OURS)), ("clean", "r" * 32))
    ]
    unit.add_many("evidence_link", rows)


def change(workspace, **tables):
    with workspace.work("Change by Quartermain") as unit:
        for table, values in tables.items():
            unit.change_many(table, ours(table, **values))


def speak(unit):
    """Let other texts name what goes."""
    words = (
        "Ask Zelda Quartermain's deputy, Ms. Oldname and QUARTERMAIN or Thistlewood at "
        "973-555-0199 or mail@invented.example, or 212 555 0142. See Umbrella "
        "misdescription (PD-77-31), "
        "Quadrangle layout, Sentinel Co and Rivalco."
    )
    row = {"id": "r" * 32, "profile_id": record_id("profile", OURS), "criterion": "1.1"}
    unit.add_many("response", [{**row, "narrative": words, "status": "in_place"}])
    partner = {"id": "p" * 32, "company_id": record_id("company", OURS)}
    unit.add_many("partner", [{**partner, "name": "Removedword"}])
    view = {"id": "list.partner", "value": json.dumps({"words": "Viewword"})}
    unit.add_many("setting", [view])


def write(workspace):
    """Put every word that goes into the file, in rows, in older versions and in documents."""
    workspace.who = "Loginname"
    fill(workspace)
    with workspace.work("Add words") as unit:
        speak(unit)
        add_papers(unit)
    change(
        workspace,
        person={"first_name": "Zelda", "last_name": "Oldname"},
        contact={"first_name": "Zelda", "last_name": "Quartermain", "phone": "+1 973 555 0199"},
        response={"criterion": "9.13", "narrative": "Earlier camera words"},
        statement={"text": "Spoken camera words"},
        site={"cameras": "Hawkeye domes", "guard_company": "Sentinel Co"},
        disclosure={"title": "Umbrella misdescription", "reference": "PD-77-31"},
        site_plan={"title": "Quadrangle layout", "evidence_id": f"{'plan':0<32}"},
        site_mark={"label": "Pillbox mark"},
        device={"number": "Badge 4711"},
        it_asset={"kind": "cameras", "name": "Recorder 31"},
        incident={"text": "Out of sight of both cameras"},
        visitor={"name": "Una Visitorname"},
        pickup={"driver": "Ivo Drivername"},
        seal_batch={"keeper": "Lonesome"},
        account={"specialist_contact": "Extension 5512"},
        action={"owner": "Barnaby Thistlewood"},
        comment={"text": "Remarkword"},
        answer_review={"reason": "Reasonword"},
        import_report={"details": "Reportword"},
        partner_answer={"value": "Answerword"},
        evidence_version={
            "filename": "Earlierdocument.pdf",
            "evidence_id": f"{'clean':0<32}",
        },
    )
    change(
        workspace,
        person={"last_name": "Quartermain"},
        response={"narrative": "Now Watchtower and Hawkeye"},
        disclosure={"evidence_id": f"{'disclosed':0<32}"},
    )
    with workspace.work("Rename") as unit:
        unit.change_many("company", {record_id("company", THEIRS): {"name": "Rivalco"}})
    with workspace.work("Remove") as unit:
        unit.remove_many("partner", ["p" * 32])


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A file with all words that can go; nothing is written into it."""
    opened = door.create_workspace(tmp_path_factory.mktemp("copies") / "full.ctpat")
    write(opened)
    yield opened
    opened.close()


def copied(workspace, path, choices=EVERY):
    wanted = Wanted("Nordwind GmbH", choices, record_id("company", OURS))
    return copying.copy(workspace, wanted, Place(path, WORD))


def key_of(path):
    return keys.derive(WORD, keys.salt_of(path))


def everything(path):
    """Return all that a file holds: its plain pages, every cell, and what is in its documents."""
    plain = path.with_suffix(".plain")
    plain.unlink(missing_ok=True)
    with closing(files.bare(path, key_of(path))) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute("DETACH DATABASE plain")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        cells = [
            str(cell)
            for (name,) in names
            if name != "evidence_chunk"
            for row in connection.execute(f'SELECT * FROM "{name}"')
            for cell in row
        ]
        query = "SELECT sha256, number, content FROM evidence_chunk ORDER BY sha256, number"
        documents = {}
        for sha256, _, piece in connection.execute(query):
            documents[sha256] = documents.get(sha256, b"") + piece
    inside = [words for data in documents.values() for words in unpacked(data)]
    pages = plain.read_bytes().decode("latin-1")
    return "\n".join([pages, *cells, *inside])


def unpacked(data):
    """Yield what a document holds, packed streams unpacked, and what a reader reads in it."""
    yield data.decode("latin-1")
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(match[1]).decode("latin-1")
        except zlib.error:
            continue
    if data.startswith(b"%PDF"):
        yield pdf_text(data, 100_000)


def left_in(words, text):
    folded = text.casefold()
    return [word for word in words if word.casefold() in folded]


@pytest.fixture(scope="module")
def made(full, tmp_path_factory):
    """The copy without everything that can go, and what was said of it."""
    path = tmp_path_factory.mktemp("copies") / "copy.ctpat"
    return path, copied(full, path)


def test_every_word_stands_in_the_file_it_is_made_of(full):
    words = [word for row in REMOVED.values() for word in row] + SEALED
    with full.bare() as connection:
        cells = [
            str(cell)
            for table in (*RECORDS, "revision")
            for row in connection.execute(f'SELECT * FROM "{table}"')
            for cell in row
        ]
    inside = [words for _, data in PAPERS.values() for words in unpacked(data)]
    assert set(left_in(words, "\n".join([*cells, *inside]))) == set(words)


def test_none_of_the_words_is_in_the_copy(made):
    path, _ = made
    text = everything(path)
    assert left_in([word for row in REMOVED.values() for word in row], text) == []
    assert left_in(SEALED, text) == []


@pytest.mark.parametrize("choice", list(Choice))
def test_each_choice_is_what_takes_its_words_out(full, tmp_path, monkeypatch, choice):
    monkeypatch.setattr(child_process, "_is_child", True)  # a process for each takes its time
    path = tmp_path / "copy.ctpat"
    copied(full, path, EVERY - {choice})
    text = everything(path)
    assert left_in(REMOVED[choice], text) != []
    others = [w for row, words in REMOVED.items() if row is not choice for w in words]
    assert left_in(others, text) == []


def test_the_copy_passes_its_own_check_and_keeps_the_rest(made):
    path, told = made
    assert health.verify(path, key_of(path)) == ()
    with closing(files.bare(path, key_of(path))) as connection:
        (words,) = connection.execute(
            "SELECT narrative FROM response WHERE criterion = '1.1'"
        ).fetchone()
        titles = connection.execute("SELECT title FROM evidence ORDER BY title").fetchall()
    assert words == (
        "Ask [name left out]'s deputy, Ms. [name left out] and [name left out] or "
        "[name left out] at [contact left out] or "
        "[contact left out], or [contact left out]. See [left out] ([left out]), [left out], "
        "[left out] and [left out]."
    )
    assert titles == [("clean",), ("photo",)]
    assert told.written.documents == 2


def test_every_field_of_the_copy_is_still_of_its_kind(made):
    path, _ = made
    with workspaces.opened(path, WORD) as copy, copy.read() as session:
        counts = {
            table: len(session.scalars(select(kind)).all()) for table, kind in RECORDS.items()
        }
    assert counts["trade_change"] == counts["site"] == 1


def test_what_was_left_out_is_listed_with_its_reason(made):
    _, told = made
    assert {(row.title, row.why) for row in told.documents} >= {
        ("cameras", "it belongs to what was left out"),
        ("plan", "it belongs to what was left out"),
        ("disclosed", "it belongs to what was left out"),
        ("named", "words that go stand in it"),
        ("table", "this kind of file cannot be marked"),
    }
    assert told.unchecked[0].startswith("1 picture or page has no words")
    words = "Cameras, alarms or guards are still spoken of in: Security incidents (1)."
    assert told.unchecked[-1] == words
    assert told.left[-1].startswith("Submissions, packets")


def test_pictures_and_pages_are_marked_with_who_gets_them(made):
    path, _ = made
    with closing(files.bare(path, key_of(path))) as connection:
        rows = connection.execute(
            "SELECT filename, content FROM evidence JOIN evidence_chunk USING (sha256)"
        ).fetchall()
    documents = {name.rpartition(".")[2]: data for name, data in rows}
    assert "Copy for Nordwind GmbH" in pdf_text(documents["pdf"], 1_000)
    assert len(Image.open(BytesIO(documents["jpg"])).convert("RGB").getcolors(70_000)) > 100


def test_a_copy_for_nobody_is_refused(full, tmp_path):
    with pytest.raises(Problem, match="Say who gets the copy"):
        copying.copy(full, Wanted(" ", EVERY), Place(tmp_path / "copy.ctpat"))


def test_the_file_it_is_made_of_is_as_it_was(full, made):
    with full.bare() as connection:
        query = "SELECT last_name FROM person WHERE id = ?"
        mine = (record_id("person", OURS),)
        assert connection.execute(query, mine).fetchone() == ("Quartermain",)
    assert full.holds_tip()
