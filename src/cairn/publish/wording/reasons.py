"""The machine's reasons in the language of a page: why an account joined, where its origin is, how a grade came.

Sentences enter as the core wrote them, in English, and findings as they were kept, by name with the two values
compared. Markup leaves, every value set apart (`<bdi>`), so that it stands in either direction of writing. What is
known is in data/reasons.toml and data/findings_ar.toml; what is not is shown in English, set from the left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter

from cairn.match.duplicates import sentences as of_duplicates
from cairn.match.judge import weights
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import AssignmentRow, FindingRow
from cairn.vocab.labels import between, label, read, say
from cairn.vocab.load import load_toml

from .markup import Html, element, joined, text

SETTLES = 0.25
"""A finding that moves the log-odds less than this is not told."""
MOST = 3
"""Findings told on either side."""

_LISTED = {"actors": "actor", "weapons": "term", "hit": "term"}
_COUNTED = ("date", "days", "killed", "injured")
NOTHING = Html("")
Template = tuple[tuple[str, str], ...]
"""What stands before each gap, and the gap; the last gap is "" where words stand at the end."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in parts: how it begins, what speaks for it, what against, how it ends. Any may be empty."""

    lead: Html
    speaks_for: tuple[Html, ...] = ()
    against: tuple[Html, ...] = ()
    tail: Html = NOTHING


class Teller:
    """Tells reasons in one language, with the names of parties and things as one record has them."""

    def __init__(self, found: Index, lang: str) -> None:
        self._found = found
        self._lang = lang

    def joining(self, row: AssignmentRow) -> Reason:
        """Why an account is in an incident, or nearly; a person's own words stay as they are."""
        why, findings = row.get("why", ""), row.get("features", ())
        begins = [(len(en), k) for k, en in _english("lead").items() if why.startswith(en)]
        lead = max(begins)[1] if begins else None
        if row.get("decided_by", "rule") != "rule" or lead is None or not findings:
            return Reason(self.sentence(why, "whole"))
        tail = next((k for k, en in _english("tail").items() if why.endswith(en)), None)
        speaks_for, against = self.findings(findings, "joining")
        return Reason(
            _stopped(text(_words()[self._lang]["lead"][lead])),
            speaks_for,
            against,
            text(_words()[self._lang]["tail"][tail]) if tail else NOTHING,
        )

    def findings(self, rows: Iterable[FindingRow], kind: str) -> tuple[tuple[Html, ...], tuple[Html, ...]]:
        """What speaks for it and what against, the heaviest first; `kind` is joining or duplicates."""
        heavy = sorted(rows, key=lambda r: -abs(r["weight"]))
        speaks_for = [self._finding(r, kind) for r in heavy if r["weight"] >= SETTLES]
        against = [self._finding(r, kind) for r in heavy if r["weight"] <= -SETTLES]
        return tuple(speaks_for[:MOST]), tuple(against[:MOST])

    def origin(self, why: str) -> Html:
        """Where an account's words come from."""
        return self.sentence(why, "origin")

    def sentence(self, said: str, section: str) -> Html:
        """A sentence of the section in the page's language; one that is not known there as it was written."""
        return self._known(said, section) or _as_written(said)

    def _known(self, said: str, section: str) -> Html | None:
        for key, template in _templates(section):
            values = _fitted(template, said)
            if values is not None:
                gaps = {gap: self._value(gap.rstrip("23"), value) for gap, value in values.items()}
                return filled(_words()[self._lang][section][key], gaps)
        return None

    def _finding(self, row: FindingRow, kind: str) -> Html:
        wanted = _sentences(kind, self._lang).get(row["name"])
        if wanted is None:
            return _as_written(row["sentence"])
        thing = row["name"].split("_", 1)[0]
        return filled(wanted, {side: self._compared(thing, row[side]) for side in ("left", "right")})

    def _compared(self, thing: str, value: str) -> Html:
        """One of two values compared."""
        if thing in _LISTED:
            listed, and_more, n = value.partition(" and ")
            names = [self._found.name(_LISTED[thing], v, self._lang) for v in listed.split(", ")]
            more = [say(self._lang, "and_more", n=n.removesuffix(" more"))] if and_more else []
            known = self._known(value, "value")
            return known or element("bdi", None, between(self._lang).join([*names, *more]))
        sections = ("value", "number") if thing in _COUNTED else ("value", "daypart", "weekday")
        return next((h for s in sections if (h := self._known(value, s))), element("bdi", None, value))

    def _value(self, kind: str, value: str) -> Html:
        """What fills a gap of this kind."""
        if kind in ("grade", "strike", "country"):
            return text(label(self._lang, kind, value))
        if kind in ("actor", "plus"):
            names = [self._actor(actor) for actor in value.split(" + ")]
            return element("bdi", None, " + ".join(names))
        if kind == "told":
            told = [one.partition(": ") for one in value.split("; ")]
            pairs = [Html(f"{self._value('actor', a)}: {self._value('many', m)}") for a, _, m in told]
            return joined(pairs, between(self._lang, "semicolon"))
        section = {"rest": "change"}.get(kind, kind)
        known = self._known(value, section) if section in _words()["en"] else None
        return known or element("bdi", None, value)

    def _actor(self, actor: str) -> str:
        return (
            say(self._lang, "actor_unknown")
            if actor == "unknown"
            else self._found.name("actor", actor, self._lang)
        )


def _as_written(said: str) -> Html:
    return element("bdi", {"dir": "auto"}, said) if said else NOTHING


def _stopped(html: Html) -> Html:
    return html if html.endswith(".") else Html(f"{html}.")


def filled(template: str, values: Mapping[str, Html]) -> Html:
    """A sentence with its gaps filled by markup. Raises `KeyError` where a gap has no value."""
    parts = [(text(before), values[gap] if gap else Html("")) for before, gap in _parsed(template)]
    return joined([part for pair in parts for part in pair])


def _fitted(template: Template, said: str) -> dict[str, str] | None:
    """The values by which a template gives the sentence; each gap ends where the words behind it first stand."""
    at, open_, values = 0, "", dict[str, str]()
    for n, (words, gap) in enumerate(template):
        is_last = n == len(template) - 1 and not gap
        start = len(said) - len(words) if is_last and open_ else said.find(words, at) if open_ else at
        if start < at or not said.startswith(words, start):
            return None
        if open_:
            values[open_] = said[at:start]
        at, open_ = start + len(words), gap
    if open_:
        values[open_] = said[at:]
        at = len(said)
    return values if at == len(said) and all(values.values()) else None


def _parsed(template: str) -> Template:
    return tuple((before, gap or "") for before, gap, _, _ in Formatter().parse(template))


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/reasons.toml").read_text(encoding="utf-8"))


def _english(section: str) -> Mapping[str, str]:
    return _words()["en"][section]


@cache
def _templates(section: str) -> Sequence[tuple[str, Template]]:
    return [(key, _parsed(words)) for key, words in _english(section).items()]


@cache
def _sentences(kind: str, lang: str) -> Mapping[str, str]:
    """The sentence of each finding."""
    if lang == "ar":
        return dict(load_toml("findings_ar", "cairn.publish")[kind])
    return weights().sentences if kind == "joining" else of_duplicates()
