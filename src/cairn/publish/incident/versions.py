"""What was public of an incident before, and what each new version changed.

Enters: released versions as rows, first to last. Leaves: `differences` between two of them in plain values, and the
rows of a table in a language. A version that was only set was never public and is in none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.versions import VersionRow
from cairn.publish.wording.figures import (
    day_words,
    distance_words,
    range_html,
    range_words,
    say_html,
    span_html,
    span_words,
)
from cairn.publish.wording.markup import Html, element, text
from cairn.vocab.labels import between, label, say

RANGES = ("killed", "injured", "children_killed", "women_killed", "men_killed", "belligerents_killed")
_ALONE = ("time", "harm_reported", "reports", "origins", "wording")
_LISTS = ("causes", "weapons", "infrastructure")
_OURS = ("harm_reported", "time", "wording")  # words of ours, which turn no direction
_PLACE = ("place_name", "place_name_ar", "country", "admin1", "admin1_ar", "admin1_pcode")
_POINT = ("lat", "lon", "place_precision", "place_radius_m")
_TOGETHER = {"date": ("date_start", "date_end"), "place": _PLACE, "point": _POINT}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. `field` is a range ("killed"), "date", "place", "point", a column, or "grade:ACTOR";
    `was` and `now` are the values of its columns in their order; a grade that was not given is None."""

    field: str
    was: object
    now: object


@dataclass(frozen=True, slots=True)
class VersionView:
    """One released version: its number, its day, who set it and why (empty where not public), what it changed; of the
    first that is public `first` says so, and what became of those numbered below it."""

    version: int
    day: Html
    who: str
    why: str
    changes: tuple[tuple[str, Html, Html], ...]  # what, was, now
    first: str

    @property
    def rows(self) -> int:
        """Rows that its changes take in a table."""
        return len(self.changes)


def differences(before: VersionRow, after: VersionRow) -> list[Difference]:
    """What `after` changed, ranges first, then day, place and the rest, grades by actor A to Z."""
    was, now = before.get("fields", {}), after.get("fields", {})
    groups = {name: (f"{name}_min", f"{name}_max") for name in RANGES} | _TOGETHER
    groups |= {name: (name,) for name in (*_LISTS, *_ALONE)}
    found = []
    for name, columns in groups.items():
        old, new = (tuple(_plain(side.get(c)) for c in columns) for side in (was, now))
        if old != new:
            found.append(Difference(name, old, new))
    grades, graded = before.get("grades", {}), after.get("grades", {})
    moved = [a for a in sorted({*grades, *graded}) if grades.get(a) != graded.get(a)]
    return [*found, *(Difference(f"grade:{a}", grades.get(a), graded.get(a)) for a in moved)]


