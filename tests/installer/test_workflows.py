"""The files for a public host: read as YAML, pinned, with few rights, and true to this source tree.

They were read by actionlint once; what only a public host can show is listed in docs/platforms.md.
"""

import re

import pytest
import yaml

from installer import pins

FOLDER = pins.ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.glob("*.yml"))
TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in NAMES}
READ = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
JOBS = [(name, key, job) for name, read in READ.items() for key, job in read["jobs"].items()]
STEPS = [(name, key, step) for name, key, job in JOBS for step in job["steps"]]
RUNNERS = {"ubuntu-22.04", "ubuntu-24.04", "windows-2022", "macos-14"}
KNOWN = {
    "job": {
        *("name", "needs", "runs-on", "permissions", "timeout-minutes", "strategy", "env"),
        *("defaults", "steps", "if"),
    },
    "step": {"name", "uses", "with", "run", "shell", "env", "if", "id"},
    "top": {"name", True, "permissions", "concurrency", "jobs"},  # "on" is a truth in YAML
}


def test_both_files_are_there():
    assert NAMES == ["release.yml", "test.yml"]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_unknown_and_reading_is_the_only_right(name):
    read = READ[name]
    assert read.keys() <= KNOWN["top"]
    assert read["permissions"] == {"contents": "read"}
    for job in read["jobs"].values():
        assert job.keys() <= KNOWN["job"]
        for step in job["steps"]:
            assert step.keys() <= KNOWN["step"]
            assert ("uses" in step) != ("run" in step)


def test_only_the_draft_may_write_and_attest():
    rights = {(name, key): job["permissions"] for name, key, job in JOBS if "permissions" in job}
    assert rights == {
        ("release.yml", "draft"): {
            "contents": "write",
            "id-token": "write",
            "attestations": "write",
        }
    }


@pytest.mark.parametrize(
    "step", [s for _, _, s in STEPS if "uses" in s], ids=lambda s: s["uses"][:40]
)
def test_what_others_made_is_pinned_to_a_commit(step):
    assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
    if step["uses"].startswith("actions/checkout@"):
        assert step["with"]["persist-credentials"] is False


def test_the_same_action_is_pinned_alike_and_says_its_version():
    lines = {
        line.strip().removeprefix("- ")
        for text in TEXTS.values()
        for line in text.splitlines()
        if "uses:" in line
    }
    assert all(re.search(r"# v\d+\.\d+\.\d+$", line) for line in lines)
    actions = [line.partition("@")[0] for line in lines]
    assert len(actions) == len(set(actions))


@pytest.mark.parametrize(("name", "key", "job"), JOBS, ids=[f"{n}-{k}" for n, k, _ in JOBS])
def test_a_job_runs_on_a_named_system_and_ends(name, key, job):
    on = job["runs-on"]
    systems = job["strategy"]["matrix"]["os"] if "matrix.os" in on else [on]
    assert set(systems) <= RUNNERS
    assert 0 < job["timeout-minutes"] <= 90
    assert set(job.get("needs", ())) <= READ[name]["jobs"].keys()


def test_the_tests_run_on_three_systems():
    jobs = READ["test.yml"]["jobs"].values()
    systems = {
        system.partition("-")[0] for job in jobs for system in job["strategy"]["matrix"]["os"]
    }
    assert systems == {"ubuntu", "windows", "macos"}


def test_a_release_is_made_for_three_systems_with_sums_and_an_attestation():
    read = READ["release.yml"]
    assert set(read["jobs"]["draft"]["needs"]) == {"linux", "windows", "macos"}
    assert read[True] == {"push": {"tags": ["v*"]}}
    done = str(read["jobs"]["draft"]["steps"])
    for part in ("installer/release.py sums release", "attest-build-provenance", "--draft"):
        assert part in done


@pytest.mark.parametrize("step", [s for _, _, s in STEPS if "run" in s], ids=lambda s: s["name"])
def test_a_script_takes_nothing_a_stranger_writes(step):
    assert not re.search(r"\$\{\{", step["run"]), "what the host fills in goes through env"


def test_no_secret_is_used():
    assert not re.search(r"secrets\.|PRIVATE|--key-file", "".join(TEXTS.values()))


LATER = {"installer/ctpat-desktop.spec", "constraints-package.txt"}
"""Of the packages for Linux, which come beside this."""


def test_every_path_in_them_is_there():
    words = re.findall(
        r"(?<![\w/.\\])((?:installer|tests)(?:/[\w.-]+)+|constraints[\w-]*\.txt)",
        "".join(TEXTS.values()),
    )
    gone = {word for word in words if not (pins.ROOT / word).exists()}
    assert gone <= LATER
    assert len(set(words)) > 12


def test_every_folder_of_tests_that_needs_no_desktop_runs_elsewhere():
    (step,) = [s for _, k, s in STEPS if k == "elsewhere" and s.get("name") == "Test"]
    named = set(re.findall(r"tests/(\w+)", step["run"]))
    every = {
        path.name
        for path in (pins.ROOT / "tests").iterdir()
        if path.is_dir() and any(path.rglob("test_*.py"))
    }
    needs_linux = {
        "accessibility",
        "architecture",
        "docs",
        "documents",
        "faults",
        "fuzz",
        "hands",
        "journeys",
        "ui",
        "package",
    }
    assert named == every - needs_linux
