"""The page of what changed: each change with what moved, who decided, why, and the words that it rests on.

Enters: an index, changes and a language. Leaves: views of finished words and markup. A row leads to the incident's words
and to its versions; of a withdrawn thing the view holds a code and a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.incident.page import area_name, place_name
from cairn.publish.incident.testimony import where_said, who
from cairn.publish.incident.versions import RANGES, VersionView, version_views
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow
from cairn.publish.rows.slugs import anchored
from cairn.publish.wording.entry_words import has_page
from cairn.publish.wording.figures import day_words, range_html, span_html
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.publish.wording.page_words import words, words_html
from cairn.vocab.labels import between, label, say

from .changes import LINKED, RELEASED, UPDATED, WITHDRAWN, Change

MOST_WORDS = 3
_SPOKEN = {
    "killed": ("killed", "died_of_wounds"),
    "injured": ("injured",),
    "date": ("date",),
    "place": ("place",),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One source's own words, or that they are withheld, and where they stand."""

    who: str
    day: str
    quote: str
    language: str
    href: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change. `moved` is what, was, now; `anew` says that the summary was written anew; `figures` are what a newly
    published incident holds; paths are from the root of a language."""

    kind: str
    kind_label: str
    at: str
    day: str
    title: str
    href: str
    where: str
    when: Html
    moved: tuple[tuple[str, Html, Html], ...] = ()
    anew: bool = False
    figures: tuple[tuple[str, Html], ...] = ()
    why: str = ""
    decided: Html = Html("")  # noqa: RUF009  (frozen)
    version: int = 0
    said: tuple[Words, ...] = ()
    entry: tuple[str, str] = ("", "")

    @property
    def anchor(self) -> str:
        """The id of the change in its page."""
        return f"{anchored(self.title)}-{self.version}" if self.version else ""


class Teller:
    """Makes views of changes in one language; what is asked of one incident several times is made once."""

    def __init__(self, found: Index, lang: str) -> None:
        self.found, self.lang = found, lang
        self._versions: dict[str, dict[int, VersionView]] = {}

    def view(self, change: Change) -> ChangeView:
        """The change in words."""
        lang = self.lang
        kind_label = words(lang, f"change.{change.kind}")
        day = day_words(lang, change.at)
        if change.kind == WITHDRAWN:
            return ChangeView(change.kind, kind_label, change.at, day, change.code, "", "", Html(""))
        row = self.found.incidents[change.incident_id]
        place, area = place_name(row, lang), area_name(row, lang)
        version = self._version(change)
        return ChangeView(
            kind=change.kind,
            kind_label=kind_label,
            at=change.at,
            day=day,
            title=change.code,
            href=f"incidents/{self.found.slugs[change.incident_id]}/index.html",
            where=place if not area or area == place else f"{place}{say(lang, 'comma')} {area}",
            when=span_html(lang, row.get("date_start"), row.get("date_end")),
            moved=_told(change, version),
            anew=any(m.field == "wording" for m in change.moved),
            figures=tuple(self._figures(change)) if change.kind == RELEASED else (),
            why=version.why if version else "",
            decided=self._decided(change, version.who) if version else Html(""),
            version=change.version,
            said=tuple(self._said(change)),
            entry=self._entry(change),
        )

    def _version(self, change: Change) -> VersionView | None:
        if change.kind == LINKED:
            return None
        key = change.incident_id
        if key not in self._versions:
            self._versions[key] = {v.version: v for v in version_views(self.found, key, self.lang)}
        return self._versions[key].get(change.version)

    def _figures(self, change: Change) -> Iterator[tuple[str, Html]]:
        """What was published first, as it was then: a later version is a change of its own."""
        rows = self.found.versions.get(change.incident_id, ())
        first = next((r.get("fields", {}) for r in rows if r["version"] == change.version), None)
        fields = first if first is not None else dict(self.found.incidents[change.incident_id])
        for name in ("killed", "injured"):
            low, high = fields.get(f"{name}_min"), fields.get(f"{name}_max")
            ends = (low if isinstance(low, int) else None, high if isinstance(high, int) else None)
            yield say(self.lang, f"civilians_{name}"), range_html(self.lang, *ends)

    def _decided(self, change: Change, setter: str) -> Html:
        """Who set and who released the version, where they may be named."""
        lang, nobody = self.lang, say(self.lang, "not_named")
        acts = self.found.history.get(change.incident_id, ())
        mine = (a for a in acts if a.get("act") == "released" and a.get("version") == change.version)
        approver = next((a["who"] for a in mine if a.get("who")), nobody)
        told = [
            words_html(lang, f"changes.{key}", name=element("bdi", None, name))
            for key, name in (("set_by", setter or nobody), ("released_by", approver))
        ]
        told = told if setter or approver != nobody else [text(nobody)]
        number = text(words(lang, "changes.version", n=change.version))
        return Html(f"{joined(told, between(lang))} · {number}")

    def _entry(self, change: Change) -> tuple[str, str]:
        entry = self.found.entries.get(change.entry_id)
        if entry is None:
            return ("", "")
        name = self.found.name("actor", entry.get("actor", ""), self.lang)
        told = say(self.lang, "entry_of", actor=name)
        slug = self.found.entry_slugs[change.entry_id]
        return (told, f"official/entries/{slug}.html" if has_page(self.found, entry) else "")

    def _said(self, change: Change) -> Iterator[Words]:
        """Whose words the new figure rests on: those that set the ends that moved, as long as the version stands."""
        rows = self.found.versions.get(change.incident_id, [])
        if change.kind != UPDATED or not rows or rows[-1]["version"] != change.version:
            return
        claims = {c["id"]: c for c in self.found.claims.get(change.incident_id, [])}
        fits = {key for key, claim in claims.items() if _gives(change, claim)}
        ids = [i for i in self._receipts(change) if i in fits] or self._newest(change)
        places = where_said(self.found, change.incident_id, self.lang) if ids else {}
        for key in ids[:MOST_WORDS]:
            claim = claims[key]
            report = self.found.reports.get(claim.get("report_id", ""))
            yield Words(
                who=who(report, self.lang),
                day=day_words(self.lang, report.get("published")) if report else "",
                quote=claim.get("quote", ""),
                language=report.get("language", "") if report and claim.get("quote") else "",
                href=f"incidents/{self.found.slugs[change.incident_id]}/{places[key]}",
            )

    def _receipts(self, change: Change) -> list[str]:
        weighed = self.found.weighed.get(change.incident_id)
        receipts = weighed.get("receipts") if weighed else None
        held: Mapping[str, Sequence[str]] = receipts or {}
        names: list[str] = []
        for moved in change.moved:
            if moved.field in RANGES and isinstance(moved.was, tuple) and isinstance(moved.now, tuple):
                ends = zip(("min", "max"), moved.was, moved.now, strict=True)
                names += [f"{moved.field}_{end}" for end, was, now in ends if was != now]
            elif moved.field in ("date", "place"):
                names.append(moved.field)
        return list(dict.fromkeys(i for name in names for i in held.get(name, ())))

    def _newest(self, change: Change) -> list[str]:
        """Where a person reckoned the figure: the sources' words that give it, one of an origin, the latest first."""
        spoken = [
            c
            for c in self.found.claims.get(change.incident_id, [])
            if c.get("event", "this") in ("this", "update", "") and c.get("group", "all") == "all"
            if c.get("quote") and c.get("basis", "stated") not in ("implied", "vague")
        ]
        spoken.sort(key=lambda c: (self._day(c), c["id"]), reverse=True)
        by_origin: dict[tuple[str, str], str] = {}
        for claim in spoken:
            if _gives(change, claim):
                by_origin.setdefault((claim.get("origin_id", ""), claim.get("kind", "")), claim["id"])
        return list(by_origin.values())

    def _day(self, claim: ClaimRow) -> str:
        report = self.found.reports.get(claim.get("report_id", ""))
        return (report.get("published") if report else "") or ""


