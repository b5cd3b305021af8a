"""Which statements speak of one allegation: what every source tells enters, allegations with their history leave.

A row of a sheet is an allegation of its own, for whoever made the sheet says so. A statement of a document belongs to

    the row of that document which alone fits it best, and which it fits best, then
    the one allegation that bears its file number, where day and place do not part them, and then,
    where its words come back to an earlier answer, the one allegation of the same day and place.

Where several fit, it stands by itself and they are offered: nothing is decided. The answer depends on what was told and
never on the order in which it came in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from cairn.values import Range, folded

from .model import Answered, Said, history
from .told import Told, base_of


@dataclass(frozen=True, slots=True)
class Allegation:
    """What tells of one allegation, a row first, then by day; and the ids of those it may answer as well."""

    members: tuple[Told, ...]
    may_answer: tuple[str, ...] = ()


def allegations(told: Iterable[Told]) -> tuple[Allegation, ...]:
    """Every allegation, by the id of its first member."""
    ordered = sorted(told, key=_order)
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in ordered:
        groups[one.entry.id].append(one)
    for statement, row in _of_rows(ordered):
        groups[row] += groups.pop(statement)
    offers = _by_file(groups)
    for key, found in _by_words(groups).items():
        offers[key] = tuple(dict.fromkeys([*offers.get(key, ()), *found]))
    return tuple(
        Allegation(tuple(sorted(members, key=_order)), offers.get(key, ()))
        for key, members in sorted(groups.items())
        if members
    )


def as_told(allegation: Allegation, key: str) -> Answered:
    """The allegation as an entry of this id: rows tell it before documents do, of each thing the last telling counts."""
    rows = [m for m in allegation.members if m.is_row]
    free = {m.entry.id: m.entry for m in allegation.members if not m.is_row}
    said: list[Said] = []
    found = _latest([m.entry for m in rows] or list(free.values()))
    for row in rows:
        own = list(row.entry.history)
        words = next((k for k, e in free.items() if row.names and base_of(e.document_id) == row.names), None)
        if words is not None:  # the row's own statement, in the document that it names
            entry = free.pop(words)
            own[-1:] = [_in_words(own[-1], entry.history[0])] if own else [entry.history[0]]
            found = replace(found, document_id=entry.document_id, passages=entry.passages)
        said += own
    said += [entry.history[0] for entry in free.values()]
    return replace(found, id=key, history=history(said))


def _order(told: Told) -> tuple[bool, bool, date, str, str]:
    entry = told.entry
    day = entry.history[0].day if entry.history else None
    return (
        not told.is_row,
        day is not None,
        day or date.min,
        entry.document_id,
        told.telling + _padded(entry.id),
    )


def _padded(key: str) -> str:
    """`DOC@2` before `DOC@10`."""
    document, at, n = key.rpartition("@")
    return f"{document}{at}{n:0>6}"


def _latest(entries: Sequence[Answered]) -> Answered:
    """The last telling of each thing; day and night, square and point go together."""
    found = entries[0]
    for entry in entries[1:]:
        found = replace(
            entry,
            id=found.id,
            day=entry.day or found.day,
            night=entry.night if entry.day else found.night,
            place=entry.place or found.place,
            country=entry.country or found.country,
            via=entry.via or found.via,
            mgrs=entry.mgrs or found.mgrs,
            point=entry.point if entry.mgrs else found.point,
            nearest_strike_m=found.nearest_strike_m
            if entry.nearest_strike_m is None
            else entry.nearest_strike_m,
            files=tuple(dict.fromkeys([*found.files, *entry.files])),
        )
    return found


def _in_words(coded: Said, words: Said) -> Said:
    """What a row codes, with the words it was coded from; `coded` where they do not say the same."""
    killed = words.killed if coded.killed.is_unknown else coded.killed
    injured = words.injured if coded.injured.is_unknown else coded.injured
    same = (coded.outcome or words.outcome, killed, injured) == (words.outcome, words.killed, words.injured)
    return replace(
        words,
        outcome=coded.outcome or words.outcome,
        reason=coded.reason or words.reason,
        killed=killed,
        injured=injured,
        coded=not same,
    )


def _of_rows(told: Sequence[Told]) -> Iterable[tuple[str, str]]:
    """Statement and row, by id, where each fits the other best, alone, within the document that the row names."""
    rows: dict[str, list[Told]] = defaultdict(list)
    statements: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.is_row and one.names:
            rows[one.names].append(one)
        elif not one.is_row:
            statements[base_of(one.entry.document_id)].append(one)
    for document, named in rows.items():
        fits = [
            (fit, s.entry.id, r.entry.id)
            for s in statements.get(document, ())
            for r in named
            if (fit := _fit(s.entry, r.entry)) is not None
        ]
        of_statement, of_row = _best((s, fit) for fit, s, _ in fits), _best((r, fit) for fit, _, r in fits)
        for fit, statement, row in fits:
            if of_statement[statement] == of_row[row] == (fit, 1):
                yield statement, row


def _best(scores: Iterable[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """The best score of each, and how often it has it."""
    found: dict[str, tuple[int, int]] = {}
    for key, score in scores:
        best, times = found.get(key, (score, 0))
        if score >= best:
            found[key] = (score, times + 1 if score == best else 1)
    return found


def _fit(statement: Answered, row: Answered) -> int | None:
    """How many things the two tell alike, less those told otherwise; None where day, place or party part them."""
    if statement.actor != row.actor or not _may_be_one(statement, row):
        return None
    words = statement.history[0]
    coded = row.history[-1] if row.history else words
    same = 2 * (coded.outcome is not None and coded.outcome == words.outcome)
    same += bool(row.via and folded(row.via) == folded(statement.via))
    return same + _alike(coded.killed, words.killed) + _alike(coded.injured, words.injured)


def _may_be_one(a: Answered, b: Answered) -> bool:
    """Whether neither the days nor the places told part them."""
    if a.day and b.day and not a.day.overlaps(b.day):
        return False
    here, there = folded(a.place), folded(b.place)
    return not (here and there) or here in there or there in here


def _alike(a: Range, b: Range) -> int:
    return 0 if a.is_unknown or b.is_unknown else 1 if a == b else -1


def _by_file(groups: dict[str, list[Told]]) -> dict[str, tuple[str, ...]]:
    """Join statements that bear the same file numbers, and them to the one row that bears one; several are offered.

    A number may be mistyped, or stand for more than one strike: what tells another day or place, or stands beside
    another statement of the same document, is offered to what came before and not joined.
    """
    free: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    bearing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, members in groups.items():
        entry = members[0].entry
        if members[0].is_row:
            for file in {f for m in members for f in m.entry.files}:
                bearing[entry.actor, file].add(key)
        elif entry.files:
            free[entry.actor, frozenset(entry.files)].append(key)
    offers = {}
    for (actor, files), keys in free.items():
        rows = sorted(set().union(*(bearing[actor, file] for file in files)))
        bear = [*rows, *keys] if len(rows) == 1 else keys
        heads = [_joined(groups, keys) for keys in _of_one(groups, bear)]
        for n, head in enumerate(heads):
            if head not in rows:
                before = [k for k in heads[:n] if not _stated_in(groups[k]) & _stated_in(groups[head])]
                offers[head] = tuple(dict.fromkeys([*rows, *before]))
    return {key: found for key, found in offers.items() if found}


def _joined(groups: dict[str, list[Told]], keys: Sequence[str]) -> str:
    """Join groups into the first of them."""
    for key in keys[1:]:
        groups[keys[0]] += groups.pop(key)
    return keys[0]


def _of_one(groups: Mapping[str, Sequence[Told]], keys: Sequence[str]) -> list[list[str]]:
    """The keys in sets that are of one allegation: all that hang together, where no two of them are parted."""
    left, found = list(keys), []
    while left:
        near = [left.pop(0)]
        for key in near:
            near += [k for k in left if _agree(groups[key], groups[k])]
            left = [k for k in left if k not in near]
        near.sort(key=keys.index)
        held = Counter(document for key in near for document in _stated_in(groups[key]))
        sole = [k for k in near if groups[k][0].is_row or all(held[d] == 1 for d in _stated_in(groups[k]))]
        if all(_agree(groups[a], groups[b]) for a, b in combinations(sole, 2)):
            found += [sole] if sole else []
            near = [k for k in near if k not in sole]
        found += [[key] for key in near]
    return sorted(found, key=lambda some: keys.index(some[0]))


def _agree(some: Sequence[Told], others: Sequence[Told]) -> bool:
    """Whether they may be of one allegation: of different documents, and neither day nor place parts them."""
    if _stated_in(some) & _stated_in(others):
        return False
    return all(_may_be_one(a.entry, b.entry) for a in some for b in others)


def _by_words(groups: dict[str, list[Told]]) -> dict[str, tuple[str, ...]]:
    """Join what comes back to an earlier answer to the one allegation of its day and place that was answered before.

    Several are offered; so is one of which it is not known when it was answered, or to which two statements of one
    document come back.
    """
    back = [key for key, members in groups.items() if all(m.again and not m.is_row for m in members)]
    others: dict[object, set[str]] = defaultdict(set)
    for key, members in groups.items():
        if key not in back:
            for spot in _spots(members):
                others[spot].add(key)
    fitting = {key: _answered_before(groups, key, others) for key in back}
    claimed = Counter(
        (found, document)
        for key, (found, sure) in fitting.items()
        for document in _documents(groups[key])
        if sure
    )
    offers, joins = {}, {}
    for key, (found, sure) in fitting.items():
        if sure and all(claimed[found, document] == 1 for document in _documents(groups[key])):
            joins[key] = found[0]
        elif found:
            offers[key] = found
    for key, to in joins.items():
        groups[to] += groups.pop(key)
    return offers


def _answered_before(
    groups: Mapping[str, Sequence[Told]], key: str, others: Mapping[object, set[str]]
) -> tuple[tuple[str, ...], bool]:
    """The allegations that a statement may come back to, and whether it is one and was answered before for sure."""
    near = sorted(set().union(*(others.get(spot, set()) for spot in _spots(groups[key]))))
    when = {other: _is_later(groups[key], groups[other]) for other in near}
    found = tuple(other for other in near if when[other] is not False)
    return found, len(found) == 1 and when[found[0]] is True


def _documents(members: Iterable[Told]) -> set[str]:
    return {base_of(m.entry.document_id) for m in members}


def _stated_in(members: Iterable[Told]) -> set[str]:
    """The documents whose statements are among them; a row is no statement."""
    return _documents(m for m in members if not m.is_row)


def _is_later(back: Sequence[Told], other: Sequence[Told]) -> bool | None:
    """Whether the first was said after the other was answered, and elsewhere; None where it is not known."""
    if _documents(back) & _documents(other):
        return False
    days = [[s.day for m in members for s in m.entry.history if s.day] for members in (back, other)]
    return min(days[0]) > min(days[1]) if all(days) else None


def _spots(members: Iterable[Told]) -> Mapping[object, None]:
    """Party, day and place of each member that tells them."""
    return {
        (m.entry.actor, m.entry.day.start, m.entry.day.end, folded(m.entry.place)): None
        for m in members
        if m.entry.day and folded(m.entry.place)
    }
