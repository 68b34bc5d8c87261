"""Takes people's comments out of the parts of a Word, Excel or PowerPoint file.

A part with comments goes, and with it each mention of it: the relationship, the content type,
the marks in the text and the drawn note of a cell. Source: ECMA-376, parts 1 and 2.
"""

import posixpath
import re
from collections.abc import Collection

COMMENTS = re.compile(
    r"(?:^|/)(?:comments?|threadedcomments?|moderncomments?|commentauthors|authors|persons?)"
    r"[^/]*(?:/[^/]*)?\.xml$"
)
"""The names of parts, in small letters, that hold comments or who wrote them."""
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
_TYPE = re.compile(rb"<(?:\w+:)?Override\b[^>]*?(?:/>|>\s*</(?:\w+:)?Override>)")
_MARK = re.compile(rb"<(?:\w+:)?comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>")
_NOTE = re.compile(
    rb"<((?:\w+:)?shape)\s(?:(?!</\1>).)*?ObjectType=\"Note\"(?:(?!</\1>).)*</\1>", re.DOTALL
)
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)[\"']")
_PART = re.compile(rb"\bPartName\s*=\s*[\"']([^\"']*)[\"']")


def is_comment(name: str) -> bool:
    """Tell whether a part holds comments or the names of those who wrote them."""
    return COMMENTS.search(name.lower()) is not None


def without_marks(name: str, data: bytes) -> bytes:
    """Return a part without the marks of comments in its text and their drawn notes."""
    low = name.lower()
    if low.endswith(".vml"):
        return _NOTE.sub(b"", data)
    if low.startswith("word/") and low.endswith(".xml"):
        return _MARK.sub(b"", data)
    return data


def without_mention(name: str, data: bytes, gone: Collection[str]) -> bytes:
    """Return a list of parts without those that are gone; `gone` is in small letters."""
    low = name.lower()
    if low == "[content_types].xml":
        return _TYPE.sub(lambda match: _unless(match, _PART, "", gone), data)
    if low.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(low))
        return _RELATIONSHIP.sub(lambda match: _unless(match, _TARGET, folder, gone), data)
    return data


def _unless(
    match: re.Match[bytes], place: re.Pattern[bytes], folder: str, gone: Collection[str]
) -> bytes:
    """Return an element as it is, or nothing where it names a part that is gone."""
    target = place.search(match[0])
    if target is None:
        return match[0]
    written = target[1].decode("utf-8", "replace").lower()
    name = posixpath.normpath(posixpath.join("/", folder, written)).lstrip("/")
    return b"" if name in gone else match[0]
