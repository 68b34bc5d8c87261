"""The page of partner questionnaires: requests, returns, and the questionnaires themselves."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.questionnaires import receiving, sending
from ctpat_desktop.services.questionnaires.receiving import Received
from ctpat_desktop.services.questionnaires.sending import SendingOptions, Sent
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.questionnaires.builder_tab import BuilderTab
from ctpat_desktop.ui.questionnaires.reminders_dialog import RemindersDialog
from ctpat_desktop.ui.questionnaires.requests_tab import RequestsTab
from ctpat_desktop.ui.questionnaires.results_dialog import ReceivedDialog, SentDialog
from ctpat_desktop.ui.questionnaires.returned_tab import ReturnedTab
from ctpat_desktop.ui.questionnaires.send_dialog import SendDialog
from ctpat_desktop.ui.questionnaires.settings_dialog import SettingsDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants
from ctpat_desktop.ui.widgets.open_files import ask_files
from ctpat_desktop.ui.widgets.parts import label, page_column
from ctpat_desktop.workspace.changes import Changes

REQUEST_TABLES = ("partner_request", "partner_answer", "partner", "action", "setting", "evidence")
BUILDER_TABLES = ("questionnaire", "question")

TABS = ("requests", "returned", "builder")
"""The fields of a place on this page: one for each tab."""


class QuestionnairesPage(Page):
    """Three tabs; long work runs in the strip at the foot of the window."""

    tables = (*REQUEST_TABLES, *BUILDER_TABLES)

    def __init__(self, desk: Desk, strip: TaskStrip) -> None:
        """Show what is stored."""
        super().__init__()
        self.desk, self.strip = desk, strip
        FileDrop(self, self.receive, Wants(is_one=False))
        self.requests, self.returned = RequestsTab(desk), ReturnedTab(desk)
        self.builder = BuilderTab(desk)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.requests, tr("Requests"))
        self.tabs.addTab(self.returned, tr("Returned"))
        self.tabs.addTab(self.builder, tr("Questionnaires"))
        column = page_column(self)
        column.addWidget(label(tr("Partner questionnaires"), h1=True))
        column.addWidget(self.tabs, 1)
        self.requests.send_wanted.connect(self.ask_send)
        self.requests.files_wanted.connect(self.ask_files)
        self.requests.reminders_wanted.connect(self.show_reminders)
        self.requests.settings_wanted.connect(self.ask_settings)
        self.requests.return_wanted.connect(self.show_return)
        self.returned.file_wanted.connect(
            lambda document: desk.go_to(Place("evidence", record_id=document))
        )
        self.builder.preview_wanted.connect(self.preview)
        self.show_all()

    def show_all(self) -> None:
        """Read everything anew."""
        self.requests.show_all()
        self.returned.show_all()
        self.builder.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if changes.touches(*REQUEST_TABLES):
            self.requests.show_all()
            self.returned.show_all()
        if changes.touches(*BUILDER_TABLES):
            show = self.builder.show_labels if changes.is_own else self.builder.show_all
            show()

    def flush(self) -> bool:
        """Save everything typed."""
        return self.builder.flush()

    def go(self, place: Place) -> None:
        """Show one request, return, questionnaire or question, or a tab."""
        if place.field in TABS:
            self.tabs.setCurrentIndex(TABS.index(place.field))
        elif place.table == "questionnaire":
            self.tabs.setCurrentWidget(self.builder)
            self.builder.select(place.record_id)
        elif place.record_id:
            self.tabs.setCurrentWidget(self.requests)
            self.requests.select(place.record_id)

    def where(self) -> Place:
        """Return the tab on the screen."""
        return Place("questionnaires", field=TABS[self.tabs.currentIndex()])

    def send(self, partner_ids: Sequence[str], folder: Path, options: SendingOptions) -> None:
        """Write the questionnaires beside the window and tell what was written."""
        scope = self.desk.scope
        self._run(
            tr("Writing questionnaires"),
            lambda progress: sending.send(
                scope,
                partner_ids,
                folder,
                options,
                progress,
            ),
            self._sent,
        )

    def receive(self, paths: Sequence[Path]) -> None:
        """Take returned files in beside the window and tell what each of them is."""
        scope = self.desk.scope
        if paths:
            self._run(
                tr("Receiving questionnaires"),
                lambda progress: receiving.receive(scope, paths, progress=progress),
                self._received,
            )

    def preview(self, questionnaire_id: str, language: str) -> None:
        """Show a questionnaire as the pages a partner gets."""
        desk, today = self.desk, self.desk.today
        self._run(
            tr("Preparing the pages"),
            lambda _: sending.preview_pdf(desk.workspace, questionnaire_id, language, today),
            self._show_pages,
        )

    def ask_send(self) -> None:
        """Ask to whom and what."""
        dialog = SendDialog(self, self.desk)
        if ask(dialog):
            self.send(*dialog.chosen())

    def ask_files(self) -> None:
        """Ask which files came back."""
        kinds = tr("Questionnaires (*.pdf *.xlsx);;All (*)")
        self.receive(ask_files(self, tr("Returned questionnaires"), kinds))

    def show_reminders(self) -> None:
        """Show who has not answered."""
        ask(RemindersDialog(self, self.desk))

    def ask_settings(self) -> None:
        """Show how answers are weighed and how long partners have."""
        ask(SettingsDialog(self, self.desk))

    def show_return(self, request_id: str) -> None:
        """Show one return answer by answer."""
        self.tabs.setCurrentWidget(self.returned)
        self.returned.select(request_id)

    def _run(self, words: str, job: Job, done: Callable[[Any], object]) -> None:
        if not self.strip.run(words, job, done, self.desk.warn):
            self.desk.warn(tr("Another long job is still running."))

    def _sent(self, sent: list[Sent]) -> None:
        self.show_all()
        ask(SentDialog(self, sent))

    def _received(self, received: list[Received]) -> None:
        self.show_all()
        waiting = next((one for one in received if one.outcome == "matched"), None)
        if waiting is not None:
            self.returned.select(waiting.request_id)
        ask(ReceivedDialog(self, received))

    def _show_pages(self, pdf: bytes) -> None:
        from ctpat_desktop.ui.widgets.print_preview import preview_report

        if self.window().isVisible():
            preview_report(self, pdf)
