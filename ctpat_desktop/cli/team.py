"""The verbs of a team: start one, invite, join, exchange changes, see who is in it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened_file
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, file_verb, say, say_json
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.exchange.team.credentials import Credentials
    from ctpat_desktop.exchange.team.places import Place
    from ctpat_desktop.services.team.rounds import Report
    from ctpat_desktop.services.team.standing import Standing
    from ctpat_desktop.workspace.unit import Workspace

ROLES = ("reader", "reviewer", "editor", "owner")


def add_team(verbs: Any) -> None:
    """Add the verbs of `team`."""
    kinds = verbs.add_parser("team", help=tr("Several laptops that exchange changes."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    _add_ways_in(inner)
    sync = file_verb(inner, "sync", tr("Bring changes to the team and take in others'."), _run_sync)
    sync.add_argument(
        "--thorough", action="store_true", help=tr("read all own files there as well")
    )
    status = file_verb(
        inner, "status", tr("Show who is in the team, without asking it."), _run_status
    )
    role = file_verb(inner, "role", tr("Change what a member may do."), _run_role)
    role.add_argument("role", choices=ROLES)
    remove = file_verb(
        inner, "remove", tr("Take a member out; the team gets a new key."), _run_remove
    )
    for verb in (role, remove):
        verb.add_argument("--member", required=True, metavar="NAME", help=tr("name or id"))
    leave = file_verb(inner, "leave", tr("Let a file be in no team any more."), _run_leave)
    for verb in (sync, role, remove):
        _add_password(verb)
    for verb in (sync, status, role, remove, leave):
        verb.add_argument("--json", action="store_true")
    prepare = add_verb(
        inner, "prepare", tr("Make a server ready for teams."), _run_prepare, file=False
    )
    _add_server(prepare)
    prepare.add_argument(
        "--grant", action="append", default=[], metavar="USER", help=tr("may be given again")
    )


def _add_ways_in(inner: Any) -> None:
    create = file_verb(inner, "create", tr("Start a team with a file."), _run_create)
    invite = file_verb(inner, "invite", tr("Write an invite, and say its code."), _run_invite)
    invite.add_argument("--to", type=Path, required=True, metavar="INVITE", help=tr("a new file"))
    invite.add_argument("--role", choices=ROLES, default="editor")
    invite.add_argument("--days", type=int, default=14, metavar="N", help=tr("how long it is good"))
    _add_password(invite)
    join = file_verb(inner, "join", tr("Join a team with an invite, in a new file."), _run_join)
    join.add_argument("invite", type=Path, metavar="INVITE")
    join.add_argument("--code-file", required=True, metavar="F", help=tr("holds the spoken code"))
    join.add_argument("--copy", action="store_true", help=tr("FILE is a copy of the team's file"))
    for verb in (create, join):
        verb.add_argument("--name", required=True, metavar="NAME", help=tr("of this computer"))
        verb.add_argument("--folder", type=Path, metavar="DIR", help=tr("where the team meets"))
        _add_server(verb)
    for verb in (create, invite, join):
        verb.add_argument("--json", action="store_true")


def _add_server(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--server", default="", metavar="HOST", help=tr("a PostgreSQL server"))
    verb.add_argument("--port", type=int, default=5432)
    verb.add_argument("--database", default="", metavar="DB")
    verb.add_argument("--user", default="", metavar="NAME")
    verb.add_argument("--schema", default="ctpat_team")
    verb.add_argument(
        "--certificate", default="", metavar="F", help=tr("of the server's authority")
    )
    verb.add_argument(
        "--unencrypted", action="store_true", help=tr("for a server on this very computer")
    )
    _add_password(verb)


def _add_password(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--server-password-file", metavar="F", help=tr("else the keyring is asked for it")
    )


def _target(args: argparse.Namespace) -> Target:
    return Target(args.file, passphrase=read_secret(args.passphrase_file))


def _server(args: argparse.Namespace) -> "Credentials":
    from ctpat_desktop.exchange.team.credentials import Credentials

    if not (args.database and args.user):
        raise Problem(tr("A server needs --database and --user."))
    return Credentials(
        args.server,
        args.database,
        args.user,
        read_secret(args.server_password_file),
        args.port,
        args.schema,
        args.certificate,
        args.unencrypted,
    )


def _place(args: argparse.Namespace, otherwise: str = "") -> str:
    """Return the place a command line names; what an invite says where it names none."""
    from ctpat_desktop.services.team import places

    if args.folder and args.server:
        raise Problem(
            tr("A team meets in a folder or on a server."), tr("Say --folder or --server.")
        )
    if args.folder:
        return places.of_folder(args.folder)
    if args.server:
        return places.of_server(_server(args))
    if not otherwise:
        raise Problem(
            tr("Where the team meets is missing."), tr("Say --folder DIR or --server HOST.")
        )
    if places.is_server(otherwise) and args.user:
        return places.as_user(otherwise, args.user)
    return otherwise


@contextmanager
def _reached(workspace: "Workspace", args: argparse.Namespace) -> Iterator["Place"]:
    from ctpat_desktop.services.team.exchanging import reached

    with reached(workspace, read_secret(args.server_password_file)) as place:
        yield place


def _run_create(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import joining, places, rounds

    where, password = _place(args), read_secret(args.server_password_file)
    with opened_file(_target(args), writes=True) as workspace:
        joining.start(workspace, where, lambda t: places.opened(where, t, password), args.name)
        with _reached(workspace, args) as place:
            report = rounds.run(workspace, place)
    return _report(args, report)


def _run_invite(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import exchanging

    wanted = exchanging.Wanted(args.role, args.days, args.to)
    with opened_file(_target(args), writes=True) as workspace:
        made = exchanging.invite(workspace, read_secret(args.server_password_file), wanted)
    if args.json:
        say_json({"file": str(args.to), "code": made.code, "role": args.role, "days": args.days})
    else:
        say(
            tr("Wrote {file}. Its code, to be told another way: {code}").format(
                file=args.to, code=made.code
            )
        )
    return DONE


def _run_join(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import exchanging, joining

    invited = joining.opened_invite(args.invite, read_secret(args.code_file))
    where, password = _place(args, invited.place), read_secret(args.server_password_file)
    entrance = exchanging.Entrance(invited, where, password, args.name)
    if args.copy:
        with opened_file(_target(args), writes=True) as workspace:
            report = exchanging.join(workspace, entrance, Silent())
    else:
        passphrase = read_secret(args.passphrase_file)
        report = exchanging.join_anew(args.file, passphrase, entrance, Silent())
    return _report(args, report)


def _run_sync(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import rounds

    with opened_file(_target(args), writes=True) as workspace, _reached(workspace, args) as place:
        report = rounds.run(workspace, place, thorough=args.thorough)
    return _report(args, report)


def _run_status(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team.standing import standing

    with opened_file(_target(args)) as workspace:
        now = standing(workspace)
    if args.json:
        say_json(_status_json(now))
        return DONE
    if now is None:
        say(tr("This file is in no team."))
        return DONE
    say(tr("The team meets in {place}.").format(place=now.place))
    for one in now.people:
        here = tr(" (this computer)") if one.is_me else ""
        files = ntr("{n} change file", "{n} change files", one.files)
        say(f"{one.name}{here}: {one.role}, {files}")
    for invite in now.invites:
        say(
            tr("Open invite, {role}, good until {day}").format(
                role=invite.role, day=day_text(invite.until.date())
            )
        )
    say(ntr("{n} change waits to go out.", "{n} changes wait to go out.", now.waiting))
    return DONE


def _status_json(now: "Standing | None") -> dict[str, Any]:
    if now is None:
        return {"in_team": False}
    return {
        "in_team": True,
        "place": now.place,
        "waiting": now.waiting,
        "members": [
            {
                "id": one.device,
                "name": one.name,
                "roles": one.roles,
                "is_me": one.is_me,
                "files": one.files,
            }
            for one in now.people
        ],
        "invites": [
            {"id": one.id, "role": one.role, "until": one.until.isoformat()} for one in now.invites
        ],
    }


def _run_role(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import joining, rounds

    with opened_file(_target(args), writes=True) as workspace, _reached(workspace, args) as place:
        rounds.run(workspace, place)  # who joined meanwhile is known then
        device = joining.member_named(joining.roster(workspace), args.member)
        joining.change_roles(workspace, place, device, joining.everywhere(args.role))
    return _done(args, tr("{name} is {role} now.").format(name=args.member, role=args.role))


def _run_remove(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import joining, rounds

    with opened_file(_target(args), writes=True) as workspace, _reached(workspace, args) as place:
        rounds.run(workspace, place)  # what was handed out so far still counts
        device = joining.member_named(joining.roster(workspace), args.member)
        joining.remove(workspace, place, device)
    return _done(args, tr("{name} is not in the team any more.").format(name=args.member))


def _run_leave(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import joining

    with opened_file(_target(args), writes=True) as workspace:
        joining.leave(workspace)
    return _done(args, tr("This file is in no team any more."))


def _run_prepare(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.team import places

    if not args.server:
        raise Problem(tr("Which server is missing."), tr("Say --server HOST."))
    places.prepare(_server(args), args.grant)
    say(tr("The server is ready for teams."))
    return DONE


def _done(args: argparse.Namespace, words: str) -> int:
    if args.json:
        say_json({"done": words})
    else:
        say(words)
    return DONE


def _report(args: argparse.Namespace, report: "Report") -> int:
    """Say what a round did; 1 where there is something to look at."""
    if args.json:
        keys = ("taken", "brought", "asked", "names", "notes")
        say_json({key: getattr(report, key) for key in keys})
    else:
        taken = ntr("{n} change was taken in.", "{n} changes were taken in.", report.taken)
        brought = ntr(
            "{n} change file was brought.", "{n} change files were brought.", report.brought
        )
        say(f"{taken} {brought}")
        if report.asked:
            say(
                ntr(
                    "{n} field was changed otherwise here; see conflicts.",
                    "{n} fields were changed otherwise here; see conflicts.",
                    report.asked,
                )
            )
        for note in report.notes:
            say(note)
    return LOOK if report.asked or report.notes else DONE
