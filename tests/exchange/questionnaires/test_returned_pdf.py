"""What is read from returned PDF forms, however they were filled in and saved."""

import shutil
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.catalogue.sendings import field_names
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.documents.questionnaires.form import questionnaire_pdf
from ctpat_desktop.exchange.questionnaires.answers import decode
from ctpat_desktop.exchange.questionnaires.printed_form import printed_words
from ctpat_desktop.exchange.questionnaires.reader import read_returned, returned_bytes
from ctpat_desktop.exchange.questionnaires.returned import Unreadable
from tests.exchange.questionnaires import returning
from tests.exchange.questionnaires.clicking import clicked
from tests.exchange.questionnaires.returning import ANSWERS, FACTORY, filled, form

FORM = form()
FILLED = filled(FORM)


def read(data, name="returned.pdf"):
    return decode(read_returned(data, name), FACTORY)


def place_of(data, name):
    """Return page and edges of the first box of a field; "PQ-04=no" is one of its buttons."""
    key, _, state = name.partition("=")
    reader = PdfReader(BytesIO(data))
    for number, page in enumerate(reader.pages):
        for entry in page["/Annots"]:
            box = entry.get_object()
            own = box if "/T" in box else box.get("/Parent", box).get_object()
            if own.get("/T") == key and (not state or f"/{state}" in box["/AP"]["/N"]):
                return number, tuple(float(edge) for edge in box["/Rect"])
    raise KeyError(name)


