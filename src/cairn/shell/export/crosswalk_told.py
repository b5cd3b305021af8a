"""A crosswalk as one object, as rows of a sheet, and as a page of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.crosswalk.model import Class, Crosswalk, Pair, Part, Reason, Recorded, Stands
from cairn.crosswalk.pairs import ends, span
from cairn.crosswalk.words import LANGUAGES, class_words, note, said, sentences
from cairn.tally.model import Sum
from cairn.values import Range

_SHOWN = 3
Json = dict[str, Any]
Side = Mapping[str, Recorded]
COLUMNS = (
    "class", "side", "set_by", "score", "our_id", "our_code", "our_day", "our_place", "our_killed_min", "our_killed_max",
    "our_state", "their_id", "their_code", "their_day", "their_place", "their_killed_min", "their_killed_max",
    "their_all_killed_min", "their_all_killed_max", "reasons", "words_en", "words_ar",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A crosswalk with both sides by id, ready to be told."""

    register: str
    done: Crosswalk
    ours: Side
    theirs: Side

    def notes(self, lang: str) -> list[str]:
        """What is said before any figure."""
        looked = "coverage" if self.done.coverage else "no-coverage"
        return [note(code, lang) for code in (looked, "their-coverage", "suggested", "never-added")]


def as_json(told: Told) -> Json:
    """Everything: notes first, both summaries, and every incident of either side in its class."""
    done = told.done
    return {
        "register": told.register,
        "notes": {lang: told.notes(lang) for lang in LANGUAGES},
        "asked": {
            "actors": sorted(done.asked.actors),
            "from": _day(done.asked.first),
            "to": _day(done.asked.last),
            "country": done.asked.country,
        },
        "coverage": [
            {
                "actor": c.actor,
                "country": c.country,
                "from": str(c.from_day),
                "to": str(c.to_day),
                "level": c.level,
            }
            for c in done.coverage
        ],
        "our_days": done.our_extent and span(done.our_extent),
        "their_days": done.their_extent and span(done.their_extent),
        "summary": {
            "ours": _summary(done.our_parts, done.our_whole),
            "theirs": _summary(done.their_parts, done.their_whole),
        },
        "why_figures_differ": dict(sorted(Counter(r.code for p in done.pairs for r in p.differs).items())),
        "pairs": [_pair(p, told) for p in done.pairs],
        "ours": [_stands(s, told.ours, told.theirs) for s in done.ours if s.where is not Class.BOTH],
        "theirs": [_stands(s, told.theirs, told.ours) for s in done.theirs if s.where is not Class.BOTH],
    }


def _summary(parts: Mapping[Class, Part], whole: Part) -> Json:
    return {**{where.value: _part(parts[where]) for where in Class}, "whole": _part(whole)}


def _part(part: Part) -> Json:
    return {"incidents": part.incidents, **{name: _sum(one) for name, one in part.sums.items()}}


def _sum(one: Sum) -> Json:
    return {
        "min": one.min,
        "max_of_known": one.max_of_known,
        "without_figure": one.without_figure,
        "open_above": one.open_above,
    }


def _pair(p: Pair, told: Told) -> Json:
    return {
        "our": _one(told.ours[p.ours]),
        "their": _one(told.theirs[p.theirs]),
        "set_by": p.who or p.by.value,
        "score": p.score,
        "why": _reasons(p.why),
        "differs": _reasons(p.differs),
    }


def _stands(s: Stands, side: Side, other: Side) -> Json:
    offers = [
        {
            "id": key,
            "code": other[key].code,
            "score": x.score,
            "why": _reasons(x.why),
        }
        for x in s.offers
        for key in [x.theirs if x.theirs in other else x.ours]
    ]
    return {**_one(side[s.id]), "class": s.where.value, "why": _reasons(s.why), "may_be": offers}


def _one(one: Recorded) -> Json:
    return {
        "id": one.id,
        "code": one.code,
        "day": _day(one.day),
        "days": one.days and span(one.days),
        "place": next(iter(one.places), None),
        "country": one.country or None,
        "actors": sorted(one.actors),
        "killed": _ends(one.killed),
        "injured": _ends(one.injured),
        "all_killed": _ends(one.all_killed),
        "state": one.state or None,
    }


def _ends(figure: Range) -> list[int | None]:
    return [figure.min, figure.max]


def _day(told: Any) -> str | None:
    return told.isoformat() if told else None


def _reasons(reasons: Sequence[Reason]) -> list[Json]:
    return [{"code": r.code, **{lang: said(r, lang) for lang in LANGUAGES}} for r in reasons]


