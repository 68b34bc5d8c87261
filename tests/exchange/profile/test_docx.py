"""Answers read from Word documents as Word, LibreOffice and Google Docs write them."""

import shutil
import subprocess

import pytest

from ctpat_desktop.support.errors import Problem
from tests.exchange.profile.known import read, words
from tests.exchange.profile.word_files import (
    NAMES,
    cell,
    document,
    levels,
    listed,
    numbering,
    p,
    run,
    table,
)

ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def line_break(first, second):
    return p(inner=f"{run(first)}<w:r><w:br/></w:r>{run(second)}")


def test_headings_with_paragraphs_under_them():
    found = read(
        document(
            p("Our profile 2025", "Titre1"),
            p("Made by Jane Doe on 4.3.2025."),
            p("4 Cybersecurity", "Titre1"),
            p("We take this seriously."),
            p("4.1 Written policies", "Titre2"),
            p("We have a policy."),
            p(),
            line_break("It is read", "aloud."),
            p("4.2 Protection", "Titre2"),
            p("How", "Titre3"),
            p("4.3 million was spent on it, see 4.3."),
            p("4.3.2024 was the last test."),
            p("Annex", "Titre1"),
            p("Nothing of this is an answer."),
        )
    )
    assert words(found) == {
        "4.1": "We have a policy.\n\nIt is read\naloud.",
        "4.2": "How\n\n4.3 million was spent on it, see 4.3.\n\n4.3.2024 was the last test.",
    }
    assert found.ignored == ("Our profile 2025", "4 Cybersecurity", "Annex")
    assert [row.text for row in found.remarks] == [
        "2 paragraphs before the first number were not read.",
        "One paragraph under a heading without a number was not read.",
    ]


@pytest.mark.parametrize(
    "heading",
    ["MSC 4.1", "4,1", "Criterion 4.1:", "Criterio 4.1", "Critère 4.1 – Mots de passe", "4.1."],
)
def test_every_way_a_heading_writes_the_number(heading):
    found = read(document(p(heading, "Kriterium"), p("Words."), p("4.2", "Kriterium"), p("More.")))
    assert words(found) == {"4.1": "Words.", "4.2": "More."}


def test_paragraphs_that_begin_with_the_number():
    found = read(
        document(
            p("Security profile of Acme"),
            p("MSC 4.1: We have a policy."),
            p("It is read aloud."),
            p("4.2\tthe doors are locked."),
            p("2.4 GHz wireless is off. 4.3 is not meant."),
            p("13.9 Tons are moved."),
            p("Version 4.3.1 is in use."),
        )
    )
    assert words(found) == {
        "4.1": "We have a policy.\n\nIt is read aloud.",
        "4.2": "the doors are locked.\n\n2.4 GHz wireless is off. 4.3 is not meant.\n\n"
        "13.9 Tons are moved.\n\nVersion 4.3.1 is in use.",
    }
    texts = [row.text for row in found.remarks]
    assert (
        "“13.9 Tons are moved.” begins with 13.9, which is no criterion; it was kept in the "
        in (texts[0])
    )
    assert texts[1] == "One paragraph before the first number was not read."


def test_numbers_that_word_counts_itself():
    lists = numbering(levels("%1.", "%1.%2", "%1.%2.%3"))
    body = [p("Profile")]
    for category in range(1, 5):
        body.append(listed(f"Chapter {category}", 1))
        body += [listed(f"We do {category} and {item}.", 1, 1) for item in range(1, 3)]
        body.append(p("Always."))
    found = read(document(*body, lists=lists))
    assert words(found)["4.2"] == "We do 4 and 2.\n\nAlways."
    assert list(words(found)) == ["1.1", "1.2", "2.1", "2.2", "3.1", "4.1", "4.2"]


def test_headings_numbered_by_their_style():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/><w:pPr>'
        f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for level in (1, 2)
    )
    body = [p("Vision", "H1"), p("Commitment", "H2"), p("One."), p("Teams", "H2"), p("Two.")]
    found = read(document(*body, styles=styles, lists=numbering(levels("%1", "%1.%2"))))
    assert words(found) == {"1.1": "One.", "1.2": "Two."}


