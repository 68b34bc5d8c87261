"""The manual as one Markdown file, for `docs/manual`."""

import re
from collections.abc import Iterator, Mapping

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
from ctpat_desktop.documents.manual.articles import Article, Group, picture_path
from ctpat_desktop.support.language import tr

PICTURES = "../../resources/manual"
"""Where the pictures are, from the folder of the Markdown files."""
_MARKS = re.compile(r"([\\`*_\[\]<>|])")


def manual_markdown(groups: tuple[Group, ...]) -> str:
    """Return the manual as Markdown in the language spoken now."""
    titles = {article.key: article.title for group in groups for article in group.articles}
    lines = [f"# {tr('Manual of CTPAT Desktop')}", ""]
    lines += [f"- [{_plain(group.title)}](#{_anchor(group.title)})" for group in groups]
    for group in groups:
        lines += ["", f"## {_plain(group.title)}", "", _plain(group.about)]
        for article in group.articles:
            lines += _article(article, titles)
    return "\n".join(lines) + "\n"


def _article(article: Article, titles: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f'<a id="{_anchor(article.key)}"></a>', "", f"### {_plain(article.title)}")
    for block in article.blocks:
        yield ""
        yield from _block(block)
    picture = picture_path(article.picture)
    if picture is not None:
        address = f"{PICTURES}/{picture.parent.name}/{picture.name}"
        yield from ("", f"![{_plain(article.title)}]({address})")
    if article.see:
        names = ", ".join(f"[{_plain(titles[key])}](#{_anchor(key)})" for key in article.see)
        yield from ("", tr("See also: {names}.").format(names=names))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"#### {_plain(text)}"
        case Paragraph(text):
            yield _plain(text)
        case Note(text):
            yield f"> {_plain(text)}"
        case Steps(items):
            yield from (f"{n}. {_plain(item)}" for n, item in enumerate(items, 1))
        case Bullets(items):
            yield from (f"- {_plain(item)}" for item in items)
        case Quote(label, text):
            yield from (f"{_plain(label)}", "", f"    {text}")
        case Facts(rows):
            yield from (f"- **{_plain(name)}**: {_plain(words)}" for name, words in rows)
        case Table(headers, rows):
            yield from _table((headers, tuple("---" for _ in headers), *rows))
        case _:
            raise TypeError(f"no way to write {type(block).__name__}")


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(_plain(cell) if cell != '---' else cell for cell in row)} |"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text).replace("\n", " ")


def _anchor(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text.lower()).strip("-")
