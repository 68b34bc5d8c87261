"""No argument of any verb makes the program hang or trace: pipes, devices, folders, circles."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop import __main__, cli

TOO_LONG = 20
"""Seconds after which a verb counts as hanging."""
WORDS = {
    "register": "partners",
    "criterion": "1.1",
    "criteria": "1.1",
    "words": "seal",
    "what": "eligibility",
    "status": "planned",
    "entity": "importer",
    "partner": "x",
    "to_edition": "2020-03",
    "year": "2027",
    "source": "x",
    "edition": "2026",
    "about": "crime",
    "procedure": "x",
    "title": "x",
    "session": "x",
    "person": "x",
    "state": "ready",
    "recipient": "x",
    "receiver": "x",
    "leave_out": "names",
    "role": "reader",
    "member": "x",
    "name": "x",
    "site": "x",
}
FOLDERS = {("export portal", "to"), ("questionnaire send", "to"), ("demo", "to")}
FOLDERS |= {("walk send", "to")}
FOLDERS |= {("forms check", "forms"), ("partners upload", "to"), ("charts", "to")}
TAKES_ANYTHING = {"new file"}


def verbs_of(parser, name=""):
    """Yield every verb with its words, the inner ones too."""
    inner = [row for row in parser._actions if isinstance(row, argparse._SubParsersAction)]
    if not inner:
        yield name.strip(), parser
    for action in inner:
        for word, verb in action.choices.items():
            yield from verbs_of(verb, f"{name} {word}")


VERBS = dict(verbs_of(cli.parser()))


def is_path(action):
    return action.type is Path or action.dest.endswith(cli.SECRETS)


ARGUMENTS = [
    (name, action.dest)
    for name, verb in VERBS.items()
    for action in verb._actions
    if is_path(action)
]
KINDS = ("pipe", "device that never ends", "device", "folder", "circle", "system file", "socket")


@pytest.fixture
def strange(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket"))
    yield {
        "pipe": tmp_path / "pipe",
        "device that never ends": Path("/dev/zero"),
        "device": Path("/dev/tty"),
        "folder": tmp_path / "folder",
        "circle": tmp_path / "circle",
        "system file": Path("/proc/kmsg"),
        "socket": tmp_path / "socket",
    }
    listening.close()


@pytest.fixture(autouse=True)
def no_hanging():
    def ring(_signal, _frame):
        raise TimeoutError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def command(name, dest, value, folder):
    """Return the words of a verb with one argument given and the required ones made up."""
    words, behind = name.split(), []
    for action in VERBS[name]._actions:
        if action.dest == dest:
            one = [str(value)]
        elif action.required and not action.option_strings and is_path(action):
            one = [str(folder / "none.ctpat")]
        elif action.required and is_path(action):
            one = [str(folder / f"none-{action.dest}")]
        elif action.required:
            one = [WORDS[action.dest]]
        else:
            continue
        behind += [action.option_strings[0], *one] if action.option_strings else one
    if name == "questionnaire send":
        behind.append("--all")
    return [*words, *behind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "dest"), ARGUMENTS)
def test_it_ends_in_one_line(capsys, tmp_path, strange, name, dest, kind):
    if kind == "folder" and (name, dest) in FOLDERS:
        pytest.skip("a folder is what it takes")
    signal.alarm(TOO_LONG)
    try:
        code = cli.main(command(name, dest, strange[kind], tmp_path))
    except SystemExit as leaving:
        code = leaving.code
    signal.alarm(0)
    said = capsys.readouterr()
    assert (code, said.out, len(said.err.splitlines())) == (2, "", 1), said
    assert "Something went wrong" not in said.err
    assert strange["folder"].is_dir()


def test_every_kind_of_argument_is_among_them():
    found = {dest for _, dest in ARGUMENTS}
    assert {
        *("file", "sheet", "text_file", "passphrase_file", "evidence", "scan", "p12", "pdf", "to"),
        *("official", "drawing", "root", "returned", "p12_passphrase_file"),
    } <= found


def started(*words):
    """Run the program as a person does; one that opens a window is ended."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "ctpat_desktop", *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("chek", "FILE"), "There is no verb and no file “chek”. Did you mean check?"),
        (("serch",), "There is no verb and no file “serch”. Did you mean search?"),
        (("qwertz",), "There is no verb and no file “qwertz”. See ctpat-desktop --help."),
        (("packt", "mou", "FILE"), "There is no verb and no file “packt”. Did you mean packet?"),
        (
            ("a.ctpat", "b.ctpat"),
            (
                "The window opens one file at a time. Name one file, or a verb before it, such as: "
                "ctpat-desktop check a.ctpat"
            ),
        ),
    ],
)
def test_a_mistyped_verb_ends_with_two_and_opens_no_window(words, line):
    done = started(*words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")


def test_a_mistyped_inner_verb_says_which_one_was_meant(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["packet", "mach", "FILE"])
    said = capsys.readouterr().err
    assert (left.value.code, len(said.splitlines())) == (2, 1)
    assert said.endswith("Did you mean match?\n")


@pytest.mark.parametrize("name", ["check2", "firm.ctpat"])
def test_a_file_is_opened_in_the_window_whatever_its_name(tmp_path, monkeypatch, name):
    (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    __main__._refuse_mistyped([name])


def test_the_window_says_of_a_file_that_is_not_there_itself():
    __main__._refuse_mistyped(["missing.ctpat"])


def test_another_name_of_the_file_that_is_read_is_not_written_over(capsys, sample, tmp_path):
    other = tmp_path / "Other Name.ctpat"
    other.hardlink_to(sample)
    before = Path(sample).read_bytes()
    code = cli.main(["backup", str(sample), "--to", str(other), "--force"])
    assert code == 2
    assert "is the file that is read" in capsys.readouterr().err
    assert other.read_bytes() == before
