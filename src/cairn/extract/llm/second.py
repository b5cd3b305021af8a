"""A model's answer to a whole text beside our own reading: both enter, what the one says of the other leaves.

It supports an account's reading, casts doubt on it, or is silent; it never changes a figure. A doubt needs words of the
text from which our own grammar derives another figure, so that no invention of a model can take a reading back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cairn.extract.clean import Cleaned, clean
from cairn.extract.model import Account, Extraction
from cairn.extract.read import read_end
from cairn.extract.reading import read_account
from cairn.vocab.closed import COUNT_KINDS, Event, Group, Kind

from .addressed import speaks_to_machines
from .answer import Answer
from .check import Checked, Finding, checked
from .quote import Finder

_DOUBTS = (Finding.ADDRESSED, Finding.OTHERWISE, Finding.ONLY_QUOTED)


class Weight(StrEnum):
    """What a second reading says of an account's own."""

    SUPPORTS = (
        "supports"  # what is accepted of the model, summed up by the same policy, gives the same figures
    )
    DOUBTS = "doubts"  # words of the text give the model another figure of killed or injured
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Second:
    """An answer, checked. `weights` has one entry for each account of the text, by its number."""

    checked: tuple[Checked, ...]
    weights: Mapping[int, Weight]
    malformed: int = 0


def readable(text: str) -> Cleaned:
    """What our reader reads of a stored text, and a model is sent: its words without furniture, up to the same end."""
    return clean(text[: read_end(text)])


def second_reading(text: str, extraction: Extraction, answer: Answer) -> Second:
    """The answer to a text beside what was read of it; `text` is the text as stored."""
    cleaned = readable(text)
    finder = Finder(cleaned.text)
    ours = [claim for account in extraction.accounts for claim in account.claims]
    found = tuple(checked(said, cleaned, finder, extraction.language, ours) for said in answer.said)
    if speaks_to_machines(cleaned.text):
        found = tuple(_not_on_its_word(c) for c in found)
    weights = {a.n: _weight(a, of_account(a, found)) for a in extraction.accounts}
    return Second(found, weights, answer.malformed)


def _not_on_its_word(found: Checked) -> Checked:
    return replace(found, finding=Finding.ADDRESSED) if found.accepted else found


def of_account(account: Account, found: Sequence[Checked]) -> list[Checked]:
    """The claims whose words stand in an account."""
    return [c for c in found if c.claim is not None and account.start <= c.claim.start < account.end]


def _weight(account: Account, found: Sequence[Checked]) -> Weight:
    if any(c.finding in _DOUBTS and _bears_on_it(c) for c in found):
        return Weight.DOUBTS
    ours = (account.reading.killed, account.reading.injured)
    theirs = _with_counts(account, [c for c in found if c.accepted]).reading
    if all(figure.is_unknown for figure in ours) or (theirs.killed, theirs.injured) != ours:
        return Weight.SILENT
    return Weight.SUPPORTS


def _bears_on_it(found: Checked) -> bool:
    """Whether a claim counts everybody killed or injured in the account's own event."""
    said = found.said
    own = said.event in (Event.THIS, Event.UPDATE)
    return own and said.kind in (Kind.KILLED, Kind.INJURED) and said.group is Group.ALL


def accounts_of(extraction: Extraction, second: Second, taken: Sequence[Finding]) -> tuple[Account, ...]:
    """The accounts with the model's counts in place of ours: for measuring a model, never for a record.

    `taken` says which findings count. Accounts, days and places remain those of our reader.
    """
    found = [c for c in second.checked if c.finding in taken and c.said.kind in COUNT_KINDS]
    return tuple(_with_counts(account, of_account(account, found)) for account in extraction.accounts)


def _with_counts(account: Account, found: Sequence[Checked]) -> Account:
    theirs = dict.fromkeys(c.claim for c in found if c.claim is not None)
    kept = [c for c in account.claims if c.kind not in COUNT_KINDS]
    claims = sorted([*kept, *theirs], key=lambda c: (c.start, c.end))
    ours = account.reading
    reading = read_account(
        claims,
        date=ours.date,
        date_basis=ours.date_basis,
        place=ours.place,
        infrastructure=ours.infrastructure,
        policy=ours.policy,
    )
    return replace(account, claims=tuple(claims), reading=reading)
