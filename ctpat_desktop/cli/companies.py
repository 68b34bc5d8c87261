"""The verbs that take one company out of a file, bring one in, or archive one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import opened_file, target
from ctpat_desktop.cli.speaking import DONE, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.services.accounts.archive import CompanyLine
    from ctpat_desktop.workspace.unit import Workspace


def add_company(verbs: Any) -> None:
    """Add `company list`, `company out`, `company in`, `company archive` and `company back`."""
    kinds = verbs.add_parser("company", help=tr("Take a company out, bring one in, archive one."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    lists = add_verb(inner, "list", tr("List the companies of a file."), _run_list)
    out = add_verb(inner, "out", tr("Write one company into a file of its own."), _run_out)
    out.add_argument("--to", type=Path, required=True, metavar="NEW", help=tr("the new file"))
    add_new_secret(out)
    come = add_verb(inner, "in", tr("Bring in a company of another file."), _run_in)
    come.add_argument("other", type=Path, metavar="OTHER", help=tr("the file it comes from"))
    come.add_argument(
        "--other-passphrase-file", metavar="F", help=tr("holds the passphrase of OTHER")
    )
    archive = add_verb(inner, "archive", tr("Put a company away, to read only."), _run_archive)
    back = add_verb(inner, "back", tr("Work on an archived company again."), _run_back)
    for verb in (lists, out, come, archive, back):
        verb.add_argument("--json", action="store_true")
        if verb is not lists:
            verb.add_argument(
                "--company", default="", metavar="NAME", help=tr("where there are several")
            )


def add_new_secret(verb: argparse.ArgumentParser) -> None:
    """Let a verb take the passphrase of the file it makes."""
    verb.add_argument(
        "--new-passphrase-file", metavar="F", help=tr("holds the passphrase of the new file")
    )
    verb.add_argument(
        "--no-passphrase", action="store_true", help=tr("the new file is not encrypted")
    )


def new_secret(args: argparse.Namespace) -> str:
    """Return the passphrase of the new file, "" where it was said that it has none."""
    passphrase = read_secret(args.new_passphrase_file)
    if args.no_passphrase == bool(passphrase):
        raise Problem(
            tr("The new file is encrypted."),
            tr("Name a --new-passphrase-file, or say --no-passphrase (not both)."),
        )
    return passphrase


def _run_list(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import archive

    with opened_file(target(args)) as workspace:
        lines = archive.companies(workspace)
    if args.json:
        say_json([_values(line) for line in lines])
        return DONE
    for line in lines:
        say(tr("{name} (archived)").format(name=line.name) if line.archived_on else line.name)
    return DONE


def _values(line: "CompanyLine") -> dict[str, str]:
    day = line.archived_on.isoformat() if line.archived_on else ""
    return {"id": line.id, "name": line.name, "archived_on": day}


def _run_out(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import company_files

    secret = new_secret(args)
    with opened_file(target(args)) as workspace:
        line = _named(workspace, args.company)
        place = company_files.Place(args.to, secret)
        written = company_files.take_out(workspace, line.id, place)
    counts = _counts(sum(written.rows.values()), written.documents)
    return _end(
        args,
        {"company": line.name, "path": str(args.to), **counts, "revisions": written.revisions},
        tr("Wrote {line} to {to}: {words}. It also stays in {file}.").format(
            line=line.name, to=args.to, words=_words(counts), file=args.file.name
        ),
    )


def _run_in(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import company_files
    from ctpat_desktop.services.files import workspaces

    secret = read_secret(args.other_passphrase_file)
    with (
        opened_file(target(args), writes=True) as workspace,
        workspaces.beside(workspace, args.other, secret) as other,
    ):
        line = _named(other, args.company)
        arrived = company_files.bring_in(workspace, other, line.id)
    counts = _counts(arrived.records, arrived.documents)
    return _end(
        args,
        {"company": arrived.company, **counts},
        tr("Brought {company} into {file}: {words}.").format(
            company=arrived.company, file=args.file.name, words=_words(counts)
        ),
    )


def _run_archive(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import archive

    meant = target(args)
    with opened_file(meant, writes=True) as workspace:
        line = _named(workspace, args.company)
        archive.archive(workspace, line.id, meant.today)
        (after,) = (one for one in archive.companies(workspace) if one.id == line.id)
    return _end(
        args,
        _values(after),
        tr("Archived {line}: it can be read, but not changed.").format(line=line.name),
    )


def _run_back(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import archive

    with opened_file(target(args), writes=True) as workspace:
        line = _named(workspace, args.company)
        archive.bring_back(workspace, line.id)
        (after,) = (one for one in archive.companies(workspace) if one.id == line.id)
    return _end(args, _values(after), tr("{line} can be worked on again.").format(line=line.name))


def _named(workspace: "Workspace", name: str) -> "CompanyLine":
    from ctpat_desktop.services.accounts import archive

    lines = archive.companies(workspace)
    if not name and len(lines) > 1:
        names = "; ".join(line.name for line in lines)
        raise Problem(
            tr("This file has several companies."),
            tr("Name one with --company: {names}").format(names=names),
        )
    return archive.named(workspace, name)


def _counts(records: int, documents: int) -> dict[str, int]:
    return {"records": records, "documents": documents}


def _words(counts: dict[str, int]) -> str:
    records = ntr("{n} record", "{n} records", counts["records"])
    documents = ntr("{n} document", "{n} documents", counts["documents"])
    return f"{records}, {documents}"


def _end(args: argparse.Namespace, values: dict[str, Any], words: str) -> int:
    if args.json:
        say_json(values)
    else:
        say(words)
    return DONE
