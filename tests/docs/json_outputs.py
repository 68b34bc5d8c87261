"""One command for each verb that prints JSON, run on the sample: what keys its output has."""

import json
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from ctpat_desktop import cli
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support.shipped import shipped
from tests.docs.promises import merge, shape
from tests.services.walk_forms.walking import filled_walk

TODAY = ("--today", "2026-11-21")
EDITION = shipped("resources", "editions", "invented-2031.json")
COMMANDS = {
    "check": ["check FILE"],
    "list": ["list partners FILE", "list responses FILE", "list evidence FILE", "list sites FILE"],
    "search": ["search FILE seal"],
    "import": [
        "import partners FILE partners.csv --dry-run",
        "import itrac FILE lines.csv --dry-run",
        "import answers FILE answers.csv --dry-run",
        "import data exported new.ctpat --no-passphrase",
    ],
    "questionnaire send": ["questionnaire send FILE --all --format xlsx --to asked"],
    "questionnaire receive": ["questionnaire receive FILE partners.csv"],
    "walk send": ["walk send FILE --site SITE --format xlsx --to walked"],
    "walk receive": ["walk receive FILE WALKED"],
    "trade eligibility": ["trade eligibility FILE"],
    "year status": ["year status FILE"],
    "year new": ["year new FILE --year 2027"],
    "year affirm": ["year affirm FILE --all --by Ann --on 2026-11-21"],
    "review comment": ["review comment FILE 9.5 --text-file newer.txt"],
    "review status": ["review status FILE"],
    "review changes": ["review changes FILE --by Bob"],
    "kit out": [
        "kit out FILE --to kit.ctpat --for Ann --section 9 --kit-passphrase-file newer.txt"
    ],
    "kit list": ["kit list FILE"],
    "kit in": ["kit in FILE kit.ctpat --kit-passphrase-file newer.txt"],
    "merge": ["merge FILE NEW --to merged.ctpat"],
    "conflicts": ["conflicts merged.ctpat"],
    "edition list": ["edition list FILE"],
    "edition add": ["edition add NEW EDITION"],
    "edition compare": ["edition compare NEW --to invented-2031"],
    "edition move": ["edition move NEW --to invented-2031"],
    "edition read": ["edition read NEW --all"],
    "risk begin": ["risk begin FILE --year 2027"],
    "risk status": ["risk status FILE"],
    "risk print": ["risk print FILE --to risk.pdf"],
    "countries import": [
        "countries import FILE countries.csv --source Invented --edition 2026 --about crime"
    ],
    "partners risk": ["partners risk FILE"],
    "partners plan": ["partners plan FILE --to plan.xlsx"],
    "partners upload": ["partners upload FILE --to uploaded"],
    "procedures list": ["procedures list FILE"],
    "procedures print": ["procedures print FILE --procedure P-02 --to procedures.pdf"],
    "evidence replace": ["evidence replace FILE TITLE newer.txt"],
    "evidence versions": ["evidence versions FILE TITLE"],
    "trainings list": ["trainings list FILE"],
    "trainings certificate": ["trainings certificate FILE SESSION PERSON --to certificate.pdf"],
    "submit": ["submit FILE --anyway --by Ann"],
    "compare": ["compare FILE --from last --to now"],
    "deadlines": ["deadlines FILE"],
    "charts": ["charts FILE --to drawn"],
    "validation list": ["validation list FILE"],
    "alerts list": ["alerts list FILE"],
    "packet match": ["packet match FILE --scan mou.pdf"],
    "packet verify": ["packet verify mou.pdf"],
    "verify": ["verify FILE"],
    "forms show": ["forms show --entity importer"],
    "company in": ["company in FILE carrier.ctpat"],
    "company archive": ["company archive FILE --company Transport"],
    "company list": ["company list FILE"],
    "company back": ["company back FILE --company Transport"],
    "copy redacted": [
        "copy redacted carrier.ctpat --to red.ctpat --for Ann --leave-out all --no-passphrase"
    ],
    "team create": ["team create team.ctpat --name Ann --folder meeting SECRET"],
    "team invite": ["team invite team.ctpat --to bob.invite SECRET"],
    "team join": ["team join bob.ctpat bob.invite --code-file code.txt --name Bob SECRET"],
    "team sync": ["team sync bob.ctpat SECRET"],
    "team status": ["team status team.ctpat SECRET"],
    "team role": ["team role team.ctpat reader --member Bob SECRET"],
    "team remove": ["team remove team.ctpat --member Bob SECRET"],
    "team leave": ["team leave team.ctpat SECRET"],
    "company out": ["company out FILE --company Transport --to alone.ctpat --no-passphrase"],
}
"""In this order: what a command leaves behind, the next ones find."""
FIRST = (
    "answer FILE 9.1 --status partly --text-file newer.txt",
    "answer NEW 9.1 --status partly --text-file partners.csv",
    "export data FILE --to exported",
    "packet mou FILE --to mou.pdf",
    "new carrier.ctpat --sample carrier --no-passphrase",
    "new team.ctpat --sample carrier SECRET",
)
OUT = ("exported", "asked", "uploaded", "walked", "meeting", "drawn")
"""Folders: those that commands write, and where a team meets."""
FILES = {
    "partners.csv": "Name,Country\nNordwind,DE\nAcme,Nowhere\n",
    "lines.csv": "Entry Number,Entry Date,Country of Origin,HTS,Value\n1,2026-01-05,MX,0905,10\n",
    "answers.csv": "Criterion,Status,Narrative\n1.1,In place,We sign it.\n99.9,In place,Odd\n",
    "countries.csv": "Country,Rating\nMX,3\nFR,1\n",
    "newer.txt": "newer words",
}


def all_shapes():
    """Run every command in a folder of its own and return the shape of each verb's JSON."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sample_file.create(folder / "sample.ctpat", "importer").close()
        shutil.copy(folder / "sample.ctpat", folder / "moved.ctpat")
        (folder / "meeting").mkdir()
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        for command in FIRST:
            run(folder, command, as_json=False)
        return {verb: _merged(folder, commands) for verb, commands in COMMANDS.items()}


def _merged(folder, commands):
    merged = None
    for command in commands:
        printed = json.loads(run(folder, command))
        if "code" in printed:
            (folder / "code.txt").write_text(printed["code"], encoding="utf-8")
        merged = merge(merged, shape(printed))
    return merged


def run(folder, command, *, as_json=True):
    """Run a command of the list above and return what it printed; a problem of it is an error."""
    secret = "--passphrase-file newer.txt"
    words = [_word(folder, word) for word in command.replace("SECRET", secret).split()]
    extra = ["--json"] if as_json else []
    today = (
        []
        if words[0] in ("list", "verify", "forms", "merge", "conflicts", "team")
        or words[:2] == ["packet", "verify"]
        else TODAY
    )
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = cli.main([*words, *extra, *today])
    if code not in (0, 1):
        raise AssertionError(f"{command}: {err.getvalue()}")
    return out.getvalue()


def _word(folder, word):
    if word == "WALKED":
        return str(filled_walk(next((folder / "walked").iterdir())))
    named = {
        "FILE": folder / "sample.ctpat",
        "NEW": folder / "moved.ctpat",
        "EDITION": EDITION,
        "TITLE": "Customs compliance policy",
        "SITE": "Laredo cross-dock",
        "SESSION": "Security awareness and reporting, Newark 03/10/2026",
        "PERSON": "Reyes",
    }
    is_file = ("." in word and not word[0].isdigit()) or word in OUT
    return str(named.get(word, folder / word if is_file else word))
