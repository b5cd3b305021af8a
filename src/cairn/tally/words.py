"""A tally in words, English and Arabic: never a bare number (rules 19 to 26, lesson 1 of the method).

A `Tally` enters, plain text leaves; the words are data/words.toml. Numbers and dates in Arabic text are
isolated (U+2066 to U+2069) so that a range keeps its order. Rule 25's mark-up is the page's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from cairn.actors.words import contested, grouped
from cairn.values import Range
from cairn.vocab.closed import LIKELY, Grade
from cairn.vocab.load import load_toml

from .model import Coverage, Definition, Sum, Tally

LANGUAGES = ("en", "ar")
_ISOLATE, _POP = "\u2066", "\u2069"


def sentence(tally: Tally, lang: str = "en", outcome: str = "killed") -> str:
    """The figure in one sentence: range, incidents, and how many give none. `outcome` is killed or injured.

    Raises `ValueError` for a language or outcome there are no words for.
    """
    words = _words(lang)
    if outcome not in ("killed", "injured"):
        raise ValueError(f"the outcome is killed or injured, not {outcome!r}")
    whose = _whose(tally.definition, lang)
    if not tally.incidents:
        return str(words["nothing_there" if tally.definition.register else "nothing"].format(whose=whose))
    total = tally.killed if outcome == "killed" else tally.injured
    what = words[outcome][_label(tally.definition)]
    incidents = _counted("incident", tally.incidents, lang)
    if total.without_figure == tally.incidents:
        return str(words["none_given"].format(whose=whose, what=what, incidents=incidents))
    return str(
        words["sentence"].format(
            whose=whose, range=range_of(total, lang), what=what, incidents=incidents, tail=_tail(total, lang)
        )
    )


def lines(
    tally: Tally,
    lang: str = "en",
    names: Mapping[str, str] = {},
    beside: Mapping[Grade, Tally] | None = None,
) -> list[str]:
    """The whole statement, a line each: coverage first, what is counted, the figures, what stands beside
    them, what was left out, and what the bounds are not (rules 19, 21, 24).

    `names` gives actors and countries as they are to be read; `beside` is `tally.sum.beside(...)`.
    Raises `ValueError` for a language there are no words for.
    """
    words = _words(lang)
    told = [*coverage_lines(tally.coverage, lang, names), definition_line(tally.definition, lang, names)]
    outcomes = tally.definition.count if tally.incidents else tally.definition.count[:1]
    told += [sentence(tally, lang, outcome) for outcome in outcomes]
    told += [
        subgroup_sentence(name, total, lang)
        for name, total in tally.subgroups.items()
        if _is_asked(name, tally)
    ]
    if len(tally.told_as) > 1:
        told.append(
            words["told_as"].format(
                parts=_listed(lang).join(f"{n} {number(k, lang)}" for n, k in tally.told_as)
            )
        )
    if tally.rolled_up:
        told.append(rolled_up_line(tally, lang, names))
    told += aside_lines(tally, lang, names)
    counts = (("joint", tally.jointly_attributed), ("machine", tally.machine_suggested), ("undated", tally.undated),
              ("unplaced", tally.unplaced), ("named_only", tally.named_only), ("nobodys", tally.nobodys),
              ("reversed", max(tally.killed.reversed, tally.injured.reversed)))  # fmt: skip
    told += [words[key].format(n=number(n, lang)) for key, n in counts if n]
    beside = beside or {}
    for grade, other in sorted(beside.items()):
        if other.incidents:
            told += [
                words[f"{grade}_beside"].format(told=sentence(other, lang, o))
                for o in tally.definition.count[:1]
            ]
    for why, n in tally.left_out:
        if not any(grade == why and other.incidents for grade, other in beside.items()):
            told.append(words["left_out"].format(why=_why(why, tally.definition, lang), n=number(n, lang)))
    return [*told, words["limits"]]


def subgroup_sentence(name: str, total: Sum, lang: str = "en") -> str:
    """One sub-group in words, with the incidents that give no figure for it: "Children killed: 12 to 15 ..."."""
    words = _words(lang)
    return str(
        words["subgroup"].format(
            what=words["group"][name], range=range_of(total, lang), tail=_tail(total, lang)
        )
    )


def rolled_up_line(tally: Tally, lang: str = "en", names: Mapping[str, str] = {}) -> str:
    """Which members' strikes count here and for whom, with the incidents that count through nothing else."""
    words = _words(lang)
    told: dict[str, int] = {}
    for member, n in tally.rolled_up:
        told[member.actor] = told.get(member.actor, 0) + n
    parts = [f"{names.get(actor, actor)} {number(n, lang)}" for actor, n in told.items()]
    return str(words["rolled_up"].format(parts=_listed(lang).join(parts)))


def aside_lines(tally: Tally, lang: str = "en", names: Mapping[str, str] = {}) -> list[str]:
    """The contested steps that the grouping leaves out and that would change the sum, a line each, and all together."""
    words = _words(lang)
    told = [
        str(words["aside"].format(told=contested(a.words, a.against, lang, names), n=number(n, lang)))
        for a, n in tally.asides
    ]
    if len(told) > 1:
        told.append(str(words["asides"].format(n=number(tally.aside_incidents, lang))))
    return told


def coverage_lines(
    coverage: tuple[Coverage, ...], lang: str = "en", names: Mapping[str, str] = {}
) -> list[str]:
    """How the period was monitored, a line each, or that nobody said."""
    words = _words(lang)
    if not coverage:
        return [words["coverage_untold"]]
    return [
        words["coverage"].format(
            actor=names.get(c.actor, c.actor) or words["any_actor"],
            country=names.get(c.country, c.country) or words["coverage_everywhere"],
            first=isolated(c.from_day.isoformat(), lang),
            last=isolated(c.to_day.isoformat(), lang),
            level=words.get(c.level, c.level),
        )
        for c in coverage
    ]


