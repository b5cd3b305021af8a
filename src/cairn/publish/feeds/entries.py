"""A change as an entry of a feed: its title, what moved in words, and doors to the incident, its words and versions.

Enters: an index, a language, changes. Leaves: `Entry`s. A reader of feeds keeps what it was given, whatever is taken out
later: so an entry holds figures, grades, days and places, and never a source's words, a person's name or a reason. Of
what was withdrawn there is a code and a day. Each figure stands with what it means.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from cairn.publish.about.changes import LINKED, RELEASED, UPDATED, WITHDRAWN, Change
from cairn.publish.incident.page import area_name, place_name
from cairn.publish.incident.party_beside import concession
from cairn.publish.incident.versions import RANGES, value_words, what_moved
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import AttributionRow
from cairn.publish.rows.site_address import site_address
from cairn.publish.wording.entry_words import has_page, outcome_meaning, outcome_words
from cairn.publish.wording.figures import range_words, span_words
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import between, label, say

from .followed import moment

NEW, CHANGED, CORRECTED = "new", "changed", "corrected"
KINDS = (NEW, CHANGED, CORRECTED, WITHDRAWN)
"""What an entry may be: its category."""
NAMED = 3
"""So many of the things that moved are named in a title."""
_OURS = uuid.UUID("6f0a2c1e-54c7-5d0b-9f3e-2b8d41a7c960")
"""Chosen once, for ever: names made with it are of our feeds and of no others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `at` is a moment in UTC, `href` leads from the root of the site, `body` is markup of XHTML."""

    id: str
    kind: str
    kind_label: str
    at: str
    title: str
    href: str
    body: Html


def lasting_id(found: Index, *parts: object) -> str:
    """An id that is the same wherever the site stands, and no other record's: it is made from the name of the log."""
    told = "\x1f".join(map(str, (found.record.release.get("log") or "", *parts)))
    return uuid.uuid5(_OURS, told.encode("utf-8", "replace").decode()).urn


@lru_cache(maxsize=8192)
def _bdi(told: str) -> Html:
    """Words in a direction of their own. Names, days and figures come again and again."""
    return element("bdi", None, told)


