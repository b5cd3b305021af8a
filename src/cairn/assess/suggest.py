"""Suggests a grade and a strike status for each actor alleged, with the rule's trace (R2, rules 9, 13, 18).

A projection and its accounts enter; one suggestion per actor leaves. A suggestion is never published: a
person sets the grade and a second releases it. Origins are counted, never links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from cairn.incident.model import JoinedAccount, Projection
from cairn.incident.sides import partners_on
from cairn.vocab.closed import Grade, Role, StrikeStatus
from cairn.vocab.load import load_toml

from .evidence import Evidence, gathered
from .model import NO_EXPERIENCE, Concession, Experience, Suggestion
from .precedents import MOVABLE, Case, Precedent, as_one, precedent

RULES = "suggest/2"
"""Name and version of the rules here and in data/rules.toml."""

UNKNOWN_ACTOR = "unknown"
"""The actor id of a suggestion where nobody is named."""


def suggest(
    projection: Projection,
    accounts: Sequence[JoinedAccount],
    concessions: Sequence[Concession] = (),
    partners: Mapping[str, str] | None = None,
    experience: Experience = NO_EXPERIENCE,
) -> tuple[Suggestion, ...]:
    """One suggestion per alleged or conceding actor, by actor id; one for "unknown" where nobody is named.

    `partners` maps an actor id to the coalition it acts in, by default the registry's of that day: members
    of one coalition are no rivals, and a partner's concession for an incident is the coalition's. Mines and
    remnants: the strike status is not applicable, and the actor is unknown unless somebody names one.
    `experience` is what persons graded before: a precedent may move a grade and is named in the trace, and
    a source whose word mostly did not stand is no origin for Fair. Without it the rules speak alone.
    """
    if partners is None:
        partners = partners_on(projection.date.start if projection.date else None)
    evidence = gathered(projection, accounts, concessions, partners, _unknown(), experience.records)
    actors = evidence.named_actors or (UNKNOWN_ACTOR,)
    found = tuple(_suggestion(actor, evidence, projection) for actor in actors)
    case = case_of(found)
    before = precedent(case, experience.books) if case else None
    return tuple(_moved(s, before) for s in found) if before else found


def case_of(suggestions: Sequence[Suggestion]) -> Case | None:
    """The suggestions for an incident as a case to look up; None where the rules give no grade."""
    rule = as_one(s.rule_grade for s in suggestions)
    if rule is None:
        return None
    named = sorted(suggestions, key=lambda s: (-s.named_by, s.actor_id))
    actors = tuple(s.actor_id for s in named if s.actor_id != UNKNOWN_ACTOR)
    return Case(actors, rule, suggestions[0].country)


def _moved(suggestion: Suggestion, before: Precedent) -> Suggestion:
    """The suggestion with what such cases came to; where that differs from the rules, both are told."""
    if suggestion.grade not in MOVABLE:
        return suggestion
    if suggestion.grade is before.grade:
        return replace(suggestion, trace=(*suggestion.trace, f"precedent: agrees, {before}"))
    trace = (*suggestion.trace, f"precedent: {before.grade} and not {suggestion.grade}, {before}")
    change = f"By the rules alone it is {suggestion.grade}. {suggestion.would_change}"
    return replace(suggestion, grade=before.grade, trace=trace, would_change=change)


def _suggestion(actor: str, evidence: Evidence, projection: Projection) -> Suggestion:
    trace: list[str] = []
    remnant = _is_remnant(projection)
    status = _strike_status(actor, evidence, remnant, trace)
    grade, would_change = _grade(actor, evidence, status, trace)
    conceded = evidence.conceded_by(actor)
    known = bool(conceded) or evidence.declared_by(actor)
    basis = {i for name in (f"actor:{actor}", *_HARM_RECEIPTS) for i in projection.receipts.get(name, ())}
    return Suggestion(
        actor_id=actor,
        role=Role.KNOWN if known else Role.SUSPECTED,
        grade=grade,
        strike_status=status,
        trace=tuple(trace),
        would_change=would_change,
        basis_claims=tuple(sorted({*basis, *conceded} - {"person", *evidence.linked})),
        rule_grade=grade,
        named_by=len(evidence.blaming(actor)),
        country=projection.place.country if projection.place else "",
    )


_HARM_RECEIPTS = ("killed_min", "killed_max", "injured_min", "injured_max")


def _strike_status(actor: str, evidence: Evidence, remnant: bool, trace: list[str]) -> StrikeStatus:
    blaming, rivals = evidence.blaming(actor), evidence.rivals(actor)
    if remnant and not evidence.declared_by(actor):
        trace.append("strike: not applicable, a mine or remnant of war exploded; nobody fired it at the time")
        return StrikeStatus.NOT_APPLICABLE
    if evidence.declared_by(actor):
        trace.append(f"strike: declared, {actor} itself says that it struck")
        return StrikeStatus.DECLARED
    if rivals:
        trace.append(f"strike: contested, {_many(rivals_origins(rivals), 'origin')} name others")
        return StrikeStatus.CONTESTED
    telling = blaming | evidence.harm
    if blaming and len(telling) >= _number("origins_for_likely"):
        names = f"{_many(blaming, 'independent origin')} naming {actor} and none another"
        trace.append(f"strike: likely, {_many(telling, 'independent origin')} tell of it, {names}")
        return StrikeStatus.LIKELY
    if struck := [c.entry for c in evidence.waiting_for(actor) if c.declared_strike]:
        trace.append(
            f"strike: likely, {actor} declares one of that day and place, by a machine's link ({struck[0]})"
        )
        return StrikeStatus.LIKELY
    if blaming:
        trace.append(f"strike: single source, {_many(blaming, 'origin')} alone tells of it")
        return StrikeStatus.SINGLE_SOURCE
    trace.append("strike: unknown, no independent origin names who struck")
    return StrikeStatus.UNKNOWN


def rivals_origins(rivals: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every origin that names one of the rivals."""
    return frozenset(o for who in rivals.values() for o in who)


