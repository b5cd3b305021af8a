"""What moved since the end of the period before: sums of one definition known then and now, and which incidents moved.

Only acts of release, update and withdrawal enter, by the day of the act. What was withdrawn is told by its code and
nothing else. Released incidents of this period stand in its own list, so they are counted here and not listed.
"""

from __future__ import annotations

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.figures import day_words, range_html, span_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.model import Tally
from cairn.vocab.closed import State

from .model import Change, Changes, Killed, Material, Revision
from .words import period_words, told, words

MOST = 200


def changes(material: Material, found: Index, here: frozenset[str], lang: str) -> Changes:
    """All of it; `here` are this period's incidents, which have a list of their own; `found` is of the whole record."""
    before = material.before
    day = day_words(lang, before.last.isoformat())
    moved = [
        (kind, at, row)
        for key, row in found.incidents.items()
        if key in before.in_scope and (act := _moved(found, row, material))
        for kind, at in (act,)
    ]
    new_here = sum(1 for kind, _, row in moved if kind == "released" and row["id"] in here)
    listed = [m for m in moved if not (m[0] == "released" and m[2]["id"] in here)]
    rows = [_row(material, kind, at, row, lang) for kind, at, row in sorted(listed, key=_order)]
    gone = _withdrawn(material, lang)
    earlier = sum(1 for kind, _, _ in listed if kind == "released")
    updated = sum(1 for kind, _, _ in listed if kind == "updated")
    counts = (
        ("released_here", new_here),
        ("released_earlier", earlier),
        ("updated", updated),
        ("withdrawn", len(gone)),
    )
    rows += gone
    return Changes(
        day=words(lang, "text.since", day=day),
        note=words(lang, "text.since_note", moment=day),
        then=words(lang, "label.known_then", day=day),
        revisions=_revisions(material, lang),
        counts=tuple(_count(lang, key, n) for key, n in counts),
        rows=tuple(rows[:MOST]),
        more=words(lang, "text.more_changes", n=len(rows) - MOST) if len(rows) > MOST else "",
    )


def _count(lang: str, key: str, n: int) -> Html:
    return text(words(lang, f"text.{key}", n=n))


def _moved(found: Index, row: IncidentRow, material: Material) -> tuple[str, str] | None:
    """Released or updated since, with the moment of the last such act; None where neither."""
    then = material.before.moment
    acts = [h.get("at", "") for h in found.history.get(row["id"], []) if h.get("act") == "released"]
    since = [at for at in acts if at > then]
    if not since or row.get("state") != "released":
        return None
    return ("updated" if any(at <= then for at in acts) else "released"), max(since)


def _order(moved: tuple[str, str, IncidentRow]) -> tuple[str, str, str]:
    kind, at, row = moved
    return (kind, at, row["id"])


def _row(material: Material, kind: str, at: str, row: IncidentRow, lang: str) -> Change:
    now = (row.get("killed_min"), row.get("killed_max"))
    was = material.before.killed_then.get(row["id"])
    killed = range_html(lang, *now)
    return Change(
        kind=kind,
        label=words(lang, f"change.{kind}"),
        day=day_words(lang, at),
        title=row.get("code") or row["id"][:8],
        href=address_of(material, row.get("code") or row["id"], lang),
        when=span_html(lang, row.get("date_start"), row.get("date_end")),
        told=_was_now(was, now, lang) if was is not None and was != now else killed,
    )


def _was_now(was: Killed, now: Killed, lang: str) -> Html:
    template = words(lang, "text.was_now", was="\0", now="\1")
    first, _, rest = template.partition("\0")
    middle, _, last = rest.partition("\1")
    return Html(text(first) + range_html(lang, *was) + text(middle) + range_html(lang, *now) + text(last))


def _withdrawn(material: Material, lang: str) -> list[Change]:
    since = [t for t in material.record.tombstones if (t.get("at") or "") > material.before.moment]
    return [
        Change(
            kind="withdrawn",
            label=words(lang, "change.withdrawn"),
            day=day_words(lang, stone.get("at")),
            title=next(iter(stone.get("codes", ())), stone["id"][:8]),
            href="",
            when=Html(""),
            told=Html(""),
        )
        for stone in sorted(since, key=lambda t: (t.get("at", ""), t["id"]))
    ]


def _revisions(material: Material, lang: str) -> tuple[Revision, ...]:
    before = material.before
    period = period_words(before.now.definition, lang)
    day = day_words(lang, before.last.isoformat())
    return (
        _revision(words(lang, "label.period_before", period=period), before.then, before.now, material, lang),
        _revision(words(lang, "label.all_before", day=day), before.all_then, before.all_now, material, lang),
    )


def _revision(name: str, then: Tally, now: Tally, material: Material, lang: str) -> Revision:
    before = _known(then, lang) if material.before.was_kept else _no_figure(words(lang, "text.not_yet"))
    return Revision(name, before, _known(now, lang))


def _known(tally: Tally, lang: str) -> Html:
    """The sentence of a sum; of no incident it is said that there is none, and no nought stands for it."""
    if tally.incidents:
        return told(tally, lang)
    released = tally.definition.basis == State.RELEASED
    return _no_figure(words(lang, "text.none_then" if released else "text.none_known"))


def _no_figure(told: str) -> Html:
    return element("span", {"class": "nofig"}, told)


def address_of(material: Material, code: str, lang: str) -> str:
    """The permanent address of an incident's page, where the record has one."""
    address = str(material.record.release.get("address") or "").rstrip("/")
    return f"{address}/{lang}/incidents/{code}/" if address.startswith(("https://", "http://")) else ""
