"""What does not fit together in an entry, and between the entries of one register. Entries enter, flags leave."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from .register_cells import Cells, day_of, list_of
from .register_model import Entry, Flag
from .register_words import NOBODY, meaning, tables

LONGEST_CODE = 200
_CODE = re.compile(r"[A-Za-z]{1,12}[-_]?\d[\w-]*")


def consistency(entry: Entry, told: Cells, last_told: date | None) -> Iterator[Flag]:
    """The flags of values that cannot stand beside each other; `last_told` is the last day as written."""
    yield from _days(entry, told, last_told)
    for total in ("killed", "injured"):
        yield from _parts(entry, total)
    yield from _named(entry, told)
    killed = entry.figure("killed")
    if killed.is_unknown:
        yield Flag("killed-unknown", "killed")
    if entry.harm_reported == "no" and (killed.max or killed.min or 0) > 0:
        yield Flag("harm-no-with-dead", "harm_reported", f"killed {_written(entry, 'killed')}")
    if not entry.filed:
        yield Flag("actor-missing", "belligerents")
    named = [party for party in entry.filed if party.actor != NOBODY]
    if len(named) > 1 and entry.grade_told:
        who = ", ".join(party.told for party in named)
        yield Flag("grade-shared", "grade", f"{entry.grade_told}: {who}")
    if entry.attributed or list_of(told, "attributions", []):
        blamed = {party.key for party in entry.attributed}
        for party in named:
            if party.key not in blamed:
                yield Flag("actor-unattributed", "belligerents", party.told)
    if entry.code and as_code(entry.code) in map(as_code, entry.previous_codes):
        yield Flag("previous-code-own", "previous_codes", entry.code)


def across(entries: Iterable[Entry]) -> Mapping[str, list[Flag]]:
    """Entry id -> flags for codes that it shares with other entries of the same register.

    A code that stands within another's ("AB12" beside "AB12 CD34") is shared too.
    """
    listed = list(entries)
    now: dict[str, set[str]] = defaultdict(set)
    once: dict[str, set[str]] = defaultdict(set)
    for entry in listed:
        for code in (entry.code, *code_parts(entry.code)):
            now[as_code(code)].add(entry.id)
        for code in entry.previous_codes:
            once[as_code(code)].add(entry.id)
    return {entry.id: flags for entry in listed if (flags := list(_shared(entry, now, once)))}


def _shared(entry: Entry, now: Mapping[str, set[str]], once: Mapping[str, set[str]]) -> Iterator[Flag]:
    """The flags of one entry, among the entries that bear each code now and bore it once."""
    own = dict.fromkeys(code for code in (entry.code, *code_parts(entry.code)) if code)
    for code in own:
        if now[as_code(code)] - {entry.id}:
            yield Flag("code-repeated", "code", code)
    for code in entry.previous_codes:
        key = as_code(code)
        if key not in map(as_code, own) and once[key] - {entry.id}:
            yield Flag("previous-code-shared", "previous_codes", code)
        if now.get(key, set()) - {entry.id}:
            yield Flag("previous-code-in-use", "previous_codes", code)


def is_code(said: str) -> bool:
    """Whether it is short enough, also as compared, and printable."""
    return len(said) <= LONGEST_CODE and len(as_code(said)) <= 2 * LONGEST_CODE and said.isprintable()


def as_code(code: str) -> str:
    """A code as compared: without regard to case and spacing."""
    return " ".join(unicodedata.normalize("NFKC", code).casefold().split())


def code_parts(code: str) -> tuple[str, ...]:
    """The codes within one that stands for several ("AB12 CD34": filed under two belligerents); else none."""
    parts = code.split()
    return tuple(parts) if len(parts) > 1 and all(map(_CODE.fullmatch, parts)) else ()


def _days(entry: Entry, told: Cells, last_told: date | None) -> Iterator[Flag]:
    if told.get("date") in (None, ""):
        yield Flag("date-missing", "date")
    if entry.day is None:
        return
    if last_told and last_told < entry.day:
        yield Flag("date-reversed", "date_end", f"{entry.day} to {last_told}")
    elif last_told and (last_told - entry.day).days > tables()["days"]["longest"]:
        yield Flag("date-long", "date_end", f"{entry.day} to {last_told}")
    changed = day_of(told, "modified", [])
    if changed and entry.day > changed:
        yield Flag("date-after-change", "date", f"{entry.day}, changed {changed}")


def _parts(entry: Entry, total: str) -> Iterator[Flag]:
    """Rule 16: sums of groups above a total are told, never refused."""
    whole = entry.figure(total)
    parts = {name: entry.figure(name) for name in tables()["figures"]["parts"][total]}
    lowest = sum(part.min or 0 for part in parts.values())
    told = ", ".join(f"{name} {_written(entry, name)}" for name, p in parts.items() if not p.is_unknown)
    value = f"{total} {_written(entry, total)}; {told}"
    if whole.max is not None and lowest > whole.max:
        yield Flag("parts-above-highest", total, value)
    elif whole.min is not None and lowest > whole.min:
        yield Flag("parts-above-lowest", total, value)
    for name, part in parts.items():
        if whole.max is not None and (part.max or part.min or 0) > whole.max:
            yield Flag("part-above-highest", name, value)


def _named(entry: Entry, told: Cells) -> Iterator[Flag]:
    highest = entry.figure("killed").max
    if highest is None:
        return
    named = sum(
        1
        for victim in list_of(told, "victims", [])
        if isinstance(victim, Mapping)
        and any(victim.get(name) for name in ("name", "name_local"))
        and meaning("outcome", str(victim.get("outcome") or ""))
    )
    if named > highest:
        yield Flag("named-above-highest", "victims", f"{named} named, {_written(entry, 'killed')} killed")


def _written(entry: Entry, name: str) -> str:
    """A figure as it is counted, in short."""
    figure = entry.figure(name)
    if figure.is_exact:
        return str(figure.min)
    return f"{'?' if figure.min is None else figure.min}–{'?' if figure.max is None else figure.max}"