def rows(told: Told) -> Iterator[Json]:
    """A row a pair, then a row for every other incident of either side."""
    for p in told.done.pairs:
        head = {"class": Class.BOTH.value, "side": "both", "set_by": p.who or p.by.value, "score": p.score}
        yield {
            **head,
            **_columns("our", told.ours[p.ours]),
            **_columns("their", told.theirs[p.theirs]),
            **_why(p.differs),
        }
    for side, name, stands in (
        (told.ours, "our", told.done.ours),
        (told.theirs, "their", told.done.theirs),
    ):
        for s in stands:
            if s.where is not Class.BOTH:
                yield {
                    "class": s.where.value,
                    "side": f"{name}s",
                    **_columns(name, side[s.id]),
                    **_why(s.why),
                }


def _columns(whose: str, one: Recorded) -> Json:
    found: Json = {
        f"{whose}_id": one.id,
        f"{whose}_code": one.code,
        f"{whose}_day": one.days and span(one.days),
        f"{whose}_place": next(iter(one.places), None),
        f"{whose}_killed_min": one.killed.min,
        f"{whose}_killed_max": one.killed.max,
    }
    if whose == "our":
        return {**found, "our_state": one.state}
    return {**found, "their_all_killed_min": one.all_killed.min, "their_all_killed_max": one.all_killed.max}


def _why(reasons: Sequence[Reason]) -> Json:
    return {
        "reasons": ";".join(r.code for r in reasons),
        **{f"words_{lang}": sentences(reasons, lang) for lang in LANGUAGES},
    }


def as_text(told: Told, limit: int) -> str:
    """A page: notes, both sums by class, then the first few of each list."""
    done = told.done
    lines = [f"Our record beside the register {told.register!r}", *told.notes("en"), ""]
    lines += _table("ours", done.our_parts, done.our_whole)
    lines += _table(told.register, done.their_parts, done.their_whole)
    lines += ["", f"{len(done.pairs):,} pairs:"]
    for p in done.pairs[:limit]:
        one, entry = told.ours[p.ours], told.theirs[p.theirs]
        by = f"set by {p.who}" if p.who else f"suggested, {p.score:g} points"
        lines.append(f"  {_line(one)}  =  {_line(entry)}  ({by})")
        lines.append(f"      {sentences(p.differs, 'en')}")
    for title, side, other, stands, where in (
        ("only ours", told.ours, told.theirs, done.ours, Class.ONLY),
        ("only theirs", told.theirs, told.ours, done.theirs, Class.ONLY),
        ("ours, cannot be told", told.ours, told.theirs, done.ours, Class.OPEN),
        ("theirs, cannot be told", told.theirs, told.ours, done.theirs, Class.OPEN),
    ):
        some = [s for s in stands if s.where is where]
        lines += ["", f"{len(some):,} {title}:"]
        lines += [
            " ".join(filter(None, (f"  {_line(side[s.id])}.", sentences(s.why, "en"), _near(s, other))))
            for s in some[:limit]
        ]
    return "\n".join(lines)


def _line(one: Recorded) -> str:
    figure = "no figure"
    if not one.killed.is_unknown:
        figure = f"{ends(one.killed)} civilians"
    elif not one.all_killed.is_unknown:
        figure = f"{ends(one.all_killed)} dead of any status"
    when = span(one.days) if one.days else "no day told"
    return f"{one.code or one.id} {when} {next(iter(one.places), 'no place told')}, {figure}"


def _near(s: Stands, other: Side) -> str:
    """The first few that it may be."""
    some = [other[x.theirs if x.theirs in other else x.ours] for x in s.offers[:_SHOWN]]
    return f"May be: {', '.join(one.code or one.id for one in some)}." if some else ""


def _table(whose: str, parts: Mapping[Class, Part], whole: Part) -> list[str]:
    lines = [f"{whose}:"]
    for where, part in (*parts.items(), (None, whole)):
        title = class_words(where, "en") if where else "all together"
        sums = ", ".join(f"{_NAMES[name]} {_figure(one)}" for name, one in part.sums.items())
        lines.append(f"  {title:26} {part.incidents:7,} incidents; {sums}")
    return lines


_NAMES = {"killed": "civilians killed", "injured": "injured", "all_killed": "all the dead"}


def _figure(one: Sum) -> str:
    most = f"{one.min:,} to {one.max_of_known:,}" if one.max_of_known >= one.min else f"at least {one.min:,}"
    return f"{most} ({one.without_figure:,} without a figure)"
