"""Adds recorded trainings: a model in a language, slides or a video; and imports questions."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.courses import Model, Wording, load_models
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.checklist import Place
from ctpat_desktop.exchange import question_files
from ctpat_desktop.services.training import courses
from ctpat_desktop.services.training.courses import Recording
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.names import plain
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask, ask_which, confirm, may_replace, own_place
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters

QUESTIONS = "Excel (*.xlsx);;TOML (*.toml)"
READABLE = "Questions (*.xlsx *.csv *.toml)"
SLIDES = (".pdf", ".pptx", ".ppt", ".odp", ".key")
"""What is taken for slides; only PDF is played, and the others are refused with the way there."""
RECORDINGS = "Slides and videos (*.pdf *.mp4 *.mov *.mkv *.avi *.webm *.m4v *.wmv);;All files (*)"


class CourseDialog(QDialog):
    """What adding a training asks in each case: its language and its topic."""

    article = "recorded-training"

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        """Start in English, without a topic."""
        super().__init__(parent)
        self.desk, self.made = desk, ""
        self.setWindowTitle(title)
        self.language, self.topic = ChoiceBox(), ChoiceBox()
        self.language.setAccessibleName(tr("Language"))
        self.topic.setAccessibleName(tr("Topic"))
        self.topic.addItem(tr("(no topic: results count nowhere in the matrix)"), None)
        for key, name in courses.topics(desk.scope):
            self.topic.addItem(name, key)
        self.make_button = changer(tr("Add this training"), self.make, "primary")

    def make(self) -> None:
        """Add it and close; stays open when it was refused."""
        raise NotImplementedError

    def chosen_language(self) -> str:
        """Return the code of the language."""
        return str(self.language.currentData())

    def chosen_topic(self) -> str | None:
        """Return the id of the topic, if one is chosen."""
        key = self.topic.currentData()
        return str(key) if key else None

    def end_row(self) -> QVBoxLayout:
        """Return the line with the two buttons, in a column."""
        column = QVBoxLayout()
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.make_button))
        return column


class ModelDialog(CourseDialog):
    """Shows the model trainings with their slides and questions, and adds one."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Start with the first one."""
        super().__init__(parent, desk, tr("New training from a model"))
        fit(self, 122, 34)
        self.models = list(load_models().values())
        self.list, self.text = QListWidget(), ReadBox(tr("Slides and questions"))
        self.list.setAccessibleName(tr("Model trainings"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setMinimumWidth(letters(38))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names = choices_of("course", "language")
        for key in self.models[0].words:
            self.language.addItem(names[key], key)
        for model in self.models:
            title = model.words["en"].title
            minutes = ntr("{n} minute", "{n} minutes", model.minutes)
            self.list.addItem(QListWidgetItem(f"{title}\n{', '.join(model.criteria)} · {minutes}"))
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        self.list.itemDoubleClicked.connect(lambda _item: self.make())
        self.language.currentIndexChanged.connect(lambda _at: self._show())
        self._lay_out()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Topic"), self.topic)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.text, 1)
        both = row(self.list)
        both.addLayout(right, 1)
        column = QVBoxLayout(self)
        words = tr(
            "Model trainings are our own words, not CBP's. Play them as they are, or print the "
            "slides; the questions can be changed afterwards."
        )
        column.addWidget(label(words, muted=True))
        column.addLayout(both, 1)
        column.addLayout(self.end_row())

    def _model(self) -> Model:
        return self.models[max(0, self.list.currentRow())]

    def _choose(self) -> None:
        at = self.topic.findData(courses.topic_for(self.desk.scope, self._model()))
        self.topic.setCurrentIndex(max(0, at))
        self._show()

    def _show(self) -> None:
        self.text.setPlainText(as_text(self._model().words[self.chosen_language()]))

    def make(self) -> None:
        """Add the chosen model and close; stays open when it was refused."""
        desk, made = self.desk, list[str]()
        wanted = (self._model().id, self.chosen_language(), self.chosen_topic())
        if desk.attempt(lambda: made.append(courses.add_model(desk.scope, *wanted))):
            self.made = made[0]
            self.accept()


def as_text(words: Wording) -> str:
    """Return slides and questions to read through."""
    parts = [words.title.upper()]
    for number, slide in enumerate(words.slides, 1):
        parts.append("\n".join((f"{number}. {slide.title}", *(f"   • {x}" for x in slide.lines))))
    for number, question in enumerate(words.questions, 1):
        marks = ("☒" if n in question.right else "☐" for n in range(1, len(question.choices) + 1))
        choices = (f"   {mark} {x}" for mark, x in zip(marks, question.choices, strict=True))
        parts.append("\n".join((f"? {number}. {question.words}", *choices, f"   {question.why}")))
    return "\n\n".join(parts)


class RecordingDialog(CourseDialog):
    """Asks what a file is called, and whether it goes into the workspace or stays outside."""

    def __init__(self, parent: QWidget, desk: Desk, medium: str, path: Path) -> None:
        """Start with the name of the file; what is too large stays outside."""
        title = tr("Add slides") if medium == "slides" else tr("Add a video")
        super().__init__(parent, desk, title)
        fit(self, 84, 16)
        self.medium, self.path = medium, path
        self.title = QLineEdit(path.stem.replace("_", " ").replace("-", " "))
        self.title.setAccessibleName(tr("Title"))
        for key, name in choices_of("course", "language").items():
            self.language.addItem(name, key)
        self.outside = QCheckBox(tr("Leave the file where it is"))
        is_large = path.is_file() and path.stat().st_size > courses.LARGEST
        self.outside.setChecked(is_large)
        if is_large:
            allow(self.outside, tr("It is too large to be kept inside."))
        self._lay_out()
        self.title.textChanged.connect(self._allow)
        self._allow()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Topic"), self.topic)
        form.addRow("", self.outside)
        column = QVBoxLayout(self)
        column.addWidget(label(tr("The file {name}").format(name=self.path.name)))
        column.addLayout(form)
        words = tr(
            "Inside, up to {n} MB, it is kept as evidence, encrypted, and travels with the "
            "workspace. Outside, its place and its SHA-256 are kept, and it is played only while "
            "it is unchanged."
        )
        column.addWidget(label(words.format(n=courses.LARGEST // 2**20), muted=True))
        column.addStretch(1)
        column.addLayout(self.end_row())

    def _allow(self) -> None:
        allow(self.make_button, "" if self.title.text().strip() else tr("Give it a title."))

    def make(self) -> None:
        """Add the file and close; stays open when it was refused."""
        desk, made = self.desk, list[str]()
        recording = Recording(
            self.title.text().strip(),
            self.chosen_language(),
            self.medium,
            self.path,
            self.chosen_topic(),
            self.outside.isChecked(),
        )

        def work(progress: Progress) -> None:
            made.append(courses.add_recording(desk.scope, recording, progress))

        words = tr("Adding a file")
        if desk.attempt(lambda: tasks.wait_or_cancel(self, words, work)) and made:
            self.made = made[0]
            self.accept()


def ask_model(window: QWidget, desk: Desk, _record_id: str) -> None:
    """Let a person choose a model training, and go to what was added."""
    _go(desk, ModelDialog(window, desk))


def ask_recording(window: QWidget, desk: Desk, _record_id: str) -> None:
    """Let a person choose slides or a video, and go to what was added."""
    words = tr("Choose slides (PDF) or a video")
    name = ask_file(window, words, RECORDINGS)
    if name:
        take_recording(window, desk, "", Path(name))


def take_recording(window: QWidget, desk: Desk, _record_id: str, path: Path) -> None:
    """Add slides or a video, and go to what was added."""
    medium = "slides" if path.name.lower().endswith(SLIDES) else "video"
    _go(desk, RecordingDialog(window, desk, medium, path))


def _go(desk: Desk, dialog: CourseDialog) -> None:
    if ask(dialog):
        desk.go_to(Place("training", table="course", record_id=dialog.made))


def ask_questions(window: QWidget, desk: Desk, course_id: str) -> None:
    """Let the questions be taken from a file, or saved in one."""
    answers = (tr("Cancel"), tr("Import from a file…"), tr("Save in a file…"))
    words = tr(
        "The questions can be changed here one by one, or in a spreadsheet or TOML file that is "
        "saved first and imported again."
    )
    at = ask_which(window, tr("Questions"), words, answers)
    if at:
        (import_questions, save_questions)[at - 1](window, desk, course_id)


def import_questions(window: QWidget, desk: Desk, course_id: str) -> None:
    """Import questions in the place of those there."""
    words = tr("Import questions")
    name = ask_file(window, words, READABLE)
    if name:
        take_questions(window, desk, course_id, Path(name))


def take_questions(window: QWidget, desk: Desk, course_id: str, path: Path) -> None:
    """Import questions of a file in the place of those there."""
    words = tr("Import questions")
    count = len(courses.lesson(desk.scope, course_id).questions)
    asked = ntr(
        "The {n} question there is replaced. Go on?",
        "The {n} questions there are replaced. Go on?",
        count,
    )
    if count and not confirm(window, words, asked, tr("Replace")):
        return
    made: list[int] = []
    if desk.attempt(lambda: made.append(courses.import_questions(desk.scope, course_id, path))):
        desk.inform(ntr("{n} question was imported.", "{n} questions were imported.", made[0]))


def save_questions(window: QWidget, desk: Desk, course_id: str) -> None:
    """Write the questions, or an example where there are none, to be changed and imported."""
    lesson = courses.lesson(desk.scope, course_id)
    first = f"{plain(lesson.course.title) or 'questions'}.xlsx"
    words = tr("Save the questions")
    name, kind = QFileDialog.getSaveFileName(window, words, own_place(first), QUESTIONS)
    if not name:
        return
    place = Path(name)
    if place.suffix.lower() not in (".xlsx", ".toml", ".csv"):
        place = Path(name + (".toml" if "toml" in kind else ".xlsx"))
        if not may_replace(window, words, place):
            return
    if desk.attempt(lambda: question_files.write(place, lesson.questions, desk.today)):
        desk.written.emit(tr("The questions are in {path}.").format(path=place), place)


def retire(_window: QWidget, desk: Desk, course_id: str) -> None:
    """Take a training out of use, or into use again, and say which."""
    retired: list[bool] = []
    if desk.attempt(lambda: retired.append(courses.retire(desk.scope, course_id))):
        gone = tr("It is retired and not played any more; its results stay.")
        desk.inform(gone if retired[0] else tr("It is in use again."))