def test_numbers_in_letters_are_said_not_guessed():
    lists = numbering(levels("%1.", "%1.%2", way="upperRoman"))
    found = read(
        document(p("4.1 We lock."), listed("Doors", 1), listed("Gates", 1, 1), lists=lists)
    )
    assert words(found) == {"4.1": "We lock.\n1. Doors\n1.1 Gates"}
    assert "Word numbers 2 paragraphs by itself" in found.remarks[-1].text


def test_bullets_stay_lines_of_the_answer():
    lists = numbering(levels("", way="bullet"))
    found = read(
        document(
            p("4.1 We check:"), listed("doors", 1), listed("gates", 1), p("Daily."), lists=lists
        )
    )
    assert words(found) == {"4.1": "We check:\n- doors\n- gates\n\nDaily."}


def test_deleted_words_stay_out_and_inserted_ones_come_in():
    gone = '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("away ")}</w:moveFrom>'
    come = f'<w:ins w:id="3">{run("always ")}</w:ins>'
    marked = '<w:rPr><w:del w:id="4"/></w:rPr>'
    row = (
        '<w:tr><w:trPr><w:del w:id="9"/></w:trPr><w:tc>'
        f"{p('4.9')}</w:tc><w:tc>{p('gone')}</w:tc></w:tr>"
    )
    kept = table(["No.", "Answer"], ["4.3", "kept"]).replace("</w:tbl>", f"{row}</w:tbl>")
    found = read(
        document(
            p(inner=f"{run('4.1 We ')}{gone}{moved}{come}{run('lock.')}"),
            p("Two that", more=marked),
            p(" are one."),
            kept,
        )
    )
    assert words(found) == {"4.1": "We always lock.\n\nTwo that are one.", "4.3": "kept"}


def test_hidden_text_placeholders_and_contents_stay_out():
    hidden = run("secret", "<w:rPr><w:vanish/></w:rPr>")
    waiting = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('4.1 Policies 7')}</w:sdtContent></w:sdt>"
    )
    held = f"<w:sdt><w:sdtContent>{p('4.1 We lock.')}</w:sdtContent></w:sdt>"
    found = read(
        document(
            contents, p("4.2 Doors", "TM2"), p("4.3 Gates......... 12"), held,
            p(inner=f"{run('Daily.')}{hidden}{waiting}"),
        )
    )  # fmt: skip
    assert words(found) == {"4.1": "We lock.\n\nDaily."}


