"""An incident as its live claims show it: joined accounts enter, a projection with receipts leaves.

Stands between joining and grading. Every policy is a small function in this folder; `POLICY` names their
version. A person's set values win over all of them. The order of accounts never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cairn.extract.model import Claim
from cairn.values import Range, folded
from cairn.vocab.closed import Kind, Status

from .figures import Weighed, weigh
from .model import Figures, JoinedAccount, Projection
from .origins import Origins
from .overrides import overridden
from .sides import partners_on
from .standing import is_belligerent, speaks_of_this
from .voices import Speaker, Voice, party_origins, speakers
from .when_where import part_of_day, when, where

_HARM = frozenset(
    {Kind.KILLED, Kind.INJURED, Kind.DIED_OF_WOUNDS, Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED}
)


def project(accounts: Sequence[JoinedAccount], overrides: Mapping[str, object] = {}) -> Projection:
    """The projection of an incident from the accounts joined to it.

    `overrides` are a person's set values (`killed_min`, `date_start`, `place_name`, `lat`, ...); they win,
    None sets a value to unknown, and their receipts read ("person",). Raises `ValueError` for an unknown
    key or a value that is none of its kind, and where a person sets a minimum above a maximum.
    """
    ordered = sorted(accounts, key=lambda a: (a.published_iso, a.account_id))
    origins = Origins(ordered)
    by_account = {a.account_id: origins.of_account(a) for a in ordered}
    actors, actor_receipts = alleged(ordered, origins)
    date, date_receipts, date_flags = when(ordered, by_account)
    told = speakers(ordered, actors, partners_on(date.start if date else None))
    strikers = {claim_id: who.party for claim_id, who in told.items() if who.voice is Voice.STRIKER}
    weighed = weigh(ordered, origins.by_claim(ordered), strikers)
    weighed.receipts |= actor_receipts
    place, place_receipts, place_flags = where(ordered, by_account)
    things = _things(ordered, weighed.receipts)
    weighed.receipts |= {k: v for k, v in (("date", date_receipts), ("place", place_receipts)) if v}
    _set_aside(ordered, strikers, weighed)
    _flag_counts(ordered, weighed)
    found = Projection(
        date=date,
        place=place,
        figures=Figures(**weighed.ranges),
        harm_reported=_harm(ordered, strikers),
        weapons=things["weapon"],
        causes=things["cause"],
        infrastructure=things["infrastructure"],
        actors=actors,
        origins=behind(ordered, origins, told),
        reports=len({a.report_id for a in ordered}),
        receipts=dict(sorted(weighed.receipts.items())),
        excluded=dict(sorted(weighed.excluded.items())),
        beside=weighed.beside,
        flags=tuple(dict.fromkeys((*weighed.flags, *date_flags, *place_flags))),
        time=part_of_day(ordered, by_account),
    )
    return overridden(found, overrides) if overrides else found


def alleged(
    accounts: Sequence[JoinedAccount], origins: Origins
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Actor id to the origins that allege it struck, and receipts under `actor:ID`.

    An actor counts where a live actor claim about this event names it and the reading takes it as the one
    that struck, or where a person added the claim (confidence 1).
    """
    who: dict[str, set[str]] = defaultdict(set)
    receipts: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for claim_id, claim in account.claims:
            if _alleges(account, claim):
                who[claim.value].add(origins.quoted(claim.attributed_to) or origins.of_account(account))
                receipts[f"actor:{claim.value}"].add(claim_id)
    actors = {actor: tuple(sorted(found)) for actor, found in sorted(who.items())}
    return actors, {name: tuple(sorted(ids)) for name, ids in receipts.items()}


def _alleges(account: JoinedAccount, claim: Claim) -> bool:
    if claim.kind is not Kind.ACTOR or not claim.value or not speaks_of_this(claim):
        return False
    return claim.value in account.reading.belligerents or claim.confidence >= 1.0


def behind(
    accounts: Sequence[JoinedAccount], origins: Origins, told: Mapping[str, Speaker]
) -> tuple[str, ...]:
    """The first-hand sources of the harm told; where nobody tells of harm, of the event itself.

    An article whose figures all come from others is no origin. A party's own words are an allegation, a
    denial or propaganda (rule 9) and no origin either, nor is who copies them; its own account of harm that it
    concedes is one.
    """
    parties = party_origins(accounts)
    harm: set[str] = set()
    event: set[str] = set()
    for account in accounts:
        ours = account.origin_id not in parties
        speak = {i: c for i, c in account.claims if ours and told[i].voice is Voice.INDEPENDENT}
        harm |= {origins.of_claim(account, c) for c in speak.values() if _tells_harm(c)}
        harm |= {
            origins.of_claim(account, c)
            for i, c in account.claims
            if c.kind is Kind.CONCESSION
            and account.reading.harm
            and told[i].first_hand
            and told[i].voice is Voice.STRIKER
        }
        if ours and account.reading.harm and not any(c.kind in _HARM for _, c in account.claims):
            harm.add(origins.of_account(account))
        if ours and not account.party and _says_something(account):
            event.add(origins.of_account(account))
    return tuple(sorted(harm or event))


