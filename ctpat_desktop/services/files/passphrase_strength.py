"""How long a passphrase would resist guessing, in words a person can act on."""

import re
from dataclasses import dataclass

from ctpat_desktop.support.language import N_, tr

LONGEST = 72
"""Characters looked at; the estimate of longer ones would not change."""

WORDS = (N_("Very weak"), N_("Weak"), N_("Fair"), N_("Good"), N_("Strong"))

ADVICE = {
    0: N_("Somebody could guess this at once. Use four or five words that do not belong together."),
    1: N_("Somebody could guess this soon. Add a word or two that nobody expects."),
    2: N_("This resists for a while. One more unexpected word makes it good."),
    3: N_("This is a good passphrase."),
    4: N_("This is a strong passphrase."),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate: `score` 0 (none) to 4 (strong), its word, and what to do."""

    score: int
    words: str
    advice: str


def strength(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """Estimate a passphrase; `known` are words around it, such as the company's name."""
    if not passphrase:
        return Strength(0, "", tr("Use four or five words that do not belong together."))
    from zxcvbn import zxcvbn

    parts = [part for words in known for part in (words, *re.findall(r"\w+", words)) if part]
    score = int(zxcvbn(passphrase[:LONGEST], user_inputs=parts)["score"])
    return Strength(score, tr(WORDS[score]), tr(ADVICE[score]))
