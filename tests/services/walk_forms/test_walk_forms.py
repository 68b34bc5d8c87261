"""A site walk goes out as a form and comes back: compared first, taken over in one step."""

import shutil
import subprocess
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader, PdfWriter

from ctpat_desktop.catalogue.walks import load_walk
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, Walk, WalkForm
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import versions
from ctpat_desktop.services.questionnaires.receiving import receive as receive_questionnaires
from ctpat_desktop.services.registers import attachments, records, walks
from ctpat_desktop.services.walk_forms import receiving, sending, wording
from ctpat_desktop.services.walk_forms.comparing import Entry
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import speaking
from tests.exchange.questionnaires.clicking import clicked
from tests.exchange.questionnaires.returning import run_tool, saved
from tests.services.questionnaires import asking
from tests.services.walk_forms.conftest import TODAY
from tests.services.walk_forms.walking import ANSWER, REMARK, filled_walk

STEPS = {step.key: step for step in load_walk().steps()}
ODD = "Loch im Zaun 宁波 ضوء\n=1+1 “x” – y\n\n– Ende "
"""Words with letters that Helvetica lacks, and lines a reader may break otherwise."""
WALKED = {
    "fence_light": ("Planned", "Two masts are dark."),
    "gates": ("In place", ""),
    "driver_id": ("", "No sign at the window."),
}
SIGNED = {"name": "Zoé Lefèvre", "date": "2026-11-27"}


def say(scope, walk, key, result, words=""):
    walks.say(scope.workspace, walk, STEPS[key], result=result, words=words)


def sent(scope, site, folder, kind="xlsx"):
    return sending.send(scope, site, folder / "out", kind).path


def results(scope, walk):
    found = walks.answers_of(scope.workspace, walk)
    return {key: (row.result, row.words) for key, row in found.items() if row.result or row.words}


def stored(scope, table, **values):
    with scope.workspace.read() as session:
        return session.query(table).filter_by(**values).all()