def definition_line(definition: Definition, lang: str = "en", names: Mapping[str, str] = {}) -> str:
    """What is counted: actors, place, days, grades, basis, moment and unit."""
    words = _words(lang)
    listed = _listed(lang)
    parts = (
        [words["register"].format(name=isolated(definition.register, lang))] if definition.register else []
    )
    parts.append(listed.join(names.get(a, a) for a in definition.actors) or words["any_actor"])
    parts += [names.get(p, p) for p in (definition.country, definition.place) if p]
    parts.append(_days(definition, lang))
    if definition.from_day or definition.to_day:
        parts.append(words["by_first_day"])
    grades = [g for g in Grade if g in definition.counted]
    parts.append(words["grades"].format(grades=listed.join(words["grade"][g] for g in grades)))
    if definition.parents:
        parts.append(words["parents"])
    if definition.grade_of == "incident":
        parts.append(words["grade_of_incident"])
    if not definition.register:
        parts.append(words[f"basis_{definition.basis}"])
    if not definition.viewpoint.is_neutral:
        parts.append(grouped(definition.viewpoint, lang, names))
    if definition.as_of:
        parts.append(words["as_of"].format(moment=isolated(definition.as_of, lang)))
    parts.append(words["unit"])
    if len(definition.actors) > 1:
        parts.append(words["recomputed"])
    return str(words["definition"].format(parts=words["join"].join(parts)))


def conceded_sentence(actor: str, killed: Range, incidents: int, lang: str = "en") -> str:
    """What a party has assessed itself, in the words of rule 22; nought is a figure. `incidents` are those
    of the tally it stands beside. Raises `ValueError` where the party gives no figure."""
    words = _words(lang)
    low = killed.min if killed.min is not None else killed.max
    if low is None:
        raise ValueError("the party gives no figure")
    high = killed.max if killed.max is not None else low
    if low == high == 1:
        deaths = words["deaths_one"].format(n=number(1, lang))
    else:
        deaths = words["deaths_many"].format(n=_range_text(low, high, lang))
    these = words["of_these"].format(n=number(incidents, lang))
    return str(words["conceded"].format(actor=actor, deaths=deaths, incidents_of_these=these))


def range_of(total: Sum, lang: str = "en") -> str:
    """ "415 to 678"; in Arabic isolated so that it keeps its order; one number where the ends meet.

    "At least 415" where the highest figures of a register, missing for some incidents, come to less than the lowest.
    """
    if total.max_of_known < total.min:
        return str(_words(lang)["at_least"].format(low=number(total.min, lang)))
    return _range_text(total.min, total.max_of_known, lang)


def number(n: int, lang: str = "en") -> str:
    """A number with thousands marked, isolated in Arabic."""
    return isolated(f"{n:,}", lang)


def isolated(text: str, lang: str) -> str:
    """Text that keeps its own direction inside a sentence written from right to left."""
    return f"{_ISOLATE}{text}{_POP}" if lang == "ar" else text


def _range_text(low: int, high: int, lang: str) -> str:
    words = _words(lang)
    template = words["exact"] if low == high else words["range"]
    return isolated(template.format(low=f"{low:,}", high=f"{high:,}"), lang)


def _tail(total: Sum, lang: str) -> str:
    """ "at least ...; up to ... where a figure is given; ... give none", where some figure is missing."""
    if not total.without_figure and not total.open_above and not total.open_below:
        return ""
    words = _words(lang)
    told = [words["tail"].format(low=number(total.min, lang), high=number(total.max_of_known, lang))]
    told += [_counted("give", total.without_figure, lang)] if total.without_figure else []
    told += [_counted("open", total.open_above, lang)] if total.open_above else []
    told += [_counted("open_below", total.open_below, lang)] if total.open_below else []
    return str(words["join"].join(told))


def _is_asked(name: str, tally: Tally) -> bool:
    return name.rpartition("_")[2] in tally.definition.count


def _listed(lang: str) -> str:
    return "، " if lang == "ar" else ", "


def _whose(definition: Definition, lang: str) -> str:
    """Who says it: local sources to us, or another recorder's register."""
    words = _words(lang)
    if not definition.register:
        return str(words["local_sources"])
    return str(words["register_says"].format(name=isolated(definition.register, lang)))


def _why(reason: str, definition: Definition, lang: str) -> str:
    """Why incidents were left out, as this recorder or another has it."""
    words = _words(lang)
    theirs = words["why_register"].get(reason) if definition.register else None
    return str(theirs or words["why"].get(reason, reason))


def _counted(key: str, n: int, lang: str) -> str:
    return str(_words(lang)[f"{key}_{'one' if n == 1 else 'many'}"].format(n=number(n, lang)))


def _label(definition: Definition) -> str:
    grades = definition.counted
    if len(grades) == 1:
        return next(iter(grades)).value
    return "likely" if grades == LIKELY else "alleged"


def _days(definition: Definition, lang: str) -> str:
    words = _words(lang)
    first = isolated(definition.from_day.isoformat(), lang) if definition.from_day else ""
    last = isolated(definition.to_day.isoformat(), lang) if definition.to_day else ""
    key = "days" if first and last else "from" if first else "until" if last else "all_days"
    return str(words[key].format(first=first, last=last))


@cache
def _words(lang: str) -> Mapping[str, Any]:
    if lang not in LANGUAGES:
        raise ValueError(f"there are words in {' and '.join(LANGUAGES)}, not in {lang!r}")
    words: Mapping[str, Any] = load_toml("words", __package__ or "")[lang]
    return words
