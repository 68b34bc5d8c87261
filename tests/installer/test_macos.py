"""What the macOS bundle says of itself, as far as it can be checked without a Mac."""

import plistlib
import re
import subprocess
import sys

import pytest

from installer import pins
from tests.installer.test_wheels import SYSTEMS

FOLDER = pins.ROOT / "installer" / "macos"


@pytest.fixture(scope="module")
def about():
    return plistlib.loads((FOLDER / "Info.plist").read_bytes())


def test_the_document_type_is_ours_and_declared(about):
    (kind,) = about["CFBundleDocumentTypes"]
    (declared,) = about["UTExportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert (kind["CFBundleTypeRole"], kind["LSHandlerRank"]) == ("Editor", "Owner")
    tags = declared["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == ["ctpat"]
    assert declared["UTTypeIdentifier"].startswith(about["CFBundleIdentifier"].rpartition(".")[0])


def test_the_oldest_system_is_the_one_the_wheels_are_for(about):
    version = about["LSMinimumSystemVersion"].replace(".", "_")
    assert [name for name in SYSTEMS if name.startswith(f"macosx_{version}_arm64")]
    assert about["LSArchitecturePriority"] == ["arm64"]


def test_name_version_and_executable_are_left_to_the_spec(about):
    assert (
        not {"CFBundleShortVersionString", "CFBundleVersion", "CFBundleExecutable"} & about.keys()
    )


def test_it_may_do_what_it_needs_and_no_more():
    allowed = plistlib.loads((FOLDER / "entitlements.plist").read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_script_is_read_by_a_shell_and_holds_no_secret():
    script = FOLDER / "make_dmg.sh"
    subprocess.run(["sh", "-n", script], check=True)
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"(?i)--password|--apple-id|--p12|\bsecret\b", text)
    for step in ("--options runtime", "entitlements.plist", "notarytool submit", "stapler staple"):
        assert step in text


@pytest.mark.skipif(sys.platform == "darwin", reason="it would run here")
def test_on_another_system_it_says_so(tmp_path):
    done = subprocess.run(
        ["sh", FOLDER / "make_dmg.sh", tmp_path, "1.0.0", tmp_path / "a.dmg"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "make_dmg.sh: this runs on macOS only.\n"
