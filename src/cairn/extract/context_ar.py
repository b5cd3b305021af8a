"""What an Arabic sentence says around a figure: which event, who says so, what is denied.

The folded words of a sentence enter, a `Context` leaves. The cues stand in vocab/data/ar_casualties.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.closed import Event

from .clauses_ar import Stretch, recalled_in, unreal_in
from .cues_ar import Cues, cues
from .people_ar import Word

_DENIED_WITHIN = 4
_SCOPE_BEHIND = 16
"""A figure this far before the words of a period is not of that period."""
_DENIED_FAR = 14
_CLAUSE_ENDS = frozenset({"،", ",", "بينما", "فيما", "لكن", "ولكن", "(", ")"})
_TOLL_BEFORE = 3
_TOLL_BEHIND = 12
_SPEAKER_WORDS = 5


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence's frame. `attributed` is a stretch of the folded text, in characters."""

    update_from: int | None
    denied: tuple[tuple[int, int], ...]
    attributed: tuple[int, int] | None
    frame: tuple[Event, str] | None = None
    frame_at: int = 0  # where in the sentence its words stand
    other_from: int | None = None  # what stands behind this word befell before: "بعد أيام من"
    unreal: tuple[Stretch, ...] = ()  # whose harm befell nobody, numbers included
    recalled: tuple[Stretch, ...] = ()  # that tell of another event, long before

    def event(self, first: int, words: Sequence[Word]) -> tuple[Event, str]:
        """Which event a figure at word `first` belongs to, and the scope in words."""
        if self.other_from is not None and first >= self.other_from:
            return Event.OTHER, ""
        if any(stretch.holds(first) for stretch in self.recalled):
            return Event.OTHER, ""
        if self._is_before_a_sum(first):
            return Event.THIS, ""
        if self.frame is not None and self.frame_at - first <= _SCOPE_BEHIND:
            return self.frame
        if self.update_from is not None and self.update_from <= first <= self.update_from + 20:
            return Event.UPDATE, ""
        return Event.THIS, ""

    def _is_before_a_sum(self, first: int) -> bool:
        """Whether the figure stands before a toll of a period: "قتل صحفي، ليرتفع عدد الصحفيين منذ أيار إلى 12"."""
        return self.update_from is not None and first < self.update_from <= self.frame_at

    def denies(self, first: int) -> bool:
        """Whether word `first` stands in the reach of a denial."""
        return self.is_unreal(first) or any(at < first <= end for at, end in self.denied)

    def is_unreal(self, first: int) -> bool:
        """Whether what is told at word `first` befell nobody, whatever number is given."""
        return any(stretch.holds(first) for stretch in self.unreal)


def context_of(words: Sequence[Word], *, untrue: bool = False) -> Context:
    """The frame of a sentence; of news called untrue all is denied."""
    known = cues()
    texts = [w.text for w in words]
    return Context(
        update_from=_update(texts, known),
        denied=((-1, len(texts)),)
        if untrue
        else tuple(
            (at, _reach(texts, at, known))
            for at, text in enumerate(texts)
            if text in known.negation and _denies(texts, at)
        ),
        attributed=_speaker(words, texts, known),
        unreal=(Stretch(0, len(texts)),) if untrue else unreal_in(texts, known),
        recalled=recalled_in(texts, known),
    )


def _reach(texts: Sequence[str], at: int, known: Cues) -> int:
    """The last word that a denial reaches: four words on, or to the end of its clause where one is reported."""
    if not any(word in known.reports for word in texts[at + 1 : at + 7]):
        return at + _DENIED_WITHIN
    end = at + 1
    while end < len(texts) and end - at <= _DENIED_FAR and texts[end] not in _CLAUSE_ENDS:
        end += 1
    return end


def _denies(texts: Sequence[str], at: int) -> bool:
    """Whether a negation negates harm: "ما لا يقل عن" and "لا يزال" do not."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return not after.startswith(("يقل", "يزال", "تزال", "سيما", "زال"))


def _update(texts: Sequence[str], known: Cues) -> int | None:
    """Where a toll is said to have risen, or to have reached a figure."""
    for at, text in enumerate(texts):
        near = texts[max(0, at - _TOLL_BEFORE) : at + _TOLL_BEHIND]
        if text in known.update and any(t in known.tolls for t in near):
            return at
    return None


def _speaker(words: Sequence[Word], texts: Sequence[str], known: Cues) -> tuple[int, int] | None:
    """Whom the sentence quotes: the words behind "قال" and its like, up to "إن"."""
    for at, text in enumerate(texts):
        if text in known.attribution:
            last = at + 1
            while last < len(texts) and last - at <= _SPEAKER_WORDS and _speaks(texts[last], known):
                last += 1
            if last > at + 1:
                return words[at + 1].start, words[last - 1].end
    return None


def _speaks(text: str, known: Cues) -> bool:
    return (
        (text.isalpha() or text in '"_') and text not in known.attribution_stops and not known.trigger(text)
    )
