"""What linked entries of parties say to the grades: concessions a person accepted, and strikes that were declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cairn.assess.model import Concession
from cairn.official.link_shares import shares, universe_of
from cairn.official.model import ACCEPTED, STRIKE, Answered, EntryLink
from cairn.shell.records import official
from cairn.shell.records.models import EntryLinkRow
from cairn.values import UNKNOWN
from cairn.vocab.closed import Outcome

from .link_candidates import OURS


def conceded_by_links() -> Mapping[str, Sequence[Concession]]:
    """Incident of ours -> what parties' entries linked to it concede or declare, by entry."""
    if not EntryLinkRow.objects.filter(live=True).exclude(incident=None).exists():
        return {}
    links = [x for x in official.links() if universe_of(x.incident_id) == OURS and x.counts]
    wanted = {link.entry_id for link in links}
    entries = {entry.id: entry for entry in official.answered() if entry.id in wanted}
    by_entry: dict[str, list[EntryLink]] = defaultdict(list)
    for link in links:
        by_entry[link.entry_id].append(link)
    found: dict[str, list[Concession]] = defaultdict(list)
    for key, mine in sorted(by_entry.items()):
        if key in entries:
            for link in mine:
                said = _concession(entries[key], link, mine)
                if said is not None:
                    found[link.incident_id].append(said)
    return found


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
