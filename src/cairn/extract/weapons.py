"""Reads with what a strike was made and what kind of place it hit: a text enters, claims and ids leave.

A weapon is claimed once, at its first words in a sentence that tells of an attack or of harm; elsewhere
("the drone industry") it is not claimed at all. What is named only further down is another event's: background,
related headlines, what else happened that day. Words and labels stand in vocab/data/weapons.toml and
infrastructure.toml. Dates and actors ask here whether a word is one of an attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cairn.vocab.closed import Event, Kind
from cairn.vocab.load import load_toml, load_words, of_words

from .model import Claim
from .phrases import Match, PhraseTable, Word, any_stem, words_of

_WIDER = {"airstrike": ("drone_strike",), "missile": ("rocket",), "small_arms": ("naval",)}
"""A general word adds nothing beside its finer kind in the same sentence ("a drone's air strike")."""


OWN_SENTENCES = 2
"""A weapon first named after so many sentences with weapons is taken for another event's."""
_GENERAL, _SKIP = "?", ""


def claims_weapons(text: str, language: str) -> list[Claim]:
    """One WEAPON claim per weapon and strike type, at its first words in a sentence of attack or harm.

    `value` is an id of weapons.toml; event is OTHER for what is named only further down; confidence falls for later
    sentences. Nothing raises.
    """
    words = words_of(text)
    told = attack_sentences(text)
    claims: dict[str, Claim] = {}
    by_sentence: dict[int, list[Match]] = {}
    for match in _plain(m for m in _weapons().find(words) if words[m.first].sentence in told):
        by_sentence.setdefault(words[match.first].sentence, []).append(match)
    for order, (_, matches) in enumerate(sorted(by_sentence.items())):
        named = {m.value for m in matches}
        for match in matches:
            if match.value in claims or named & set(_WIDER.get(match.value, ())):
                continue
            start, end = words[match.first].start, words[match.last].end
            sure = max(0.3, 0.75 - 0.1 * order)
            event = Event.THIS if order < OWN_SENTENCES else Event.OTHER
            claims[match.value] = Claim(
                Kind.WEAPON, start, end, event=event, value=match.value, confidence=round(sure, 2)
            )
    return sorted(claims.values(), key=lambda c: c.start)


def _plain(matches: Iterable[Match]) -> list[Match]:
    """The matches without general words of weapons beside a plain word of another, and without what is stepped over."""
    found = [m for m in matches if m.value != _SKIP]
    named = {m.value for m in found if not m.value.endswith(_GENERAL)}
    return [
        m._replace(value=m.value.removesuffix(_GENERAL))
        for m in found
        if not (m.value.endswith(_GENERAL) and _gives_way(m.value.removesuffix(_GENERAL), named))
    ]


def _gives_way(weapon: str, named: set[str]) -> bool:
    """Whether a general word for a weapon says nothing beside those named by plain words."""
    others = named - {weapon}
    return bool(others & _yields_to().get(weapon, others))


@of_words()
def _yields_to() -> dict[str, set[str]]:
    return {g["id"]: set(g["yields_to"]) for g in load_toml("weapons")["weapon"] if "yields_to" in g}


def infrastructure(text: str, language: str) -> tuple[str, ...]:
    """Ids of infrastructure.toml for the kinds of place named in sentences of an attack or harm, in order."""
    words = words_of(text)
    told = attack_sentences(text)
    hits = [m for m in _places().find(words) if words[m.first].sentence in told]
    return tuple(dict.fromkeys(m.value for m in hits if not _led_there(words, m)))


def _led_there(words: Sequence[Word], match: Match) -> bool:
    """Whether people were brought to the place: "taken to hospital" is no hospital hit."""
    leads = _not_after()[match.value]
    return any(w.norm in leads for w in words[max(0, match.first - 3) : match.first])


@of_words(maxsize=8)
def attack_sentences(text: str) -> frozenset[int]:
    """Numbers of the sentences (`Word.sentence`) that hold a word of an attack or of harm."""
    return frozenset(w.sentence for w in words_of(text) if is_attack_word(w.norm))


@of_words(maxsize=100_000)
def is_attack_word(norm: str) -> bool:
    """Whether a folded word tells of an attack or of harm to people."""
    return any_stem(norm, _attack_stems())


@of_words()
def _attack_stems() -> frozenset[str]:
    lists = ("attack.nouns", "attack.verbs", "attack.harm")
    single = [
        w.norm
        for name in lists
        for p in load_words("weapons", name)
        if len(words_of(p)) == 1
        for w in words_of(p)
    ]
    finer = [
        w.norm
        for group in load_toml("weapons")["weapon"]
        for p in (*group["words"], *group.get("general", ()))
        if len(words_of(p)) == 1
        for w in words_of(p)
    ]
    return frozenset(n[2:] if n.startswith("ال") and len(n) > 4 else n for n in (*single, *finer))


@of_words()
def _weapons() -> PhraseTable:
    groups = load_toml("weapons")["weapon"]
    stepped_over = [(p, _SKIP) for p in load_words("weapons", "not_weapons.phrases")]
    plain = [(p, g["id"]) for g in groups for p in g["words"]]
    general = [(p, g["id"] + _GENERAL) for g in groups for p in g.get("general", ())]
    return PhraseTable([*stepped_over, *plain, *general])


@of_words()
def _not_after() -> dict[str, frozenset[str]]:
    groups = load_toml("infrastructure")["infrastructure"]
    return {g["id"]: frozenset(w.norm for p in g.get("not_after", ()) for w in words_of(p)) for g in groups}


@of_words()
def _places() -> PhraseTable:
    return PhraseTable(
        (p, group["id"]) for group in load_toml("infrastructure")["infrastructure"] for p in group["words"]
    )
