"""How well incidents of two recorders are paired: a register beside a stand-in for another recorder of the same war.

`python bench/crosswalk.py [FILE...]` reads register files (default: those beside this project), parts their incidents
in two halves by a hash of their id, and of the half asked for (`--half score`, or `tune`) keeps three quarters as ours
and makes three quarters of them, drawn apart, into another recorder's: renamed codes; the day off by up to three, or a
week told; names in the other script, spelt otherwise, or the district's alone; points moved, rounded, told as the
province's middle, or left out; figures changed, narrowed or left out; a party unknown or another; of some that share
day and place, two told as one. `--all` counts all the dead and says nothing of civilians, as ACLED does. The truth is
whom each was made from. Beside ours stand: the same day, and the same day and province, each the nearest first where
points are known.

It is a stand-in: another recorder differs by what he hears, not by dice. It tells how far pairing goes when each value
is off by so much, and that the halves were not tuned on each other.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from cairn.crosswalk.model import Likeness, Recorded
from cairn.crosswalk.pairs import likenesses
from cairn.crosswalk.settle import Settled, settled
from cairn.crosswalk.sides import of_entry
from cairn.places.gazetteer import shipped_units
from cairn.sources.register import known, read_register
from cairn.values import UNKNOWN, DateSpan, Point, Precision, Range
from cairn.vocab.actors import actors

DATA = Path(__file__).resolve().parents[2] / "shared/data/register"
FILES = [DATA / "incidents-to-2020.jsonl", DATA / "incidents-2021-on.jsonl"]
KEPT = 0.75
SPELT = (
    ("al-", "el "),
    ("ee", "i"),
    ("q", "k"),
    ("ou", "u"),
    ("sh", "ch"),
    ("dh", "d"),
    ("aa", "a"),
    ("ayn", "ein"),
)

Truth = set[tuple[str, str]]


@dataclass(frozen=True)
class Case:
    """Ours, theirs, and which of theirs was made from which of ours."""

    ours: list[Recorded]
    theirs: list[Recorded]
    truth: Truth


def read(files: Iterable[Path], half: str) -> list[Recorded]:
    """The dated incidents of one half."""
    against = known(actors().values(), shipped_units())
    found = {}
    for file in files:
        for row in read_register(file.name, file.read_bytes(), against).rows:
            key = hashlib.sha256(row.entry.id.encode()).digest()[0] % 2
            if row.entry.days and key == (half == "score"):
                found[row.entry.id] = of_entry(row.entry.id, row.entry)
    return [found[key] for key in sorted(found)]


def case(incidents: Sequence[Recorded], seed: int, *, everybody: bool) -> Case:
    """Two recorders out of one."""
    dice = random.Random(seed)  # noqa: S311  (a stand-in, drawn again the same)
    middles = _middles(incidents)
    ours = [one for one in incidents if dice.random() < KEPT]
    heard = [one for one in incidents if dice.random() < KEPT]
    mine = {one.id for one in ours}
    theirs, truth = [], set()
    for n, group in enumerate(_told_as_one(heard, dice)):
        made = _made(group, f"other:{n}", dice, middles, everybody)
        theirs.append(made)
        truth |= {(one.id, made.id) for one in group if one.id in mine}
    return Case(ours, theirs, truth)


def _told_as_one(heard: Sequence[Recorded], dice: random.Random) -> list[list[Recorded]]:
    """Each by itself, but for some that share day and place and are told as one."""
    places: dict[object, list[Recorded]] = defaultdict(list)
    for one in heard:
        places[one.days, one.places or one.id].append(one)
    found = []
    for group in places.values():
        if len(group) > 1 and dice.random() < 0.3:
            found.append(group[:2])
            group = group[2:]
        found += [[one] for one in group]
    return found


def _middles(incidents: Sequence[Recorded]) -> dict[str, tuple[float, float]]:
    by: dict[str, list[Point]] = defaultdict(list)
    for one in incidents:
        if one.point:
            by[one.pcode].append(one.point)
    return {k: (sum(p.lat for p in v) / len(v), sum(p.lon for p in v) / len(v)) for k, v in by.items()}


def _made(group: Sequence[Recorded], key: str, dice: random.Random, middles: dict[str, tuple[float, float]],
          everybody: bool) -> Recorded:  # fmt: skip
    one = group[0]
    start = one.day or date.min
    off = dice.choices((0, 1, 2, 3), (78, 16, 4, 2))[0] * dice.choice((-1, 1))
    start += timedelta(days=off)
    days = DateSpan.on(start) if dice.random() < 0.95 else DateSpan.on(start).widened(3, 3)
    killed = _figure([g.killed for g in group], dice)
    dead = (
        Range()
        if killed.is_unknown
        else Range(killed.min, None if killed.max is None else killed.max + dice.choice((0, 0, 1, 4)))
    )
    roll = dice.random()
    parties = (
        one.actors
        if roll < 0.75
        else frozenset()
        if roll < 0.9
        else frozenset({dice.choice(("isis", "turkey", "sdf"))})
    )
    return replace(
        one, id=key, code=key, codes=frozenset({key}), days=days, day=start, places=_names(one, dice),
        point=_point(one, dice, middles), killed=UNKNOWN if everybody else killed,
        all_killed=dead if everybody else UNKNOWN, injured=one.injured if dice.random() < 0.4 else UNKNOWN,
        actors=parties, sources=(), addresses=frozenset(), written={},
    )  # fmt: skip


def _names(one: Recorded, dice: random.Random) -> tuple[str, ...]:
    roll, names = dice.random(), one.places
    if not names or roll > 0.9:
        return one.areas[:1]
    if roll < 0.4:
        return names[:1]
    if roll < 0.7:
        return names[-1:]
    spelt = names[0].lower()
    for a, b in dice.sample(SPELT, 3):
        spelt = spelt.replace(a, b)
    return (spelt,)


def _point(one: Recorded, dice: random.Random, middles: dict[str, tuple[float, float]]) -> Point | None:
    roll = dice.random()
    if one.point is None or roll < 0.1:
        return None
    if roll < 0.25:
        lat, lon = middles[one.pcode]
        return Point(lat, lon, Precision.PROVINCE.radius_m, Precision.PROVINCE)
    if roll < 0.5:
        return Point(round(one.point.lat, 1), round(one.point.lon, 1), 6000, Precision.CITY)
    move = [dice.gauss(0, 0.012) for _ in "ab"]
    return Point(one.point.lat + move[0], one.point.lon + move[1], 2500, Precision.TOWN)


def _figure(told: Sequence[Range], dice: random.Random) -> Range:
    whole = told[0]
    for more in told[1:]:
        whole = whole + more if not (whole.is_unknown or more.is_unknown) else UNKNOWN
    roll = dice.random()
    if whole.is_unknown or roll < 0.1:
        return UNKNOWN
    if roll < 0.55:
        return whole
    low, high = (
        whole.min if whole.min is not None else 0,
        whole.max if whole.max is not None else (whole.min or 0),
    )
    if roll < 0.8:
        n = dice.randint(min(low, high), max(low, high))
        return Range(n, n)
    changed = sorted(max(0, round(n * dice.uniform(0.6, 1.5))) for n in (low, high))
    return Range(*changed)


def by_day(one: Case, *, province: bool) -> Truth:
    """Each of theirs with the nearest of ours of its day (and province) that is free, in the order of their ids."""
    ours: dict[object, list[Recorded]] = defaultdict(list)
    for mine in one.ours:
        ours[_key(mine, province)].append(mine)
    found, taken = set(), set()
    for entry in sorted(one.theirs, key=lambda x: x.id):
        free = [m for m in ours.get(_key(entry, province), ()) if m.id not in taken]
        if free:
            best = min(free, key=lambda m: (_apart(m, entry), m.id))
            taken.add(best.id)
            found.add((best.id, entry.id))
    return found


def _key(one: Recorded, province: bool) -> object:
    return (one.day, one.pcode if province else "")


def _apart(a: Recorded, b: Recorded) -> float:
    return a.point.distance_m(b.point) if a.point and b.point else 1e9


def line(name: str, found: Truth, one: Case, more: str = "") -> str:
    """One row: of the pairs found so many right, of the true ones so many found."""
    right = len(found & one.truth)
    precision = right / len(found) if found else 0.0
    recall = right / len(one.truth)
    f = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"  {name:28} pairs {len(found):5}  precision {precision:.3f}  recall {recall:.3f}  F1 {f:.3f}  {more}"


def offered(done: Settled, found: Truth, one: Case) -> str:
    """How many true pairs that are not suggested stand among the first three offers of their entry."""
    by: dict[str, list[Likeness]] = defaultdict(list)
    for x in done.open:
        by[x.theirs].append(x)
    left = one.truth - found
    near = sum(any(x.ours == mine for x in by[entry][:3]) for mine, entry in left)
    return f"of {len(left)} not suggested {near} offered among the first three"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--half", choices=("tune", "score"), default="score")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--all", action="store_true", dest="everybody")
    told = asked.parse_args()
    incidents = read(told.files or FILES, told.half)
    one = case(incidents, told.seed, everybody=told.everybody)
    print(f"half {told.half}: {len(one.ours)} ours, {len(one.theirs)} theirs, {len(one.truth)} true pairs")
    print(line("same day", by_day(one, province=False), one))
    print(line("same day and province", by_day(one, province=True), one))
    began = perf_counter()
    done = settled(
        likenesses(one.ours, one.theirs), {o.id: o for o in one.ours}, {t.id: t for t in one.theirs}
    )
    found = {(p.ours, p.theirs) for p in done.pairs}
    print(line("suggested", found, one, offered(done, found, one)), f"{perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
