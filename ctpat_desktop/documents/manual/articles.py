"""The manual as articles: tasks, what CBP asks and why, terms, commands and keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ctpat_desktop.catalogue import Edition
from ctpat_desktop.catalogue.manual import Manual, Task, load_manual, named
from ctpat_desktop.catalogue.model import Criterion, Level, order_key
from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Steps,
    Table,
)
from ctpat_desktop.support.language import N_, current, tr
from ctpat_desktop.support.shipped import shipped

Key = tuple[str, str]
"""What is pressed, and what it does."""
KEYS, QUESTIONS, TERMS, COMMANDS = "keys", "questions", "terms", "commands"
CRITERION = "criterion"
"""How the key of an article on a criterion begins: "criterion 9.4"."""
_WORDS = {
    KEYS: N_("All keys"),
    QUESTIONS: N_("What officers ask"),
    TERMS: N_("Words of the field"),
    COMMANDS: N_("The command line"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """One page of the manual: its key, its title, and what stands on it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    see: tuple[str, ...] = ()
    """Keys of articles beside it."""
    picture: str = ""
    """The name of its picture; it is read only where it is shown."""
    pages: tuple[str, ...] = ()

    def text(self) -> str:
        """Return all words, for looking through them."""
        return "\n".join([self.title, *(words for block in self.blocks for words in _words(block))])


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter with its articles."""

    title: str
    about: str
    articles: tuple[Article, ...]


def manual_groups(edition: Edition, keys: Iterable[tuple[str, Iterable[Key]]]) -> tuple[Group, ...]:
    """Return the whole manual; `keys` are the keys of the window by where they hold."""
    manual = load_manual()
    tasks = [
        Group(chapter.title, chapter.about, tuple(_task(task) for task in chapter.tasks))
        for chapter in manual.chapters
    ]
    asked = Group(
        tr("What CBP asks, and why"),
        tr("In our own words; the official text is CBP's. The number is that of the criterion."),
        (_questions(manual), *_criteria(edition, manual)),
    )
    about = tr("Words, keys, and the program without its window.")
    rest = (_keys(keys), _terms(manual), _commands(manual))
    return (*tasks, asked, Group(tr("To look up"), about, rest))


def picture_path(name: str) -> Path | None:
    """Return the file of a picture, in the language spoken now where there is one, or None."""
    paths = [shipped("resources", "manual", code, f"{name}.png") for code in (current(), "en")]
    return next((path for path in paths if name and path.is_file()), None)


def _task(task: Task) -> Article:
    blocks = (
        Paragraph(named(task.when)),
        Steps(tuple(named(step) for step in task.steps)),
        Note(named(task.then)),
    )
    return Article(task.id, task.title, blocks, task.see, task.picture, task.pages)


def _questions(manual: Manual) -> Article:
    blocks = [
        block
        for question in manual.questions
        for block in (Heading(3, question.asks), Paragraph(named(question.answer)))
    ]
    return Article(QUESTIONS, tr(_WORDS[QUESTIONS]), tuple(blocks))


def _criteria(edition: Edition, manual: Manual) -> Iterator[Article]:
    """Yield an article for each criterion of the edition, with whom it binds."""
    rows: dict[str, dict[str, Criterion]] = {}
    for kind, criteria in edition.criteria.items():
        for criterion in criteria:
            rows.setdefault(criterion.id, {})[kind] = criterion
    titles = {kind.id: kind.title for kind in edition.entities}
    for number in sorted(rows, key=order_key):
        yield _criterion(number, rows[number], titles, manual)


def _criterion(
    number: str, kinds: dict[str, Criterion], titles: dict[str, str], manual: Manual
) -> Article:
    criterion = next(iter(kinds.values()))
    binds = [
        (words, ", ".join(titles[kind] for kind, row in kinds.items() if row.level is level))
        for level, words in ((Level.MUST, tr("Must for")), (Level.SHOULD, tr("Should for")))
    ]
    blocks: list[Block] = [
        Paragraph(criterion.summary),
        *_part(tr("Why CBP asks"), manual.reasons.get(number, "")),
        *_part(tr("How to answer well"), criterion.guidance),
        *_part(tr("Usual evidence"), criterion.evidence_hint),
    ]
    for question in manual.questions:
        if number in question.criteria:
            blocks += _part(question.asks, named(question.answer))
    blocks.append(Facts(tuple(pair for pair in binds if pair[1])))
    title = f"{number}  {criterion.title}"
    return Article(f"{CRITERION} {number}", title, tuple(blocks), ("answer-criterion", QUESTIONS))


def _part(title: str, words: str) -> Iterator[Block]:
    if words:
        yield Heading(3, title)
        yield Paragraph(words)


def _keys(keys: Iterable[tuple[str, Iterable[Key]]]) -> Article:
    heads = (tr("Keys"), tr("What it does"))
    blocks = [
        block
        for title, pairs in keys
        for block in (Heading(3, title), Table(heads, tuple(pairs), (2, 5)))
    ]
    return Article(KEYS, tr(_WORDS[KEYS]), tuple(blocks), ("find-way",))


def _terms(manual: Manual) -> Article:
    rows = sorted((row.term, row.words) for row in manual.terms)
    return Article(TERMS, tr(_WORDS[TERMS]), (Facts(tuple(rows)),), (QUESTIONS,))


def _commands(manual: Manual) -> Article:
    about = tr(
        "Much of what the window does can be done by scripts, too. Each command says with --help "
        "what else it takes. It returns 0 when it is done, 1 when there is something to look at, "
        "2 when there is a problem."
    )
    rows = [Quote(row.does, f"ctpat-desktop {row.example}") for row in manual.commands]
    secret = tr("Instead of --no-passphrase, name a file with the passphrase: {option}.").format(
        option="--passphrase-file FILE"
    )
    return Article(COMMANDS, tr(_WORDS[COMMANDS]), (Paragraph(about), Note(secret), *rows))


def _words(block: Block) -> Iterator[str]:
    """Yield what is written in a block, as far as the manual uses such blocks."""
    match block:
        case Paragraph(text) | Note(text) | Heading(text=text):
            yield text
        case Steps(items) | Bullets(items):
            yield from items
        case Quote(label, text):
            yield f"{label} {text}"
        case Facts(rows) | Table(rows=rows):
            yield from (" ".join(row) for row in rows)
        case _:
            raise TypeError(f"no words of {type(block).__name__}")
