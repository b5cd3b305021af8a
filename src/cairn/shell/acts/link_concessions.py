"""What linked entries of parties say to the grades: concessions a person accepted, and strikes that were declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from cairn.assess.model import Concession
from cairn.official.link_shares import OURS, shares, universe_of
from cairn.official.model import ACCEPTED, AUTO, STRIKE, Answered, EntryLink
from cairn.shell.records import official
from cairn.shell.records.models import EntryLinkRow
from cairn.values import UNKNOWN
from cairn.vocab.closed import Outcome


def conceded_by_links(only: Collection[str] | None = None) -> Mapping[str, Sequence[Concession]]:
    """Incident of ours (of `only`, where given) -> what parties' entries linked to it concede or declare, by entry."""
    rows = EntryLinkRow.objects.filter(live=True, decision__in=(ACCEPTED, AUTO)).exclude(incident=None)
    if only is not None:
        leads = official.leading(None)
        named = [i for i in rows.values_list("incident_id", flat=True).distinct() if leads(str(i)) in only]
        rows = rows.filter(incident_id__in=named)
    if not rows.exists():
        return {}
    wanted = rows.values("entry_id")
    links = [x for x in official.links(of=wanted) if universe_of(x.incident_id) == OURS and x.counts]
    entries = {entry.id: entry for entry in official.answered(of=wanted)}
    by_entry: dict[str, list[EntryLink]] = defaultdict(list)
    for link in links:
        by_entry[link.entry_id].append(link)
    found: dict[str, list[Concession]] = defaultdict(list)
    for key, mine in sorted(by_entry.items()):
        if key in entries:
            mine = [
                x for x in mine if x.decision == ACCEPTED
            ] or mine  # beside a person's link no rule counts
            for link in mine:
                said = _concession(entries[key], link, mine)
                if said is not None:
                    found[link.incident_id].append(said)
    return found if only is None else {key: said for key, said in found.items() if key in only}


def _concession(entry: Answered, link: EntryLink, links: Sequence[EntryLink]) -> Concession | None:
    """What the entry says of this incident; None where it accepts nothing and declares nothing."""
    reviewed = link.decision == ACCEPTED
    if entry.kind == STRIKE:
        return Concession(entry.actor, harm=False, reviewed=reviewed, entry=entry.id)
    said = entry.known_on()
    if said is None or said.outcome is not Outcome.CREDIBLE:
        return None
    killed = shares(links, said.killed).get(link.incident_id, UNKNOWN)
    injured = said.injured if len(links) == 1 else UNKNOWN
    return Concession(entry.actor, killed, injured, reviewed=reviewed, entry=entry.id)
