"""Turns failures of disk and database into words for a person."""

from ctpat_desktop.support.errors import Problem, Unreachable
from ctpat_desktop.support.language import N_, tr

BACKUP_OR_REPAIR = N_(
    "Open a backup, or save what can be read: File, Repair a damaged file, "
    "or `ctpat-desktop repair`."
)
"""What to do about a damaged file."""

CAUSES = {
    "disk is full": (N_("the disk is full"), N_("Free some space; what you typed is still shown.")),
    "readonly": (N_("the file is read-only"), N_("Allow writing to it or save a copy elsewhere.")),
    "locked": (N_("another program is using it"), N_("Close the other window and try again.")),
    "locking protocol": (
        N_("other programs keep opening and closing it"),
        N_("Try again in a moment."),
    ),
    "disk I/O": (
        N_("the disk did not answer"),
        N_("Check the drive; what you typed is still shown."),
    ),
    "unable to open": (
        N_("its folder is gone or closed to you"),
        N_("Check the drive and the folder."),
    ),
    "no date": (N_("a date in it was changed by another program"), N_("Open a backup.")),
    "malformed": (N_("it is damaged"), BACKUP_OR_REPAIR),
}

UNREAD = N_("{name} could not be read: {cause}.")
UNWRITTEN = N_("{name} could not be written: {cause}.")
UNFOLDED = N_("{name} could not be folded into one file: {cause}.")
"""What of a file failed, and why."""

OUT_OF_REACH = ("disk I/O", "unable to open", "malformed")


def reason(error: Exception) -> str:
    """Return the shortest true words for a system failure."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    origin = getattr(error, "orig", None) or error
    return str(origin).splitlines()[0] if str(origin) else type(origin).__name__


def read_only(name: str, why: str) -> Problem:
    """Return the Problem of a file that may not be written."""
    words = tr("{name} is open to read only: {why}").format(name=name, why=why)
    return Problem(words, tr("Open it again where it may be written."))


def problem_of(error: Exception, name: str, failed: str) -> Problem:
    """Return the Problem for a database failure; `failed` is such as `UNREAD`."""
    words = reason(error)
    for sign, (cause, remedy) in CAUSES.items():
        if sign in words:
            kind = Unreachable if sign in OUT_OF_REACH else Problem
            return kind(tr(failed).format(name=name, cause=tr(cause)), tr(remedy))
    return Problem(
        tr(failed).format(name=name, cause=words), tr("What was saved before is untouched.")
    )
