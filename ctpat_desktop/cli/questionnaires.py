"""The verbs of questionnaires: send them to partners, take back what returns."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json, target

LANGUAGES = ("en", "fr", "es", "en+fr", "en+es")


def add_questionnaire(verbs: Any) -> None:
    """Add `questionnaire send` and `questionnaire receive`."""
    kinds = verbs.add_parser("questionnaire", help="Send questionnaires and take them back.")
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    _add_send(inner)
    receive = add_verb(inner, "receive", "Take returned questionnaires in.", _run_receive)
    receive.add_argument("returned", nargs="+", type=Path, metavar="RETURNED")
    receive.add_argument("--accept", action="store_true", help="accept what matches at once")
    receive.add_argument("--json", action="store_true")


def _add_send(inner: Any) -> None:
    send = add_verb(inner, "send", "Write a questionnaire for each partner.", _run_send)
    whom = send.add_mutually_exclusive_group(required=True)
    whom.add_argument("--partner", action="append", default=[], metavar="NAME")
    whom.add_argument("--all", action="store_true", help="every partner that is not ended")
    send.add_argument("--to", type=Path, required=True, metavar="DIR")
    send.add_argument("--language", default="", choices=LANGUAGES, help="else the contact's own")
    send.add_argument("--format", default="pdf", choices=("pdf", "xlsx"))
    send.add_argument("--due", type=day, metavar="DATE")
    send.add_argument("--json", action="store_true")


def _run_send(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import partner_mail
    from ctpat_desktop.services.questionnaires.sending import Wish

    wish = Wish(given.language, given.format, given.due)
    addressees = partner_mail.Addressees(tuple(given.partner))
    rows = partner_mail.send_out(target(given), addressees, given.to, wish, given.today)
    if given.json:
        say_json(rows)
        return DONE
    for row in rows:
        say(f"{row['reference']}  {row['partner']}: {row['file']}")
    return DONE


def _run_receive(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import partner_mail

    rows = partner_mail.take_in(target(given), given.returned, given.today, given.accept)
    if given.json:
        say_json(rows)
    else:
        for row in rows:
            whose = f" ({row['partner']})" if row["partner"] else ""
            say(f"{row['outcome']:10}{row['file']}{whose}: {row['reason']} {row['done']}")
    return DONE if all(row["outcome"] == "matched" for row in rows) else LOOK