class Teller:
    """Makes the entries of one language. A change that stands in several feeds is the same entry in each."""

    def __init__(self, found: Index, lang: str) -> None:
        self.found, self.lang = found, lang
        self.address = site_address(found.record.release)
        self._comma = between(lang)

    def entry(self, change: Change) -> Entry:
        """The change in words."""
        kind = _kind(change)
        kind_label = words(self.lang, f"feed.{kind}")
        return Entry(
            id=self._id(change),
            kind=kind,
            kind_label=kind_label,
            at=moment(change.at),
            title=f"{kind_label}: {self._title(change)}",
            href=f"{self.lang}/{self._page(change)}",
            body=self._withdrawn(change) if change.kind == WITHDRAWN else self._body(change),
        )

    def _id(self, change: Change) -> str:
        """Of a version its number, however often it was let out; of a withdrawal its code and day."""
        what = change.incident_id or change.code
        which = change.entry_id or change.version or change.at
        kind = change.kind if change.kind in (LINKED, WITHDRAWN) else "version"
        return lasting_id(self.found, "entry", self.lang, kind, what, which)

    def _page(self, change: Change) -> str:
        if change.kind == WITHDRAWN:
            return "corrections/index.html"
        return f"incidents/{self.found.slugs[change.incident_id]}/index.html"

    def _title(self, change: Change) -> str:
        if change.kind == WITHDRAWN:
            return change.code
        told = self._comma.join((change.code, *self._where_and_when(change)))
        if change.kind == LINKED:
            return f"{told} · {words(self.lang, 'change.linked')}"
        moved = [what_moved(self.found, m.field, self.lang) for m in change.moved]
        named = self._comma.join(moved[:NAMED]) + (" …" if len(moved) > NAMED else "")
        return f"{told} · {named}" if named else told

    def _where_and_when(self, change: Change) -> tuple[str, ...]:
        row = self.found.incidents[change.incident_id]
        where = dict.fromkeys((place_name(row, self.lang), area_name(row, self.lang)))
        when = span_words(self.lang, row.get("date_start"), row.get("date_end"))
        return (*(name for name in where if name), when)

    def _withdrawn(self, change: Change) -> Html:
        told = element("p", None, words(self.lang, "feed.withdrawn_told"))
        door = self._door(self._page(change), words(self.lang, "corrections.title"))
        return Html(told + element("p", None, door))

    def _body(self, change: Change) -> Html:
        page = self._page(change)
        code = self._door(page, change.code)
        head = [code, *(_bdi(name) for name in self._where_and_when(change))]
        lines = [element("li", None, line) for line in self._lines(change)]
        parts = [element("p", None, joined(head, self._comma))]
        if lines:
            parts.append(element("ul", None, *lines))
        elif change.kind == UPDATED:
            parts.append(element("p", None, words(self.lang, "changes.nothing_moved")))
        if change.kind == RELEASED or any(m.field in RANGES for m in change.moved):
            parts.append(element("p", None, say(self.lang, "range_note")))
        doors = [
            self._door(f"{page}#words", words(self.lang, "changes.to_words")),
            self._door(f"{page}#{self._version_at(change)}", words(self.lang, "changes.to_versions")),
            self._door(f"{page}#disagree", words(self.lang, "changes.to_disagree")),
        ]
        return joined([*parts, element("p", None, joined(doors, " · "))])

    def _version_at(self, change: Change) -> str:
        rows = self.found.versions.get(change.incident_id)
        if not rows:
            return "decided"
        return f"v{change.version}" if change.version else "versions"

    def _door(self, path: str, told: str) -> Html:
        return element("a", {"href": f"{self.address}{self.lang}/{path}"}, _bdi(told))

    def _lines(self, change: Change) -> Iterator[Html]:
        if change.kind == LINKED:
            yield from self._linked(change)
        elif change.kind == RELEASED:
            yield from self._published(change)
        for moved in change.moved:
            if moved.field == "wording":
                yield text(words(self.lang, "changes.anew"))
                continue
            what = what_moved(self.found, moved.field, self.lang)
            was, now = (value_words(self.found, moved.field, v, self.lang) for v in (moved.was, moved.now))
            was, now = (_bdi(v) for v in (was, now))
            told = Html(
                f"{text(words(self.lang, 'changes.was'))} {was}{self._comma}"
                f"{text(words(self.lang, 'changes.now'))} {element('b', None, now)}"
            )
            yield Html(f"{self._named(what)} {told}{self._conceded(change, moved.field, moved.now)}")

    def _named(self, what: str) -> Html:
        return Html(_bdi(what) + ":")

    def _published(self, change: Change) -> Iterator[Html]:
        """What was published first, as it was then: figures, and the grade of each party with what it means."""
        fields, grades = self._first(change)
        for name in ("killed", "injured"):
            ends = (fields.get(f"{name}_min"), fields.get(f"{name}_max"))
            low, high = (n if isinstance(n, int) else None for n in ends)
            told = _bdi(range_words(self.lang, low, high))
            yield Html(f"{self._named(label(self.lang, 'changed', name))} {told}")
        if fields.get("harm_reported"):
            yield text(say(self.lang, f"harm_{fields['harm_reported']}"))
        for actor in sorted(grades):
            field = f"grade:{actor}"
            told = _bdi(value_words(self.found, field, grades[actor], self.lang))
            what = self._named(what_moved(self.found, field, self.lang))
            more = self._conceded(change, field, grades[actor]) or self._meant(actor, grades[actor])
            yield Html(f"{what} {told}{more}")

    def _first(self, change: Change) -> tuple[Mapping[str, object], Mapping[str, object]]:
        key = change.incident_id
        for row in self.found.versions.get(key, ()):
            if row["version"] == change.version:
                return row.get("fields", {}), row.get("grades", {})
        held = self.found.attributions.get(key, ())
        return self.found.incidents[key], {a.get("actor_id", ""): a.get("grade") for a in held}

    def _meant(self, actor: str, grade: object) -> Html:
        """What a grade says of the party that it is of."""
        if not grade or actor == "unknown":
            return Html("")
        return Html(f" ({text(label(self.lang, 'grade_meaning', str(grade)))})")

    def _conceded(self, change: Change, field: str, grade: object) -> Html:
        """Confirmed is never printed without what the party accepts (rule 20)."""
        if grade != "confirmed" or not field.startswith("grade:"):
            return Html("")
        actor = field.removeprefix("grade:")
        name = self.found.name("actor", actor, self.lang)
        row = {"incident_id": change.incident_id, "actor_id": actor, "grade": grade}
        return Html(f". {text(concession(self.found, cast(AttributionRow, row), name, self.lang))}")

    def _linked(self, change: Change) -> Iterator[Html]:
        """Whose entry, its outcome, and what "non-credible" means (rule 23); its figures stand on its page."""
        row = self.found.entries[change.entry_id]
        name = self.found.name("actor", row.get("actor", ""), self.lang)
        told: Html = _bdi(say(self.lang, "entry_of", actor=name))
        if has_page(self.found, row):
            slug = self.found.entry_slugs[change.entry_id]
            told = self._door(f"official/entries/{slug}.html", say(self.lang, "entry_of", actor=name))
        outcome = f"{outcome_words(row, self.lang)}. {outcome_meaning(row, self.lang)}".strip()
        yield Html(f"{told}: {element('bdi', None, outcome)}")


def _kind(change: Change) -> str:
    if change.kind == WITHDRAWN:
        return WITHDRAWN
    if change.kind == RELEASED:
        return NEW
    return CORRECTED if change.corrects else CHANGED