def test_a_text_box_is_read_once():
    box = (
        f"<mc:AlternateContent {NAMES}><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        f"{p('In a box.')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox><w:txbxContent>{p('In a box.')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    found = read(document(p(inner=f"{run('4.1 We lock.')}<w:r>{box}</w:r>"), p("Daily.")))
    assert words(found) == {"4.1": "We lock.\n\nIn a box.\n\nDaily."}


def test_several_tables_with_merged_cells():
    found = read(
        document(
            p("Profile", "Titre1"),
            table(
                [cell("Chapter 4: Cybersecurity", span=4)],
                ["MSC #", "Requirement text", "Our response", "Status"],
                [cell("4.1", merge="restart"), "They want", cell("One.", "Two."), "In place"],
                [cell(merge=""), "and more", "Three.", ""],
                ["4.2", "They want", "Yes we do.", "Partially"],
                ["4.3", cell("They want", "", span=2), "Planned"],
            ),
            p("and then"),
            table(
                ["Criterio", "Respuesta", "Responsable", "Fecha de revisión", "Evidencia"],
                ["6.1", "Sellos", "Ana Ruiz", "12 de marzo de 2025", "a.pdf; b.pdf"],
            ),
        )
    )
    first, second, merged, third = found.answers
    assert (merged.narrative, merged.status) == ("", "Planned")
    assert (first.criterion, first.narrative, first.status) == (
        "4.1",
        "One.\nTwo.\n\nThree.",
        "In place",
    )
    assert (second.status, second.place) == ("Partially", "table 1, row 5")
    assert (third.narrative, third.owner, third.reviewed_on, third.evidence) == (
        "Sellos",
        "Ana Ruiz",
        "12 de marzo de 2025",
        ("a.pdf", "b.pdf"),
    )
    assert "Requirement text" in found.ignored


def test_a_table_without_headings():
    found = read(document(table(["4.1", "Policies", "We have a policy."], ["4.2", "x", "Doors."])))
    assert words(found) == {"4.1": "We have a policy.", "4.2": "Doors."}
    assert found.remarks[0].text == (
        "table 1 has no headings; its column 3 was read as the answer."
    )


def test_one_table_of_labels_per_criterion():
    found = read(
        document(
            *(
                table(
                    ["Criterion", number], ["Requirement text", "They want."], ["Response", words],
                    ["Responsible", "Jane Doe"], ["Status", "In place"],
                )
                for number, words in (("MSC 4.1", "One."), ("MSC 4.2", "Two."))
            )
        )
    )  # fmt: skip
    assert words(found) == {"4.1": "One.", "4.2": "Two."}
    assert {(row.owner, row.status) for row in found.answers} == {("Jane Doe", "In place")}


def test_labels_part_the_question_from_the_answer():
    found = read(
        document(
            p("4.1 Policies", "Titre2"),
            p("Written policies must be in place."),
            p("Response:"),
            p("We have a policy."),
            p("Owner: Jane Doe"),
            p("Status: partially implemented"),
            p("Note: the seal is red."),
            p("4.2", "Titre2"),
            p("Exigence : il faut une règle."),
            p("Réponse : oui, nous l'avons."),
            p("Preuves : regle.pdf"),
        )
    )
    first, second = found.answers
    assert (first.narrative, first.owner, first.status) == (
        "We have a policy.\n\nNote: the seal is red.",
        "Jane Doe",
        "partially implemented",
    )
    assert (second.narrative, second.evidence) == ("oui, nous l'avons.", ("regle.pdf",))
    assert "“Response” was read as the question" in found.remarks[0].text


def test_a_question_without_an_answer_is_not_lost():
    found = read(document(p("4.1", "Titre2"), p("Requirement:"), p("We lock."), p("4.2", "Titre2")))
    assert words(found) == {"4.1": "We lock.", "4.2": ""}
    assert "what stands as the question was read" in found.remarks[0].text


def test_how_binding_a_criterion_is_is_no_answer():
    found = read(document(p("4.1", "Titre2"), p("Must"), p("We lock."), p("4.2", "Titre2")))
    assert words(found)["4.1"] == "We lock."


def test_google_docs_writes_flat_styles_and_many_spans():
    shown = '<w:rPr><w:rtl w:val="0"/></w:rPr>'

    def spans(text):
        return "".join(run(letter, shown) for letter in text)

    found = read(
        document(
            p(inner=spans("4.1. Policies"), more="<w:rPr/>", style="Heading3"),
            p(inner=spans("We have a policy."), more='<w:spacing w:after="0"/>'),
            p(inner=spans("4.2. Doors"), style="Heading3"),
            p(inner=spans("Locked. ") + "<w:r><w:br/></w:r>" + spans("Daily.")),
            styles='<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/>'
            "</w:style>",
        )
    )
    assert words(found) == {"4.1": "We have a policy.", "4.2": "Locked. \nDaily."}


GOOGLE = (
    "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="normal"/>'
    "</w:style>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{at}"><w:name w:val="heading {at}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/></w:pPr></w:style>'
        for at in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:styleId="Table1"><w:basedOn w:val="TableNormal"/></w:style>'
)
"""The styles of a document that Google Docs saves as .docx."""


def google(*body, lists=None):
    """A document as Google Docs saves it."""
    return read(document(*body, styles=GOOGLE, lists=lists))


def typed(text, style="Normal", more=""):
    """A paragraph as Google Docs writes it: one run that says which way it reads."""
    empty = '<w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>'
    inner = run(text, '<w:rPr><w:rtl w:val="0"/></w:rPr>') if text else empty
    return p(style=style, more=f"{more}<w:rPr/>", inner=inner)


def item(text, number, level=0):
    """An item of a list, as Google Docs writes it."""
    where = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return typed(text, more=f'<w:numPr>{where}</w:numPr><w:ind w:left="720"/>')


def test_google_docs_headings_with_empty_paragraphs_and_lists():
    lists = numbering(
        levels("●", "○", "■", way="bullet", abstract="1", number="1"),
        levels("%1.", "%2.", "%3.", abstract="2", number="2"),
    )
    found = google(
        typed("Security profile", "Title"),
        typed(""),
        typed("4. Cybersecurity", "Heading1"),
        typed("4.1 Policies", "Heading2"),
        typed(""),
        typed("We have a policy."),
        typed(""),
        item("Doors", 1),
        item("Front", 1, 1),
        item("Gates", 1),
        typed("4.2 Doors", "Heading2"),
        typed("Each evening:"),
        item("Lock.", 2),
        item("Check.", 2),
        typed(""),
        lists=lists,
    )
    assert words(found) == {
        "4.1": "We have a policy.\n\n- Doors\n- Front\n- Gates",
        "4.2": "Each evening:\n1. Lock.\n2. Check.",
    }


def test_google_docs_tables_and_suggestions():
    gone = '<w:del w:id="0"><w:r><w:delText>never </w:delText></w:r></w:del>'
    come = f'<w:ins w:id="1">{run("always ")}</w:ins>'
    found = google(
        typed("Our answers", "Heading1"),
        table(
            ("Criterion", "Status", "Response"),
            (
                cell(typed("4.1")),
                cell(typed("In place")),
                cell(p(inner=run("We ") + gone + come + run("lock.")), typed("Daily.")),
            ),
            (cell(typed("4.2")), cell(typed("Planned")), cell(typed("Soon."), typed(""))),
        ),
        typed(""),
    )
    assert words(found) == {"4.1": "We always lock.\nDaily.", "4.2": "Soon."}
    assert [row.status for row in found.answers] == ["In place", "Planned"]


def test_a_list_of_google_docs_can_count_the_criteria():
    lists = numbering(levels("%1.", "%1.%2.", abstract="3", number="3"))
    found = google(
        item("Business partners", 3),
        *(item(f"Other {at}", 3) for at in (2, 3)),
        item("Cybersecurity", 3),
        item("Policies", 3, 1),
        typed("We have a policy."),
        item("Doors", 3, 1),
        typed("Locked."),
        lists=lists,
    )
    assert words(found) == {"4.1": "We have a policy.", "4.2": "Locked."}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_document_that_libreoffice_made(tmp_path):
    page = tmp_path / "profile.html"
    page.write_text(
        "<html><head><meta charset='utf-8'></head><body><h1>Perfil</h1>"
        "<h2>Criterio 4.1 Políticas</h2><p>Tenemos <b>una</b> política.</p>"
        "<ul><li>puertas</li><li>portones</li></ul><h2>4,2</h2><p>Señal.<br>Diaria.</p>"
        "<table border=1><tr><th>Criterio</th><th>Respuesta</th></tr>"
        "<tr><td>6.1</td><td><p>Sellos.</p><p>Todos.</p></td></tr></table></body></html>",
        encoding="utf-8",
    )
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--infilter=HTML (StarWriter)", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", tmp_path, page]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = read((tmp_path / "profile.docx").read_bytes())
    assert words(found) == {
        "4.1": "Tenemos una política.\n- puertas\n- portones",
        "4.2": "Señal.\nDiaria.",
        "6.1": "Sellos.\nTodos.",
    }


def test_a_number_that_comes_twice_comes_out_twice():
    found = read(document(p("4.1 We lock."), p("4.1 We do not.")))
    assert [row.narrative for row in found.answers] == ["We lock.", "We do not."]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document(p("Nothing here.")), "holds no answers by the number"),
        (document("<w:p>"), "is damaged, or not a Word document"),
        (document(p("4.1 We lock."))[:-300], "is damaged, or neither a workbook nor a document"),
        (document(p("4.1 We lock."), styles="<w:style"), "is damaged"),
        (document("<w:ins>" * 200 + p("4.1 x") + "</w:ins>" * 200), "is damaged"),
        (
            document(
                more={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}.items()
            ),
            "declares entities",
        ),
        (document(p("4.1 " + "x" * 90_000_000)), "unpacked it would be far larger"),
        (b"%PDF-1.7 4.1 We lock.", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
    ],
)
def test_what_is_no_sound_document_is_refused_in_one_sentence(data, message):
    with pytest.raises(Problem, match=message):
        read(data)


def test_a_huge_answer_is_refused_alone():
    found = read(document(p("4.1 We lock."), p("4.2 Long", ""), *[p("y" * 1000)] * 201))
    assert [bool(row.refused) for row in found.answers] == [False, True]
