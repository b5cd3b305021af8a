"""A package in words: a `Referral` enters, its lines in one language leave, for whoever sets them on a page.

Lines, not markup: a page of any kind can hold them. What is neither language (degrees, a hash, a spelling) stands alone
on its line, so that a page may set each line in its own direction of writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cairn.publish.wording.figures import distance_words, range_words, span_words
from cairn.values import is_arabic
from cairn.vocab.labels import label, read

from .model import Count, Named, Referral, Source
from .strikes import WITHIN_M

TITLE, HEADING, TEXT, NOTE, ITEM, PAIR = "title", "heading", "text", "note", "item", "pair"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its kind (TITLE, HEADING, TEXT, NOTE, ITEM or PAIR), its words, and before them a label in a PAIR."""

    kind: str
    text: str
    label: str = ""

    @property
    def is_rtl(self) -> bool:
        """Whether its words run from right to left."""
        return is_arabic(self.text)


Lines = Iterator[Line]


def lines(found: Referral, lang: str) -> tuple[Line, ...]:
    """The whole package in `en` or `ar`, the ask first. Raises `KeyError` for another language."""
    say = Say(lang)
    parts = (
        _head, _ask, _when, _where, _alleged, _weapons, _harm, _hit, _summary, _sources, _imagery, _strikes, _answers,
        _log, _missing, _answer,
    )  # fmt: skip
    return tuple(line for part in parts for line in part(found, say) if line.text)


