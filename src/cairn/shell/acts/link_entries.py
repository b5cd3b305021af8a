"""Link what parties say to the incidents they may mean: `auto` where nothing is in doubt, `offered` for the rest.

A run keeps what a person decided as it is, offers nothing that a person rejected, and makes nothing automatic for an
entry that a person linked already. Where a recorder's sheet files an entry under an incident of a register that is
here, the recorder decided: `accepted`, by "the register". Only what differs is written, as a version of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cairn.incident.sides import partners_on
from cairn.official import Asked, Linker, Offer, asked_of_kept
from cairn.official.link_shares import OURS, universe_of
from cairn.official.links import SAME_PLACE
from cairn.official.model import ACCEPTED, AUTO, OFFERED, STRIKE, Answered
from cairn.shell.records import official, registers
from cairn.shell.records.linked import BY_MACHINE, REGISTER, RULE
from cairn.shell.records.models import EntryLinkRow, Judgement, OfficialEntry
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .act import recorded
from .link_candidates import candidates

MOST, MOST_STRIKES = 10, 3
"""At most so many incidents are offered for an allegation, and for a line of strikes."""
LEAST = 0.5
"""An incident that fits less is not worth a person's look."""
_ALIKE = 0.05  # a score that moved by less, because other incidents came in, makes no version

