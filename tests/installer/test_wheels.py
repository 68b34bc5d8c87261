"""Every pinned version the program runs on has a wheel for Windows and macOS: pip says so.

Where the package index cannot be reached nothing is checked, and that is said.
"""

import json
import subprocess
import sys

import pytest
from packaging.markers import Marker

from installer import pins

PYTHON = "3.11"
SYSTEMS = {
    "win_amd64": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
    "macosx_13_0_arm64": {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "platform_machine": "arm64",
    },
    "macosx_13_0_x86_64": {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "platform_machine": "x86_64",
    },
}
MISSING = {"macosx_13_0_x86_64": ["cryptography"]}
"""Why Intel Macs have no package is in `docs/platforms.md`; say so there where one is found."""
UNREACHABLE = (
    "NewConnectionError",
    "Could not fetch",
    "ConnectTimeoutError",
    "SSLError",
    "Retrying",
)


def needed(platform):
    """Return the pins a system needs; pip itself would judge markers by the system it runs on."""
    surroundings = {"python_full_version": f"{PYTHON}.9", "python_version": PYTHON}
    surroundings |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    surroundings |= SYSTEMS[platform]
    return [
        f"{pin.name}=={pin.version}"
        for pin in pins.runtime().values()
        if not pin.marker or Marker(pin.marker).evaluate(surroundings)
    ]


def resolved(platform, wanted, folder):
    """Return the wheels pip would install, or its words where it refuses."""
    report = folder / "report.json"
    command = [
        *(sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"),
        *("--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--target", folder),
        *("--platform", platform, "--python-version", PYTHON, "--implementation", "cp"),
        *("--abi", "cp311", "--report", report, *wanted),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=380, check=False)
    if done.returncode == 0:
        rows = json.loads(report.read_text(encoding="utf-8"))["install"]
        return [row["download_info"]["url"].rpartition("/")[2] for row in rows]
    lines = [line for line in done.stderr.splitlines() if "ERROR" in line]
    is_offline = (
        any(word in done.stderr for word in UNREACHABLE) or "from versions: none" in done.stderr
    )
    if is_offline and not reachable(folder):
        pytest.skip("not checked: the package index cannot be reached")
    return "\n".join(lines) or done.stderr


def reachable(folder):
    """Return whether pip finds a version of a package that is surely there."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        folder,
        "zipp",
    ]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0


@pytest.mark.full
@pytest.mark.parametrize("platform", SYSTEMS)
def test_every_pin_has_a_wheel(platform, tmp_path):
    missing = MISSING.get(platform, [])
    wanted = [row for row in needed(platform) if row.partition("==")[0] not in missing]
    wheels = resolved(platform, wanted, tmp_path)
    assert isinstance(wheels, list), wheels
    assert len(wheels) == len(wanted)
    assert [name for name in wheels if not name.endswith(".whl")] == []


@pytest.mark.full
@pytest.mark.parametrize(
    ("platform", "name"), [(p, n) for p, names in MISSING.items() for n in names]
)
def test_what_is_known_to_be_missing_still_is(platform, name, tmp_path):
    (wanted,) = [row for row in needed(platform) if row.startswith(f"{name}==")]
    words = resolved(platform, [wanted], tmp_path)
    assert "No matching distribution found" in words, (
        "there is a wheel now: Intel Macs can be served"
    )


def test_each_system_needs_its_own():
    windows, mac = (set(needed(p)) for p in ("win_amd64", "macosx_13_0_arm64"))
    assert {row.partition("==")[0] for row in windows - mac} == {"pywin32-ctypes", "tzdata"}
    assert not {"jeepney", "secretstorage"} & {row.partition("==")[0] for row in windows | mac}
    assert len(mac) > 50
