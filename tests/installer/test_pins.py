"""The pins the program runs on are those that are installed for it, and the bill names them all."""

import json
import re

import pytest

from ctpat_desktop import RELEASED, __version__
from ctpat_desktop.support import licenses
from installer import pins, sbom

TEXT = """aiohttp==3.14.5 \\
    --hash=sha256:065665c041c42a5938ed220bdcd7230f22527fbec085e1853d2402c8a3615d9d
    # via
    #   pyhanko
    #   other
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:165665c041c42a5938ed220bdcd7230f22527fbec085e1853d2402c8a3615d9d \\
    --hash=sha256:265665c041c42a5938ed220bdcd7230f22527fbec085e1853d2402c8a3615d9d
    # via pytest
"""


def test_a_pin_is_read_with_its_marker_hashes_and_who_needs_it():
    one, two = pins.every(TEXT).values()
    assert (one.name, one.version, one.marker, one.needed_by) == (
        "aiohttp",
        "3.14.5",
        "",
        ("pyhanko", "other"),
    )
    assert (two.marker, len(two.hashes)) == ("sys_platform == 'win32'", 2)


def test_every_pin_of_the_file_is_read_with_its_hashes():
    text = (pins.ROOT / "constraints.txt").read_text(encoding="utf-8")
    found = pins.every()
    assert len(found) == len(re.findall(r"(?m)^[\w.-]+==", text))
    assert sum(len(pin.hashes) for pin in found.values()) == text.count("--hash=sha256:")
    assert all(pin.hashes and pin.needed_by for pin in found.values())


def test_the_runtime_is_what_is_installed_for_the_program():
    found = pins.runtime()
    installed = licenses.runs_on()
    del installed[licenses.PROGRAM]
    assert {name: pin.version for name, pin in found.items() if name in installed} == {
        name: package.version for name, package in installed.items()
    }
    assert {pin.marker for name, pin in found.items() if name not in installed} <= {
        "python_full_version < '3.12'",
        "sys_platform == 'win32'",
    }
    assert not {"pytest", "ruff", "mypy", "hatchling", "openpyxl"} & found.keys()


@pytest.fixture(scope="module")
def bill():
    return sbom.bill()


def test_the_bill_names_every_pin_with_its_files(bill):
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    named = {row["name"]: row["version"] for row in bill["components"]}
    assert named == {name: pin.version for name, pin in pins.runtime().items()}
    hashes = [
        p["value"]
        for row in bill["components"]
        for p in row["properties"]
        if p["name"].endswith("sha256")
    ]
    assert len(hashes) == sum(len(pin.hashes) for pin in pins.runtime().values())


def test_the_bill_says_who_needs_whom(bill):
    refs = [row["bom-ref"] for row in bill["components"]]
    rows = {row["ref"]: row["dependsOn"] for row in bill["dependencies"]}
    assert rows.keys() == {f"ctpat-desktop@{__version__}", *refs}
    assert len(refs) == len(set(refs))
    assert all(set(needs) <= set(refs) for needs in rows.values())
    reached, waiting = set(), [f"ctpat-desktop@{__version__}"]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += rows[ref]
    assert reached == rows.keys()


def test_the_bill_has_no_address_and_is_the_same_each_time(bill):
    text = json.dumps(bill)
    assert "://" not in text
    assert text == json.dumps(sbom.bill())
    assert bill["metadata"]["timestamp"] == f"{RELEASED}T00:00:00Z"
