"""Checks what a model says against the text: `Said` and the claims our own reader found enter, `Checked` leaves.

The order of the checks:

1. The quote must stand in the text (quote.py). What is read from here on are the words of the text.
2. Our grammar must come to the same from the quoted words: kind, group, and both ends of the figure, stated, added up
   or counted from names. It reads them alone, or finds the figure wholly within them where they stand.
3. Read in its place, with the sentence around it, the figure must still be that, of the same event. A denial, a period
   or a range that the quote leaves out shows here.

Only what passes all three is accepted, and then it is our own claim that stands, with the model beside it. All else is
kept for a person to look at, and enters no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cairn.extract.clean import Cleaned
from cairn.extract.counts_ar import claims_ar
from cairn.extract.counts_en import claims_en
from cairn.extract.language import WITH_RULES, supported
from cairn.extract.lexicon_counts import claims_by_lexicon
from cairn.extract.model import Claim
from cairn.values import Passage
from cairn.vocab.closed import COUNT_KINDS, Basis, Event, Status

from .answer import Said
from .quote import Finder

_MORE_OF_A_NAME = 12


class Finding(StrEnum):
    """What the check of one claim came to. Only `same` is accepted."""

    SAME = "same"  # our reader says the same of the same words
    ADDRESSED = "text_speaks_to_a_machine"  # the same; but the text tells its reader what to say
    OTHERWISE = "read_otherwise"  # our reader reads those words otherwise where they stand
    ONLY_QUOTED = (
        "only_in_the_quote"  # the quoted words alone say it; our reader takes nothing from them in place
    )
    NO_NUMBER = "number_not_in_quote"  # the quoted words do not give this figure of these people
    NO_QUOTE = "quote_not_in_text"  # the quoted words are not in the text


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of a model, checked. `claim` points at the words in the stored text: our own claim where accepted,
    else what the model says, with no confidence; None where the words are not there."""

    said: Said
    finding: Finding
    claim: Claim | None = None

    @property
    def accepted(self) -> bool:
        """Whether it may stand without a person having looked."""
        return self.finding is Finding.SAME

    @property
    def verified(self) -> bool:
        """Whether the words are in the text and our grammar derives the figure from them."""
        return self.finding not in (Finding.NO_NUMBER, Finding.NO_QUOTE)


def checked(said: Said, text: Cleaned, finder: Finder, language: str, ours: Sequence[Claim]) -> Checked:
    """One claim checked. `finder` looks in `text.text`; `ours` point into the stored text that `text` was cleaned from.

    Where the words stand several times, the place that fits best counts.
    """
    found = [_at(passage, said, text, language, ours) for passage in finder.find(said.quote)]
    order = list(Finding)
    return min(found, key=lambda c: order.index(c.finding), default=Checked(said, Finding.NO_QUOTE))


def _at(passage: Passage, said: Said, text: Cleaned, language: str, ours: Sequence[Claim]) -> Checked:
    """The claim checked at one place of the cleaned text."""
    stored = text.span(passage.start, passage.end)
    beside = [c for c in ours if c.kind is said.kind and c.start < stored.end and stored.start < c.end]
    if said.kind not in COUNT_KINDS:
        alike = next((c for c in beside if _names_the_same(c, stored)), None)
        if alike is not None:
            return Checked(said, Finding.SAME, alike)
        return Checked(said, Finding.ONLY_QUOTED, _as_said(said, stored, passage.of(text.text)))
    agreeing = [c for c in beside if _agree(c, said)]
    within = next((c for c in agreeing if stored.start <= c.start and c.end <= stored.end), None)
    if within is not None:
        return Checked(said, Finding.SAME, within)
    derived = _derived(passage.of(text.text), said, language)
    if derived is None:
        return Checked(said, Finding.NO_NUMBER, _as_said(said, stored))
    if agreeing:
        return Checked(said, Finding.SAME, agreeing[0])
    finding = Finding.OTHERWISE if beside else Finding.ONLY_QUOTED
    return Checked(said, finding, _as_said(said, stored, basis=derived.basis))


def _derived(words: str, said: Said, language: str) -> Claim | None:
    """What our grammar reads in the quoted words, as a sentence of their own, that is the figure said."""
    sentence = words.rstrip(" \t\n,،;؛:-–—.") + "."
    return next((c for c in _counts(sentence, language) if _same_figure(c, said)), None)


def _counts(text: str, language: str) -> list[Claim]:
    """The counts our reader takes from a text, by the grammar of its language."""
    if language not in WITH_RULES:
        return claims_by_lexicon(text, language) if language in supported() else []
    return claims_ar(text) if language == "ar" else claims_en(text)


def _names_the_same(claim: Claim, stored: Passage) -> bool:
    """Whether a quote is the name our claim points at, with a title or an article more or less, and no sentence."""
    return abs(claim.start - stored.start) + abs(claim.end - stored.end) <= _MORE_OF_A_NAME


def _same_figure(claim: Claim, said: Said) -> bool:
    return (claim.kind, claim.group, claim.min, claim.max) == (said.kind, said.group, said.min, said.max)


def _agree(claim: Claim, said: Said) -> bool:
    """Whether our claim, read in its place, is the same figure of the same event, and of people who may be the same."""
    known = {claim.status, said.status} - {Status.UNKNOWN}
    return _same_figure(claim, said) and _scope(claim.event) is _scope(said.event) and len(known) < 2


def _scope(event: Event) -> Event:
    """A new toll is of this event."""
    return Event.THIS if event is Event.UPDATE else event


def _as_said(said: Said, stored: Passage, value: str = "", basis: Basis = Basis.STATED) -> Claim:
    return Claim(
        said.kind, stored.start, stored.end, said.min, said.max, basis,
        group=said.group, status=said.status, event=said.event, value=value, confidence=0.0,
    )  # fmt: skip
