"""Names of people looked for across two scripts: invented names, thousands of them, each beside all.

Ours looks at all names quickly and at the best closely; beside it stands rapidfuzz on the bare consonants alone,
which is the quick look without the close one.
"""

from __future__ import annotations

from itertools import islice, product
from pathlib import Path

from cairn.match.people import Names, sounded
from fresh import Task

FIRST = (
    ("سليم", "Salim"),
    ("هدى", "Huda"),
    ("نورالدين", "Noureddin"),
    ("مريم", "Maryam"),
    ("خالد", "Khaled"),
    ("عبد الرحمن", "Abdulrahman"),
    ("غيث", "Ghaith"),
    ("ليلى", "Layla"),
    ("يوسف", "Yousef"),
    ("شيماء", "Shaimaa"),
)
FATHERS = (
    ("قاسم", "Qassem"),
    ("حمزة", "Hamza"),
    ("إبراهيم", "Ibrahim"),
    ("زكريا", "Zakariya"),
    ("جمعة", "Jumaa"),
    ("فواز", "Fawwaz"),
    ("عمر", "Omar"),
    ("رشيد", "Rasheed"),
    ("طلال", "Talal"),
    ("مصطفى", "Mustafa"),
)
FAMILIES = tuple(
    (arabic + end, latin + tail)
    for arabic, latin in (
        ("الدرويش", "Darwish"),
        ("الخطيب", "Khatib"),
        ("البركات", "Barakat"),
        ("الزيدان", "Zeidan"),
        ("الصباغ", "Sabbagh"),
        ("الحداد", "Haddad"),
        ("المنصور", "Mansour"),
        ("الشريف", "Sharif"),
    )
    for end, tail in (("", ""), ("ي", "i"), ("ين", "in"), ("ان", "an"), ("و", "o"))
)
ASKED, AMONG = 500, 4000


def _pairs() -> list[tuple[str, str]]:
    rows = islice(product(FIRST, FATHERS, FAMILIES), AMONG)
    return [(" ".join(p[0] for p in row), " ".join(p[1] for p in row)) for row in rows]


def names_cairn(folder: Path) -> Task:
    """Ours: every name in Arabic looked for among all in Latin."""
    pairs = _pairs()
    among = Names([sounded(latin) for _, latin in pairs])
    asked = [(n, sounded(pairs[n][0])) for n in range(0, AMONG, AMONG // ASKED)]

    def work() -> float:
        return sum(among.nearest(name)[0][0] == n for n, name in asked) / len(asked)

    return Task(work, len(asked) * len(pairs), told=lambda share: {"recall@1": share})


def names_rapidfuzz(folder: Path) -> Task:
    """rapidfuzz alone, on the same consonants."""
    from rapidfuzz import fuzz, process

    pairs = _pairs()
    bare = [sounded(latin).skeleton for _, latin in pairs]
    asked = [(n, sounded(pairs[n][0]).skeleton) for n in range(0, AMONG, AMONG // ASKED)]

    def work() -> float:
        hits = 0
        for n, name in asked:
            best = process.extractOne(name, bare, scorer=fuzz.ratio)
            hits += best is not None and best[2] == n
        return hits / len(asked)

    return Task(work, len(asked) * len(pairs), told=lambda share: {"recall@1": share})
