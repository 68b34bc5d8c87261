"""The verbs of the recorded trainings: list them, print the certificate of one person."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.training.courses import Lesson


def add_trainings(verbs: Any) -> None:
    """Add `trainings list` and `trainings certificate`."""
    kinds = verbs.add_parser("trainings", help=tr("Recorded trainings that are played here."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    listed = add_verb(
        inner, "list", tr("List them, and the model trainings to begin with."), _run_list
    )
    listed.add_argument("--json", action="store_true")
    words = tr("Write the certificate of one person for one session as PDF.")
    printed = add_verb(inner, "certificate", words, _run_certificate)
    printed.add_argument("session", metavar="SESSION", help=tr("its title, title and day, or id"))
    printed.add_argument("person", metavar="PERSON", help=tr("name or id"))
    printed.add_argument("--json", action="store_true")
    add_file_to(printed, "F.pdf")


def _run_list(args: argparse.Namespace) -> int:
    found = listing(target(args))
    if args.json:
        say_json(found)
        return DONE
    for row in found["trainings"]:
        played = _day(row["played_on"])
        parts = (
            row["kind"],
            row["language"],
            row["topic"],
            ntr("{n} question", "{n} questions", row["questions"]),
            tr("last played {day}").format(day=played) if played else tr("not played yet"),
            tr("retired {day}").format(day=_day(row["retired_on"])) if row["retired_on"] else "",
        )
        say(f"{row['title']}: {', '.join(filter(None, parts))}")
    for row in found["models"]:
        say(
            tr("Model: {title} ({names})").format(
                title=row["title"], names=", ".join(row["criteria"])
            )
        )
    return DONE


def _day(day: str | None) -> str:
    return day_text(date.fromisoformat(day)) if day else ""


def listing(meant: Target) -> dict[str, Any]:
    """Return the `trainings list --json` object."""
    from ctpat_desktop.catalogue.courses import load_models
    from ctpat_desktop.services.training import courses

    with opened(meant) as scope:
        rows = [_row(lesson) for lesson in courses.listed(scope)]
    return {
        "trainings": rows,
        "models": [
            {
                "id": model.id,
                "title": model.words["en"].title,
                "criteria": list(model.criteria),
                "languages": list(model.words),
                "minutes": model.minutes,
            }
            for model in load_models().values()
        ],
    }


def _row(lesson: "Lesson") -> dict[str, Any]:
    course = lesson.course
    return {
        "id": course.id,
        "title": course.title,
        "kind": course.medium,
        "language": course.language,
        "topic": lesson.topic,
        "edition": lesson.edition,
        "minutes": course.minutes,
        "pass_score": course.pass_score,
        "questions": len(lesson.questions),
        "played_on": course.played_on.isoformat() if course.played_on else None,
        "retired_on": course.retired_on.isoformat() if course.retired_on else None,
        "path": course.path,
        "sha256": lesson.sha256,
    }


def _run_certificate(args: argparse.Namespace) -> int:
    made = write(target(args), args.to, args.session, args.person)
    if args.json:
        say_json(made)
    else:
        say(tr("Wrote {path} ({checked})").format(path=made["path"], checked=made["checked"]))
    return DONE


def write(meant: Target, path: Path, session: str, person: str) -> dict[str, str]:
    """Write one certificate; return where, and what was checked."""
    from ctpat_desktop.services.training import papers

    with opened(meant) as scope:
        result = papers.write_certificate(scope, session, person, path)
    return {"path": str(result.path), "checked": result.checked}
