"""An article of the manual as the simple HTML a text browser shows, in the colors of the window."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

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
from ctpat_desktop.documents.manual.articles import Article, picture_path
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.theme import Tokens

ARTICLE, PAGE, PICTURE = "article:", "page:", "picture:"
"""How addresses begin: of another article, of a page of the window, of the picture."""


def page_html(
    article: Article, titles: Mapping[str, str], pages: Mapping[str, str], colors: Tokens
) -> str:
    """Return an article; `pages` are the names of those that can be gone to."""
    parts = [f"<h2>{escape(article.title)}</h2>", *_blocks(article.blocks, colors)]
    if picture_path(article.picture) is not None:
        parts.append(f'<p><img src="{PICTURE}{article.picture}"></p>')
    go = [
        _link(PAGE + key, tr("Go to {name}").format(name=name))
        for key, name in pages.items()
        if key in article.pages
    ]
    parts += [f"<p>{' · '.join(go)}</p>"] if go else []
    see = ", ".join(_link(ARTICLE + key, titles[key]) for key in article.see)
    parts += [f"<p>{tr('See also: {names}.').format(names=see)}</p>"] if see else []
    style = f"a {{ color: {colors.accent}; }} h2, h3, h4 {{ color: {colors.text}; }}"
    return f"<html><head><style>{style}</style></head><body>{''.join(parts)}</body></html>"


def group_html(title: str, about: str, articles: Iterable[Article]) -> str:
    """Return the first page of a chapter: what it is about, and its articles."""
    rows = "".join(f"<li>{_link(ARTICLE + row.key, row.title)}</li>" for row in articles)
    return f"<h2>{escape(title)}</h2><p>{escape(about)}</p><ul>{rows}</ul>"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(words)}</a>'


def _blocks(blocks: Iterable[Block], colors: Tokens) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield f"<h3>{escape(text)}</h3>"
            case Paragraph(text):
                yield f"<p>{escape(text)}</p>"
            case Note(text):
                yield _boxed(escape(text), colors)
            case Steps(items):
                yield f"<ol>{_items(items)}</ol>"
            case Bullets(items):
                yield f"<ul>{_items(items)}</ul>"
            case Quote(label, text):
                yield f"<p>{escape(label)}</p>{_boxed(f'<code>{escape(text)}</code>', colors)}"
            case Facts(rows):
                yield _table(rows, "th")
            case Table(headers, rows):
                yield _table(rows, "td", headers)
            case _:
                raise TypeError(f"no way to show {type(block).__name__}")


def _items(items: Iterable[str]) -> str:
    return "".join(f'<li style="margin-bottom: 4px">{escape(item)}</li>' for item in items)


def _boxed(words: str, colors: Tokens) -> str:
    return (
        f'<table width="100%" cellpadding="8" bgcolor="{colors.accent_soft}">'
        f"<tr><td>{words}</td></tr></table>"
    )


def _table(rows: Iterable[tuple[str, ...]], first: str, heads: Iterable[str] = ()) -> str:
    lines = ["".join(f'<th align="left">{escape(head)}</th>' for head in heads)]
    lines += [
        f'<{first} align="left" valign="top">{escape(row[0])}</{first}>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        for row in rows
    ]
    return f'<table cellpadding="4">{"".join(f"<tr>{line}</tr>" for line in lines if line)}</table>'
