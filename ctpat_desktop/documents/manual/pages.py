"""The manual on paper: cover, contents, and a page or less for each article."""

from collections.abc import Iterator, Mapping

from ctpat_desktop.documents.core.blocks import (
    Block,
    Contents,
    Cover,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Tree,
)
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.manual.articles import Article, Group, picture_path
from ctpat_desktop.support.language import tr

SHARE = 0.62
"""How much of the width of a page a picture takes."""


def manual_pdf(groups: tuple[Group, ...], stamp: Stamp) -> bytes:
    """Return the manual as a PDF in the language spoken now."""
    return render(_tree(groups), stamp, tr("Manual of CTPAT Desktop"))


def _tree(groups: tuple[Group, ...]) -> Tree:
    titles = {article.key: article.title for group in groups for article in group.articles}
    cover = Cover(tr("CTPAT Desktop"), tr("Manual"), (tr("Tasks, questions, words and keys."),))
    body = [block for group in groups for block in _chapter(group, titles)]
    return (cover, Contents(tr("Contents")), *body)


def _chapter(group: Group, titles: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(1, group.title)
    yield Paragraph(group.about)
    for article in group.articles:
        yield from _article(article, titles)
    yield PageBreak()


def _article(article: Article, titles: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(2, article.title)
    yield from article.blocks
    picture = picture_path(article.picture)
    if picture is not None:
        yield Picture(picture.read_bytes(), article.title, SHARE)
    if article.see:
        names = ", ".join(titles[key] for key in article.see)
        yield Paragraph(tr("See also: {names}.").format(names=names))
