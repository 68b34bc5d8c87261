"""Prints the manual and saves it as PDF; it belongs to no file, so no desk is asked."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctpat_desktop.documents.manual.articles import Group
from ctpat_desktop.services.manual import writing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.print_preview import print_report
from ctpat_desktop.ui.widgets.written import say_written


def ask_save(parent: QWidget, banner: Banner, groups: tuple[Group, ...]) -> None:
    """Ask where the PDF goes and write it."""
    name = f"{tr('Manual of CTPAT Desktop')}.pdf"
    place = ask_place(parent, tr("Save as PDF"), name, "PDF (*.pdf)", ".pdf")
    if place is not None:
        save(parent, banner, place, groups)


def save(parent: QWidget, banner: Banner, place: Path, groups: tuple[Group, ...]) -> None:
    """Write the manual, and say where it is or why it is not."""
    words = tr("Writing {name}").format(name=place.name)
    try:
        tasks.wait_or_cancel(parent, words, lambda _: writing.write(place, groups, date.today()))
    except Problem as problem:
        banner.say(problem.line())
        return
    say_written(banner, tr("The pages are in {path}.").format(path=place), place)


def print_out(parent: QWidget, banner: Banner, groups: tuple[Group, ...]) -> None:
    """Ask for a printer and print all of it, or the pages chosen there."""
    made: list[bytes] = []
    try:
        tasks.wait_or_cancel(
            parent,
            tr("Preparing the pages"),
            lambda _: made.append(writing.pdf(groups, date.today())),
        )
        print_report(parent, made[0])
    except Problem as problem:
        banner.say(problem.line())
