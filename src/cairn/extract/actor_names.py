"""The words by which actors and their parts are told, compiled: vocab/data/actors.toml enters, tables leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cairn.vocab.actors import Actor, actors
from cairn.vocab.load import load_toml, load_words, of_words

from .phrases import Match, PhraseTable, Word, any_stem, words_of

ADJECTIVE = "~"
SKIP, OCCUPIER, PROXY, OFFICE = "", "?", "+", "^"
"""What stands in for an actor's id: nobody, whom "the occupation" means, the followers of the actor named before; and
what an id ends in where the name passes to a successor."""


def actor_matches(
    words: Sequence[Word], own: tuple[Actor, ...], day: date | None = None, whole: str = ""
) -> list[Match]:
    """Every name of an actor in the words, in order; an adjective's value ends in `ADJECTIVE`. `day` is that of the
    telling, for names that passed from one actor to another. Followers of the actor before end in `PROXY`.
    `whole` is the text of which the words are a part: it says whom "the occupation" means where the part does not."""
    matches = [m for m in _names(own).find(words) if m.value != SKIP]
    occupier = _occupier(matches, whole, own) if any(m.value == OCCUPIER for m in matches) else ""
    found: list[Match] = []
    for match in matches:
        if match.value.endswith(OFFICE):
            match = match._replace(value=_holder(match.value.removesuffix(OFFICE), day))
        elif match.value == OCCUPIER:
            match = match._replace(value=occupier + ADJECTIVE)
        elif match.value == PROXY:
            before = found[-1] if found and match.first - found[-1].last <= 4 else None
            proxies = load_toml("actors")["proxies"]["of"]
            proxy = proxies.get(before.value.rstrip(ADJECTIVE + PROXY)) if before else None
            if proxy is None:
                continue
            match = match._replace(value=proxy + PROXY)
        found.append(match)
    return found


def _occupier(matches: Sequence[Match], whole: str, own: tuple[Actor, ...]) -> str:
    """Whom "the occupation" alone means: the one the account or else the whole text calls so, else the default."""
    candidates = frozenset(load_words("actors", "occupation.candidates"))
    called = next((m.value for m in matches if m.value in candidates), "")
    if not called and whole:
        called = next((m.value for m in _names(own).find(words_of(whole)) if m.value in candidates), "")
    return called.removesuffix(ADJECTIVE) or str(load_toml("actors")["occupation"]["default"])


def _holder(actor: str, day: date | None) -> str:
    """Who held an office of `actor` on that day; `actor` where the day is not known."""
    for row in load_toml("actors")["succession"]:
        if row["of"] == actor and day is not None and day >= date.fromisoformat(row["from"]):
            return str(row["to"])
    return actor


@of_words(maxsize=64)
def cue(name: str) -> frozenset[str]:
    """The single words of one list of cues, as written and without their article."""
    phrases = load_words("actors", f"cues.{name}")
    singles = [words_of(p) for p in phrases]
    return frozenset(_bare(s[0].norm) for s in singles if len(s) == 1) | frozenset(
        s[0].norm for s in singles if len(s) == 1
    )


@of_words(maxsize=8)
def cue_pairs(name: str) -> frozenset[tuple[str, str]]:
    """The phrases of two words of one list of cues."""
    pairs = [words_of(p) for p in load_words("actors", f"cues.{name}")]
    return frozenset((p[0].norm, p[1].norm) for p in pairs if len(p) == 2)


@of_words()
def countries() -> PhraseTable:
    """Names of actors that are names of places too: of countries and their capitals."""
    return PhraseTable((p, "country") for p in load_words("actors", "cues.country"))


@of_words(maxsize=4)
def _singles(name: str) -> frozenset[str]:
    return frozenset(
        _bare(w.norm) for p in load_words("weapons", name) if len(words_of(p)) == 1 for w in words_of(p)
    )


def act_nouns() -> frozenset[str]:
    """Nouns of an attack by any weapon."""
    return _singles("attack.nouns")


def act_verbs() -> frozenset[str]:
    """Verbs of an attack."""
    return _singles("attack.verbs")


@of_words()
def weapon_words() -> frozenset[str]:
    """Every single word that names a weapon."""
    groups = load_toml("weapons")["weapon"]
    return frozenset(
        _bare(w.norm)
        for g in groups
        for p in (*g["words"], *g.get("general", ()))
        if len(words_of(p)) == 1
        for w in words_of(p)
    )


def _bare(norm: str) -> str:
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


@of_words(maxsize=50_000)
def is_act(norm: str) -> bool:
    """Whether a folded word is one of an attack or a weapon, in any of its forms."""
    return any_stem(norm, _acts())


@of_words()
def _acts() -> frozenset[str]:
    return act_nouns() | act_verbs() | weapon_words()


@of_words()
def own_acts() -> PhraseTable:
    """Phrases in which an actor tells of a strike of its own."""
    return PhraseTable((p, "own") for p in load_words("actors", "cues.own_act"))


@of_words()
def quotes() -> PhraseTable:
    """Phrases before whoever is quoted: those of the counts too, so that one list serves both."""
    listed = (*load_words("actors", "cues.quoted"), *load_words("ar_casualties", "attribution.by"))
    return PhraseTable((p, "quoted") for p in listed)


@of_words()
def quote_stops() -> frozenset[str]:
    """The words that end the name of whoever is quoted."""
    return frozenset(w.norm for p in load_words("ar_casualties", "attribution.stops") for w in words_of(p))


@of_words(maxsize=8)
def _names(own: tuple[Actor, ...]) -> PhraseTable:
    listed = [(alias, a.id) for a in (*actors().values(), *own) for alias in (*a.aliases, *a.names.values())]
    beside = [(word, a.id + ADJECTIVE) for a in (*actors().values(), *own) for word in a.adjectives]
    stepped_over = [(p, SKIP) for p in load_words("actors", "not_actors.phrases")]
    unnamed = [(p, OCCUPIER) for p in load_words("actors", "occupation.words")]
    proxies = [(p, PROXY) for p in load_words("actors", "proxies.words")]
    offices = [(n, row["of"] + OFFICE) for row in load_toml("actors")["succession"] for n in row["names"]]
    return PhraseTable([*stepped_over, *offices, *listed, *beside, *unnamed, *proxies])
