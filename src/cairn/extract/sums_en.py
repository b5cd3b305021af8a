"""How many people a chain of mentions adds up to, in English: the chain enters, one count leaves.

Stands between chains_en and counts_en. A name beside its description is one person, names after "two sons"
are those sons, and parts told after their total add nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cairn.extract.clauses_en import Sentence
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import people_words
from cairn.vocab.closed import Basis, Group, Status

_OPEN = 99
_NAMING = frozenset(["named", "identified", "as", "called", ":", "–", ",", "“", '"', "("])


@dataclass(frozen=True, slots=True)
class Count:
    """What a chain adds up to: `items` are the mentions that count, `names` the passages of those named.

    `ages` holds the ages told of single people, None for each whose age is not told.
    """

    min: int | None
    max: int | None
    basis: Basis
    items: tuple[Mention, ...]
    names: tuple[tuple[int, int], ...]
    ages: tuple[int | None, ...] = ()
    parts: tuple[Mention, ...] = ()  # told after their total, and adding nothing to it


@dataclass(slots=True)
class _Tally:
    """The people counted so far. `room` is how many names may still tell of the last ones, `told` how many did;
    `inner` is the room of a part of them ("their children, two daughters Hala and Rim")."""

    items: list[Mention] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    ages: list[int | None] = field(default_factory=list)
    room: int = 0
    told: int = 0
    inner: int = 0
    told_of_first: int = 0

    def add(self, m: Mention) -> None:
        """Counts new people."""
        self._close()
        self.items.append(m)
        open_kin = m.basis is Basis.VAGUE and not m.family and not m.generic
        self.room = 0 if m.named else _OPEN if open_kin else (m.max or m.min or 0)
        self.told = self.inner = 0

    def name_one(self) -> None:
        """One of the last people is told by name."""
        self.told += 1
        self.room -= 1
        if len(self.items) == 1:
            self.told_of_first = self.told

    def _close(self) -> None:
        """Names that were all told say how many a bare plural is: "his brothers Karim, Rami and Nader"."""
        last = self.items[-1] if self.items else None
        if last and last.basis is Basis.VAGUE and self.told >= max(2, last.min or 0):
            self.items[-1] = replace(last, min=self.told, max=self.told, basis=Basis.LIST)

    def done(self) -> list[Mention]:
        """The people counted, when the chain ends."""
        self._close()
        return self.items


def count_of(s: Sentence, chain: Sequence[Mention]) -> Count | None:
    """The number of people in a chain; a name with its description is one, parts of a total add nothing."""
    tally = _tallied(s, chain)
    told = tally.done()
    items = _without_parts(s, told, tally.told_of_first)
    parts = tuple(m for m in told if m not in items and m.min is not None)
    if not items:
        return None
    lows = [m.min for m in items if m.min is not None]
    highs = [m.max for m in items]
    total_max = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    total_min = sum(lows) if lows else None
    if total_min is None and total_max is None and not any(m.family for m in items):
        return None
    return Count(
        total_min, total_max, _basis(items), tuple(items), tuple(tally.names), tuple(tally.ages), parts
    )


def _basis(items: Sequence[Mention]) -> Basis:
    if len(items) == 1:
        return Basis.IMPLIED if items[0].named else items[0].basis
    if all(m.named for m in items):
        return Basis.LIST
    loose = any(m.family or (m.basis is Basis.VAGUE and m.generic) for m in items)
    return Basis.VAGUE if loose or all(m.basis is Basis.VAGUE for m in items) else Basis.SUM


def _tallied(s: Sentence, chain: Sequence[Mention]) -> _Tally:
    """The mentions that add people: a name beside its description is one person, names after "two sons" are
    those sons, and "two daughters" after "their children" are some of the children."""
    tally = _Tally()
    before: Mention | None = None
    for n, m in enumerate(chain):
        gap = _outside_brackets(s, before.last + 1, m.first) if before else []
        tally.names += m.names
        last = tally.items[-1] if tally.items else None
        if before is None or last is None:
            _counted(tally, m)
        elif not _is_enumerated(s, chain, n) and _is_same_person(s, m, before, gap, last):
            _told_again(tally, m, before)
        elif tally.inner > 0 and _names_one_of(s, m):
            tally.inner -= 1
            _age(tally, m)
        elif _tells_of_last(s, tally, m, gap):
            tally.name_one()
            _age(tally, m)
        elif _is_part_of(m, last, tally, gap):
            tally.room -= m.min or 0
            tally.told += m.min or 0
            tally.inner = m.max or _OPEN
        elif _shares_number(m, last, gap):
            mixed = m.status is not last.status
            if mixed:  # "487 fighters and civilians": which of them is not told
                tally.items[-1] = replace(last, group=Group.ALL, status=Status.UNKNOWN)
        elif "or" in gap and not last.named:
            tally.items[-1] = _either(last, m)
        else:
            _counted(tally, m)
        before = m
    return tally


def _outside_brackets(s: Sentence, low: int, high: int) -> list[str]:
    """The words of tokens `low` to `high` without what stands in brackets: "Karim Badri (Abu Omar), a nurse"."""
    words: list[str] = []
    depth = 0
    for token in s.tokens[low:high]:
        depth += (token.text == "(") - (token.text == ")")
        if depth <= 0 and token.text != ")":
            words.append(token.low)
    return words


def _counted(tally: _Tally, m: Mention) -> None:
    tally.add(m)
    if m.min == m.max == 1:
        _age(tally, m)


def _age(tally: _Tally, m: Mention) -> None:
    """Keeps an age, but of those who were counted as children: they are children already."""
    if tally.items[-1].group is not Group.CHILDREN:
        tally.ages.append(m.age)


def _told_again(tally: _Tally, m: Mention, before: Mention) -> None:
    """A second telling of the person before it: it takes the room a name would take, and may bring the age."""
    if m.named and not before.named and tally.items[-1] is before:
        tally.room = 0
        tally.told_of_first = 1 if len(tally.items) == 1 else tally.told_of_first
    elif m.named:
        tally.inner = 0
    if m.status is Status.BELLIGERENT and tally.items[-1].status is Status.UNKNOWN:
        tally.items[-1] = replace(
            tally.items[-1], group=m.group, status=m.status
        )  # "Omar Tal, a commander, was killed"
    counted = tally.items[-1].group is not Group.CHILDREN
    if counted and m.age is not None and tally.ages and tally.ages[-1] is None:
        tally.ages[-1] = m.age


def _tells_of_last(s: Sentence, tally: _Tally, m: Mention, gap: list[str]) -> bool:
    """Whether a mention names one of the people just counted: "two sons, Karim and Rami"."""
    opens = any(g in ("named", "identified") for g in gap)
    if opens and tally.items[-1].basis is Basis.VAGUE and m.named:
        tally.room = _OPEN  # "others were killed, named as Karim and Rami"
    return tally.room > 0 and (tally.told > 0 or "and" not in gap) and _names_one_of(s, m)


def _names_one_of(s: Sentence, m: Mention) -> bool:
    """Whether a mention names one of the people just counted: a name, or "the eldest son"."""
    return m.named or (m.basis is Basis.IMPLIED and s.tokens[m.first].low == "the")


def _is_part_of(m: Mention, last: Mention, tally: _Tally, gap: list[str]) -> bool:
    """ "four of their children, daughters Hala and Rim, and two sons": the daughters are some of the four."""
    lex = people_words()
    if last.head not in lex.whole_kin or m.head not in lex.part_kin or tally.room < (m.min or 1):
        return False
    return "and" not in gap or tally.told > 0


def _is_same_person(s: Sentence, m: Mention, before: Mention, gap: list[str], last: Mention) -> bool:
    """ "Omar Badri, a nurse" and "a nurse named Omar Badri": the second mention tells of the first again."""
    if gap == ["and"] and _describes_one(s, m, before):
        return True
    between = s.tokens[before.last + 1 : m.first]
    if m.named and before.named and between and between[0].text == "(" and between[-1].text == ")":
        return True  # "Karim (Kareem) Badri"
    if before.named and _is_apposition(s, m, gap):
        return True
    if m.named and not before.named and before.basis is Basis.IMPLIED:
        of_someone = before.head in people_words().kin_singular and gap[:1] == ["of"] and gap[-1:] == [","]
        roles = before.first == before.last and before.head not in people_words().kin_singular
        if roles and gap[:1] == ["and"] and 1 < len(gap) <= 4 and all(g.isalpha() for g in gap):
            return True  # "journalist and human rights defender Karim Badri"
        return of_someone or all(g in _NAMING for g in gap)  # "another son of Karim and Salma, Nader Badri"
    if m.basis is not Basis.IMPLIED or "and" in gap or not gap:
        return False
    if before.named and m.head in people_words().kin_singular and s.tokens[m.first].low == "another":
        return gap == [","]  # "Karim Badri, another son of the baker"
    article = s.tokens[m.first].low in ("a", "an", "the", "one") or s.tokens[m.first].kind == "age"
    if article and before.named and gap[:2] == [",", "or"] and gap[-1:] == [","]:
        return True  # "Karim Badri, or ‘Abu Omar’, a journalist"
    return article and (before.named or last.min == 1) and all(g in (",", "–", "(", ")", "-") for g in gap)


def _is_apposition(s: Sentence, m: Mention, gap: list[str]) -> bool:
    """What tells again of a person named: "or ‘Abu Omar’", "their third child", "daughter of the baker"."""
    lex = people_words()
    if m.named:
        return "or" in gap and all(g in (",", "or", "‘", "“", "'", '"') for g in gap)
    if m.basis is not Basis.IMPLIED or gap != [","]:
        return False
    words = [t.low for t in s.tokens[m.first : m.last + 2]]
    if words[0] in lex.owners and len(words) > 2 and words[1] in lex.ordinals:
        return True
    told = m.head in lex.kin_singular or m.status is Status.BELLIGERENT  # "Omar Tal, leader of the brigade"
    return m.first == m.last and told and words[-1] == "of"


def _describes_one(s: Sentence, m: Mention, before: Mention) -> bool:
    """ "my friend and colleague": one person, told twice with one determiner."""
    soft = people_words().soft
    if before.basis is not Basis.IMPLIED or before.first == before.last:
        return False
    if m.named:
        return s.tokens[m.first].low in soft  # "my friend and colleague Karim Badri"
    return m.basis is Basis.IMPLIED and m.first == m.last and (m.head in soft or before.head in soft)


def _is_enumerated(s: Sentence, chain: Sequence[Mention], n: int) -> bool:
    """ "a farmer, a driver and a boy": no apposition, though each is one person."""
    m, before = chain[n], chain[n - 1]
    if m.named or before.named or {m.basis, before.basis} != {Basis.IMPLIED}:
        return False
    if Group.ALL not in (m.group, before.group) and m.group is not before.group:
        return True
    after = chain[n + 1] if n + 1 < len(chain) else None
    gap = [t.low for t in s.tokens[m.last + 1 : after.first]] if after else []
    return after is not None and after.basis is Basis.IMPLIED and not after.named and "and" in gap


def _either(one: Mention, other: Mention) -> Mention:
    """ "hundreds or dozens": the lower least, the higher most."""
    lows = [m.min for m in (one, other) if m.min is not None]
    highs = [m.max for m in (one, other) if m.max is not None]
    return replace(one, min=min(lows, default=None), max=max(highs) if len(highs) == 2 else None)


def _shares_number(m: Mention, last: Mention, gap: list[str]) -> bool:
    """ "three medics and rescuers": one number for both nouns."""
    bare = m.basis is Basis.VAGUE and m.first == m.last and not m.family
    return (
        bare
        and last.basis is Basis.STATED
        and bool(last.head)
        and gap[:1] in (["and"], [","])
        and len(gap) <= 3
    )


def _without_parts(s: Sentence, items: Sequence[Mention], named: int) -> list[Mention]:
    """Drops parts that follow their total: "five civilians, two women and three men" counts five.

    `named` is how many of the first mention's people were named beside it.
    """
    first = items[0] if items else None
    if first is None or len(items) < 2 or first.min is None or first.min < 2 or not first.head:
        return list(items)
    if first.head in people_words().twos and not any(m.named for m in items[1:]):
        return list(items)  # "his parents, brother and sister"
    others = any(m.head in ("others", "other", "more") or m.further for m in items[1:])
    set_off = any(t.text in ("–", "—", ":", "(") for t in s.tokens[first.last + 1 : items[1].first])
    if others and not set_off and not (first.generic and first.basis is Basis.STATED):
        return list(items)
    rest = sum(m.min or 0 for m in items[1:])
    ends = {first.min, first.max}
    opens = s.tokens[first.last + 1].text in (":", "(") if first.last + 1 < len(s.tokens) else False
    if opens and first.generic and rest < first.min:
        return [first]  # "killed 25 people: six civilians, two of them women, and 19 soldiers"
    return [first] if rest in ends or rest + named in ends else list(items)