def _tells_harm(claim: Claim) -> bool:
    return claim.kind in _HARM and claim.max != 0 and speaks_of_this(claim)


def _set_aside(accounts: Sequence[JoinedAccount], strikers: Mapping[str, str], weighed: Weighed) -> None:
    """Denials move nothing and concessions no range; whatever is a receipt is not excluded."""
    for account in accounts:
        for claim_id, claim in account.claims:
            if claim.kind is Kind.DENIAL:
                weighed.excluded[claim_id] = "a denial: shown, moves nothing"
            elif claim.kind is Kind.CONCESSION:
                weighed.excluded[claim_id] = (
                    "a concession: counts for grade and harm, shown in its own column"
                )
            elif claim.kind is Kind.STATUS and claim_id in strikers:
                weighed.excluded[claim_id] = (
                    f"{strikers[claim_id]}'s own word on status: shown, moves nothing"
                )
    for claim_id in {i for ids in weighed.receipts.values() for i in ids}:
        weighed.excluded.pop(claim_id, None)


def _flag_counts(accounts: Sequence[JoinedAccount], weighed: Weighed) -> None:
    """Warnings for a reviewer, never refusals and never a moved figure (rules 12, 15, 16)."""
    killed = weighed.ranges["killed"]
    named = {
        folded(c.value) for a in accounts for _, c in a.claims
        if c.kind is Kind.VICTIM and c.value and speaks_of_this(c) and c.status is not Status.BELLIGERENT
    }  # fmt: skip
    if killed.max is not None and len(named) > killed.max:
        weighed.flags.append(f"{len(named)} people are named, the range ends at {killed.max}")
    parts = [weighed.ranges[n].min or 0 for n in ("children_killed", "women_killed", "men_killed")]
    if killed.max is not None and sum(parts) > killed.max:
        weighed.flags.append(
            f"children, women and men add up to {sum(parts)}, the range ends at {killed.max}"
        )
    if any(why.startswith("gives no number") for why in weighed.excluded.values()):
        weighed.flags.append("people are reported harmed without a number, such as a family")
    own = sum(1 for why in weighed.excluded.values() if "own figure for its strike" in why)
    if killed == Range() and own:
        weighed.flags.append(
            "only the party's own figure is known: the range stays unknown until a person sets it"
        )


def _harm(accounts: Iterable[JoinedAccount], strikers: Mapping[str, str]) -> str:
    """yes where somebody reports civilian harm or a party concedes it; no where counts of nought, or of
    belligerents only, are all there is; else unknown. A denial and a striker's own word say nothing."""
    zero = False
    for account in accounts:
        for claim_id, claim in account.claims:
            if not speaks_of_this(claim):
                continue
            if claim.kind is Kind.CONCESSION:
                return "yes"
            if claim.kind not in _HARM:
                continue
            nobody = claim.max == 0 or is_belligerent(claim)
            if not nobody and not (claim_id in strikers and claim.status is not Status.CIVILIAN):
                return "yes"
            zero = zero or (nobody and claim_id not in strikers)
        if account.reading.harm and not any(c.kind in _HARM for _, c in account.claims) and not account.party:
            return "yes"
    return "no" if zero else "unknown"


def _things(
    accounts: Sequence[JoinedAccount], receipts: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Weapons, causes and what was hit, most often told first; receipts where claims name them."""
    times: dict[str, dict[str, int]] = {"weapon": {}, "cause": {}, "infrastructure": {}}
    for account in accounts:
        told = {("infrastructure", i) for i in account.reading.infrastructure}
        for claim_id, claim in account.claims:
            kind = claim.kind.value
            if kind not in ("weapon", "cause") or not claim.value or not speaks_of_this(claim):
                continue
            told.add((kind, claim.value))
            name = f"{kind}:{claim.value}"
            receipts[name] = tuple(sorted({*receipts.get(name, ()), claim_id}))
        for kind, value in told:
            times[kind][value] = times[kind].get(value, 0) + 1
    return {kind: tuple(sorted(n, key=lambda v: (-n[v], v))) for kind, n in times.items()}


def _says_something(account: JoinedAccount) -> bool:
    return bool(account.claims) or account.reading.harm
