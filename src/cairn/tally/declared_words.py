"""A comparison of declared and alleged in words, English and Arabic: both sentences of rule 22, and no bare number.

A comparison, its waterfalls and ratios enter, lines of plain text leave; the words are data/declared.toml. Ratios have
lines of their own (`ratio_lines`), for the page of the comparison alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from cairn.values import Range
from cairn.vocab.load import load_toml

from .declared_model import Comparison, Standing
from .declared_parts import UNDECIDED
from .model import Sum
from .ratio import Factor, Ratio
from .waterfall import Step, Waterfall
from .words import aside_lines, conceded_sentence, coverage_lines, definition_line, isolated, number, sentence

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def comparison_lines(
    comparison: Comparison, lang: str = "en", names: Mapping[str, str] = _NO_NAMES
) -> list[str]:
    """Both totals in their sentences, coverage and definition first, and what the second is made of.

    `names` gives actors and countries as they are to be read. Raises `ValueError` for a language there are no words for.
    """
    words, local = _words(lang), comparison.local
    known = comparison.known_on
    told = [*coverage_lines(local.coverage, lang, names), definition_line(local.definition, lang, names)]
    told.append(
        words["known_on"].format(day=isolated(known.isoformat(), lang)) if known else words["known_now"]
    )
    told.append(sentence(local, lang))
    told.append(_second(comparison, lang, names))
    told += aside_lines(local, lang, names)
    told += _made_of(comparison, lang)
    told += _cautions(comparison, lang)
    return [*told, words["days_rule"], words["non_credible_meaning"]]


def waterfall_lines(steps: Waterfall, lang: str = "en", *, of_register: bool = False) -> list[str]:
    """A heading, the start, every step that has members, and the end."""
    words, kind = _words(lang), "_register" if of_register else ""
    head = words[f"waterfall{kind}"].format(bound=words[steps.bound])
    start = f"{number(steps.start, lang)} {words[f'start{kind}']}"
    end = f"= {number(steps.end, lang)} {words['end']}"
    return [head, start, *(_step(s, lang) for s in steps.steps if s.incidents or s.entries), end]


def ratio_lines(
    ratios: Sequence[Ratio],
    draws: int,
    seed: int,
    wrong: float,
    lang: str = "en",
    *,
    of_register: bool = False,
) -> list[str]:
    """The ratio at either bound in its two factors, with what the spread is and is not."""
    words, kind = _words(lang), "_register" if of_register else ""
    told = []
    for ratio in ratios:
        told += [
            words["ratio"].format(bound=words[ratio.bound]),
            words[f"ratio_total{kind}"].format(
                alleged=number(ratio.alleged, lang),
                conceded=number(ratio.conceded, lang),
                value=_factor(ratio.total, lang),
            ),
            words["ratio_coverage"].format(value=_factor(ratio.coverage, lang)),
            words["ratio_same"].format(
                alleged=number(ratio.same_alleged, lang),
                conceded=number(ratio.same_conceded, lang),
                clusters=number(ratio.clusters, lang),
                value=_factor(ratio.same_events, lang),
            ),
        ]
    wrongs = isolated(f"{100 * wrong:g}", lang)
    meaning = words["ratio_meaning"].format(
        draws=number(draws, lang), seed=isolated(str(seed), lang), wrong=wrongs
    )
    return [*told, meaning]


def label(key: str, lang: str = "en") -> str:
    """What a standing is called, with "non-credible" in quotes."""
    return str(_words(lang)["standing"][key])


def step_label(key: str, lang: str = "en") -> str:
    """What a step of the waterfall is called."""
    return str(_words(lang)["step_of"][key])


def _second(comparison: Comparison, lang: str, names: Mapping[str, str]) -> str:
    """What the party concedes on incidents of the first sentence."""
    listed = "، " if lang == "ar" else ", "
    actors = comparison.definition.actors
    actor = listed.join(names.get(a, a) for a in actors)
    cell = comparison.cell(Standing.CONCEDED)
    n = len(cell.incidents)
    if not n:
        return str(_words(lang)["accepts_none"].format(actor=actor))
    if not any(not a.conceded.is_unknown for a in cell.incidents):
        return str(_words(lang)["accepts_without_figure"].format(actor=actor, n=number(n, lang)))
    return conceded_sentence(actor, Range(cell.conceded.min, cell.conceded.max_of_known), n, lang)


def _made_of(comparison: Comparison, lang: str) -> list[str]:
    words, party = _words(lang), comparison.party
    if not party.entries:
        return [words["in_all_none"]]
    gaps = {
        "deaths": deaths(party.killed, lang),
        "entries": _counted("entries", len(party.entries), lang),
        "without": number(party.killed.without_figure, lang),
    }
    told = [words["in_all" if party.killed.without_figure else "in_all_complete"].format(**gaps)]
    for standing in (Standing.UNALLOTTED, Standing.LEFT_OUT, Standing.NOT_ALLEGED):
        cell = comparison.cell(standing)
        if not cell.parts:
            continue
        total, key = cell.conceded, standing.value
        if total.min < 0 or total.max_of_known < 0:
            total, key = Sum(abs(total.min), abs(total.max_of_known), 0, 0), "beyond"
        entries = _counted("entries", len({p.entry_id for p in cell.parts}), lang)
        told.append(words[key].format(deaths=deaths(total, lang), entries=entries))
    if comparison.definition.from_day or comparison.definition.to_day:
        entries = _counted("entries", party.published_entries, lang)
        told.append(words["published"].format(deaths=deaths(party.published, lang), entries=entries))
    return told


def _cautions(comparison: Comparison, lang: str) -> list[str]:
    words, party = _words(lang), comparison.party
    accepted = comparison.cell(Standing.CONCEDED).incidents
    counts = (
        ("several", sum(a.several_credible for a in accepted)),
        ("elsewhere", party.elsewhere),
        ("undecided_entries", sum(p.why == UNDECIDED for p in comparison.parts)),
        (
            "undecided_incidents",
            sum(bool(a.offered) for a in comparison.cell(Standing.NEVER_ASSESSED).incidents),
        ),
        ("undated", party.undated),
        ("unplaced", party.unplaced),
        ("dayless", party.dayless),
    )
    told = [words[key].format(n=number(n, lang)) for key, n in counts if n]
    if accepted:
        beside = {key: number(n, lang) for key, n in comparison.figures.items()}
        told.append(words["figures"].format(**beside))
    machine = sum(a.suggested for a in comparison.incidents)
    if machine or party.suggested:
        gaps = {
            "incidents": _counted("incidents", machine, lang),
            "entries": _counted("entries", party.suggested, lang),
        }
        told.append(words["suggested"].format(**gaps))
    return told


def deaths(total: Sum, lang: str = "en") -> str:
    """ "21 deaths", "4 to 64 deaths": what a sum of conceded dead is called."""
    words = _words(lang)
    if total.min == total.max_of_known == 1:
        return str(words["deaths_one"].format(n=number(1, lang)))
    low, high = total.min, total.max_of_known
    if low == high:
        return str(words["deaths_many"].format(n=number(low, lang)))
    between = f"{low:,}–{high:,}" if lang == "ar" else f"{low:,} to {high:,}"
    return str(words["deaths_many"].format(n=isolated(between, lang)))


def _step(step: Step, lang: str) -> str:
    words = _words(lang)
    key = "members" if step.incidents else "members_entries"
    members = words[key].format(
        incidents=_counted("incidents", len(step.incidents), lang),
        entries=_counted("entries", len(step.entries), lang),
    )
    change = isolated(f"{step.change:+,}" if step.change else "±0", lang)
    return str(words["step"].format(change=change, what=words["step_of"][step.key], members=members))


def _factor(factor: Factor, lang: str) -> str:
    words = _words(lang)
    if factor.value is None:
        return str(words["ratio_none"])
    if not factor.draws or (factor.low is None and factor.high is None):
        return _ratio(factor.value, lang)
    spread = words["ratio_spread"].format(
        low=_ratio(factor.low, lang) if factor.low is not None else words["ratio_open_low"],
        high=_ratio(factor.high, lang) if factor.high is not None else words["ratio_open"],
    )
    return f"{_ratio(factor.value, lang)} ({spread})"


def _ratio(value: Fraction, lang: str) -> str:
    return isolated(f"{float(value):.2f}", lang)


def _counted(key: str, n: int, lang: str) -> str:
    return str(_words(lang)[f"{key}_{'one' if n == 1 else 'many'}"].format(n=number(n, lang)))


@cache
def _words(lang: str) -> Mapping[str, Any]:
    told = load_toml("declared", __package__ or "")
    if lang not in told:
        raise ValueError(f"there are words in {' and '.join(told)}, not in {lang!r}")
    words: Mapping[str, Any] = told[lang]
    return words
