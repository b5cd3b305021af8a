"""What a package lacks: the gaps for which parties have set allegations aside, each by a code with words in both
languages (data/referral.toml). Lacking day or place it is no package at all, and is refused before (decision 0050)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cairn.vocab.closed import State

from .model import Referral

COARSE_M = 1_000
"""Wider than a neighbourhood."""

Lacks = Callable[[Referral], bool]

CHECKS: Mapping[str, Lacks] = {
    "not_released": lambda r: r.state != State.RELEASED,
    "no_contact": lambda r: not r.contact,
    "several_days": lambda r: r.when.date_start != r.when.date_end,
    "no_time": lambda r: not r.when.part_of_day,
    "no_time_zone": lambda r: not r.when.time_zones,
    "coarse_place": lambda r: r.where.radius_m > COARSE_M,
    "no_grid_square": lambda r: not r.where.mgrs,
    "one_script": lambda r: len({s.script for s in r.where.spellings}) < 2,
    "spelling_withheld": lambda r: r.where.spellings_withheld > 0,
    "not_alleged": lambda r: r.to.id not in {a.id for a in r.alleged},
    "no_weapon": lambda r: not r.weapons,
    "no_target": lambda r: not r.what_was_hit,
    "no_figure": lambda r: _unknown(r, "killed") and _unknown(r, "injured"),
    "names_withheld": lambda r: r.harm.names_withheld > 0,
    "one_origin": lambda r: len({s.origin for s in r.sources if s.origin}) < 2,
    "no_archive": lambda r: not any(s.capture_sha256 for s in r.sources),
    "no_imagery": lambda r: r.imagery.items == 0,
    "imagery_unverified": lambda r: r.imagery.items > 0 and not r.imagery.verification,
    "no_strike_reports": lambda r: r.strikes.looked_at == 0,
}


def missing(found: Referral) -> tuple[str, ...]:
    """The codes of what it lacks, in a fixed order."""
    return tuple(code for code, lacks in CHECKS.items() if lacks(found))


def _unknown(found: Referral, group: str) -> bool:
    count = found.harm.counts[group]
    return count.min is None and count.max is None
