"""The page that goes with a proof, for a person who files it: plain words, English first, then Arabic.

What was gathered enters; blocks of words leave, and from them a text and a page that needs nothing beside it.
The words are words.toml. Nothing here is part of what is checked, and the page says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from importlib import resources
from string import Template
from typing import Any, NamedTuple

from cairn import __version__
from cairn.archive.note import Checkpoint, VerifierKey, hash_text
from cairn.vocab.labels import LANGUAGES, label, read

from .gather import Gathered, ShownReport
from .shown import ShownAct

Say = Callable[..., str]

_AS_IT_STANDS = re.compile(r"`([^`]{1,200})`|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d UTC)?|\b[0-9a-f]{64}\b")
"""Commands, days and hashes: they run from left to right within Arabic too, or 2031-05-04 reads 04-05-2031."""


class Block(NamedTuple):
    """A heading with paragraphs, or with facts: pairs of what is told and what it is."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The log as the proof has it, the day the page is written, and the names of actors by language."""

    checkpoint: Checkpoint
    key: VerifierKey
    day: datetime
    actors: Mapping[str, Mapping[str, str]]


def text(found: Gathered, standing: Standing) -> str:
    """The statement as plain text."""
    parts = []
    for lang in LANGUAGES:
        title, blocks = _statement(found, standing, lang)
        lines = [title, "=" * len(title), "", *(line for b in blocks for line in _lines(b))]
        parts.append("\n".join(_isolated(line) if lang == "ar" else line for line in lines))
    return "\n\n".join(parts)


def page(found: Gathered, standing: Standing) -> str:
    """The statement as one HTML page, to read and to print."""
    bodies = []
    for lang in LANGUAGES:
        title, blocks = _statement(found, standing, lang)
        inner = "".join(map(_html, blocks))
        direction = "rtl" if lang == "ar" else "ltr"
        bodies.append(f'<section lang="{lang}" dir="{direction}"><h1>{escape(title)}</h1>{inner}</section>')
    title = escape(_statement(found, standing, LANGUAGES[0])[0])
    return Template(_resource("page.html")).substitute(title=title, body="\n".join(bodies))


def _statement(found: Gathered, standing: Standing, lang: str) -> tuple[str, list[Block]]:
    def say(section: str, key: str, **gaps: object) -> str:
        return _words()[lang][section][key].format(**gaps)

    title = f"{say('head', 'title')}: {say('head', f'about_{found.kind}', name=found.name)}"
    made = say("head", "made", version=__version__, day=standing.day.date().isoformat())
    blocks = [Block("", (made,))]
    if found.release is not None:
        blocks.append(_released(found, standing, lang, say))
    blocks += [_report(report, found.acts[report.version.act_id], say) for report in found.reports]
    blocks.append(_log(found, standing, say))
    shows = [*(["bytes"] if found.reports else ()), *(["rows"] if found.reports or found.release else ())]
    shows += ["order", "held"]
    blocks.append(Block(say("head", "shows"), tuple(say("shows", key) for key in shows), listed=True))
    blocks.append(_every("shows_not", say, _words()[lang]))
    blocks.append(_every("check", say, _words()[lang]))
    return title, blocks


def _report(shown: ShownReport, act: ShownAct, say: Say) -> Block:
    row, capture, version = shown.version.row, shown.capture, shown.version
    none = say("word", "none")
    facts = {
        "captured_by": _who(act, say, "operator"),
        "when": _moment(capture.taken),
        "how": _known(say, "how", capture.how),
        "file": capture.name,
        "size": str(capture.size),
        "file_sha256": capture.sha256,
        "row": str(version.capture_row),
        "file_here": say("word", "here" if shown.file else "not_here"),
        "text_sha256": shown.text_sha256,
        "text_here": say("word", "text_here"),
        "version": str(version.n),
        "author": row["author"] or none,
        "address": row["url"] or none,
        "published": _published(row, say) if row["published"] else none,
        "language": row["language"] or none,
    }
    return Block(
        say("head", "report", name=version.report_id),
        facts=tuple((say("fact", key), value) for key, value in facts.items()),
    )


