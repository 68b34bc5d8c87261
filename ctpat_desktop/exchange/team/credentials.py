"""With what a server is reached; the caller keeps it in the keyring, never in a workspace."""

import json
import re
from dataclasses import asdict, dataclass, field
from ipaddress import ip_address

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

SCHEMA = "ctpat_team"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A server, a database in it, and who signs on.

    The connection is encrypted and the server's certificate is checked against
    `root_certificate`, a file, or those of the system. `is_plain` does without, on this very
    computer only.
    """

    host: str
    database: str
    user: str
    password: str = field(default="", repr=False)
    port: int = 5432
    schema: str = SCHEMA
    root_certificate: str = ""
    is_plain: bool = False

    def check(self) -> None:
        """Raise Problem where it could not be used, or not safely."""
        if not _NAME.fullmatch(self.schema):
            raise Problem(
                tr("The name of the schema may have small letters, digits and “_” only."),
                tr("Ask whoever runs the server what it is called."),
            )
        if self.is_plain and not is_loopback(self.host):
            raise Problem(
                tr("A connection without encryption is for a server on this computer only."),
                tr("Let the server have a certificate, and connect with encryption."),
            )

    def to_text(self) -> str:
        """Return it as one secret text, for the keyring."""
        return json.dumps(asdict(self))


def from_text(text: str) -> Credentials:
    """Read what `to_text` wrote; Problem where it is not whole."""
    try:
        return Credentials(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise Problem(
            tr("What this computer remembers of the team's server cannot be read."),
            tr("Enter the server, your name and your password again."),
        ) from error


def is_loopback(host: str) -> bool:
    """Return whether a host is this very computer, whatever a name server says."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