class Say:
    """The words of one language: `say("text.range")`, its gaps filled."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._words = _words()[lang]

    def __call__(self, key: str, **gaps: object) -> str:
        section, _, name = key.partition(".")
        return self._words[section][name].format(**gaps)

    def pair(self, name: str, text: str) -> Line:
        """A value behind its label."""
        return Line(PAIR, text, self(f"label.{name}"))

    def name(self, of: Named) -> str:
        """A name in this language."""
        return of.name_ar if self.lang == "ar" else of.name_en

    def count(self, of: Count) -> str:
        """A range as it is read aloud; unknown is said."""
        return range_words(self.lang, of.min, of.max)

    def metres(self, n: int) -> str:
        """A length."""
        return distance_words(self.lang, n)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/referral.toml").read_text("utf-8"))


def _head(r: Referral, say: Say) -> Lines:
    yield Line(TITLE, say("title.title"))
    yield Line(TEXT, say("title.to", actor=say.name(r.to)))
    yield Line(TEXT, say(f"title.{r.state}"))
    yield say.pair("reference", r.reference)
    yield say.pair("code", r.code)
    if others := [c for c in r.codes if c != r.code]:
        yield say.pair("codes", ", ".join(others))
    yield say.pair("version", str(r.version))
    yield Line(NOTE, say("title.nature"))


def _ask(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.ask"))
    yield Line(TEXT, say("ask.check", km=r.ask.radius_km, hours=r.ask.hours))
    yield say.pair("point", f"{r.ask.lat}, {r.ask.lon} (WGS 84)")
    yield say.pair("mgrs", r.where.mgrs)
    if r.ask.start_utc and r.ask.end_utc:
        yield say.pair("search_utc", f"{r.ask.start_utc}  –  {r.ask.end_utc}")
    for wish in ("spelling", "nearest", "presence", "outcome"):
        yield Line(ITEM, say(f"ask.{wish}"))


def _when(r: Referral, say: Say) -> Lines:
    w, window = r.when, r.when.window
    yield Line(HEADING, say("heading.when"))
    yield say.pair("day", span_words(say.lang, w.date_start, w.date_end))
    yield say.pair("part", say(f"part.{w.part_of_day or 'unknown'}"))
    if w.time_zones:
        yield say.pair("zone", f"{', '.join(w.time_zones)} (UTC{', UTC'.join(w.utc_offsets)})")
    yield say.pair("window_local", f"{window.start_local}  –  {window.end_local}")
    if window.start_utc and window.end_utc:
        yield say.pair("window_utc", f"{window.start_utc}  –  {window.end_utc}")


def _where(r: Referral, say: Say) -> Lines:
    p = r.where
    yield Line(HEADING, say("heading.where"))
    yield say.pair("place", p.place_name_ar or p.place_name if say.lang == "ar" else p.place_name)
    yield say.pair("point", f"{p.lat}, {p.lon} (WGS 84)")
    yield say.pair("radius", say.metres(p.radius_m))
    yield say.pair("precision", label(say.lang, "precision", p.precision))
    yield say.pair("mgrs", p.mgrs)
    if p.cell_m:
        yield say.pair("cell", say.metres(p.cell_m))
    for unit in p.units:
        name = unit.name_ar or unit.name_en if say.lang == "ar" else unit.name_en
        yield Line(PAIR, name, say(f"level.{unit.level}"))
        if unit.pcode and unit.level:
            yield say.pair("pcode", unit.pcode)
    if p.near:
        name = p.near.name_ar or p.near.name_en if say.lang == "ar" else p.near.name_en
        away = say.metres(p.near.distance_m)
        yield say.pair("near", say(f"direction.{p.near.direction}", distance=away, place=name))
    for place in p.landmarks:
        yield say.pair("landmarks", place)
    yield from _spellings(r, say)


def _spellings(r: Referral, say: Say) -> Lines:
    """One line for each script: a reader searches a log by them."""
    yield Line(HEADING, say("heading.spellings"))
    for script in dict.fromkeys(s.script for s in r.where.spellings):
        own = [s.text for s in r.where.spellings if s.script == script]
        yield Line(PAIR, ("، " if script == "Arab" else ", ").join(own), say(f"script.{script}"))
    if r.where.spellings_withheld:
        yield say.pair("withheld_spellings", str(r.where.spellings_withheld))


def _alleged(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.alleged"))
    for a in r.alleged:
        name = a.name_ar if say.lang == "ar" else a.name_en
        if a.grade:
            grade, strike = label(say.lang, "grade", a.grade), label(say.lang, "strike", a.strike_status)
            part = say("text.part", role=label(say.lang, "role", a.role), grade=grade, strike=strike)
        else:
            part = say("text.only_named")
        told = f"; {say('text.first_hand', n=a.origins)}" if a.origins is not None else ""
        yield Line(PAIR, part + (told.replace(";", "؛") if say.lang == "ar" else told), name)
    if not r.alleged:
        yield Line(TEXT, say("text.no_actor"))


def _weapons(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.weapons"))
    for w in r.weapons:
        yield Line(ITEM, w.name_ar if say.lang == "ar" else w.name_en)
        if w.sources:
            yield say.pair("said_by", ", ".join(w.sources))
        for words in w.words:
            yield say.pair("words", words)
    if not r.weapons:
        yield Line(TEXT, say("text.no_weapon"))


def _harm(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.harm"))
    for group, count in r.harm.counts.items():
        yield Line(PAIR, say.count(count), say(f"group.{group}"))
    for kind, count in r.harm.beside.items():
        yield Line(PAIR, say.count(count), label(say.lang, "kind", kind))
    yield Line(NOTE, f"{say('text.range')} {say('text.presumed')}")
    for name in r.harm.names:
        yield say.pair("names", name)
    if r.harm.names_withheld:
        yield say.pair("names_withheld", str(r.harm.names_withheld))
        yield Line(NOTE, say("text.names"))


def _hit(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.hit"))
    for kind in r.what_was_hit:
        yield Line(ITEM, say.name(kind))
    if not r.what_was_hit:
        yield Line(TEXT, say("text.no_hit"))


def _summary(r: Referral, say: Say) -> Lines:
    if text := r.summary_ar if say.lang == "ar" else r.summary_en:
        yield Line(HEADING, say("heading.summary"))
        yield Line(TEXT, text)


def _sources(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.sources"))
    yield Line(NOTE, say("text.sources"))
    for source in r.sources:
        yield from _source(source, say)


def _source(s: Source, say: Say) -> Lines:
    kind = label(say.lang, "source", s.kind)
    yield Line(ITEM, s.publisher or say("text.unnamed"))
    yield Line(PAIR, kind, s.id)
    if s.published:
        yield say.pair("published", span_words(say.lang, s.published, None))
    if s.link:
        yield say.pair("link", s.link)
    for name, value in (("text_sha256", s.text_sha256), ("capture_sha256", s.capture_sha256)):
        if value:
            yield say.pair(name, value)


def _imagery(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.imagery"))
    yield say.pair("items", str(r.imagery.items))
    if r.imagery.items:
        yield say.pair("verified", r.imagery.verification or say("text.unverified"))
    for sha in r.imagery.sha256:
        yield say.pair("hash", sha)


def _strikes(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.strikes"))
    if not r.strikes.nearest:
        some = r.strikes.looked_at
        yield Line(
            TEXT, say("text.no_strike", n=some, km=WITHIN_M // 1000) if some else say("text.no_reports")
        )
    for s in r.strikes.nearest:
        yield Line(ITEM, say.name(s.actor))
        yield say.pair("reference", s.id)
        yield say.pair("day", span_words(say.lang, s.date_start, s.date_end))
        yield say.pair("place", s.place)
        yield say.pair("mgrs", s.mgrs)
        yield say.pair("distance", say("text.in_words") if s.distance_m is None else say.metres(s.distance_m))
        yield say.pair("targets", s.targets)


def _answers(r: Referral, say: Say) -> Lines:
    if r.answers:
        yield Line(HEADING, say("heading.answers"))
    for a in r.answers:
        yield Line(ITEM, say.name(a.actor))
        yield say.pair("reference", a.entry_id)
        yield say.pair("published", span_words(say.lang, a.day, None))
        yield say.pair("outcome", label(say.lang, "outcome", a.outcome))
        if a.reason:
            yield say.pair("reason", label(say.lang, "reason", a.reason))
        if a.coded:
            yield Line(NOTE, say("text.coded"))
        for group, count in (("accepts_killed", a.killed), ("accepts_injured", a.injured)):
            yield say.pair(group, say.count(count))


def _log(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.log"))
    if not r.log:
        yield Line(TEXT, say("text.no_log"))
    for sent in r.log:
        yield Line(ITEM, f"{sent.n}: {span_words(say.lang, sent.day, None)}")
        yield say.pair("package", sent.package_sha256)
        for reply in sent.replies:
            yield Line(PAIR, span_words(say.lang, reply.day, None), f"{sent.n}.{reply.n}")
            yield say.pair("reply", reply.text_sha256)
        if not sent.replies:
            yield Line(NOTE, say("text.no_reply"))


def _missing(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.missing"))
    for code in r.missing:
        yield Line(ITEM, say(f"lacks.{code}"))
    if not r.missing:
        yield Line(TEXT, say("text.complete"))


def _answer(r: Referral, say: Say) -> Lines:
    yield Line(HEADING, say("heading.answer"))
    yield Line(TEXT, say("text.quote"))
    yield say.pair("reference", r.reference)
    yield say.pair("contact", r.contact)
    if not r.contact:
        yield Line(TEXT, say("text.no_contact"))
    yield Line(TEXT, say("text.reopen"))