def with_note(data, page, rect, words, kind="/FreeText"):
    """Lay a note over a page: words typed there, or something drawn by hand."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    note = DictionaryObject({NameObject("/Subtype"): NameObject(kind)})
    note[NameObject("/Rect")] = ArrayObject(FloatObject(edge) for edge in rect)
    if words:
        note[NameObject("/Contents")] = TextStringObject(words)
    else:
        note[NameObject("/AP")] = DictionaryObject()
    writer.pages[page]["/Annots"].append(writer._add_object(note))
    return returning.saved(writer)


def typed_over(data, words):
    for name, said in words.items():
        data = with_note(data, *place_of(data, name), said)
    return data


def refused(data, name="returned.pdf", seconds=20.0):
    with pytest.raises(Unreadable) as caught:
        read_returned(data, name, seconds)
    return caught.value


@pytest.mark.parametrize("language", ["en", "fr", "es", "en+fr", "en+es"])
def test_every_question_has_its_fields(language):
    fields = PdfReader(BytesIO(form(language))).get_fields()
    assert set(fields) == field_names(FACTORY)


def test_the_same_sending_gives_the_same_bytes():
    assert form() == FORM


def test_every_field_says_its_question_to_a_screen_reader():
    fields = PdfReader(BytesIO(FORM)).get_fields()
    assert [name for name, field in fields.items() if not field.get("/TU")] == []


def test_the_whole_french_text_is_on_the_pages(tmp_path):
    text = returning.run_tool(tmp_path, FORM, "pdftotext", "IN", "OUT", suffix=".txt").decode()
    words = " ".join(text.split())
    missing = [
        question.key
        for question in FACTORY.questions
        if "".join(question.text.fr.split()) not in "".join(words.split())
    ]
    assert missing == []


def test_the_code_on_a_page_names_the_request(tmp_path):
    if shutil.which("zbarimg") is None:
        pytest.skip("needs zbarimg")
    picture = tmp_path / "page"
    command = ["pdftocairo", "-png", "-singlefile", "-f", "3", "-r", "150"]
    (tmp_path / "in.pdf").write_bytes(FORM)
    subprocess.run([*command, tmp_path / "in.pdf", picture], check=True, timeout=60)
    read_back = ["zbarimg", "--quiet", "--raw", picture.with_suffix(".png")]
    done = subprocess.run(read_back, check=True, capture_output=True, timeout=60, text=True)
    assert done.stdout.strip() == returning.sending().mark


def test_a_chinese_partner_is_printed_on_every_page(tmp_path):
    text = returning.run_tool(tmp_path, FORM, "pdftotext", "IN", "OUT", suffix=".txt").decode()
    assert text.count("宁波海浪家具有限公司") >= page_count(FORM)


def test_an_empty_form_has_no_answers():
    assert read(FORM).answers == {}


def test_answers_filled_in_with_pypdf_are_read():
    assert read(FILLED).answers == ANSWERS


def test_answers_clicked_and_typed_in_a_browsers_reader_are_read():
    acts = [
        ("PQ-04", "yes"),
        ("PQ-05", "yearly"),
        ("PQ-05", "two_years"),
        ("PQ-06", "Zoé 王"),
        ("PQ-07", "2026-03-31"),
        ("PQ-11 visits", "Yes"),
        ("PQ-11 contracts", "Yes"),
        ("signer name", "Zoé"),
    ]
    found = read(clicked(FORM, *acts))
    assert (found.signer, found.altered, found.answers) == (
        "Zoé",
        (),
        {
            "PQ-04": "yes",
            "PQ-05": "two_years",
            "PQ-06": "Zoé 王",
            "PQ-07": "2026-03-31",
            "PQ-11": "visits;contracts",
        },
    )


def test_the_signature_page_is_read():
    found = read(FILLED)
    assert (found.signer, found.signed_on.isoformat()) == ("Zoé Lefèvre", "2026-12-01")


def test_chinese_answers_are_read():
    data = filled(FORM, {"PQ-06": "王小明 安全经理"}, {"PQ-06": "请打电话"})
    assert read(data).content == {"PQ-06": ("王小明 安全经理", "请打电话")}


@pytest.mark.parametrize(
    "command",
    [
        ("qpdf", "IN", "OUT"),
        ("qpdf", "--object-streams=generate", "--recompress-flate", "IN", "OUT"),
        ("qpdf", "--linearize", "IN", "OUT"),
        ("qpdf", "--qdf", "IN", "OUT"),
        (
            "qpdf",
            "--encrypt",
            "",
            "owner",
            "128",
            "--use-aes=n",
            "--",
            "--allow-weak-crypto",
            "IN",
            "OUT",
        ),
        ("qpdf", "--encrypt", "", "owner", "256", "--", "IN", "OUT"),
    ],
)
def test_answers_survive_another_writer(tmp_path, command):
    if "--allow-weak-crypto" in command:
        command = (
            "qpdf",
            "--allow-weak-crypto",
            *(w for w in command[1:] if w != "--allow-weak-crypto"),
        )
    assert read(returning.run_tool(tmp_path, FILLED, *command)).answers == ANSWERS


def test_answers_survive_saving_by_appending():
    assert read(filled(FORM, incremental=True)).answers == ANSWERS


def test_answers_survive_another_reader_that_writes_a_copy():
    again = returning.saved(PdfWriter(clone_from=PdfReader(BytesIO(FILLED))))
    assert read(again).answers == ANSWERS


def test_a_button_of_which_only_the_drawing_is_set_is_read():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FILLED)))
    for entry in writer._root_object["/AcroForm"]["/Fields"]:
        field = entry.get_object()
        if field.get("/T") == "PQ-05":
            del field["/V"]
    assert read(returning.saved(writer)).answers == ANSWERS


def test_a_document_of_5_mb_inside_is_taken_out():
    content = bytes(range(256)) * 20_000
    (found,) = read(returning.attach(FILLED, "présence.pdf", content)).attached
    assert (found.name, found.data == content) == ("présence.pdf", True)


def test_a_document_inside_cannot_name_a_place_elsewhere():
    (found,) = read(returning.attach(FILLED, "../../etc/passwd", b"x")).attached
    assert found.name == "passwd"


def test_what_is_missing_is_listed():
    found = read(filled(FORM, {"PQ-01": "ctpat"}))
    assert found.missing == ("PQ-02", "PQ-03", "PQ-65")


def test_an_answer_that_fits_no_day_is_unclear():
    assert read(filled(FORM, {"PQ-07": "last spring"})).unclear == ("PQ-07",)


@pytest.mark.parametrize("keeps_fields", [False, True])
def test_a_flattened_form_is_refused_and_recognized(keeps_fields):
    told = refused(returning.flattened(FORM, keeps_fields))
    assert (told.reference, "flattened" in str(told)) == ("Q26-ABCD-EFGH", True)


def test_a_form_printed_to_pdf_is_refused_and_recognized(tmp_path):
    told = refused(returning.run_tool(tmp_path, FILLED, "pdftocairo", "-pdf", "IN", "OUT"))
    assert (told.reference, "flattened" in str(told)) == ("Q26-ABCD-EFGH", True)


def scanned(tmp_path):
    picture = returning.run_tool(
        tmp_path,
        FILLED,
        "pdftocairo",
        "-png",
        "-singlefile",
        "-r",
        "90",
        "IN",
        str(tmp_path / "out"),
        suffix=".png",
    )
    out = BytesIO()
    page = Canvas(out)
    page.drawImage(ImageReader(BytesIO(picture)), 0, 0, 595, 842)
    page.save()
    return picture, out.getvalue()


def test_a_scan_is_refused(tmp_path):
    told = refused(scanned(tmp_path)[1])
    assert (told.reference, "is a scan" in str(told)) == ("", True)


def test_a_scan_is_recognized_by_its_name(tmp_path):
    told = refused(scanned(tmp_path)[1], "Ningbo Q26-ABCD-EFGH scan.pdf")
    assert told.reference == "Q26-ABCD-EFGH"


def test_a_photo_is_refused(tmp_path):
    assert "is a picture" in str(refused(scanned(tmp_path)[0], "photo.png"))


def test_a_file_with_a_password_is_refused(tmp_path):
    command = ("qpdf", "--encrypt", "secret", "secret", "256", "--", "IN", "OUT")
    told = refused(returning.run_tool(tmp_path, FILLED, *command))
    assert "protected by a password" in str(told)


def test_another_pdf_is_not_taken_for_a_questionnaire():
    out = BytesIO()
    page = Canvas(out)
    page.drawString(100, 700, "Invoice 4711")
    page.save()
    assert "is not a form" in str(refused(out.getvalue()))


def test_the_ending_of_the_name_does_not_matter():
    assert read(FILLED, "return.docx").answers == ANSWERS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"%PDF-1.7\n",
        b"%PDF-1.7\nstartxref\n0\n%%EOF",
        FILLED[: len(FILLED) // 2],
        FILLED.replace(b"/Root", b"/Toot"),
        b"PK\x03\x04 not a package",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office",
        b"plain words",
    ],
)
def test_a_broken_file_is_refused_in_one_line(data):
    assert "\n" not in refused(data).line()


def test_answers_changed_after_a_digital_signature_are_named():
    signed = returning.signed_digitally(filled(FORM, signed=False))
    later = filled(signed, {"PQ-05": "yearly"}, signed=False, incremental=True)
    assert read_returned(later, "x.pdf").changed == ("PQ-05",)


def test_a_digital_signature_alone_changes_nothing():
    raw = read_returned(returning.signed_digitally(FILLED), "x.pdf")
    assert (raw.changed, raw.notes) == ((), ())


def test_signed_bytes_that_were_changed_are_told():
    signed = returning.signed_digitally(FILLED)
    raw = read_returned(signed.replace(b"(2026-03-31)", b"(2025-03-31)"), "x.pdf")
    assert raw.notes == ("The digital signature is broken: the signed bytes were changed.",)


def test_answers_changed_after_the_signature_page_are_named():
    first = filled(FORM, incremental=True)
    later = filled(first, {"PQ-15": "yes"}, signed=False, incremental=True)
    assert read_returned(later, "x.pdf").changed == ("PQ-15",)


def test_answers_changed_before_a_new_date_are_not_named():
    first = filled(FORM, incremental=True)
    later = filled(
        first, {"PQ-15": "yes", "signer date": "2026-12-02"}, signed=False, incremental=True
    )
    assert read_returned(later, "x.pdf").changed == ()


def test_an_added_field_is_told():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FILLED)))
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx")})
    field[NameObject("/T")] = (
        writer._root_object["/AcroForm"]["/Fields"][0].get_object()["/T"].__class__("PQ-99")
    )
    writer._root_object["/AcroForm"]["/Fields"].append(writer._add_object(field))
    assert read(returning.saved(writer)).altered == ("fields were added: PQ-99",)


def without_field(key, has_box):
    """Return the filled form whose list of fields lost one, with or without its box."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FILLED)))
    fields = writer._root_object["/AcroForm"]["/Fields"]
    kept = [entry for entry in fields if entry.get_object().get("/T") != key]
    writer._root_object["/AcroForm"][NameObject("/Fields")] = ArrayObject(kept)
    for page in writer.pages if not has_box else ():
        page[NameObject("/Annots")] = ArrayObject(
            note
            for note in page["/Annots"]
            if note.get_object().get("/Parent", note).get_object().get("/T") != key
        )
    return returning.saved(writer)


