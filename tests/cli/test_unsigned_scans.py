"""Scans that could not be checked are never recorded as signed without a person's word."""

import json
import shutil
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from ctpat_desktop import cli
from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import store

TODAY = date(2026, 11, 21)
DAY = ("--today", "2026-11-21")
NOT_CHECKED = "Not checked: whether Dolores Reyes signed; the page does not show how it lies."


@pytest.fixture(scope="module")
def issued(sample_file, tmp_path_factory):
    """The sample with this year's packet issued, and pictures of its unsigned pages."""
    folder = tmp_path_factory.mktemp("issued")
    file = shutil.copy(sample_file, folder / "sample.ctpat")
    assert cli.main(["packet", "mou", str(file), "--to", str(folder / "mou.pdf"), *DAY]) == 0
    return folder, pictures((folder / "mou.pdf").read_bytes())


def pictures(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n].render(scale=150 / 72).to_pil().convert("L") for n in range(len(document))]
    document.close()
    return pages


@pytest.fixture
def file(issued, tmp_path):
    return shutil.copy(issued[0] / "sample.ctpat", tmp_path / "sample.ctpat")


def bound(pages, path, kind="PDF", **options):
    pages[0].save(path, kind, save_all=True, append_images=pages[1:], **options)
    return path


def matched(capsys, file, scan, *more):
    capsys.readouterr()
    code = cli.main(["packet", "match", str(file), "--scan", str(scan), "--json", *more, *DAY])
    return code, json.loads(capsys.readouterr().out)


def state_of(file):
    workspace = workspaces.open_file(file)
    newest = store.every(Scope.of(workspace, companies.choose(workspace), TODAY))[0]
    with workspace.read() as session:
        notes = session.scalars(
            select(Evidence.notes).where(Evidence.id == newest.evidence_id)
        ).first()
    workspace.close()
    return newest.state, notes


def frozen_of(file):
    """Return the packet as it was issued."""
    workspace = workspaces.open_file(file)
    waiting = store.open_packet(Scope.of(workspace, companies.choose(workspace), TODAY))
    frozen = store.issued(workspace, waiting.id)
    workspace.close()
    return frozen


def without_a_corner(page):
    torn = page.copy()
    corner = [(page.width - 230, 0), (page.width, 0), (page.width, 260)]
    ImageDraw.Draw(torn).polygon(corner, fill=255)
    return torn


def test_an_unsigned_fax_is_pointed_out_and_not_recorded(capsys, file, issued, tmp_path):
    black = [page.point(lambda v: 255 if v > 150 else 0).convert("1") for page in issued[1]]
    scan = bound(black, tmp_path / "79.tif", "TIFF", compression="group4", dpi=(150, 150))
    code, told = matched(capsys, file, scan, "--record")
    assert (code, told["complete"], told["recorded"]) == (1, True, False)
    assert told["unsigned"] == ["Dolores Reyes"]


def test_a_torn_corner_leaves_it_to_a_persons_word_which_is_kept(capsys, file, issued, tmp_path):
    signed = {place.page for place in frozen_of(file).places}
    torn = [without_a_corner(p) if at in signed else p for at, p in enumerate(issued[1])]
    assert signed
    scan = bound(torn, tmp_path / "81.pdf", resolution=150, quality=30)
    code, told = matched(capsys, file, scan, "--record")
    assert (code, told["recorded"], told["unsigned"]) == (1, False, [])
    assert told["ink_not_checked"] == ["Dolores Reyes"]
    assert told["refused"].startswith("Not recorded: look at the paper")
    assert state_of(file) == ("issued", None)
    word = ("--record", "--ink-seen-by", "Ann Wu")
    assert cli.main(["packet", "match", str(file), "--scan", str(scan), *word, *DAY]) == 0
    assert NOT_CHECKED in capsys.readouterr().out
    words = f"{NOT_CHECKED} Recorded on the word of Ann Wu, who looked at the paper."
    assert state_of(file) == ("signed", words)


def test_the_sides_of_one_sheet_are_two_pages(capsys, file, issued, tmp_path):
    pages = issued[1]
    sheets = [side_by_side(*pages[n : n + 2]) for n in range(0, len(pages), 2)]
    scan = bound(sheets, tmp_path / "82.pdf", resolution=150)
    _, told = matched(capsys, file, scan)
    assert (told["matched"], told["missing"]) == (list(range(1, len(pages) + 1)), [])
    assert (told["unlike"], told["not_compared"]) == ([], [])
    assert told["unsigned"] == ["Dolores Reyes"]


def test_a_signed_packet_two_pages_a_sheet_is_recorded(capsys, file, issued, tmp_path):
    frozen = frozen_of(file)
    pages = pictures(hand_signed(frozen.pdf, frozen.places[:1]))
    sheets = [side_by_side(*pages[n : n + 2]).rotate(-90, expand=True) for n in range(0, 9, 2)]
    scan = bound(sheets, tmp_path / "signed.pdf", resolution=150)
    code, told = matched(capsys, file, scan, "--record")
    assert (code, told["recorded"], told["ink_not_checked"]) == (0, True, [])


def side_by_side(left, right=None):
    sheet = Image.new("L", (left.width * 2, left.height), 255)
    sheet.paste(left, (0, 0))
    if right is not None:
        sheet.paste(right, (left.width, 0))
    return sheet


def test_codes_pasted_on_other_pages_are_refused(capsys, file, issued, tmp_path):
    pages, side = issued[1], round(62 * 150 / 72)
    forged = list(pages)
    for at, other in ((2, 3), (3, 2)):
        real, fake = pages[at], pages[other].copy()
        corner = (real.width - side, 0, real.width, side)
        foot = (0, real.height - side, real.width // 2, real.height)
        for box in (corner, foot):
            fake.paste(real.crop(box), box)
        forged[at] = fake
    scan = bound(forged, tmp_path / "f.pdf", resolution=150)
    code, told = matched(capsys, file, scan, "--record")
    assert (code, told["complete"], told["recorded"]) == (1, True, False)
    assert told["unlike"] == [3, 4]
    assert cli.main(["packet", "match", str(file), "--scan", str(scan), *DAY]) == 1
    assert "Page 3 does not look like the issued page." in capsys.readouterr().out