def _plain(value: object) -> object:
    """A list as a tuple, and nothing told as None whichever way it was written down."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return None if value == "" else value


def version_views(found: Index, incident_id: str, lang: str) -> tuple[VersionView, ...]:
    """Every released version of an incident, the newest first, each with what it changed."""
    rows = found.versions.get(incident_id, [])
    views = [_view(found, row, rows[n - 1] if n else None, lang) for n, row in enumerate(rows)]
    return tuple(reversed(views))


def _view(found: Index, row: VersionRow, before: VersionRow | None, lang: str) -> VersionView:
    changed = differences(before, row) if before else []
    return VersionView(
        row["version"],
        span_html(lang, row.get("at", "")[:10], None),
        row.get("who", ""),
        ((row.get("why_ar") if lang == "ar" else "") or row.get("why")) or "",
        tuple(_told(found, d, lang) for d in changed),
        "" if before else _first(row["version"], lang),
    )


def _first(version: int, lang: str) -> str:
    """That it is the first; a reader who is given version 2 asks for version 1."""
    return say(lang, "version_first" if version == 1 else "version_first_later")


def changed_figure(found: Index, incident_id: str, name: str, lang: str) -> Html:
    """ "Changed on ... from ... to ...", of the last released version that moved this range; empty where none did."""
    rows = found.versions.get(incident_id, [])
    for n in range(len(rows) - 1, 0, -1):
        for d in differences(rows[n - 1], rows[n]):
            if d.field == name:
                was, now = (_range(lang, v) for v in (d.was, d.now))
                day = day_words(lang, rows[n].get("at"))
                return say_html(lang, "changed_on", day=day, was=was, now=now)
    return Html("")


def _range(lang: str, value: object) -> Html:
    low, high = value if isinstance(value, tuple) and len(value) == 2 else (None, None)
    return range_html(lang, low, high)


def _told(found: Index, d: Difference, lang: str) -> tuple[str, Html, Html]:
    """One difference in words: what changed, what it was, what it is now."""
    was, now = (_value(found, d.field, v, lang) for v in (d.was, d.now))
    return what_moved(found, d.field, lang), was, now


def what_moved(found: Index, name: str, lang: str) -> str:
    """The name of what changed: a figure, the day, or the grade of a party."""
    if not name.startswith("grade:"):
        return label(lang, "changed", name)
    actor = name.removeprefix("grade:")
    known = say(lang, "actor_unknown") if actor == "unknown" else found.name("actor", actor, lang)
    return say(lang, "grade_of", actor=known)


def _value(found: Index, name: str, value: object, lang: str) -> Html:
    if name in RANGES:
        return _range(lang, value)
    if name == "date":
        held = _held(value)
        return span_html(lang, _string(held[0]) or None, _string(held[1]) or None)
    told = value_words(found, name, value, lang)
    if name == "point":
        return _point(dict(zip(_POINT, _held(value), strict=True)), told)
    if name in _OURS or name.startswith("grade:"):
        return text(told)
    return element("bdi", None, told) if told != say(lang, "none_told") else _none(lang)


def value_words(found: Index, name: str, value: object, lang: str) -> str:
    """A value of a `Difference` as it is read aloud: a range with its words, a place without its coordinates."""
    held = _held(value)
    if name.startswith("grade:"):
        return label(lang, "grade", str(value or "none"))
    if name in RANGES:
        low, high = held if len(held) == 2 else (None, None)
        return range_words(lang, *(n if isinstance(n, int) else None for n in (low, high)))
    if name == "date":
        return span_words(lang, _string(held[0]) or None, _string(held[1]) or None)
    if name == "place":
        return _place(dict(zip(_PLACE, held, strict=True)), lang)
    if name == "point":
        return _how_near(dict(zip(_POINT, held, strict=True)), lang)
    return _alone(found, name, held[0], lang)


def _held(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _place(told: Mapping[str, object], lang: str) -> str:
    ends = "_ar" if lang == "ar" else ""
    names = [_string(told.get(f"{n}{ends}")) or _string(told.get(n)) for n in ("place_name", "admin1")]
    return _listed(dict.fromkeys(n for n in names if n), lang)


def _how_near(told: Mapping[str, object], lang: str) -> str:
    kind, radius = told.get("place_precision"), told.get("place_radius_m")
    words = label(lang, "precision", str(kind)) if kind else say(lang, "place_unknown")
    if kind and isinstance(radius, int):
        words = say(lang, "within", what=words, radius=distance_words(lang, radius))
    return words


def _point(told: Mapping[str, object], words: str) -> Html:
    lat, lon = told.get("lat"), told.get("lon")
    if lat is None or lon is None:
        return text(words)
    where = element("bdi", {"dir": "ltr", "class": "code"}, f"{lat}, {lon}")
    return Html(f"{where}<br>{text(words)}")


def _alone(found: Index, name: str, value: object, lang: str) -> str:
    if value is None or value == ():
        return say(lang, "none_told")
    if name in _LISTS:
        return _listed((found.name("term", str(v), lang) for v in _held(value)), lang)
    if name == "harm_reported":
        return say(lang, f"harm_{value}")
    if name == "time":
        return label(lang, "daypart", str(value))
    if name == "wording":
        return say(lang, "wording_n", n=value)
    return str(value)


def _listed(names: Iterable[str], lang: str) -> str:
    return between(lang).join(names) or say(lang, "none_told")


def _none(lang: str) -> Html:
    return element("span", {"class": "nofig"}, say(lang, "none_told"))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
