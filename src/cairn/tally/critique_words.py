"""A critique of a printed total in plain sentences, English and Arabic: data/reported.toml filled with its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from cairn.vocab.load import load_toml

from .critique import SHOWN, Critique, Known, Part, Split
from .words import isolated, number

Names = Mapping[str, str]
_NO_NAMES: Names = MappingProxyType({})


def critique_lines(told: Critique, lang: str = "en", names: Names = _NO_NAMES) -> list[str]:
    """The whole critique, a sentence a line: whose claim it is, what it leaves untold, what it may be made of.

    `names` gives actors and countries as they are to be read. Raises `KeyError` for a language without words.
    """
    words = _words(lang)
    lines = [_claimed(told, lang)]
    if told.untold:
        parts = words["list_join"].join(words["part"][name] for name in told.untold)
        lines.append(words["untold"].format(parts=parts))
    lines += _same(told, lang, names)
    if told.split is not None:
        lines += _split(told, told.split, lang, names)
    lines += [_finding(code, values, lang, names) for code, values in told.findings]
    lines.append(words["arithmetic" if told.can_be_told else "cannot"])
    return lines


def _claimed(told: Critique, lang: str) -> str:
    words, figure = _words(lang), told.figure
    n = number(figure.number, lang)
    if figure.figure.min is not None and figure.figure.max not in (None, figure.figure.min):
        n = isolated(words["range"].format(low=f"{figure.figure.min:,}", high=f"{figure.figure.max:,}"), lang)
    if figure.qualifier:
        n = words["qualified"].format(qualifier=words["qualifier"][figure.qualifier], n=n)
    whom = isolated(figure.attributed_to, lang)
    citing = words["citing"].format(whom=whom) if figure.attributed_to else ""
    who = isolated(figure.who, lang) or words["somebody"]
    what = words["counted"][f"{figure.status.value}_{figure.kind.value}"]
    return str(words["claimed"].format(who=who, n=n, what=what, citing=citing))


def _same(told: Critique, lang: str, names: Names) -> Iterator[str]:
    words = _words(lang)
    for n, known in told.same[:SHOWN]:
        yield _match("same", n, known, lang, names)
    if len(told.same) > SHOWN:
        yield words["more_near"].format(n=number(len(told.same) - SHOWN, lang))


def _split(told: Critique, split: Split, lang: str, names: Names) -> Iterator[str]:
    words, n = _words(lang), told.figure.number
    a, *rest = split.parts
    gaps = {"n": number(n, lang), "a": number(a.value, lang), "sum": number(split.sum, lang)}
    if rest:
        key = "split_exact" if split.sum == n else "split_near"
        off = isolated(_percent(n, split.sum), lang)
        yield words[key].format(**gaps, b=number(rest[0].value, lang), percent=off)
    else:
        yield words["split_rest"].format(**gaps, rest=number(split.rest, lang))
    for part in split.parts:
        yield from _part(part, told.figure.report_id, lang, names)
    if told.others:
        yield words["others"].format(n=number(told.others, lang))


def _part(part: Part, report_id: str, lang: str, names: Names) -> Iterator[str]:
    words = _words(lang)
    if part.printed is not None:
        here = part.printed.report_id == report_id
        actors = _listed(part.printed.actors, lang, names)
        yield words["printed_here" if here else "printed_there"].format(
            value=number(part.value, lang),
            report=isolated(part.printed.report_id, lang),
            actors=words["for_actors"].format(names=actors) if actors else "",
        )
    if part.known is None:
        yield words["part_unknown"].format(value=number(part.value, lang))
    else:
        yield _match("part", part.value, part.known, lang, names)


def _match(kind: str, value: int, known: Known, lang: str, names: Names) -> str:
    """That a number equals, or comes near, a known figure; `kind` is same or part."""
    words, n = _words(lang), number(value, lang)
    figure = words["figure"].format(what=_what(known, lang, names), whose=isolated(known.whose, lang))
    if value == known.value:
        return str(words[f"{kind}_exact"].format(n=n, value=n, figure=figure))
    near = words["above" if value > known.value else "below"].format(
        by=number(abs(value - known.value), lang), known=number(known.value, lang),
        percent=isolated(_percent(value, known.value), lang),
    )  # fmt: skip
    return str(words[f"{kind}_near"].format(n=n, value=n, near=near, figure=figure))


def _percent(value: int, known: int) -> str:
    """How far a number is from a known one, in hundredths of the number: "1.0 %"; below 0.05 "under 0.1 %"."""
    share = 100 * abs(value - known) / value
    return f"{share:.1f} %" if share >= 0.05 else "< 0.1 %"


def _what(known: Known, lang: str, names: Names) -> str:
    """ "the highest sum killed of all that is alleged, whatever its grade, for Russia in Syria 2015 to 2018"."""
    words = _words(lang)
    told = [words["what"].format(end=words["end"][known.end], kind=words["kind"][known.kind.value])]
    if known.grades:
        told.append(words["grades"][known.grades])
    if known.actors:
        told.append(words["of"].format(names=_listed(known.actors, lang, names)))
    if known.countries:
        told.append(words["in"].format(countries=_listed(known.countries, lang, names)))
    first = isolated(known.first.isoformat(), lang) if known.first else ""
    last = isolated(known.last.isoformat(), lang) if known.last else ""
    if first or last:
        key = "days" if first and last else "from" if first else "until"
        told.append(words[key].format(first=first, last=last))
    return str(words["list_join"].join(told))


def _finding(code: str, values: Sequence[object], lang: str, names: Names) -> str:
    words = _words(lang)
    gaps: dict[str, object] = {}
    if code in ("called_lowest", "partly_highest"):
        gaps["qualifier"] = words["qualifier"][values[0]]
    if code == "partly_highest":
        gaps["value"] = number(int(str(values[1])), lang)
    if code == "mixed_grades":
        gaps |= {"a": words["grades"][values[0]], "b": words["grades"][values[1]]}
    if code == "membership":
        gaps |= {
            "member": names.get(str(values[0]), values[0]),
            "group": names.get(str(values[1]), values[1]),
        }
    if code == "joint":
        gaps["n"] = number(int(str(values[0])), lang)
    return str(words[code].format(**gaps))


def _listed(keys: Iterable[str], lang: str, names: Names) -> str:
    words = _words(lang)
    told = [names.get(key, key) for key in keys]
    if len(told) < 2:
        return "".join(told)
    return str(words["list_join"].join(told[:-1]) + words["list_last"] + told[-1])


@cache
def _words(lang: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_toml("reported", __package__ or "")[lang]
    return words