Pair = tuple[str, str]  # entry, incident


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link as the machine would have it."""

    decision: str
    score: float
    rank: int
    why: str
    decided_by: str = RULE


@dataclass(frozen=True, slots=True)
class Linked:
    """How many links came out differently, and which of our incidents they are of."""

    changed: int = 0
    incidents: frozenset[str] = frozenset()


def link_entries(ws: Workspace) -> Linked:
    """Link every entry that stands, and write what differs."""
    entries = official.answered()
    if not entries and not EntryLinkRow.objects.filter(live=True).exists():
        return Linked()
    standing = {
        (row.entry_id, str(row.incident_id or row.register_entry_id)): row
        for row in EntryLinkRow.objects.filter(live=True)
    }
    wanted = _wanted(ws, entries, standing)
    new = {pair: want for pair, want in wanted.items() if not _same(standing.get(pair), want)}
    gone = [row for pair, row in standing.items() if row.decided_by in BY_MACHINE and pair not in wanted]
    if new or gone:
        _save(new, gone, standing)
    touched = {incident for _, incident in new} | {str(row.incident_id) for row in gone if row.incident_id}
    return Linked(len(new) + len(gone), frozenset(i for i in touched if universe_of(i) == OURS))


def _wanted(
    ws: Workspace, entries: Sequence[Answered], standing: Mapping[Pair, EntryLinkRow]
) -> dict[Pair, Wanted]:
    """The links of a machine, but for those a person decided."""
    overtaken = _overtaken()
    standing = {pair: row for pair, row in standing.items() if pair not in overtaken}
    filed = _filed({entry.id for entry in entries})
    asked = [_asked(entry, text) for entry, text in _with_words(ws, entries)]
    filed_in = {(entry, universe_of(incident)) for entry, incident in filed}
    found = dict(filed)
    filed_entries = {entry for entry, _ in filed_in}
    asked = [one for one in asked if one.day or one.id not in filed_entries]  # else every place of that name
    for universe, here in candidates(ws).items():
        linker = Linker(here)
        settled = _settled(universe, filed, standing)
        for kind in (False, True):  # strikes apart, for they do not compete
            some = [one for one in asked if one.strike is kind and (one.id, universe) not in filed_in]
            offers = linker.of_all(some, MOST_STRIKES if kind else MOST)
            for one, made in zip(some, offers, strict=True):
                found.update(_of_one(one, made, decided=one.id in settled))
    decided = {pair for pair, row in standing.items() if row.decided_by not in BY_MACHINE}
    for pair, why in overtaken.items():
        found[pair] = replace(found.get(pair, Wanted(OFFERED, 0.0, 0, why)), decision=OFFERED, why=why)
    return {pair: want for pair, want in found.items() if pair not in decided}


def _overtaken() -> dict[Pair, str]:
    """Pairs that a person decided of an entry that told another day or place then, with the words that say so."""
    said = Judgement.objects.filter(kind="link", live=True).select_related("person").order_by("id")
    last = {(word.subject, word.other): word for word in said}
    rows = OfficialEntry.objects.in_bulk({entry for entry, _ in last})
    return {
        pair: f"The entry changed since {word.person.name} {word.value['decision']} it."
        for pair, word in last.items()
        if word.value["decision"] != OFFERED and has_changed(rows[pair[0]], word.act_id)
    }


def has_changed(row: OfficialEntry, act: int) -> bool:
    """Whether an entry that stands tells another day or place than it did after that act."""
    now, then = official.entry_value(row, None), official.entry_value(row, Moment(act, ""))
    return now is not None and then is not None and any(now.get(n) != then.get(n) for n in ("day", "place"))


def _asked(entry: Answered, words: str) -> Asked:
    """The entry as asked; a partner speaks for the coalition it acted in on that day as well."""
    asked = asked_of_kept(entry, said=words)
    side = partners_on(entry.day.start if entry.day else None).get(entry.actor)
    return replace(asked, actors=asked.actors | {side}) if side else asked


def _of_one(asked: Asked, offers: Iterable[Offer], *, decided: bool) -> Iterator[tuple[Pair, Wanted]]:
    for offer in offers:
        if offer.score >= LEAST and (not asked.strike or _is_struck(asked, offer)):
            decision = AUTO if offer.automatic and not decided else OFFERED
            yield (
                (asked.id, offer.incident_id),
                Wanted(decision, offer.score, offer.rank, " ".join(offer.why)),
            )


def _is_struck(asked: Asked, offer: Offer) -> bool:
    """A line of strikes is offered for its own day and place only: it says nothing else of an incident."""
    return offer.days_apart in (0, 1) and (offer.place >= SAME_PLACE or asked.point is not None)


def _settled(
    universe: str, filed: Mapping[Pair, Wanted], standing: Mapping[Pair, EntryLinkRow]
) -> frozenset[str]:
    """Entries that a recorder or a person linked to an incident of this register, or to one of ours."""
    by_people = {
        pair
        for pair, row in standing.items()
        if row.decision == ACCEPTED and row.decided_by not in BY_MACHINE
    }
    return frozenset(entry for entry, incident in {*filed, *by_people} if universe_of(incident) == universe)


def _filed(entries: set[str]) -> dict[Pair, Wanted]:
    """Entries that a sheet files under an incident of a register that is here, by its id or else its code."""
    filed = {key: told for key, told in official.filed_with().items() if key in entries}
    names = {name for told in filed.values() for name in (told.incident, told.code) if name}
    known = registers.named_in_bulk(names) if names else {}
    found = {}
    for key, told in filed.items():
        for name in filter(None, (told.incident, told.code)):
            best = [n for n in known.get(name, ()) if n.how == known[name][0].how]
            if len(best) == 1:
                why = f"The recorder's sheet files it under {name}."
                found[key, best[0].entry_id] = Wanted(ACCEPTED, 0.0, 1, why, REGISTER)
                break
    return found


def _with_words(ws: Workspace, entries: Sequence[Answered]) -> Iterator[tuple[Answered, str]]:
    """Each entry with the words of its last statement, where a text holds them."""
    last = [(entry, None if entry.kind == STRIKE else entry.known_on()) for entry in entries]
    texts = official.texts_of(ws.objects, {said.document_id for _, said in last if said and said.passage})
    for entry, said in last:
        text = texts.get(said.document_id, "") if said else ""
        yield entry, said.passage.of(text) if said and said.passage and text else ""


def _same(row: EntryLinkRow | None, want: Wanted) -> bool:
    return (
        row is not None
        and (row.decision, row.rank, row.decided_by) == (want.decision, want.rank, want.decided_by)
        and abs(row.score - want.score) < _ALIKE
    )


def _save(
    new: Mapping[Pair, Wanted], gone: Sequence[EntryLinkRow], standing: Mapping[Pair, EntryLinkRow]
) -> None:
    former = [standing[pair].pk for pair in new if pair in standing] + [row.pk for row in gone]
    versions = _versions({entry for entry, _ in new})
    automatic = sum(want.decision == AUTO for want in new.values())
    with recorded(
        "link-entries", detail={"links": len(new), "automatic": automatic, "gone": len(gone)}
    ) as act:
        for at in range(0, len(former), 500):
            EntryLinkRow.objects.filter(pk__in=former[at : at + 500]).update(live=False)
        rows = [
            EntryLinkRow(
                **_target(entry, incident),
                version=versions[entry, incident] + 1,
                decision=want.decision,
                score=want.score,
                rank=want.rank,
                why=want.why,
                decided_by=want.decided_by,
                act=act,
            )
            for (entry, incident), want in sorted(new.items())
        ]
        EntryLinkRow.objects.bulk_create(rows, batch_size=300)


def _target(entry: str, incident: str) -> dict[str, Any]:
    of = "incident_id" if universe_of(incident) == OURS else "register_entry_id"
    return {"entry_id": entry, of: incident}


def _versions(entries: set[str]) -> Mapping[Pair, int]:
    """How many versions of each link there are."""
    found: dict[Pair, int] = defaultdict(int)
    rows = EntryLinkRow.objects.values_list("entry_id", "incident_id", "register_entry_id")
    for entry, incident, theirs in rows.iterator(chunk_size=2000):
        if entry in entries:
            found[entry, str(incident or theirs)] += 1
    return found