def _grade(
    actor: str, evidence: Evidence, status: StrikeStatus, trace: list[str]
) -> tuple[Grade | None, str]:
    conceded = evidence.conceded_by(actor)
    if not evidence.harm and not conceded:
        trace.append("harm: no account alleges harm to civilians, so there is no grade")
        return None, "An account that reports civilians killed or injured."
    trace.append(f"harm: {_many(evidence.harm, 'independent origin')} report harm to civilians")
    trace.extend(f"{name}: {record}" for name, record in evidence.records.items())
    if evidence.doubted:
        trace.append(f"left aside: what it told mostly did not stand ({_ids(evidence.doubted)})")
    if evidence.parties_on_enemy:
        who = ", ".join(sorted(evidence.parties_on_enemy))
        trace.append(
            f"left aside: the word of a party about its enemy is an allegation, not an origin ({who})"
        )
    if conceded:
        trace.append(f"confirmed: holds, {actor} or a partner acting for it concedes harm ({_ids(conceded)})")
        return Grade.CONFIRMED, "A withdrawal of the concession, or finding that it is of another incident."
    trace.append(f"confirmed: does not hold, no concession by {actor} is linked")
    trace.extend(
        f"waits for review: {actor} accepts harm in {waits.entry}, which a machine links; a person decides"
        for waits in evidence.waiting_for(actor)
        if waits.harm
    )
    if _is_discounted(evidence, trace):
        return Grade.DISCOUNTED, "Further independent origins that report civilians among the dead."
    if rivals := evidence.rivals(actor):
        told = "; ".join(f"{rival}: {_many(who, 'origin')}" for rival, who in sorted(rivals.items()))
        trace.append(f"contested: holds, independent origins blame different actors ({told})")
        return (
            Grade.CONTESTED,
            f"A concession by {actor}, or finding that the other allegations do not stand.",
        )
    trace.append("contested: does not hold, no independent origin blames another actor")
    return _fair_or_weak(actor, evidence, status, trace)


def _fair_or_weak(
    actor: str, evidence: Evidence, status: StrikeStatus, trace: list[str]
) -> tuple[Grade, str]:
    needed = _number("origins_for_fair")
    enough = len(evidence.harm) >= needed
    named = len(evidence.blaming(actor)) >= _number("origins_for_likely")
    likely = status in (StrikeStatus.DECLARED, StrikeStatus.LIKELY) or (
        status is StrikeStatus.NOT_APPLICABLE and named
    )
    if enough and likely:
        trace.append(f"fair: holds, {_many(evidence.harm, 'independent origin')} and the strike is {status}")
        return Grade.FAIR, f"A concession by {actor}, or an independent origin that blames another actor."
    if not enough:
        trace.append(
            f"fair: does not hold, {_many(evidence.harm, 'independent origin')} where {needed} are needed"
        )
        return Grade.WEAK, f"A further independent origin that reports harm and names {actor}."
    trace.append(
        f"fair: does not hold, {actor} is named by {_many(evidence.blaming(actor), 'independent origin')}"
    )
    return Grade.WEAK, f"A further independent origin that names {actor}, or its own word that it struck."


def _is_discounted(evidence: Evidence, trace: list[str]) -> bool:
    against = evidence.combatants_only | evidence.disproved
    everybody = evidence.harm | against
    holds = len(against) * 2 > len(everybody)
    if against:
        verb = "holds" if holds else "does not hold"
        share = f"{len(against)} of {len(everybody)} independent origins ({_ids(against)})"
        trace.append(
            f"discounted: {verb}, {share} say that only belligerents died, as reported, or disprove it"
        )
    else:
        trace.append("discounted: does not hold, no independent origin says that only belligerents died")
    if evidence.attackers_word:
        trace.append("the attacker's own word that the dead were belligerents moves nothing")
    return holds


def _is_remnant(projection: Projection) -> bool:
    told = {*projection.weapons, *projection.causes}
    return bool(told) and told <= frozenset(load_toml("rules", __package__ or "")["remnants"])


def _many(origins: frozenset[str], noun: str) -> str:
    """ "2 origins (o1, o2)": how many, and which."""
    plural = "" if len(origins) == 1 else "s"
    return f"{len(origins)} {noun}{plural}" + (f" ({_ids(origins)})" if origins else "")


def _ids(found: frozenset[str]) -> str:
    return ", ".join(sorted(found))


@cache
def _number(name: str) -> int:
    return int(load_toml("rules", __package__ or "")[name])


@cache
def _unknown() -> frozenset[str]:
    return frozenset(load_toml("rules", __package__ or "")["unknown_actors"])