def test_a_removed_question_is_told():
    found = read(without_field("PQ-05", has_box=False))
    assert found.altered == ("questions were removed: PQ-05",)


def test_an_answer_only_its_box_holds_is_read_from_there():
    found = read(without_field("PQ-05", has_box=True))
    assert (found.answers, found.altered) == (
        ANSWERS,
        ("read from the boxes, as the form does not hold them: PQ-05",),
    )


def test_answers_typed_over_the_fields_are_found_and_named():
    found = read(typed_over(FORM, {"PQ-06": "Maria Ruiz", "PQ-07": "2026-03-31"}))
    assert (found.answers, found.altered) == (
        {"PQ-06": "Maria Ruiz", "PQ-07": "2026-03-31"},
        ("answers were written over the fields: PQ-06, PQ-07",),
    )


def test_a_cross_over_a_button_chooses_it():
    found = read(typed_over(FORM, {"PQ-04=no": "X", "PQ-11 visits": "x"}))
    assert found.answers == {"PQ-04": "no", "PQ-11": "visits"}


def test_words_over_a_field_that_is_filled_in_stand_beside():
    found = read(typed_over(FILLED, {"PQ-06": "Maria Ruiz"}))
    assert (found.answers, found.beside) == (ANSWERS, ("over PQ-06: “Maria Ruiz”",))


