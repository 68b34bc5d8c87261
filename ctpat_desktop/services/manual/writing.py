"""Writes the manual into a file, as PDF or as Markdown."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.documents.manual.articles import Group, Key, manual_groups
from ctpat_desktop.documents.manual.markdown import manual_markdown
from ctpat_desktop.documents.manual.pages import manual_pdf
from ctpat_desktop.exchange.files import write_pdf, write_text
from ctpat_desktop.services.accounts.paper import stamp_of_none
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

Keys = Iterable[tuple[str, Iterable[Key]]]
"""The keys of the window by where they hold."""


def groups_now(keys: Keys) -> tuple[Group, ...]:
    """Return the manual in the language spoken now."""
    return manual_groups(load_edition(), keys)


def write(path: Path, groups: tuple[Group, ...], today: date) -> None:
    """Write PDF or Markdown, by the ending of the name; Problem where it is another."""
    ending = path.suffix.lower()
    if ending == ".md":
        write_text(manual_markdown(groups), path, tr("The manual"))
    elif ending == ".pdf":
        write_pdf(pdf(groups, today), path)
    else:
        raise Problem(
            tr("{name} ends neither in .pdf nor in .md.").format(name=path.name),
            tr("Name the file so that it says what it is to be."),
        )


def pdf(groups: tuple[Group, ...], today: date) -> bytes:
    """Return the manual as pages."""
    return manual_pdf(groups, stamp_of_none(load_edition().short_name, today))
