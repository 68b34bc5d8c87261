"""Kills the real window while a person types; every text it called saved must be in the file.

`python -m tests.faults.window_kills --kills 200 --seed 1` needs Xvfb, openbox and xdotool.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.repair import health
from tests.hands.screen import Hands, screen

CRITERION = "9.10"
WORDS = ["fence", "gate", "dock", "seal", "guard", "camera", "badge", "trailer", "yard", "lamp"]


@dataclass
class Counted:
    """What came of the kills."""

    kills: int = 0
    saved: int = 0
    lost: int = 0
    not_opened: int = 0
    problems: int = 0


def typed_until_killed(environment, folder, dice):
    """Type into an answer and kill the program at a random moment; return what it called saved."""
    notes = folder / "saves.jsonl"
    notes.unlink(missing_ok=True)
    watched = environment | {"CTPAT_HANDS_SAVES": str(notes)}
    hands = Hands(watched, folder / "home", folder / "F.ctpat")
    hands.key("ctrl+j", "9")
    hands.click(f"{CRITERION} Technology physically secured: done")
    hands.click("What you do", "QPlainTextEdit")
    hands.key("ctrl+End")
    end = time.monotonic() + dice.uniform(0.3, 4.0)
    while time.monotonic() < end:
        hands.key_without_answer("space", *dice.choice(WORDS))
        time.sleep(dice.choice((0.0, 0.05, 0.3, 1.0)))
    os.kill(hands.program.pid, signal.SIGKILL)
    hands.program.wait()
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return [json.loads(line) for line in lines if line.endswith('"')]


def judge(file, saved, counted):
    """Open the file with other eyes and look for the last text that was called saved."""
    counted.kills += 1
    counted.saved += len(saved)
    try:
        workspace = door.open_workspace(file, None)
    except Exception as error:  # noqa: BLE001 - counted and shown
        counted.not_opened += 1
        sys.stdout.write(f"not opened: {error}\n")
        return
    try:
        read = companies.dossier(workspace, companies.choose(workspace))
        stored = read.answer(CRITERION).whole.narrative
    finally:
        workspace.close()
    if saved and not stored.startswith(saved[-1]):
        counted.lost += 1
        sys.stdout.write(f"lost: said {saved[-1][-60:]!r}, stored {stored[-60:]!r}\n")
    problems = health.verify(file, None)
    counted.problems += len(problems)
    for problem in problems:
        sys.stdout.write(f"problem: {problem}\n")


def run(kills, seed):
    """Kill the window `kills` times over one file and return the counts."""
    dice, counted = random.Random(seed), Counted()
    with tempfile.TemporaryDirectory() as name, screen() as environment:
        folder = Path(name)
        sample_file.create(folder / "fresh.ctpat", "importer").close()
        shutil.copy(folder / "fresh.ctpat", folder / "F.ctpat")
        for number in range(kills):
            if number % 20 == 0:  # the answer grows; begin again with a short one
                for part in folder.glob("F.ctpat*"):
                    part.unlink()
                shutil.copy(folder / "fresh.ctpat", folder / "F.ctpat")
            judge(folder / "F.ctpat", typed_until_killed(environment, folder, dice), counted)
    return counted


def main():
    """Run from the command line; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    counted = run(given.kills, given.seed)
    sys.stdout.write(f"{counted}\n")
    return 1 if counted.lost or counted.not_opened or counted.problems else 0


if __name__ == "__main__":
    sys.exit(main())