def edited(path, change, name="edited.xlsx"):
    """Change a workbook with openpyxl and save it under another name."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path.with_name(name))
    return path.with_name(name)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_what_is_filled_in_is_compared_and_taken_over_in_one_step(
    scope, site, walk, tmp_path, kind
):
    say(scope, walk, "gates", "partly", "The lock is broken.")
    back = filled_walk(sent(scope, site, tmp_path, kind), WALKED, SIGNED)
    before, tip = results(scope, walk), scope.workspace.tip
    filled = receiving.look(scope, back)
    assert scope.workspace.tip == tip  # looking writes nothing
    rows = {row.key: (row.here, row.new, row.is_asked) for row in filled.rows}
    lock = "The lock is broken."
    assert rows == {
        "fence_light": (Entry(), Entry("planned", "Two masts are dark."), False),
        "gates": (Entry("partly", lock), Entry("in_place", lock), False),
        "driver_id": (Entry(), Entry("", "No sign at the window."), False),
        "walked_by": (
            Entry("", stored(scope, Walk)[0].walked_by),
            Entry("", SIGNED["name"]),
            False,
        ),
        "walked_on": (Entry("", "2026-11-28"), Entry("", "2026-11-27"), False),
    }
    assert (filled.altered, filled.unclear, filled.unasked) == ("", (), set(rows))
    assert filled.question("fence_light") == ("9.6", STEPS["fence_light"].question)
    receiving.take(scope, filled, filled.unasked)
    assert results(scope, walk) == {
        "fence_light": ("planned", "Two masts are dark."),
        "gates": ("in_place", lock),
        "driver_id": ("", "No sign at the window."),
    }
    (record,) = stored(scope, Walk)
    assert (record.walked_by, str(record.walked_on)) == (SIGNED["name"], SIGNED["date"])
    ((_, title),) = attachments.of_record(scope.workspace, "walk", walk)
    assert title == "Site walk Savannah"
    scope.workspace.undo(scope.company_id)
    assert (results(scope, walk), stored(scope, Evidence)) == (before, [])
    records.remove(scope.workspace, "walk", walk)
    scope.workspace.undo(scope.company_id)
    assert receiving.look(scope, back).unasked == set(rows)


def test_a_form_shows_what_the_walk_has_found(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", "The lock is broken.")
    fields = PdfReader(sent(scope, site, tmp_path, "pdf")).get_fields()
    names = ("gates", "gates remark", "driver_id", "driver_id remark")
    values = [str(fields[name].get("/V") or "").strip("/") for name in names]
    assert values == ["partly", "The lock is broken.", "", ""]
    sheet = openpyxl.load_workbook(sent(scope, site, tmp_path)).worksheets[1]
    cells = {row[0]: row[ANSWER : REMARK + 1] for row in sheet.iter_rows(values_only=True)}
    assert cells["gates"] == ("Partly", "The lock is broken.")
    assert cells["driver_id"] == (None, None)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_what_stands_in_a_form_already_says_nothing_new(scope, site, walk, tmp_path, kind):
    say(scope, walk, "gates", "partly", ODD)
    say(scope, walk, "driver_id", "in_place", "=SUM(A1)")
    path = sent(scope, site, tmp_path, kind)
    with pytest.raises(Problem, match="says only what it said when it went out"):
        receiving.look(scope, filled_walk(path, {}))
    (row,) = receiving.look(scope, filled_walk(path, {"gates": ("In place", "")})).rows
    assert row.new == Entry("in_place", ODD.strip())


def test_a_browser_fills_in_a_form_that_holds_answers(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", "The lock is broken.")
    say(scope, walk, "fence_state", "partly", "A hole.")
    path = sent(scope, site, tmp_path, "pdf")
    acts = (("gates", "in_place"), ("fence_light", "planned"), ("fence_light remark", "Dark."))
    back = tmp_path / "back.pdf"
    back.write_bytes(clicked(path.read_bytes(), *acts))
    assert {row.key: row.new for row in receiving.look(scope, back).rows} == {
        "gates": Entry("in_place", "The lock is broken."),
        "fence_light": Entry("planned", "Dark."),
    }


@pytest.mark.full
def test_a_form_saved_by_libreoffice_comes_back(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", ODD)
    back = filled_walk(sent(scope, site, tmp_path), WALKED, SIGNED)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = tmp_path / "made"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", made, back]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    filled = receiving.look(scope, made / back.name)
    assert (filled.altered, filled.unclear) == ("", ())
    assert filled.unasked == {*WALKED, "walked_by", "walked_on"}


@pytest.mark.full
@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not here")
def test_a_form_saved_again_by_another_program_comes_back(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", ODD)
    back = filled_walk(sent(scope, site, tmp_path, "pdf"), WALKED)
    words = ("qpdf", "--linearize", "--object-streams=generate", "IN", "OUT")
    back.write_bytes(run_tool(tmp_path, back.read_bytes(), *words))
    filled = receiving.look(scope, back)
    assert (filled.altered, filled.unasked) == ("", set(WALKED))


def test_what_was_changed_here_as_well_is_asked_and_stays(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", "The lock is broken.")
    back = filled_walk(sent(scope, site, tmp_path), WALKED)
    say(scope, walk, "gates", "planned", "A new lock comes.")
    say(scope, walk, "fence_light", "planned", "Two masts are dark.")
    filled = receiving.look(scope, back)
    rows = {row.key: row for row in filled.rows}
    assert (set(rows), filled.compared.same) == ({"gates", "driver_id"}, 1)
    assert (rows["gates"].is_asked, filled.unasked) == (True, {"driver_id"})
    assert rows["gates"].sent == Entry("partly", "The lock is broken.")
    receiving.take(scope, filled, filled.unasked)
    assert results(scope, walk)["gates"] == ("planned", "A new lock comes.")


def test_an_asked_row_is_taken_where_a_person_says_so(scope, site, walk, tmp_path):
    back = filled_walk(sent(scope, site, tmp_path), {"gates": ("In place", "Locked.")})
    say(scope, walk, "gates", "planned", "A new lock comes.")
    receiving.take(scope, receiving.look(scope, back), {"gates"})
    assert results(scope, walk)["gates"] == ("in_place", "Locked.")


def test_words_from_here_and_a_result_from_there_stay_both(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "", "Not looked at yet.")
    back = filled_walk(sent(scope, site, tmp_path), {"gates": ("In place", "")})
    say(scope, walk, "gates", "", "Looked at on Monday.")
    (row,) = receiving.look(scope, back).rows
    assert (row.new, row.is_asked) == (Entry("in_place", "Looked at on Monday."), False)


def test_an_emptied_box_takes_nothing_away(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", "The lock is broken.")

    def empty(book):
        for row in book.worksheets[1].iter_rows():
            if row[0].value == "gates":
                row[ANSWER].value = row[REMARK].value = None

    emptied = edited(sent(scope, site, tmp_path), empty)
    with pytest.raises(Problem, match="says only what it said when it went out"):
        receiving.look(scope, emptied)
    (row,) = receiving.look(scope, filled_walk(emptied, {"driver_id": ("Partly", "")})).rows
    assert row.key == "driver_id"


def test_an_answer_that_fits_no_result_is_named_and_not_taken(scope, site, walk, tmp_path):
    filled = receiving.look(
        scope, filled_walk(sent(scope, site, tmp_path), {"gates": ("maybe", "")})
    )
    assert (filled.rows, filled.unclear) == (
        (),
        ("9.4  Is every gate manned, or locked and watched by camera?: “maybe”",),
    )


def test_a_day_that_may_be_two_days_is_named(scope, site, walk, tmp_path):
    signer = {"date": "03/04/2026"}
    filled = receiving.look(scope, filled_walk(sent(scope, site, tmp_path), {}, signer))
    assert (filled.rows, filled.unclear) == ((), ("Walked on: “03/04/2026”",))


def test_a_form_asks_only_who_walked_and_when(scope, site, walk, tmp_path):
    fields = PdfReader(sent(scope, site, tmp_path, "pdf")).get_fields()
    assert {name for name in fields if "signer" in name} == {"signer name", "signer date"}
    sheet = openpyxl.load_workbook(sent(scope, site, tmp_path)).worksheets[2]
    shown = [row[2] for row in sheet.iter_rows(values_only=True) if row[2]]
    assert shown == ["signer name", "signer date"]


def test_a_second_copy_that_says_something_else_is_asked(scope, site, walk, tmp_path):
    path = sent(scope, site, tmp_path)
    first = receiving.look(scope, filled_walk(path, {"gates": ("Partly", "Broken.")}))
    receiving.take(scope, first, first.unasked)
    second = receiving.look(
        scope, filled_walk(path, {"gates": ("In place", "Mended.")}, name="2.xlsx")
    )
    assert (second.unasked, second.rows[0].is_asked, second.taken_on) == (set(), True, TODAY)
    assert wording.note(second) == [
        "1 answer was changed here after the form went out.",
        "Answers of this form were taken over on 11/28/2026 already.",
    ]


def move_columns(book):
    book.worksheets[1].insert_cols(3)


def drop_codes(book):
    book.worksheets[1].delete_cols(1)


def name_sheets(book):
    for at, sheet in enumerate(book.worksheets):
        sheet.title = f"x{at}"
    book.worksheets[1]["H9"] = "Call me"


@pytest.mark.parametrize("change", [move_columns, drop_codes, name_sheets])
def test_edited_sheets_lose_no_answer_and_are_taken_only_row_by_row(
    scope, site, walk, tmp_path, change
):
    back = edited(filled_walk(sent(scope, site, tmp_path), WALKED), change)
    filled = receiving.look(scope, back)
    assert {row.key for row in filled.rows} == set(WALKED)
    assert filled.altered.startswith("Not as it was sent or signed: ")
    assert len(filled.altered.splitlines()) == 1
    assert filled.unasked == set()
    receiving.take(scope, filled, {"gates"})
    assert results(scope, walk) == {"gates": ("in_place", "")}


def of_another_site(scope, path):
    records.add(scope.workspace, "site", company_id=scope.company_id, name="Laredo")
    (other,) = [
        one
        for one in companies.dossier(scope.workspace, scope.account_id).sites
        if one.name == "Laredo"
    ]
    return path, other.id


def taken_already(scope, path):
    filled = receiving.look(scope, path)
    receiving.take(scope, filled, filled.unasked)
    return path.rename(path.with_name("renamed.bin")), ""


def of_a_removed_walk(scope, path):
    records.remove(scope.workspace, "walk", stored(scope, Walk)[0].id)
    return path, ""


def of_a_finished_walk(scope, path):
    walks.finish(scope.workspace, stored(scope, Walk)[0].id, TODAY)
    return path, ""


def nothing_filled_in(scope, path):
    return path.with_name(path.name.removeprefix("back ")), ""


def of_a_partner(scope, path):
    maker = asking.partner(scope.workspace, scope.company_id)
    one = asking.sent_to(scope.workspace, scope.company_id, maker, path.parent, format="xlsx")
    return one.path, ""


def another_document(scope, path):
    path.write_bytes(b"%PDF-1.4 not really")
    return path, ""


def another_workbook(scope, path):
    return edited(
        path,
        lambda book: (
            [book.remove(one) for one in book.worksheets[1:]]
            + [book.worksheets[0].delete_rows(1, 90)]
        ),
    ), ""


def what_went_out_is_lost(scope, path):
    with scope.workspace.work("Lose") as unit:
        unit.session.query(WalkForm).one().sent_values = ""
    return path, ""


def no_file(scope, path):
    return path.parent / "gone.pdf", ""


REFUSED = {
    of_another_site: "{name} is the walk of Savannah, not of Laredo. Choose Savannah",
    taken_already: "{name} was taken in on 11/28/2026 already. Undo that step",
    of_a_removed_walk: "{name}: There is no form W26-",
    of_a_finished_walk: "This walk is finished, so it was not changed. Reopen it",
    nothing_filled_in: "{name}: No answer was found in it: the form is empty.",
    of_a_partner: "{name} is the questionnaire of a partner, not the walk of a site.",
    another_document: "{name} cannot be read: the PDF is damaged",
    another_workbook: "{name} is not a form of this program.",
    what_went_out_is_lost: "What went out in form W26-",
    no_file: "{name} cannot be read: ",
}


@pytest.mark.parametrize("make", REFUSED)
def test_a_file_that_cannot_be_taken_is_one_line_and_loses_nothing(
    scope, site, walk, tmp_path, make
):
    path, where = make(scope, filled_walk(sent(scope, site, tmp_path), WALKED))
    tip, content = scope.workspace.tip, path.read_bytes() if path.exists() else b""
    with pytest.raises(Problem) as caught:
        receiving.look(scope, path, where)
    line = caught.value.line()
    assert line.startswith(REFUSED[make].format(name=path.name)), line
    assert len(str(caught.value).splitlines()) == 1
    assert scope.workspace.tip == tip
    assert (path.read_bytes() if path.exists() else b"") == content


def test_the_form_of_another_company_or_workspace_is_refused(scope, site, walk, tmp_path):
    back = filled_walk(sent(scope, site, tmp_path), WALKED)
    other = companies.start(scope.workspace, "Other Trading", "importer", 2026)
    elsewhere = Scope.of(scope.workspace, other, TODAY)
    with pytest.raises(Problem, match="is the walk of a site of another company"):
        receiving.look(elsewhere, back)
    with scope.workspace.work("Forget") as unit:
        unit.session.query(WalkForm).delete()
    with pytest.raises(Problem, match="sent from another workspace or company"):
        receiving.look(elsewhere, back)


def test_a_flattened_form_shows_the_words_in_its_boxes(scope, site, walk, tmp_path):
    path = sent(scope, site, tmp_path, "pdf")
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        fields = {"gates remark": "The lock is broken."}
        writer.update_page_form_field_values(page, fields, flatten=True)
    writer.remove_annotations(subtypes="/Widget")
    del writer._root_object["/AcroForm"]
    path.write_bytes(saved(writer))
    with pytest.raises(Problem) as caught:
        receiving.look(scope, path)
    assert "was flattened or printed" in str(caught.value)
    assert caught.value.hint.endswith("In its boxes stands: gates “The lock is broken.”.")


def test_what_is_changed_between_looking_and_taking_stops_it(scope, site, walk, tmp_path):
    back = filled_walk(sent(scope, site, tmp_path), {"gates": ("Partly", "Broken.")})
    filled = receiving.look(scope, back)
    say(scope, walk, "gates", "in_place")
    with pytest.raises(Problem, match="changed meanwhile, so nothing was taken over"):
        receiving.take(scope, filled, {"gates"})
    filled = receiving.look(scope, back)
    back.write_bytes(back.read_bytes() + b" ")
    with pytest.raises(Problem, match="was changed meanwhile"):
        receiving.take(scope, filled, {"gates"})
    assert results(scope, walk) == {"gates": ("in_place", "")}


def test_documents_inside_a_form_become_documents_of_the_walk(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "in_place")
    path = sent(scope, site, tmp_path, "pdf")
    writer = PdfWriter(clone_from=PdfReader(path))
    for name in ("../4.txt", "5 booth.txt", "2026 plan.txt"):
        writer.add_attachment(name, name.encode())
    back = tmp_path / "back.pdf"
    back.write_bytes(saved(writer))
    filled = receiving.look(scope, back)
    assert wording.note(filled) == ["3 documents inside it become documents of the walk."]
    receiving.take(scope, filled, ())
    names = {row.filename for row in stored(scope, Evidence)}
    assert names == {"back.pdf", "4.txt", "5 booth.txt", "2026 plan.txt"}
    assert len(attachments.of_record(scope.workspace, "walk", walk)) == 3
    gates = walks.answers_of(scope.workspace, walk)["gates"].id
    ((_, title),) = attachments.of_record(scope.workspace, "walk_answer", gates)
    assert title == "Savannah: 4.txt"


def test_the_file_that_came_back_is_not_replaced(scope, site, walk, tmp_path):
    back = filled_walk(sent(scope, site, tmp_path), WALKED)
    filled = receiving.look(scope, back)
    receiving.take(scope, filled, filled.unasked)
    (document,) = stored(scope, Evidence)
    (tmp_path / "newer.txt").write_text("newer")
    with pytest.raises(Problem, match="it is the site walk that came back as a form"):
        versions.replace(scope, document.id, tmp_path / "newer.txt", versions.Fresh())


def test_sending_begins_a_walk_where_none_is_on_and_is_taken_back_as_one(scope, site, tmp_path):
    one = sending.send(scope, site, tmp_path / "out", "xlsx", TODAY)
    (walk,), (form,) = stored(scope, Walk), stored(scope, WalkForm)
    assert (walk.id, form.walk_id, walk.walked_on) == (one.walk_id, one.walk_id, TODAY)
    assert wording.sent_lines(scope.workspace, walk.id) == [
        f"Sent as form {one.reference} (XLSX) on 11/28/2026, wanted back by 11/28/2026."
    ]
    scope.workspace.undo(scope.company_id)
    assert (stored(scope, Walk), stored(scope, WalkForm)) == ([], [])


def test_a_form_that_cannot_be_written_begins_nothing(scope, site, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Problem, match="The form was not written"):
        sent(scope, site, tmp_path)
    assert (stored(scope, Walk), (tmp_path / "out").read_text()) == ([], "a file")


def test_a_walk_among_questionnaires_says_where_it_belongs(scope, site, walk, tmp_path):
    back = filled_walk(sent(scope, site, tmp_path), WALKED)
    (one,) = receive_questionnaires(scope, [back])
    words = "It is the walk of a site. Receive it under Sites, on “Site walks”."
    assert (one.outcome, one.reason) == ("refused", words)


def test_words_in_a_box_are_drawn_in_letters_that_have_them(scope, site, walk, tmp_path):
    say(scope, walk, "gates", "partly", "宁波 ضوء Zaun")
    one = sending.send(scope, site, tmp_path / "out", "pdf")
    assert one.notices == ()
    reader = PdfReader(BytesIO(one.path.read_bytes()))
    notes = (note.get_object() for page in reader.pages for note in page.get("/Annots", []))
    box = next(note for note in notes if note.get("/T") == "gates remark")
    fonts = box["/AP"]["/N"]["/Resources"]["/Font"]
    bases = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert len(bases) >= 2, bases


@pytest.mark.parametrize(("kind", "result"), [("pdf", "Partly"), ("xlsx", "Parcial")])
def test_a_form_is_in_the_language_it_is_sent_in_and_read_in_any(
    scope, site, tmp_path, kind, result
):
    with speaking("es_MX"):
        path = sent(scope, site, tmp_path, kind)
    if kind == "pdf":
        page = PdfReader(path).pages[0].extract_text()
        assert "Cómo llenar y devolver" in page
        assert "How to fill in" not in page
    else:
        assert openpyxl.load_workbook(path).sheetnames[1] == "Preguntas"
    back = filled_walk(path, {"gates": (result, "Candado roto.")})
    rows = {row.key: row.new for row in receiving.look(scope, back).rows}
    assert rows["gates"] == Entry("partly", "Candado roto.")
