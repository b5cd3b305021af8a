"""Whose words a text says it repeats: a text enters, the one it credits and the words that say so leave.

Five signs, the surest first: it reposts an account, it begins with a name and a colon, an agency's name stands
under its headline, it closes with an organisation's hashtag, it says "according to" or "X said". Witnesses,
residents and sources without a name are nobody in particular: they tie nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.incident.origins import QUOTED
from cairn.values import folded
from cairn.vocab.load import load_toml, of_words
from cairn.vocab.outlets import Found, has_dateline, outlet_at, outlet_named, outlets_in

_OPENING = 3000  # a quoted outlet is named near the start, and the search is bounded by it
_HEAD = 160  # characters in which a lead stands
_DATELINE = 300
_LEAD_WORDS = 8


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited, as a key; the words of the text that name it; and by which sign."""

    key: str
    words: str
    sign: str  # repost | lead | dateline | signature | phrase


def credit(text: str, own: str, known: Mapping[str, str]) -> Credit | None:
    """The one whose words a text repeats, other than its `own` publisher; None where it credits nobody.

    `known` maps the folded names of the sources at hand to their keys.
    """
    signs = (_reposted, _led, _datelined, _signed, _credited, _phrased)
    found = (hit for sign in signs for hit in sign(text[:_OPENING] if sign is not _signed else text, known))
    return next((hit for hit in found if hit.key and hit.key != own), None)


def quoted_outlet(text: str) -> str:
    """The name of the one credited, without its mark; "" where the text names none, or witnesses."""
    found = credit(text, "", {})
    return found.key.removeprefix(QUOTED).removeprefix("named:").removeprefix("owner:") if found else ""


def _reposted(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    if hit := _rules().repost.match(text):
        name = hit["name"]
        listed = outlet_at("x.com", name)
        bare = name.casefold().replace("_", "")
        yield Credit(QUOTED + listed if listed else f"owner:{bare}", f"@{name}", "repost")


def _led(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """`Breaking | Valley Rescue: two were killed`: the name stands alone before the mark."""
    head = text[:_HEAD].split("\n\n")[0]
    parts = _rules().lead_marks.split(head)[:-1]
    for part in parts[:3]:
        bare = " ".join(w for w in folded(part.replace("_", " ")).split() if w not in _rules().breaking)
        if not bare or len(bare.split()) > _LEAD_WORDS:
            continue
        if key := _key_of(bare, known):
            yield Credit(key, part.strip(), "lead")


def _datelined(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """`VALLEY (Reuters) - `, `Valley / Anadolu`: an agency's name alone between marks near the start."""
    for hit in _STANDING_ALONE.finditer(text[:_DATELINE]):
        found = list(outlets_in(folded(hit["name"])))
        whole = len(found) == 1 and found[0].end - found[0].start == len(folded(hit["name"]))
        if whole and has_dateline(found[0].outlet):
            yield Credit(QUOTED + found[0].outlet, hit["name"].strip(), "dateline")


def _signed(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """Hashtags at the very end: an organisation's full name, or an agency's, signs; one word may be the topic."""
    for tag in _CLOSING_TAGS.findall(_closing(text)):
        bare = folded(tag.replace("_", " "))
        listed = outlet_named(bare)
        if listed and (len(bare.split()) > 1 or has_dateline(listed)):
            yield Credit(QUOTED + listed, f"#{tag}", "signature")
        elif bare in known and len(bare.split()) > 1:
            yield Credit(known[bare], f"#{tag}", "signature")


def _closing(text: str) -> str:
    """The run of hashtags, links and signs a text ends with."""
    words = text[-400:].replace("#", " #").split()
    at = len(words)
    while at and (
        words[at - 1].startswith(("#", "http", "@")) or not any(c.isalnum() for c in words[at - 1])
    ):
        at -= 1
    return " ".join(words[at:])


def _credited(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """A listed organisation beside a word of saying, where the text is short and has nobody of its own."""
    bare = folded(text)
    if len(bare.split()) > _rules().longest or any(own in text.casefold() for own in _rules().own):
        return
    for hit in outlets_in(bare):
        if _is_said_by(bare, hit):
            yield Credit(QUOTED + hit.outlet, bare[hit.start : hit.end], "phrase")


def _is_said_by(text: str, hit: Found) -> bool:
    rules = _rules()
    before = text[: hit.start].split()[-(rules.reach + 2) :]
    after = text[hit.end :].split()[: rules.reach]
    runs = {
        " ".join(before[i:j]) for i in range(len(before)) for j in range(i + 1, min(i + 3, len(before)) + 1)
    }
    return bool(rules.before & runs) or bool(rules.after & set(after))


def _phrased(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """`according to Valley Monitor`: a name that no list holds, after a phrase of quoting."""
    rules = _rules()
    if len(text.split()) > rules.longest or any(own in text.casefold() for own in rules.own):
        return
    for hit in rules.quoted.finditer(text):
        kept: list[str] = []
        for word in map(folded, hit["name"].split()):
            if kept and word in rules.stops:
                break
            if word and word not in rules.stops:
                kept.append(word)
        if kept and kept[0] not in rules.first_hand:
            name = " ".join(kept[:4])
            yield Credit(_key_of(name, known) or f"named:{name}", hit["name"].strip(), "phrase")
            return


def _key_of(name: str, known: Mapping[str, str]) -> str:
    """The key of a folded name: a listed organisation's, else of the source here whose name it begins with."""
    if listed := outlet_named(name):
        return QUOTED + listed
    words = name.split()
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((known[name] for name in names if name in known), "")


_STANDING_ALONE = re.compile(
    r"(?:\(|(?<=[/\-–—،,|\n]))[ \t]{0,3}(?P<name>[^\W\d_][^()/\-–—،,|:\n]{1,38}?)[ \t]{0,3}"
    r"(?:\)\s{0,3}[-–—ـ:/]|(?=[\n\-–—:|]))"
)
_CLOSING_TAGS = re.compile(r"#(\w{2,60})")


class _Rules:
    def __init__(self, tables: Mapping[str, Any]) -> None:
        quoted, told = tables["quoted"], tables["credit"]
        phrases = "|".join(re.escape(p) for p in sorted(quoted["phrases"], key=len, reverse=True))
        name = r"(?P<name>[^\W\d_][^\n.,،:;؛()\[\]\"«»|!?؟]{1,60})"
        self.quoted = re.compile(rf"(?<!\w)(?:{phrases})\s{{0,3}}[\"«“]?{name}", re.IGNORECASE)
        self.stops = frozenset(map(folded, quoted["stops"]))
        self.first_hand = frozenset(map(folded, quoted["first_hand"]))
        self.reach = int(told["reach"])
        self.longest = int(told["longest"])
        self.before = frozenset(map(folded, told["before"]))
        self.after = frozenset(map(folded, told["after"]))
        self.own = tuple(word.casefold() for word in told["own"])
        self.lead_marks = re.compile(tables["lead"]["marks"])
        self.breaking = frozenset(map(folded, tables["lead"]["breaking"]))
        self.repost = re.compile(tables["repost"]["pattern"], re.IGNORECASE)


@of_words()
def _rules() -> _Rules:
    return _Rules(load_toml("origins", "cairn.match"))
