"""What leaves the program: portal package, reports, print.

The libraries that write and print are imported at the first use, not when a workspace opens.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.exchange.results import ExportResult, PortalResult
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.portal import papers
from ctpat_desktop.services.profile import exports, open_export
from ctpat_desktop.support.language import N_, ntr, number_text, tr
from ctpat_desktop.support.names import cut
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.dialogs import ask_folder, ask_place, confirm
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.parts import (
    FlowLayout,
    button,
    card,
    clear,
    flow,
    label,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.print_preview import preview_report, print_report
from ctpat_desktop.ui.widgets.written import folder_button
from ctpat_desktop.workspace.changes import Changes

REPORTS = (("report", N_("Profile report")), ("findings", N_("Findings")))


class ExportsPage(Page):
    """Buttons for everything that leaves the program, and what was written last."""

    tables = ("setting",)

    def __init__(self, desk: Desk, strip: TaskStrip, flush: Callable[[], bool]) -> None:
        """`strip` runs the work; `flush` saves what is still being typed."""
        super().__init__()
        self.desk, self.strip, self.flush_all = desk, strip, flush
        inner = QWidget()
        column = page_column(inner)
        column.addWidget(label(tr("Export and print"), h1=True))
        column.addWidget(self._portal_card())
        column.addWidget(self._report_card())
        column.addWidget(self._data_card())
        column.addWidget(self._mou_card())
        column.addWidget(self._print_card())
        frame, self.results = card()
        column.addWidget(frame)
        self.results_frame = frame
        frame.hide()
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def refresh(self, changes: Changes) -> None:
        """Show the limits as they are now."""
        del changes
        self._show_limits()

    def take_keyboard(self) -> bool:
        """Put the keyboard on what is written, not on a limit the next key would change."""
        self.portal_button.setFocus()
        return True

    def flush(self) -> bool:
        """Keep the limits as typed."""
        return True

    def write_portal(self, folder: Path) -> None:
        """Write the portal package into a folder."""
        scope = self.desk.scope  # also where another account is chosen meanwhile

        def write(progress: Progress) -> PortalResult:
            options = exports.PackageOptions(papers.every(scope, progress))
            return exports.portal(scope, folder, progress, options)

        self._run(tr("Writing the portal package"), write)

    def write_report(self, path: Path) -> None:
        """Write the profile report in the format the name says."""
        scope = self.desk.scope  # also where another account is chosen meanwhile
        self._run(
            tr("Writing the report"),
            lambda progress: exports.report(scope, path, progress),
        )

    def _run(self, words: str, job: Callable[[Any], Any]) -> None:
        if self.flush_all() and not self.strip.run(words, job, self._done, self.desk.warn):
            self.desk.warn(tr("Another export is still running."))

    def _done(self, result: PortalResult | ExportResult) -> None:
        clear(self.results)
        self.results.addWidget(label(tr("Written and checked"), h2=True))
        if isinstance(result, PortalResult):
            place = result.folder
            answers = ntr("{n} answer", "{n} answers", result.blocks)
            files = ntr("{n} document", "{n} documents", result.files)
            words = tr("{answers} and {files} in {place}")
            words = words.format(answers=answers, files=files, place=place)
            self.results.addWidget(label(words))
            self.results.addWidget(label(str(result.archive), muted=True))
            for warning in result.warnings:
                self.results.addWidget(label(f"! {warning}"))
        else:
            place = result.path.parent
            words = tr("Wrote {name}.").format(name=result.path)
            self.results.addWidget(label(f"{result.path} ({result.checked})"))
        line = row(folder_button(place), None)
        self.results.addLayout(line)
        self.results_frame.show()
        self.desk.written.emit(words, place)  # the card lies further down

    def _portal_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("Portal package"), h2=True))
        words = tr(
            "One text block per criterion, ready to paste, the evidence with stable names, an "
            "index and a list of checksums: as a folder and as a zip."
        )
        column.addWidget(label(words, muted=True))
        column.addLayout(self._limits())
        ours = tr(
            "{limit} characters and {mb} MB are our defaults; no public source names a limit."
        )
        soft, largest = (
            settings.DEFAULTS[name] for name in ("portal.soft_limit", "portal.max_file_mb")
        )
        column.addWidget(label(ours.format(limit=number_text(soft), mb=largest), muted=True))
        self.cleans = QCheckBox(tr("Take author, place and thumbnails out of the copies"))
        self.cleans.setToolTip(tr("The originals in the library stay as they are"))
        self.cleans.clicked.connect(self._keep_cleaning)
        column.addWidget(self.cleans)
        self.drops = QCheckBox(tr("Take people's comments out of Office copies"))
        self.drops.setToolTip(tr("Of Word, Excel and PowerPoint; the originals stay as they are"))
        self.drops.clicked.connect(lambda on: self._keep("portal.drop_comments", on))
        column.addWidget(self.drops)
        self._show_limits()
        self.portal_button = button(tr("Write portal package…"), self._ask_portal, "primary")
        takes_folder(self.portal_button, self._write_portal_in, self.portal_button)
        column.addLayout(row(self.portal_button, None))
        return frame

    def _limits(self) -> FlowLayout:
        self.limit, self.largest = NumberBox(), NumberBox()
        self.limit.setRange(100, 100_000)
        self.limit.setSingleStep(500)
        self.limit.setAccessibleName(tr("Characters per answer"))
        self.largest.setRange(1, 500)
        self.largest.setSuffix(" MB")
        self.largest.setAccessibleName(tr("Largest file"))
        self.types = QLineEdit()
        self.types.setAccessibleName(tr("File types"))
        self.limit.editingFinished.connect(
            lambda: self._keep("portal.soft_limit", self.limit.value())
        )
        self.largest.editingFinished.connect(
            lambda: self._keep("portal.max_file_mb", self.largest.value())
        )
        self.types.editingFinished.connect(self._keep_types)
        words = [
            label(tr(text), muted=True)
            for text in (
                N_("Warn above characters"),
                N_("Warn above file size"),
                N_("File types"),
            )
        ]
        for widget in words:
            widget.setWordWrap(False)
        line = flow(spacing=12)
        for word, field in zip(words, (self.limit, self.largest, self.types), strict=True):
            pair, inside = QWidget(), row(word, field)
            inside.setContentsMargins(0, 0, 0, 0)
            pair.setLayout(inside)
            line.addWidget(pair)
        return line

    def _show_limits(self) -> None:
        workspace = self.desk.workspace
        self.limit.setValue(settings.get(workspace, "portal.soft_limit"))
        self.largest.setValue(settings.get(workspace, "portal.max_file_mb"))
        self.types.setText(", ".join(settings.get(workspace, "portal.file_types")))
        self.types.setCursorPosition(0)
        self.cleans.setChecked(not settings.get(workspace, "portal.keep_metadata"))
        self.drops.setChecked(settings.get(workspace, "portal.drop_comments"))
        self.drops.setEnabled(self.cleans.isChecked())

    def _keep_cleaning(self, on: bool) -> None:
        self._keep("portal.keep_metadata", not on)
        self.drops.setEnabled(on)

    def _keep_types(self) -> None:
        words = self.types.text().replace(",", " ").lower().split()
        self._keep("portal.file_types", [word.lstrip(".") for word in words])

    def _keep(self, name: str, value: Any) -> None:
        if not self.desk.workspace.is_open:
            return  # a field that is left because the file was locked
        if settings.get(self.desk.workspace, name) != value:
            self.desk.attempt(lambda: settings.put(self.desk.workspace, name, value))

    def _report_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("Profile report"), h2=True))
        words = tr("Criteria, status, words, owner, evidence, findings and actions.")
        column.addWidget(label(words, muted=True))
        kinds = [
            button(
                f"{kind.upper()}…",
                partial(self._ask_report, kind),
                "",
                tr("Report as {kind}").format(kind=kind.upper()),
            )
            for kind in ("pdf", "docx", "xlsx")
        ]
        column.addLayout(row(*kinds, None))
        return frame

    def _data_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("All data"), h2=True))
        words = tr(
            "Every stored field of this account as one workbook, for your own records. Or the "
            "whole file, with every company, the history and the documents, as a folder of JSON "
            "that other programs can read and this one makes a workspace of again (File menu). "
            "Neither is encrypted."
        )
        column.addWidget(label(words, muted=True))
        whole = button(tr("Open export of the whole file…"), self._ask_open_export)
        takes_folder(whole, self._write_open_in, whole)
        column.addLayout(row(button(tr("Export all data…"), self._ask_data), whole, None))
        return frame

    def _ask_data(self) -> None:
        """Say what is in it before anything is written."""
        title = tr("Export all data")
        asked = f"{tr(exports.DATA_WARNING)}\n\n{tr('Export it?')}"
        if confirm(self, title, asked):
            name = f"{exports.name_for(self.desk.dossier, 'all data')}.xlsx"
            place = ask_place(self, title, name, "*.xlsx", ".xlsx")
            if place is not None:
                self.write_data(place)

    def write_data(self, path: Path) -> None:
        """Write everything stored as a workbook."""
        scope = self.desk.scope  # also where another account is chosen meanwhile
        self._run(
            tr("Writing all data"),
            lambda progress: exports.data(scope, path, progress),
        )

    def _ask_open_export(self) -> None:
        """Say that all of it lies open afterwards before anything is written."""
        if self._may_lie_open():
            name = ask_folder(self, tr("Where should the folder go?"))
            if name:
                self.write_open_export(self._open_folder(Path(name)))

    def _write_open_in(self, folder: Path) -> None:
        if self._may_lie_open():
            self.write_open_export(self._open_folder(folder))

    def _may_lie_open(self) -> bool:
        asked = f"{tr(exports.DATA_WARNING)}\n\n{tr('Export it?')}"
        return confirm(self, tr("Open export of the whole file"), asked, tr("Export", "command"))

    def _open_folder(self, folder: Path) -> Path:
        stem = self.desk.workspace.path.stem
        return folder / cut(tr("{name} open export").format(name=stem))

    def write_open_export(self, folder: Path) -> None:
        """Write everything in the file into a new folder."""
        workspace = self.desk.workspace
        self._run(
            tr("Writing the open export"),
            lambda progress: open_export.write(workspace, folder, progress),
        )

    def _mou_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("MOU packet"), h2=True))
        words = tr("What a company officer signs for Trade Compliance has a page of its own.")
        column.addWidget(label(words, muted=True))
        go = button(tr("Go to the MOU packet"), lambda: self.desk.go_to(Place("packets")))
        column.addLayout(row(go, None))
        return frame

    def _print_card(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("Print"), h2=True))
        for kind, title in REPORTS:
            name = tr(title)
            words = label(name)
            preview = button(
                tr("Preview…"),
                partial(self._preview, kind),
                "",
                tr("Preview {name}").format(name=name),
            )
            send = button(
                tr("Print…"), partial(self._print, kind), "", tr("Print {name}").format(name=name)
            )
            line = row(words, preview, send)
            line.setStretch(0, 1)
            column.addLayout(line)
        return frame

    def _pdf(self, kind: str) -> bytes:
        return exports.report_pdf_bytes(self.desk.scope, kind)

    def _preview(self, kind: str) -> None:
        self._run_print(kind, preview_report)

    def _print(self, kind: str) -> None:
        self._run_print(kind, print_report)

    def _run_print(self, kind: str, show: Callable[[QWidget, bytes], object]) -> None:
        if self.flush_all():
            self.strip.run(
                tr("Preparing the pages"),
                lambda _: self._pdf(kind),
                lambda pdf: self._show_pages(pdf, show),
                self.desk.warn,
            )

    def _show_pages(self, pdf: bytes, show: Callable[[QWidget, bytes], object]) -> None:
        """Show finished pages, unless the window was locked meanwhile."""
        if self.window().isVisible():
            show(self, pdf)

    def _ask_portal(self) -> None:
        name = ask_folder(self, tr("Where should the package go?"))
        if name:
            self._write_portal_in(Path(name))

    def _write_portal_in(self, folder: Path) -> None:
        self.write_portal(folder / exports.portal_name(self.desk.dossier))

    def _ask_report(self, kind: str) -> None:
        name = f"{exports.name_for(self.desk.dossier, 'profile report')}.{kind}"
        place = ask_place(self, tr("Save the report"), name, f"*.{kind}", f".{kind}")
        if place is not None:
            self.write_report(place)
