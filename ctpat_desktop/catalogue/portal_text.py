"""What a text becomes on its way into the portal: simple punctuation, no signs that get lost."""

import re
import unicodedata
from collections.abc import Iterator

_SIMPLE = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63", "-"),
    **dict.fromkeys("\u2028\u2029\x0b\x0c\x85", "\n"),
    "\u2026": "...",
    "\u2044": "/",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u2024": ".",
    "\u2025": "..",
}
_TABLE = str.maketrans(_SIMPLE)
_BULLET = re.compile(r"^ *(?:[•‣▪▫●○◦■□–◆◇➢➤✓✔·∙\uf0b7\uf0a7]|[-*+](?= )) *(?=\S)")
_BULLET_SIGN = re.compile(r"^ *[\uf0b7\uf0a7]", re.MULTILINE)
_UNUSUAL = re.compile(r"[^\x00-\x7f]|`")
_LISTED = re.compile(r"^(?:- |\(?\w{1,3}[.)] )")
_JOINERS = "\u200c\u200d"
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；", '"', ")")
_LOST = ("Co", "Cn", "Cs")
"""Kinds of sign that have no meaning outside the font they were typed in."""
_BROKEN = "\ufffd"
"""What stands in place of a letter that could not be read."""


def fold(text: str) -> str:
    """Return portal-ready text: simple punctuation, no tabs, a blank line between paragraphs.

    Letters of every script stay. Folding a folded text changes nothing.
    """
    words = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    words = re.sub(r"[\x0b\x0c\x85\u2028\u2029]", "\n", words)
    lines = [_BULLET.sub("- ", line) for line in words.split("\n")]
    plain = "\n".join(lines).translate(_TABLE)
    cleaned = "".join(_replacement(character) for character in plain)
    return _parted([re.sub(r" {2,}", " ", line).strip() for line in cleaned.split("\n")])


def _replacement(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n" or character in _JOINERS:
        return character
    if category == "Zs" or character == "\t":
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Cn", "Co") else character


def _parted(lines: list[str]) -> str:
    out: list[str] = []
    for line in lines:
        last = out[-1] if out else ""
        if not line:
            out += [""] if last else []
            continue
        if last and _is_new_paragraph(last, line):
            out.append("")
        out.append(line)
    return "\n".join(out).strip("\n")


def _is_new_paragraph(last: str, line: str) -> bool:
    if _LISTED.match(line):
        return False
    return last.endswith(_ENDS)


def changed_letters(text: str) -> Iterator[int]:
    """Yield the places of signs that become other signs, or none: curly quotes, a symbol font."""
    marks = {match.end() - 1 for match in _BULLET_SIGN.finditer(text)}
    for found in _UNUSUAL.finditer(text):
        at, sign = found.start(), found[0]
        if (sign in _SIMPLE and not sign.isspace()) or (is_lost(sign) and at not in marks):
            yield at


def is_lost(sign: str) -> bool:
    """Return whether nothing is left of a sign, or nobody can tell what it was."""
    return sign == _BROKEN or unicodedata.category(sign) in _LOST
