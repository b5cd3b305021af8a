"""Finds the names of people behind an Arabic word of death: no list of names, only what cannot be one.

Folded words enter, stretches of words leave. A name is two to six words that no word list knows, a title
before it left out; names stand one behind another, joined by و, a comma or a line of their own. In doubt
there is no name: a name not found is a claim missed, a name invented is a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues_ar import Cues
from .numbers_ar import number_at
from .people_forms_ar import noun_of

_LONGEST = 6
_BETWEEN = frozenset("\",،-(*_/\n'")
AGE = frozenset(
    {"سنه", "سنوات", "سنين", "عاما", "عام", "اعوام", "اشهر", "شهر", "شهور", "ايام", "يوم", "بعمر", "العمر"}
    | {"عمره", "عمرها"}
)
"""Words beside the number of an age."""
_AGED = frozenset({"عمره", "عمرها"})
_IN_YEARS = frozenset({"سنه", "سنوات", "سنين", "عاما", "عام", "اعوام"})
_OPENS = frozenset(
    {"كل", "كلا", "من", ":", '"', "(", "-", "\n", "هم", "وهم", "/", "الاتيه", "اسماوهم", "التاليه"}
)
_LINE_OPENS = frozenset(
    {"من", ":", "هم", "وهم", "الشهدا", "شهدا", "القتلي", "الضحايا", "اسماوهم", "ارتقا", "استشهاد"}
)
_ON_WHAT = frozenset(
    {"وشك", "وقع", "وجه", "وسائل", "واقع", "وجود", "وحدات", "وادي", "وسط", "وقف", "ولايه", "وزاره", "وضع"}
)
"""Words that begin with و and may stand behind "on"."""
_SHORT = 4
"""A line that begins with و goes on with the story, unless the word is as short as the names that do."""
_LONG = 5
_LINE = 12
"""A line of more words than this is no name."""


def names_at(texts: Sequence[str], at: int, cues: Cues) -> list[tuple[int, int]]:
    """The names that begin at or just behind `texts[at]`, as (first word, word behind the last)."""
    at = _between(texts, _past(texts, at, _OPENS))
    found: list[tuple[int, int]] = []
    while at < len(texts) and (name := _name(texts, at, cues)) is not None:
        found.append(name)
        at = name[1]
        skip = _between(texts, at)
        if skip < len(texts) - 1 and texts[skip] == "و":
            at = skip + 1
            continue
        broken = "\n" in texts[at:skip]
        joined = skip < len(texts) and texts[skip].startswith("و") and len(texts[skip]) > 3
        if joined and broken and len(texts[skip]) > _SHORT:
            break
        if skip >= len(texts) or not (joined or skip > at):
            break
        at = skip
    return found


def is_ali(texts: Sequence[str], at: int) -> bool:
    """Whether the letters of "on" are the name Ali: nothing stands on what follows, a mark or somebody joined."""
    if texts[at] != "علي" or not at:
        return False
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return not after.isalnum() or (after.startswith("و") and len(after) > 2 and after not in _ON_WHAT)


def age_in(line: Sequence[str]) -> int | None:
    """The age told in a line, in years; months and days are 0."""
    for at, text in enumerate(line):
        if not text.isdecimal() or len(text) > 2:
            continue
        unit = line[at + 1] if at + 1 < len(line) else ""
        if unit in AGE:
            return int(text) if unit in _IN_YEARS else 0
        if at and line[at - 1] in _AGED:
            return int(text)  # "عمره 64"
    return None


def is_list_break(texts: Sequence[str], at: int, cues: Cues) -> bool:
    """Whether the line break `texts[at]` stands in a list of names: behind its heading or between two.

    A heading may itself stand on the line between: "ارتقاء", "الشهداء", and the names below.
    """
    before = _line_before(texts, at)
    if not before:
        return False
    line = _line_after(texts, at)
    if before[-1] in _LINE_OPENS and line and line[0] in _LINE_OPENS:
        return True
    return _is_name_line(line, cues) and (before[-1] in _LINE_OPENS or _is_name_line(before, cues))


def _is_name_line(line: Sequence[str], cues: Cues) -> bool:
    words = [t for t in line if t not in _BETWEEN and t not in AGE and not t.isdecimal()]
    return 2 <= len(words) <= _LONGEST and all(
        _may_name(w, cues, first=at == 0) for at, w in enumerate(words)
    )


def _line_after(texts: Sequence[str], at: int) -> list[str]:
    rest = list(texts[at + 1 : at + 1 + _LINE])
    return rest[: rest.index("\n")] if "\n" in rest else rest


def _line_before(texts: Sequence[str], at: int) -> list[str]:
    back = list(texts[max(0, at - _LINE) : at])
    return back[len(back) - back[::-1].index("\n") :] if "\n" in back else back


def _name(texts: Sequence[str], at: int, cues: Cues) -> tuple[int, int] | None:
    """One name: at least two words in a row that may be names, or one behind a title."""
    titled = texts[at].removeprefix("و") in cues.titles or texts[at] in cues.titles
    first = at + 1 if titled else at
    last = first
    while last < len(texts) and last - first < _LONGEST and _may_name(texts[last], cues, first=last == first):
        last += 1
    if first < last < len(texts) and is_ali(texts, last):
        last += 1
    return (first, last) if last - first >= 2 else None


def _may_name(word: str, cues: Cues, *, first: bool) -> bool:
    if len(word) < 2 or not word.isalpha() or word[0] < "\u0621":
        return False
    bare = word[1:] if first and word.startswith("و") and len(word) > 3 else word
    without = {word, bare, word[1:]} if word[0] in "بلكوف" else {word, bare}
    if without & cues.never_names or bare in cues.halts or cues.trigger(word):
        return False
    if word[0] in "يت" and word.endswith("ون") and len(word) >= _LONG:
        return False  # a verb of many: "يلعبون"
    if (word[0] == "ب" and len(word) > _LONG) or (first and bare.startswith("ال") and len(bare) > _SHORT):
        return False  # a preposition with its noun; an adjective or a count, not a first name
    if not first and word.startswith("و") and len(word) > 4 and noun_of(word):
        return False
    if word in cues.subset or number_at([word], 0) is not None:
        return False
    noun = noun_of(bare)
    return noun is None or (not first and noun.kind is None and noun.number == "s" and not noun.owned)


def _between(texts: Sequence[str], at: int) -> int:
    """The word behind marks between two names, a bracket with an age or a note passed over."""
    while at < len(texts) and (texts[at] in _BETWEEN or texts[at] in AGE or texts[at].isdecimal()):
        if texts[at] == "(" and ")" in texts[at : at + 8]:
            at += list(texts[at : at + 8]).index(")")
        at += 1
    return at


def _past(texts: Sequence[str], at: int, marks: frozenset[str]) -> int:
    while at < len(texts) and texts[at] in marks:
        at += 1
    return at
