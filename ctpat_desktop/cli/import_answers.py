"""Imports answers by the number of their criterion, and says what happened as plain values."""

import argparse
from collections.abc import Sequence
from typing import Any

from ctpat_desktop.cli.open import opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, say, say_json
from ctpat_desktop.exchange.profile.found import FoundRemark, ReadingOptions
from ctpat_desktop.services.importing import answers
from ctpat_desktop.services.importing.answers import AnswerPlan, AnswersPreview, Order, Outcome
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr


def run(args: argparse.Namespace) -> int:
    """Do what the command line says and return the exit code."""
    options = ReadingOptions(args.page, tuple(map(pair, args.map)), args.heading_row)
    with opened(target(args), writes=not args.dry_run) as scope:
        workspace, account_id = scope.workspace, scope.account_id
        read = answers.load(workspace, account_id, args.sheet, options)
        shown = answers.preview(workspace, account_id, read, Order(args.dates))
        wanted = {Outcome.NEW, Outcome.DIFFERS} if args.replace else {Outcome.NEW}
        chosen = [at for at, row in enumerate(shown.rows) if row.outcome in wanted]
        if chosen and not args.dry_run:
            answers.apply(workspace, shown, chosen)
    return _print_report(args, as_values(shown, chosen, replaces=args.replace))


def pair(text: str) -> tuple[str, str]:
    """Return a field and its heading as the command line gives them: "answer=Our words"."""
    field, sign, heading = text.partition("=")
    if not (field.strip() and sign and heading.strip()):
        raise Problem(
            tr("“{text}” does not say a field and a heading.").format(text=text),
            tr('Write "answer=Our words".'),
        )
    return field.strip().lower(), heading.strip()


def as_values(shown: AnswersPreview, chosen: Sequence[int], *, replaces: bool) -> dict[str, Any]:
    """Return an import as plain values; what concerns the whole document has row 0.

    Each row is accepted, unchanged or refused; one that would replace words is refused unless
    `replaces`.
    """
    refused = shown.with_outcome(Outcome.REFUSED)
    if not replaces:
        refused = shown.with_outcome(Outcome.REFUSED, Outcome.DIFFERS)
    return {
        "rows": len(shown.rows),
        "accepted": len(chosen),
        "unchanged": shown.count(Outcome.SAME),
        "statements": _statements(shown, chosen),
        "refused": [{"row": row.answer.row, "reason": _reason(row)} for row in refused],
        "ignored": list(shown.document.ignored),
        "remarks": list(shown.remarks),
    }


def _statements(shown: AnswersPreview, chosen: Sequence[int]) -> dict[str, int]:
    """Return how many statements stand under the answers, and how many of them are taken."""
    every = [one for row in shown.rows for one in row.statements]
    taken = [one for at in chosen for one in shown.rows[at].statements]
    return {
        "rows": len(every),
        "accepted": sum(one.outcome in (Outcome.NEW, Outcome.DIFFERS) for one in taken),
        "unchanged": sum(one.outcome is Outcome.SAME for one in every),
    }


def _reason(row: AnswerPlan) -> str:
    if row.outcome is Outcome.REFUSED:
        return row.reason
    fields = ", ".join(change.label.lower() for change in row.changes() if change.old)
    return tr(
        "{criterion} differs and would replace what is here ({fields}); see --replace."
    ).format(criterion=row.number, fields=fields)


def _print_report(args: argparse.Namespace, report: dict[str, Any]) -> int:
    code = LOOK if report["refused"] else DONE
    if args.json:
        say_json({**report, "remarks": [_values(remark) for remark in report["remarks"]]})
        return code
    for row in report["refused"]:
        say(tr("Row {row}: {words}").format(row=row["row"], words=row["reason"]))
    for remark in report["remarks"]:
        say(
            tr("Row {row}: {words}").format(row=remark.row, words=remark.text)
            if remark.row
            else remark.text
        )
    if report["ignored"]:
        say(tr("Not imported: {names}.").format(names=", ".join(report["ignored"])))
    stated = report["statements"]
    if stated["rows"]:
        words = tr("Imported {taken} of {all} statements.")
        if args.dry_run:
            words = tr("Would import {taken} of {all} statements.")
        say(words.format(taken=stated["accepted"], all=stated["rows"]))
    words = tr("Imported {taken} of {all} answers: {same} unchanged, {refused} refused.")
    if args.dry_run:
        words = tr("Would import {taken} of {all} answers: {same} unchanged, {refused} refused.")
    counts = {"taken": report["accepted"], "all": report["rows"], "same": report["unchanged"]}
    say(words.format(**counts, refused=len(report["refused"])))
    return code


def _values(remark: FoundRemark) -> dict[str, Any]:
    return {"row": remark.row, "field": remark.field, "text": remark.text}
