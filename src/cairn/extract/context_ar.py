"""What an Arabic sentence says around a figure: which event, over which time, who says so, what is denied.

The folded words of a sentence enter, a `Context` leaves. The cues stand in vocab/data/ar_casualties.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.closed import Event

from .cues_ar import Cues, cues
from .people_ar import Word

_DENIED_WITHIN = 4
_SCOPE_WORDS = 7
_SPEAKER_WORDS = 5
_DATE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence's frame. `attributed` is a stretch of the folded text, in characters."""

    background: bool
    cumulative: tuple[int, str] | None
    update_from: int | None
    denied: tuple[int, ...]
    attributed: tuple[int, int] | None

    def event(self, first: int, words: Sequence[Word]) -> tuple[Event, str]:
        """Which event a figure at word `first` belongs to, and the scope in words."""
        if self.cumulative is not None:
            return Event.CUMULATIVE, self.cumulative[1]
        if self.background:
            return Event.OTHER, ""
        if self.update_from is not None and self.update_from <= first <= self.update_from + 20:
            return Event.UPDATE, ""
        return Event.THIS, ""

    def denies(self, first: int) -> bool:
        """Whether a word of denial stands within four words before word `first`."""
        return any(0 < first - at <= _DENIED_WITHIN for at in self.denied)


def context_of(words: Sequence[Word]) -> Context:
    """The frame of a sentence."""
    known = cues()
    texts = [w.text for w in words]
    opens = any(tuple(texts[: len(phrase)]) == phrase for phrase in known.opens)
    inside = any(_find(texts, phrase) is not None for phrase in known.inside)
    return Context(
        background=opens or inside or _is_bygone(texts, known),
        cumulative=_cumulative(texts, known),
        update_from=_update(texts, known),
        denied=tuple(at for at, text in enumerate(texts) if text in known.negation and _denies(texts, at)),
        attributed=_speaker(words, texts, known),
    )


def _is_bygone(texts: Sequence[str], known: Cues) -> bool:
    """Whether the sentence dates itself to a day of a month gone by: "في 12 من حزيران الماضي"."""
    for at, text in enumerate(texts):
        if text in known.bygone and any(t.isdigit() for t in texts[max(0, at - _DATE_WORDS) : at]):
            return True
    return False


def _denies(texts: Sequence[str], at: int) -> bool:
    """Whether a negation negates harm: "ما لا يقل عن" and "لا يزال" do not."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return not after.startswith(("يقل", "يزال", "تزال", "سيما", "زال"))


def _cumulative(texts: Sequence[str], known: Cues) -> tuple[int, str] | None:
    for phrase in known.cumulative:
        if (at := _find(texts, phrase)) is not None:
            return at, " ".join(texts[at : at + _SCOPE_WORDS])
    return None


def _update(texts: Sequence[str], known: Cues) -> int | None:
    """Where a toll is said to have risen, or to have reached a figure."""
    for at, text in enumerate(texts):
        if text in known.update and any(t in known.tolls for t in texts[at : at + 4]):
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


def _find(texts: Sequence[str], phrase: tuple[str, ...]) -> int | None:
    first, size = phrase[0], len(phrase)
    for at, text in enumerate(texts):
        if text == first and tuple(texts[at : at + size]) == phrase:
            return at
    return None
