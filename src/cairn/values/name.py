"""Names as they are written and as they are compared: folding keeps the reading, never the display."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_ARABIC_LETTER = re.compile(r"[\u0621-\u064A\u0671-\u06D3]")
_DROPPED = re.compile(
    r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]"
)
_ARABIC_FOLD = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
        "گ": "ك", "ە": "ه", "ھ": "ه", "ء": "",
        "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
        "۰": "0", "۱": "1", "۲": "2", "۳": "3", "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"\b(?:ال)(?=[\u0621-\u064A]{3,})")
_LATIN_ARTICLE = re.compile(r"\b(?:al|el|ar|as|ash|at|an|ad|ath|adh|az)[\s'’`-]+(?=\w{2,})")
_NOT_WORD = re.compile(r"[^\w\s]+|_")
_SKELETON = str.maketrans("", "", "aeiouy'’`ʿʾ ")


def is_arabic(text: str) -> bool:
    """Whether the text has a letter of the Arabic script."""
    return bool(_ARABIC_LETTER.search(text))


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """The text as compared: one shape per letter, no marks, no article, lower case, single spaces.

    Idempotent. Two spellings of one Arabic name, or of one transliteration, mostly meet here; the
    stored text is never changed by it.
    """
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.translate(_ARABIC_FOLD)
    plain = _LATIN_ARTICLE.sub("", _NOT_WORD.sub(lambda m: m.group() if m.group() in "'-’" else " ", plain))
    plain = _NOT_WORD.sub(" ", plain)
    while (without := _ARTICLE.sub("", plain)) != plain:
        plain = without
    return " ".join(plain.split())


def skeleton(text: str) -> str:
    """The consonants of a folded Latin name, doubled letters single: `Raqqah` and `Raqa` meet as `rqh`/`rq`."""
    bare = folded(text).translate(_SKELETON)
    bare = bare.removesuffix("h") if len(bare) > 2 else bare
    return re.sub(
        r"(.)\1+", r"\1", bare.replace("kh", "h").replace("gh", "g").replace("q", "k").replace("c", "k")
    )


@dataclass(frozen=True)
class Name:
    """One name in the scripts it was found in, original first: `Name(("الرقة", "Raqqa"))`.

    Raises `ValueError` where no spelling is given.
    """

    spellings: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.spellings or not all(s.strip() for s in self.spellings):
            raise ValueError("a name has at least one spelling, none of them blank")

    @property
    def original(self) -> str:
        """The spelling it was found in."""
        return self.spellings[0]

    @cached_property
    def folded(self) -> frozenset[str]:
        """Every spelling as compared."""
        return frozenset(f for f in map(folded, self.spellings) if f)

    def matches(self, other: Name) -> bool:
        """Whether some spelling of both folds alike."""
        return bool(self.folded & other.folded)