def _told(change: Change, version: VersionView | None) -> tuple[tuple[str, Html, Html], ...]:
    """What, was, now; of a summary its wordings are not kept, so it is no row."""
    if version is None or change.kind != UPDATED:
        return ()
    pairs = zip(change.moved, version.changes, strict=True)
    return tuple(told for moved, told in pairs if moved.field != "wording")


def _gives(change: Change, claim: ClaimRow) -> bool:
    """Whether a claim gives what is now public: an end of a figure that moved, or a death of wounds that is part of it.
    Of a day or a place the receipts tell."""
    for moved in change.moved:
        if claim.get("kind") in _SPOKEN.get(moved.field, ()):
            ends = {n for n in moved.now if n is not None} if isinstance(moved.now, tuple) else set()
            counted = moved.field in RANGES and claim.get("kind") != "died_of_wounds"
            return not counted or bool({claim.get("min"), claim.get("max")} & ends)
    return False


def story(told: Sequence[Change]) -> Change | None:
    """The latest figure that moved after it was public; else the latest other correction of a released incident."""
    updated = [c for c in told if c.kind == UPDATED and c.corrects]
    figures = (c for c in updated if any(m.field in ("killed", "injured") for m in c.moved))
    return next(figures, updated[0] if updated else None)


def month_name(lang: str, month: str) -> str:
    """A month in words; `undated` for changes whose day is not known."""
    return (
        f"{label(lang, 'month', str(int(month[5:7])))} {month[:4]}"
        if month[:4].isdigit()
        else say(lang, "undated")
    )
