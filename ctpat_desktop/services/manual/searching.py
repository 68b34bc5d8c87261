"""Looks through the manual: titles first, with slips of the pen, then all words of the articles."""

from collections.abc import Sequence

from ctpat_desktop.documents.manual.articles import Article
from ctpat_desktop.services.search.ranking import ranked
from ctpat_desktop.support.words import folded


def fitting(asked: str, articles: Sequence[Article]) -> list[Article]:
    """Return the articles that fit what is asked, the best first.

    Those whose title fits come first; then those that hold all words, the more often the earlier.
    """
    by_title = [articles[at] for at, _ in ranked(asked, [row.title for row in articles])]
    words = folded(asked).split()
    counted = []
    for row in articles:
        text = folded(row.text())
        if row not in by_title and words and all(word in text for word in words):
            counted.append((sum(text.count(word) for word in words) / (len(text) + 200), row))
    counted.sort(key=lambda pair: -pair[0])
    return [*by_title, *(row for _, row in counted)]