def test_a_comment_beside_all_boxes_is_told():
    note = (10.0, 10.0, 40.0, 20.0)
    found = read(with_note(FORM, 1, note, "See our letter."))
    assert (found.answers, found.beside) == ({}, ("page 2: “See our letter.”",))


def test_ink_over_a_box_is_told():
    page, rect = place_of(FORM, "PQ-06")
    found = read(with_note(FORM, page, rect, "", "/Ink"))
    assert found.beside == ("something is drawn over PQ-06",)


def test_words_a_page_prints_in_its_boxes_are_found():
    page, rect = place_of(FORM, "PQ-06")
    over = BytesIO()
    canvas = Canvas(over, pagesize=(612, 792))
    canvas.drawString(rect[0] + 4, rect[1] + 8, "Maria Ruiz, security")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FORM)))
    writer.pages[page].merge_page(PdfReader(over).pages[0])
    found = read(returning.saved(writer))
    assert (found.answers, found.altered) == (
        {"PQ-06": "Maria Ruiz, security"},
        ("answers were written over the fields: PQ-06",),
    )


def merged_with_a_letter(data, keeps_form=False):
    """Put the pages behind a letter, as programs do that keep boxes and lose the form."""
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    for page in PdfReader(BytesIO(data)).pages:
        writer.add_page(page)
    if not keeps_form:
        writer._root_object.pop("/AcroForm", None)
    return writer


