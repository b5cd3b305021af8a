"""Makes texts that nobody wrote: broken captures, endless words, lists without end. The same for the same seed.

`tests/extract/test_fuzz.py` reads a thousand of them, and `bench/fuzz.py` tens of thousands with a clock.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

TALK = (
    "قتل مقتل killed three civilians were wounded in and the of وإصابة مدنيين ثلاثة خمسة عشرون مئة ألف "
    "طفل وطفلة امرأة رجل أشخاص على الأقل at least up to between بينهم including among بقصف غارة "
    "airstrike shelling على قرية بلدة مدينة village town دمشق حلب Aleppo Idlib إدلب بريف شمالي west km "
    "كم 25 اليوم أمس yesterday Sunday الأحد 3 آذار March 2024 روسيا Russian قال إن said that according "
    "to ارتفاع حصيلة toll rises حصاد كما فيما وفي سياق متصل meanwhile منذ بداية since سالم حامد Salem "
    "his wife and son ابنه وزوجته aged 5 عاما لم دون no casualties missing تحت الأنقاض wounds متأثرا "
    "بجراحه عائلة family brothers أشقاء"
)
WORDS = TALK.split()
SIGNS = list(
    " \n\t.,،;؛:!؟?-–—()[]{}«»\"'“”…•●🔴😀#@/\\|*_~^%+=<>&0123456789٠١٢٣٤٥ـ"
    "\u064b\u0651\u0301\u200b\u200f\u202e\u202c\u2066\u2069\ufeff\x00\ud800\udfff\u2028\xa0"
)
LETTERS = list("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤءabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
UNITS = (
    "قتل ", "killed ", "1234567890", "12 34 ", "5 and ", "٥ و", "خمسة وعشرون و", "one hundred and ",
    "ا", "a", "ـ", "ق ـ ", "ق.", "ق*", "ق ت ل ", "ق/", '"', "(", "((«[", "«قتل» ", "ا\u064b\u0651",
    "a\u0301\u0302", "\u202eقتل\u202c killed ", "\x00", "قتل\x00 ", "\ud800قتل ", "😀🔴", "\n",
    "- قصف\n", "🔴 مقتل 3 مدنيين في قرية النور\n", "مشاركة\n", "حلب:: ", "، ", "قتل، ", "و ",
    "3 آذار 2024 ", "يوم الأحد ", "@a ", "#قتل_", "http://a.b/ ",
    "مقتل ثلاثة مدنيين بقصف على قرية النور. ",
    "Three people were killed in shelling on Nour village. ",
    "مقتل ثلاثة مدنيين وإصابة خمسة بقصف على قرية النور ",
    "three people were killed and five wounded in shelling on Nour village and ", "سالم حامد، ",
    "سالم حامد وسعاد حامد و", "Salem Hamed, ", "John Smith and ", "وابنه وزوجته ",
    "his wife and son, ", "بينهم طفل ", "including a child ", "قرية ", "قرى سان ونور و", "قرية سان، ",
    "village of Nour ", "في ", "دمشق ", "حلب ", "Aleppo ", "in ", "25 km west of Aleppo ",
    "بريف حلب الشمالي ", "قال إن ", "said that ", "according to ", "ارتفاع حصيلة ", "AAAA ", "a-",
    "a'", "a.", "U.S. ", "\r\n", " ", "\xa0", "\u200cق", "کوژران ", "قتل killed 5 ",
    "military spokesman of the army ", "at least ", "ما لا يقل عن ", "aged 5, ", "(5 سنوات) ", "…",
    "قتل؛", "؟", "روسيا ", "drone strike ", "غارة جوية ", "1- سالم\n", "1_ سالم حامد 28 سنة\n",
    "and killed and wounded ", "ثلاثين ", "January ", "yesterday ", "the ", "كما قصفت قرية ",
)  # fmt: skip
LONG = 200_000
"""Characters from which a text is read in part; one in two thousand is that long."""


def words(r: random.Random) -> str:
    """Words of reports in no order, with signs between."""
    return "".join(
        r.choice(WORDS) + (r.choice(SIGNS) if r.random() < 0.2 else " ") for _ in range(_size(r) // 6)
    )


def noise(r: random.Random) -> str:
    """Letters and signs in no order."""
    return "".join(r.choice(SIGNS if r.random() < 0.4 else LETTERS) for _ in range(_size(r)))


def anything(r: random.Random) -> str:
    """Any code points at all, half characters among them."""
    return "".join(chr(r.randrange(0x110000)) for _ in range(_size(r)))


def repeated(r: random.Random) -> str:
    """One unit over and over, behind a sentence or none."""
    head = r.choice(("", "مقتل 5 مدنيين بقصف على بلدة النور. ", "Five people were killed in Nour. "))
    unit = "".join(r.choice(UNITS) for _ in range(r.choice((1, 1, 1, 2, 3))))
    return head + unit * (_size(r) // len(unit) + 1)


def nested(r: random.Random) -> str:
    """Quotes and brackets in one another."""
    depth = _size(r) // 12 + 1
    opens, closes = r.choice(
        (("(", ")"), ("«", "»"), ("[", "]"), ("“", "”"), ("\u202b", "\u202c"), ('"', '"'))
    )
    return "".join(opens + r.choice(WORDS) + " " for _ in range(depth)) + closes * depth


def long_words(r: random.Random) -> str:
    """Words of hundreds and thousands of letters."""
    letters = r.choice((LETTERS, list("قتل"), list("0123456789"), list("killed")))
    return " ".join(
        "".join(r.choice(letters) for _ in range(r.randrange(50, 3000))) for _ in range(_size(r) // 1500 + 1)
    )


def page(r: random.Random) -> str:
    """Lines as pages have them: menus, items of lists, paragraphs, nothing."""
    lines = ("الرئيسية", "اقرأ أيضا", "مشاركة", "Prev Post", "", "- ", "حلب:: ", "• ", "12 مشاهدة")
    return "\n".join(
        r.choice(lines) + " ".join(r.choices(WORDS, k=r.randrange(12))) for _ in range(_size(r) // 30 + 1)
    )


KINDS: tuple[Callable[[random.Random], str], ...] = (
    words,
    words,
    noise,
    anything,
    repeated,
    repeated,
    nested,
    long_words,
    page,
)


def _size(r: random.Random) -> int:
    """Characters: most texts as long as posts and pages are, a few beyond what is read."""
    chance = r.random()
    if chance < 0.0005:
        return r.randrange(LONG, 2 * LONG)
    return r.randrange(20_000, 60_000) if chance < 0.006 else int(2 ** r.uniform(3, 12.5))


def texts(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """`n` texts with the name of their kind, the same for the same seed."""
    r = random.Random(seed)
    for _ in range(n):
        kind = r.choice(KINDS)
        yield kind.__name__, kind(r)
