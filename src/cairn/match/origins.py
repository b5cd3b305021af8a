"""Which accounts go back to one first-hand source: copies, reposts, quotes, translations, one owner (rule 8).

Accounts and what persons decided enter; an origin and a sentence for each leave, and each tie with the two values
compared. Signs, the surest first: a person's word, the same words (30 and more), a source credited in the text, a
link to another report, the same picture or film, the same owner. Likeness alone never joins shorter texts, and a
copy is never of an earlier day than what it copies. The order the accounts come in changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.incident.origins import QUOTED
from cairn.match.model import AccountFacts
from cairn.match.origins_copies import copies, passages
from cairn.match.origins_decided import DecidedOrigin, obeying
from cairn.match.origins_links import shared_links, shared_media
from cairn.match.origins_owner import owner_in_words, owner_of
from cairn.match.origins_quoted import Credit, credit, credited_in
from cairn.match.origins_told import sources_told
from cairn.values import folded
from cairn.vocab.outlets import writes

_LEAD_M = 15_000  # metres by which a lead that names the district may lie off the village told next
_NAME = 8  # letters of a source's name of one word below which a text that holds it may hold it by chance


@dataclass(frozen=True, slots=True)
class Tie:
    """Why one account has the origin it has: the account it was tied to ("" for a source that is not here), the
    kind (copy | repost | quote | translation | link | media | owner | own | person), the reason in words, and the
    two values compared."""

    account_id: str
    other_id: str
    kind: str
    sentence: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Traced:
    """Origin id and tie by account id; and who else is behind an account: its owner, all that it credits for the harm
    and the passages it shares. Two accounts share a source where one of these, or their origins, meet."""

    origins: dict[str, str]
    ties: dict[str, Tie]
    behind: dict[str, frozenset[str]]


def origins(
    accounts: Sequence[AccountFacts], decided: Sequence[DecidedOrigin] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """Origin id by account id, and by account id the sentence that says why. As `traced`, which has the values too."""
    found = traced(accounts, decided)
    return found.origins, {key: tie.sentence for key, tie in found.ties.items()}


def traced(accounts: Sequence[AccountFacts], decided: Sequence[DecidedOrigin] = ()) -> Traced:
    """The origin of every account, and the tie that gave it.

    A copy has the origin of the text it copies; any other account that of whom it credits, links to or shows the
    picture of; else that of its owner. Ties do not chain: an outlet that copied a monitor once is not that monitor
    ever after. The origin of a listed organisation is named after it, any other after its first account (by
    day, then id). Raises `CairnError` (origin-answer, origin-contradiction) for what persons decided.
    """
    ordered = sorted(accounts, key=lambda a: (a.published is None, str(a.published), a.account_id))
    run = _Run(ordered)
    voices = {a.account_id: run.voice(a.account_id) for a in ordered}
    first: dict[str, str] = {}
    for account in ordered:
        first.setdefault(voices[account.account_id], account.account_id)
    named = {v: v if v.startswith(QUOTED) else f"origin:{leader}" for v, leader in first.items()}
    by_rule = {key: named[voice] for key, voice in voices.items()}
    leaders = {key: first[voice] for key, voice in voices.items()}
    ties = {key: run.tie(key, leaders[key]) for key in by_rule}
    behind = {key: frozenset(named.get(v, v) for v in run.behind(key)) for key in by_rule}
    if not decided:
        return Traced(by_rule, ties, behind)
    of, told = obeying([a.account_id for a in ordered], by_rule, decided)
    for key, (other, sentence, answer) in told.items():
        ties[key] = Tie(key, other, "person", sentence, answer, ties[key].sentence)
    behind |= {key: frozenset((of[key],)) for key in told}
    return Traced(of, ties, behind)


class _Run:
    """One run over accounts in order of time: what each copies, credits, links to and shows."""

    def __init__(self, ordered: Sequence[AccountFacts]) -> None:
        self.accounts = {a.account_id: a for a in ordered}
        self.owners = {a.account_id: owner_of(a) or f"account:{a.account_id}" for a in ordered}
        known = self._names(ordered)
        self.credits: dict[str, Credit] = {}
        self.told: dict[str, tuple[Credit, ...]] = {}
        for key, text in _with_what_follows(ordered):
            if hit := credit(text, self.owners[key], known, _people(self.accounts[key])):
                self.credits[key] = hit
            self.told[key] = sources_told(self.accounts[key], self.owners[key])
        self.copies = {
            key: (original, alike)
            for key, (original, alike) in copies(ordered).items()
            if self.owners[original]
            != self.owners[key]  # whoever repeats itself may credit another each time
        }
        self.passages = passages(ordered)
        self.groups: dict[str, list[str]] = {}
        for copy, (original, _) in self.copies.items():
            self.groups.setdefault(original, [original]).append(copy)
        self.links = shared_links(ordered)
        self.leads = {**shared_media(ordered), **self.links}
        self.tellings: dict[tuple[object, ...], list[str]] = {}
        for account in ordered:
            if told := _figures(account):
                self.tellings.setdefault((self.owners[account.account_id], *told), []).append(
                    account.account_id
                )

    def _names(self, ordered: Sequence[AccountFacts]) -> dict[str, str]:
        """Owner by folded name, so that a text that quotes a source known here shares its voice."""
        named: dict[str, str] = {}
        for account in ordered:
            name = folded((account.source_name or account.source).lstrip("@"))
            if " " in name or len(name) >= _NAME:
                owner = self.owners[account.account_id]
                named[name] = min(owner, named.get(name, owner))
        return named

    def voice(self, key: str) -> str:
        """Whose words an account gives, as a key."""
        seen = {key}
        while True:
            group = self._group(key)
            if group:
                return self._voice_of_copies(group)
            if key in self.credits:
                return self.credits[key].key
            if key not in self.leads or self.leads[key][0] in seen:
                return self.owners[key]
            key = self.leads[key][0]
            seen.add(key)

    def behind(self, key: str) -> frozenset[str]:
        """Its owner, all it credits for the harm, and the passages it shares, as keys."""
        told = (hit.key for hit in self.told[key])
        return frozenset((self.owners[key], *told, *self.passages.get(key, ())))

    def _group(self, key: str) -> list[str]:
        return self.groups.get(self.copies[key][0] if key in self.copies else key, [])

    def _voice_of_copies(self, group: Sequence[str]) -> str:
        """Whom the first of them credits; else the organisation among them that can have written it; else whom a
        later one credits; else the owner of the first."""
        leader = self.leader(group)
        credited = [self.credits[key].key for key in (leader, *group) if key in self.credits]
        if leader in self.credits or (credited and not self.owners[leader].startswith(QUOTED)):
            return credited[0]
        return self.owners[leader]

    def leader(self, group: Sequence[str]) -> str:
        """The text the others copy: one whose owner another of them credits; else one of those that write first hand
        or for others; else the first. None of a later day than the first."""
        first = self.accounts[group[0]].published
        days = {key: self.accounts[key].published for key in group}
        in_time = [key for key in group if first is None or (day := days[key]) is None or day <= first]
        credited = {
            voice
            for key in group
            for hit in credited_in(folded(self.accounts[key].text))
            if (voice := QUOTED + hit.outlet) != self.owners[key]
        }
        listed = [key for key in in_time if self.owners[key].startswith(QUOTED)]
        writers = [key for key in listed if writes(self.owners[key].removeprefix(QUOTED))]
        named = [key for key in listed if self.owners[key] in credited]
        return next(iter((*named, *writers)), group[0])

    def tie(self, key: str, first: str) -> Tie:
        """The tie of one account; `first` is the first account of its origin."""
        account, owner = self.accounts[key], owner_in_words(self.accounts[key])
        if key in self.copies:
            other, likeness = self.copies[key]
            sentence = f"A near copy of {other} ({likeness:.0%} of the word pairs of the shorter text), counted once."
            return Tie(key, other, "copy", sentence, account.text[:200], self.accounts[other].text[:200])
        if hit := self.credits.get(key):
            kind = "repost" if hit.sign == "repost" else "quote"
            name = self._name(hit.key, first)
            sentence = (
                f"Repeats what {name} reported ({_SIGNS[hit.sign]}): one voice, however often it is repeated."
            )
            return Tie(key, first if first != key else "", kind, sentence, hit.words, name)
        if key in self.leads:
            other, shared = self.leads[key]
            if key in self.links:
                sentence = f"Links to what {other} holds too, and is counted once."
                return Tie(key, other, "link", sentence, shared, self.accounts[other].url)
            sentence = f"Shows the same picture or film as {other}, and is counted once."
            return Tie(key, other, "media", sentence, shared, shared)
        if first == key:
            sentence = "A source of its own: it copies and quotes no other outlet known to us."
            return Tie(key, "", "own", sentence, owner, "")
        twin = self._twin(key)
        other = twin or first
        right = owner_in_words(self.accounts[other])
        if twin:
            sentence = (
                f"The same telling as {twin} in another language, by the same source: they are one voice."
            )
            return Tie(key, twin, "translation", sentence, owner, right)
        sentence = f"Published by a source that gave other reports too: {owner} and {right} are one voice."
        return Tie(key, other, "owner", sentence, owner, right)

    def _name(self, voice: str, first: str) -> str:
        """Who is credited, as a reviewer reads it."""
        if voice.startswith(("owner:", "account:")) and self.owners[first] == voice:
            return owner_in_words(self.accounts[first])
        return voice.split(":", 1)[1].replace("_", " ")

    def _twin(self, key: str) -> str:
        """The first account of the same owner that tells the same figures of the same day in another language."""
        told = _figures(self.accounts[key])
        for other in self.tellings.get((self.owners[key], *told), ()) if told else ():
            one, two = self.accounts[key], self.accounts[other]
            if other == key:
                return ""
            if one.language != two.language and _same_place(one, two):
                return other
        return ""


_SIGNS: Mapping[str, str] = {
    "repost": "a repost of its account",
    "lead": "the text begins with its name",
    "dateline": "its name stands under the headline",
    "signature": "the text closes with its hashtag",
    "phrase": "the text says so",
    "figure": "the text gives the figure as theirs",
}


def _with_what_follows(ordered: Sequence[AccountFacts]) -> Iterator[tuple[str, str]]:
    """Each account's text, and on to that of the next of its report where they tell of one place: a lead is told by
    whoever the next sentence quotes."""
    reports: dict[str, list[AccountFacts]] = {}
    for account in sorted(ordered, key=lambda a: (len(a.account_id), a.account_id)):
        reports.setdefault(account.report_id, []).append(account)
    for told in reports.values():
        for n, account in enumerate(told):
            end = n + 1
            while end < len(told) and _same_place(account, told[end], _LEAD_M):
                end += 1
            yield account.account_id, "\n".join(a.text for a in told[n:end])


def _figures(account: AccountFacts) -> tuple[object, ...]:
    """What a translation keeps: the figures and the day; () where no figure or no day is told."""
    reading = account.reading
    figures = (reading.killed, reading.injured)
    return (*figures, reading.date) if reading.date and any(f.max is not None for f in figures) else ()


def _people(account: AccountFacts) -> frozenset[int]:
    """The numbers of killed and injured that an account is read to give."""
    ends = (n for told in (account.reading.killed, account.reading.injured) for n in (told.min, told.max))
    return frozenset(n for n in ends if n is not None)


def _same_place(one: AccountFacts, two: AccountFacts, beside: float = 0) -> bool:
    """Whether nothing speaks against one place for both; their circles may lie `beside` metres apart."""
    a, b = one.reading.place, two.reading.place
    if a is None or b is None or a.point is None or b.point is None:
        return True
    return a.point.distance_m(b.point) <= a.point.radius_m + b.point.radius_m + beside
