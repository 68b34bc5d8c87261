"""Turns failures of disk and database into words for a person."""

from ctpat_desktop.support.errors import Problem, Unreachable

BACKUP_OR_REPAIR = (
    "Open a backup, or save what can be read: File, Repair a damaged file, "
    "or `ctpat-desktop repair`."
)
"""What to do about a damaged file."""

CAUSES = {
    "disk is full": ("the disk is full", "Free some space; what you typed is still shown."),
    "readonly": ("the file is read-only", "Allow writing to it or save a copy elsewhere."),
    "locked": ("another program is using it", "Close the other window and try again."),
    "locking protocol": ("other programs keep opening and closing it", "Try again in a moment."),
    "disk I/O": ("the disk did not answer", "Check the drive; what you typed is still shown."),
    "unable to open": ("its folder is gone or closed to you", "Check the drive and the folder."),
    "no date": ("a date in it was changed by another program", "Open a backup."),
    "malformed": ("it is damaged", BACKUP_OR_REPAIR),
}

OUT_OF_REACH = ("disk I/O", "unable to open", "malformed")


def reason(error: Exception) -> str:
    """Return the shortest true words for a system failure."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    origin = getattr(error, "orig", None) or error
    return str(origin).splitlines()[0] if str(origin) else type(origin).__name__


def problem_of(error: Exception, name: str, failed: str) -> Problem:
    """Return the Problem for a database failure; `failed` is such as "could not be written"."""
    words = reason(error)
    for sign, (cause, remedy) in CAUSES.items():
        if sign in words:
            kind = Unreachable if sign in OUT_OF_REACH else Problem
            return kind(f"{name} {failed}: {cause}.", remedy)
    return Problem(f"{name} {failed}: {words}.", "What was saved before is untouched.")
