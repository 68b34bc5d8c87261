"""A packet is printed, signed and scanned with a page painted over: it is said and shown."""

import subprocess
from datetime import date

import pytest
from PIL import Image, ImageDraw

from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import issuing, store
from tests.hands.screen import Hands

pytestmark = pytest.mark.full


@pytest.fixture
def scan(plain, tmp_path):
    """The issued packet of this year, signed and scanned, with a paragraph of page 4 painted."""
    workspace = workspaces.open_file(plain)
    packet_id = issuing.issue(Scope.of(workspace, companies.choose(workspace), date.today()))
    issued = store.issued(workspace, packet_id)
    workspace.close()
    (tmp_path / "signed.pdf").write_bytes(hand_signed(issued.pdf, issued.places[:1]))
    subprocess.run(
        ["pdftoppm", "-r", "100", "-jpeg", tmp_path / "signed.pdf", tmp_path / "page"], check=True
    )
    pages = [Image.open(path).convert("RGB") for path in sorted(tmp_path.glob("page-*.jpg"))]
    ImageDraw.Draw(pages[3]).rectangle((100, 330, 760, 520), fill="#ffffff")
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:])
    return tmp_path / "scan.pdf"


@pytest.fixture
def officer(environment, tmp_path, plain, scan):
    """The program on the file with the issued packet."""
    hands = Hands(environment, tmp_path / "home", plain)
    yield hands
    hands.close()


def test_a_page_painted_over_is_said_shown_and_not_recorded(officer, tmp_path, scan):
    hands = officer
    hands.key("ctrl+9")
    hands.click("Match a scan…", "QPushButton")
    hands.click("Choose files…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) > 2)
    hands.type(str(scan))
    hands.key("Return")
    said = "Page 4 does not look like the issued page."
    hands.until(lambda: any(said in text for text in hands.ask(texts=1)), 90)
    assert not hands.see("Record the signed packet", "QPushButton")["on"]

    hands.click("Compare the pages…", "QPushButton")
    hands.until(lambda: "Page 4 of 9" in hands.ask(texts=1))
    words = "This page does not look like the issued page. What differs is framed."
    assert words in hands.ask(texts=1)

    def both_framed():  # the pages are drawn a moment after the words
        hands.picture(tmp_path / "compare.png")
        seen = Image.open(tmp_path / "compare.png").convert("RGB")
        colors = []
        for name in ("The page as issued", "The scanned page"):
            left, top, wide, high = hands.see(name)["rect"]
            part = seen.crop((left, top, left + wide, top + high))
            colors.append({color for _, color in part.getcolors(wide * high)})
        return all((208, 2, 27) in each for each in colors)

    hands.until(both_framed)
    before = [text for text in hands.ask(texts=1) if text.endswith(" %")]
    hands.point("The scanned page")
    hands.do("keydown", "ctrl")
    hands.wheel(3, down=False)
    hands.do("keyup", "ctrl")
    assert [text for text in hands.ask(texts=1) if text.endswith(" %")] != before
    hands.click("Next page", "QPushButton")
    hands.until(lambda: "Page 5 of 9" in hands.ask(texts=1))
    assert any(t.startswith("This page looks like the issued") for t in hands.ask(texts=1))
    hands.click("Close", "QPushButton")
    hands.until(lambda: "Page 5 of 9" not in hands.ask(texts=1))
