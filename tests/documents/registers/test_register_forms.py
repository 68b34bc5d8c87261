"""Printed forms of the registers: every word is on paper, and a bad picture does not stop them."""

import subprocess
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from ctpat_desktop.catalogue.inspections import KINDS, load_inspection
from ctpat_desktop.documents.core import pictures
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.documents.registers.inspection_form import (
    InspectionSheet,
    PointLine,
    inspection_tree,
)
from ctpat_desktop.documents.registers.plan_marks import COLORS
from ctpat_desktop.documents.registers.site_plan import Mark, PlanSheet, marked, site_plan_tree
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, Inspection, InspectionPoint, Person, SitePlan
from ctpat_desktop.records import TrainingSession as Session
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import printed_forms, records
from ctpat_desktop.support.errors import Problem
from tests.documents.building import STAMP

DAY = date(2026, 11, 21)


def words_of(pdf, tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(pdf)
    subprocess.run(["/usr/bin/qpdf", "--check", path], check=True, capture_output=True)
    text = subprocess.run(
        ["/usr/bin/pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(text.split())


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def one(workspace, kind, **values):
    with workspace.read() as session:
        return session.scalars(select(kind).filter_by(**values)).one()


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_sheet_has_every_point_and_three_boxes_each(opened, tmp_path, kind):
    words = words_of(printed_forms.inspection_blank(opened, kind), tmp_path)
    points = load_inspection(kind).points
    assert words.count("☐") == 3 * len(points)
    assert "☒" not in words


def test_a_blank_sheet_of_seven_points_is_one_page(opened):
    assert page_count(printed_forms.inspection_blank(opened, "container_7")) == 1


def test_a_filled_sheet_shows_results_and_remarks(opened, tmp_path):
    record = one(opened.workspace, Inspection, unit_number="SC 4477")
    words = words_of(printed_forms.inspection(opened, record.id), tmp_path)
    assert words.count("☒") == 17
    for said in ("SC 4477", "08/19/2026", "Failed", "Theo Munro", "Returned to the carrier"):
        assert said in words


def test_the_photo_of_a_point_is_printed(opened):
    workspace = opened.workspace
    record = one(workspace, Inspection, unit_number="SC 4477")
    before = len(printed_forms.inspection(opened, record.id))
    point = one(workspace, InspectionPoint, inspection_id=record.id, result="defect")
    photo = one(workspace, Evidence, title="Seal check on arrival Laredo")
    records.change(workspace, "inspection_point", point.id, evidence_id=photo.id)
    assert len(printed_forms.inspection(opened, record.id)) > before + 5_000


def test_an_inspection_that_is_gone_is_told_in_one_line(opened):
    with pytest.raises(Problem, match="not there any more"):
        printed_forms.inspection(opened, "0" * 32)


def test_a_blank_sign_in_sheet_is_one_page(opened):
    assert page_count(printed_forms.sign_in_blank(opened)) == 1


def test_the_sign_in_sheet_of_a_session_has_its_names(opened, tmp_path):
    session = one(opened.workspace, Session, title="Inspection, pests and seals, Laredo")
    words = words_of(printed_forms.sign_in(opened, session.id), tmp_path)
    for said in ("Raúl Ibarra", "Sofía Lerma", "S3 Seals and VVTT", "05/06/2026", "100 %"):
        assert said in words
    assert "Theo Munro" not in words


def test_who_did_not_come_is_not_on_the_sheet(opened, tmp_path):
    workspace = opened.workspace
    session = one(workspace, Session, title="Inspection, pests and seals, Laredo")
    person = one(workspace, Person, last_name="Munro")
    own = {"company_id": person.company_id, "training_session_id": session.id}
    records.add(workspace, "attendance", person_id=person.id, was_absent=True, **own)
    assert "Theo Munro" not in words_of(printed_forms.sign_in(opened, session.id), tmp_path)


def test_a_certificate_names_person_and_topics(opened, tmp_path):
    session = one(opened.workspace, Session, title="Inspection, pests and seals, Laredo")
    person = one(opened.workspace, Person, last_name="Ibarra")
    words = words_of(printed_forms.certificate(opened, session.id, person.id), tmp_path)
    assert "Raúl Ibarra took part in the training" in words
    assert "S2 Inspection and pests" in words


def test_who_was_not_there_gets_no_certificate(opened):
    session = one(opened.workspace, Session, title="Inspection, pests and seals, Laredo")
    person = one(opened.workspace, Person, last_name="Munro")
    with pytest.raises(Problem, match="was not at the training"):
        printed_forms.certificate(opened, session.id, person.id)


def test_who_failed_gets_no_certificate(opened):
    workspace = opened.workspace
    session = one(workspace, Session, title="Inspection, pests and seals, Laredo")
    person = one(workspace, Person, last_name="Munro")
    own = {"company_id": person.company_id, "training_session_id": session.id}
    records.add(workspace, "attendance", person_id=person.id, result="failed", **own)
    with pytest.raises(Problem, match="did not pass"):
        printed_forms.certificate(opened, session.id, person.id)


def test_a_floor_plan_has_a_legend_of_its_marks(opened, tmp_path):
    plan = one(opened.workspace, SitePlan, title="Yard and docks")
    words = words_of(printed_forms.site_plan(opened, plan.id), tmp_path)
    for said in ("Laredo cross-dock", "G1 Gate Truck gate", "A1 Alarm Recorder room"):
        assert said in words


def test_a_plan_without_a_picture_still_has_its_legend(opened, tmp_path):
    workspace = opened.workspace
    plan = one(workspace, SitePlan, title="Yard and docks")
    records.change(workspace, "site_plan", plan.id, evidence_id=None)
    words = words_of(printed_forms.site_plan(opened, plan.id), tmp_path)
    assert "no picture of this plan" in words
    assert "G1 Gate" in words


def test_a_plan_kept_as_pdf_is_drawn(opened):
    workspace = opened.workspace
    paper = one(workspace, Evidence, title="Camera plan Laredo")
    assert library.content(workspace, paper.id).startswith(b"%PDF")
    assert marked(library.content(workspace, paper.id), ()) is not None


def picture(size=(400, 200), color="#ffffff", **more):
    target = BytesIO()
    Image.new(more.pop("mode", "RGB"), size, color).save(target, more.pop("format", "PNG"), **more)
    return target.getvalue()


@pytest.mark.parametrize("kind", list(COLORS))
def test_a_mark_is_drawn_where_it_was_placed(kind):
    drawn = Image.open(BytesIO(marked(picture(), (Mark(kind, "One", "", 500, 250),))))
    red, green, blue = drawn.getpixel((200 - 10, 50))[:3]
    assert f"#{red:02x}{green:02x}{blue:02x}" == COLORS[kind]


def test_a_mark_not_placed_is_said_in_the_legend(tmp_path):
    sheet = PlanSheet("Acme", "Yard", "", "", picture(), (Mark("gate", "North"),))
    assert "not placed" in words_of(render(site_plan_tree(sheet), STAMP, "Plan"), tmp_path)


BROKEN = {"words": b"no picture", "half": picture()[:60], "pdf": b"%PDF-broken"}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_picture_is_told_and_does_not_stop_the_page(data, tmp_path):
    line = PointLine("Floor", "Level.", "defect", "Hole", data)
    sheet = InspectionSheet("Acme", "Box", "", (), (line,))
    words = words_of(render(inspection_tree(sheet), STAMP, "Box"), tmp_path)
    assert "cannot be shown" in words


def test_a_picture_bomb_is_not_opened():
    bomb = picture((12_000, 12_000), 0, mode="1")
    assert len(bomb) < 100_000
    assert pictures.fitted(bomb) is None


def test_a_large_picture_becomes_small():
    _, width, height = pictures.fitted(picture((4_000, 2_000), format="JPEG"))
    assert (width, height) == (1_600, 800)


def test_transparency_becomes_white_paper():
    data, _, _ = pictures.fitted(picture((20, 20), (0, 0, 0, 0), mode="RGBA"))
    assert Image.open(BytesIO(data)).getpixel((5, 5)) == (255, 255, 255)


def test_where_a_photo_was_taken_stays_out():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (40.0, 44.0, 0.0)}
    exif[0x010E] = "secret place"
    data, _, _ = pictures.fitted(picture(format="JPEG", exif=exif))
    assert b"secret place" not in data
    assert dict(Image.open(BytesIO(data)).getexif()) == {}


def test_a_photo_lying_on_its_side_is_put_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    _, width, height = pictures.fitted(picture((40, 20), format="JPEG", exif=exif))
    assert (width, height) == (20, 40)


def test_a_page_is_letter_size(opened):
    pdf = printed_forms.sign_in_blank(opened)
    assert page_image(pdf, 0)[:2] == (612, 792)
