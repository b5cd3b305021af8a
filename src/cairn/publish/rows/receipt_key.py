"""What a printed sum is called for good, what it asks for, and the commands that make it again.

A row of a sum enters (`Record.tallies`, or of a scope); its definition as the core knows it leaves, the name of its
receipt, and the words to type.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from cairn.tally.model import Definition, Member
from cairn.vocab.closed import LIKELY, Grade

from .record import TallyRow
from .slugs import slug_of
from .tally import BUCKETS

_NOT_KEY = re.compile(r"[^A-Za-z0-9._]+")


def definition_of(row: TallyRow) -> Definition:
    """The definition of a sum, from its plain row; what the row does not name is any."""
    asked = cast(Mapping[str, Any], row.get("definition", {}))
    return Definition(
        actors=tuple(asked.get("actors") or (row["actor_id"],)),
        country=asked.get("country") or "",
        place=asked.get("place") or "",
        place_pcode=asked.get("place_pcode") or "",
        from_day=_day(asked.get("from")),
        to_day=_day(asked.get("to")),
        grades=_grades(asked.get("grades") or (), row["bucket"]),
        basis=asked.get("basis") or "best",
        members=tuple(map(_member, asked.get("members") or ())),
        parents=asked.get("umbrella") == "parents",
    )


def figure_key(row: TallyRow, slug: str) -> str:
    """The name of a sum: party, place, days, grades, as `russia-SY07-2017-likely`; `slug` is the party's."""
    asked = cast(Mapping[str, Any], row.get("definition", {}))
    place = asked.get("place_pcode") or asked.get("place") or asked.get("country") or ""
    parts = (slug, place, period_key(asked.get("from") or "", asked.get("to") or ""), row["bucket"])
    return slug_of("-".join(_NOT_KEY.sub("-", str(part)).strip("-.") for part in parts if part))


def receipt_path(row: TallyRow, slugs: Mapping[str, str]) -> str:
    """The page of a sum's receipt from the root of its language, or nothing where it has none: of a month or a town the
    incidents stand beneath the sum itself, and so does a party's without a page. `slugs` are of parties."""
    slug = slugs.get(row["actor_id"], "")
    return f"figures/{figure_key(row, slug)}/index.html" if slug and has_receipt(row) else ""


def has_receipt(row: TallyRow) -> bool:
    """Whether a sum has a page of its own: of the whole record, a country, a province, or a year."""
    asked = cast(Mapping[str, Any], row.get("definition", {}))
    days, place = (asked.get("from") or "", asked.get("to") or ""), asked.get("place") or ""
    if any(days):
        return len(period_key(*days)) == 4 and not place and not asked.get("country")
    return not place or bool(asked.get("place_pcode"))


def period_key(first: str, last: str) -> str:
    """A whole year as `2017`, a whole month as `2017-06`, else both days."""
    if first.endswith("-01-01") and last == f"{first[:4]}-12-31":
        return first[:4]
    if first.endswith("-01") and first[:7] == last[:7] and _is_month_end(last):
        return first[:7]
    return "-to-".join(day for day in (first or "start", last or "now")) if first or last else ""


def command(row: TallyRow) -> str:
    """What makes the sum again in a workspace that holds the record: `cairn tally --actor ...`."""
    asked = definition_of(row)
    words: list[str] = ["cairn", "tally"]
    for actor in asked.actors:
        words += ["--actor", actor]
    named = (
        ("--country", asked.country),
        ("--place", asked.place_pcode or asked.place),
        ("--from", asked.from_day.isoformat() if asked.from_day else ""),
        ("--to", asked.to_day.isoformat() if asked.to_day else ""),
        ("--grades", ",".join(g.value for g in asked.grades)),
        ("--basis", asked.basis),
    )
    for option, value in named:
        words += [option, value] if value else []
    if asked.parents:
        words.append("--parents")
    return shlex.join(words)


def recount_command(key: str) -> str:
    """What makes the sum again from the site's own files, with Python alone, in the folder of the site."""
    return shlex.join(["python3", "data/recount.py", f"figures/{key}.json"])


def _is_month_end(day: str) -> bool:
    found = _day(day)
    return found is not None and date.fromordinal(found.toordinal() + 1).day == 1


def _grades(named: Sequence[str], bucket: str) -> tuple[Grade, ...]:
    known = tuple(Grade(g) for g in named if g in set(Grade))
    return known or BUCKETS.get(bucket, tuple(sorted(LIKELY)))


def _member(row: Mapping[str, Any]) -> Member:
    return Member(
        row["actor"], row["of"], _day(row.get("from")), _day(row.get("to")), tuple(row.get("countries") or ())
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