def test_answers_are_read_from_the_boxes_where_the_form_is_lost():
    found = read(returning.saved(merged_with_a_letter(FILLED)))
    assert (found.answers, found.signer, found.altered) == (
        ANSWERS,
        "Zoé Lefèvre",
        ("the form around its fields is lost, the answers were read from the boxes",),
    )


def below_a_parent(data, name):
    """Put all fields below a new one, as programs do that combine files."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    form = writer._root_object["/AcroForm"]
    kids = form["/Fields"]
    above = DictionaryObject({NameObject("/T"): TextStringObject(name)})
    above[NameObject("/Kids")] = ArrayObject(kids)
    place = writer._add_object(above)
    for kid in kids:
        kid.get_object()[NameObject("/Parent")] = place
    form[NameObject("/Fields")] = ArrayObject([place])
    return returning.saved(writer)


def test_fields_below_one_parent_are_read_by_their_last_name():
    found = read(below_a_parent(FILLED, "Questionnaire"))
    assert (found.answers, found.altered) == (
        ANSWERS,
        ("another program put all its fields below “Questionnaire”",),
    )


def test_two_forms_in_one_file_are_refused_with_both_numbers():
    other = filled(questionnaire_pdf(returning.sending(reference="Q26-WXYZ-2345")))
    writer = merged_with_a_letter(FILLED)
    for page in PdfReader(BytesIO(other)).pages:
        writer.add_page(page)
    writer._root_object.pop("/AcroForm", None)
    told = str(refused(returning.saved(writer)))
    assert "several filled-in forms" in told
    assert "(Q26-ABCD-EFGH, Q26-WXYZ-2345)" in told


def test_the_words_of_a_printed_form_are_found_by_question(tmp_path):
    told = refused(returning.run_tool(tmp_path, FILLED, "pdftocairo", "-pdf", "IN", "OUT"))
    found = printed_words(told.lines, FACTORY)
    written = {key: ANSWERS[key] for key in ("PQ-06", "PQ-07", "PQ-53", "PQ-64")}
    assert {key: found.get(key) for key in written} == written
    assert set(found) == set(written)


def test_a_number_of_a_request_is_found_in_the_marks():
    assert read_returned(FILLED, "x.pdf").marks["request"] == "Q26-ABCD-EFGH"


def looped(where):
    """Return a form whose fields, pages or names lead back to themselves."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FILLED)))
    root = writer._root_object
    if where == "fields":
        field = DictionaryObject(
            {NameObject("/T"): root["/AcroForm"]["/Fields"][0].get_object()["/T"]}
        )
        place = writer._add_object(field)
        field[NameObject("/Kids")] = ArrayObject([place])
        root["/AcroForm"]["/Fields"].append(place)
    elif where == "pages":
        root["/Pages"]["/Kids"].append(root.raw_get("/Pages"))
        root["/Pages"][NameObject("/Count")] = NumberObject(10**9)
    else:
        tree = DictionaryObject()
        place = writer._add_object(tree)
        tree[NameObject("/Kids")] = ArrayObject([place])
        root[NameObject("/Names")] = DictionaryObject({NameObject("/EmbeddedFiles"): place})
    return returning.saved(writer)


@pytest.mark.parametrize("where", ["fields", "pages", "names"])
def test_a_form_that_leads_back_to_itself_comes_to_an_end(where):
    try:
        found = read(looped(where)).answers
    except Unreadable as told:
        found = {"damaged": "damaged" in str(told)}
    assert found in (ANSWERS, {"damaged": True})


def test_reading_that_takes_too_long_is_given_up():
    assert "was given up" in str(refused(FILLED, seconds=0.001))


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(Unreadable, match="is not a file"):
        returned_bytes(tmp_path)