def _released(found: Gathered, standing: Standing, lang: str, say: Say) -> Block:
    assert found.release is not None  # noqa: S101 - the caller asked
    held, release = found.release.assessment, found.release
    by = {act: _who(found.acts[act], say, "shut") for act in (held.act_id, release.act_id)}
    facts = [
        (say("fact", "day"), _day(held.fields, say)),
        (say("fact", "place"), _place(held.fields, lang, say)),
        (say("fact", "assessment"), str(held.n)),
        (say("fact", "set_at"), say("word", "by", who=by[held.act_id], at=_moment(held.at))),
        (say("fact", "released_at"), say("word", "by", who=by[release.act_id], at=_moment(release.at))),
        (say("fact", "killed"), _range(held.killed_min, held.killed_max, say)),
        (say("fact", "injured"), _range(held.injured_min, held.injured_max, say)),
    ]
    for row in held.attributions.order_by("actor"):
        name = standing.actors.get(row.actor, {}).get(lang, row.actor)
        facts.append((say("fact", "grade", actor=name), label(lang, "grade", row.grade)))
    gone = tuple(say("left_out", reason, n=n) for reason, n in sorted(found.left_out.items()))
    return Block(say("head", "released"), gone, tuple(facts))


def _log(found: Gathered, standing: Standing, say: Say) -> Block:
    facts = [
        (say("fact", "log"), standing.checkpoint.origin),
        (say("fact", "checkpoint"), str(standing.checkpoint.size)),
        (say("fact", "root"), hash_text(standing.checkpoint.root)),
        (say("fact", "key"), str(standing.key)),
    ]
    for act in sorted(found.acts.values(), key=lambda act: act.number):
        record = json.loads(bytes(act.act.record))
        kind, at = record["kind"], _moment(datetime.fromisoformat(record["at"]))
        what, who = _known(say, "act", kind), _who(act, say, "program")
        told = say("fact", "record_is", what=what, kind=kind, at=at, who=who)
        facts.append((say("fact", "record", number=act.number), told))
    return Block(say("head", "log"), facts=tuple(facts))


def _every(section: str, say: Say, words: Mapping[str, Mapping[str, str]]) -> Block:
    return Block(say("head", section), tuple(words[section].values()), listed=True)


def _who(shown: ShownAct, say: Say, nobody: str) -> str:
    if shown.act.person is None:
        return say("word", nobody)
    return shown.act.person.name if "person" in shown.parts else say("word", "shut")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _published(row: Mapping[str, Any], say: Say) -> str:
    at = _moment(datetime.fromisoformat(row["published"]))
    return f"{at} ({_known(say, 'basis', row['published_basis'])})"


def _day(fields: Mapping[str, Any], say: Say) -> str:
    first, last, *_ = fields.get("date") or (None, None)
    if first is None or last is None:
        return say("word", "unknown")
    return str(first) if first == last else say("word", "range", low=first, high=last)


def _place(fields: Mapping[str, Any], lang: str, say: Say) -> str:
    place = fields.get("place") or {}
    name = place.get(f"name_{lang}") or place.get("name") or say("word", "unknown")
    kind = (place.get("point") or [""])[-1]
    return f"{name} ({label(lang, 'precision', kind)})" if kind else name


def _known(say: Say, section: str, key: str) -> str:
    """The words for what the record names; what has none is told as it is recorded."""
    try:
        return say(section, key)
    except KeyError:
        return key


def _range(low: int | None, high: int | None, say: Say) -> str:
    unknown = say("word", "unknown")
    if low == high:
        return unknown if low is None else str(low)
    return say("word", "range", low=unknown if low is None else low, high=unknown if high is None else high)


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return read(_resource("words.toml"))


def _resource(name: str) -> str:
    return resources.files("cairn.shell.proof").joinpath(name).read_text("utf-8")


def _lines(block: Block) -> list[str]:
    lines = [block.heading, "-" * len(block.heading)] if block.heading else []
    lines += [f"{'* ' if block.listed else ''}{words}" for words in block.paragraphs]
    return [*lines, *(f"{what}: {value}" for what, value in block.facts), ""]


def _html(block: Block) -> str:
    made = f"<h2>{_marked(block.heading)}</h2>" if block.heading else ""
    tag = "li" if block.listed else "p"
    words = "".join(f"<{tag}>{_marked(words)}</{tag}>" for words in block.paragraphs)
    made += f"<ul>{words}</ul>" if block.listed else words
    rows = "".join(
        f'<tr><th scope="row">{_marked(what)}</th><td><bdi>{_marked(value)}</bdi></td></tr>'
        for what, value in block.facts
    )
    return made + (f"<table>{rows}</table>" if rows else "")


def _marked(words: str) -> str:
    """As HTML, with what runs from left to right marked so."""
    return _AS_IT_STANDS.sub(
        lambda found: f'<code dir="ltr">{found[1] or found[0]}</code>', escape(words, quote=False)
    )


def _isolated(words: str) -> str:
    """As text, with the same set off by signs that nobody sees."""
    return _AS_IT_STANDS.sub(lambda found: f"\u2066{found[0]}\u2069", words)
