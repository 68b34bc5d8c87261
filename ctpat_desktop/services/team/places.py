"""Where a team meets: a shared folder, or a server whose password is in the keyring."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ctpat_desktop.exchange.team import credentials as reached
from ctpat_desktop.exchange.team import server as servers
from ctpat_desktop.exchange.team.credentials import Credentials
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.places import Place
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import key_storage


def of_folder(folder: Path) -> str:
    """Return a shared folder as the text of a place; Problem where there is no such folder."""
    if not folder.is_dir():
        raise Problem(
            tr("{folder} is no folder.").format(folder=folder),
            tr("Choose a folder that everybody in the team can reach."),
        )
    return json.dumps({"folder": str(folder.resolve())})


def of_server(credentials: Credentials) -> str:
    """Return a server as the text of a place, without the password."""
    credentials.check()
    return json.dumps({"server": asdict(replace(credentials, password=""))})


def words(place: str) -> str:
    """Return a place as people read it."""
    value = _read(place)
    if "folder" in value:
        return str(value["folder"])
    server = value["server"]
    return tr("{database} on {host}").format(database=server["database"], host=server["host"])


def is_server(place: str) -> bool:
    """Return whether a place is a server."""
    return "server" in _read(place)


def as_user(place: str, user: str) -> str:
    """Return the same server with another name to sign on with."""
    return of_server(replace(server_of(place), user=user))


def prepare(credentials: Credentials, users: Iterable[str]) -> None:
    """Make a server ready for teams, as the owner of the schema, and let users in."""
    servers.prepare(credentials, users)


def server_of(place: str) -> Credentials:
    """Return with what a server is reached, without the password."""
    return Credentials(**_read(place)["server"])


@contextmanager
def opened(place: str, team: str, password: str = "") -> Iterator[Place]:
    """Reach a place of a team; without a `password` the keyring is asked for it.

    PlaceProblem where it cannot be reached, Problem where the password is nowhere.
    """
    value = _read(place)
    if "folder" in value:
        yield Folder(Path(value["folder"]), team)
        return
    credentials = server_of(place)
    if not credentials.is_plain or password:
        credentials = replace(credentials, password=password or remembered(credentials))
    server = servers.Server(credentials, team)
    try:
        yield server
    finally:
        server.close()


def remember(credentials: Credentials) -> str:
    """Keep a password in the keyring; return "" or the reason in words why it is not kept."""

    def put(backend: Any) -> None:
        backend.set_password(key_storage.SERVICE, _name(credentials), credentials.to_text())

    return key_storage.asked(put, key_storage.PATIENCE)[1]


def remembered(credentials: Credentials) -> str:
    """Return the password the keyring has; Problem where it has none."""
    text, note = key_storage.asked(
        lambda backend: backend.get_password(key_storage.SERVICE, _name(credentials)),
        key_storage.PATIENCE,
    )
    if not text:
        raise Problem(
            tr("The password of {user} on {host} is not on this computer.").format(
                user=credentials.user, host=credentials.host
            ),
            note or tr("Enter it once."),
        )
    return reached.from_text(text).password


def _name(credentials: Credentials) -> str:
    """Return what a password is called in the keyring."""
    return f"team server {credentials.host} {credentials.database} {credentials.user}"


def _read(place: str) -> Mapping[str, Any]:
    value = json.loads(place)
    return value if isinstance(value, dict) else {}
