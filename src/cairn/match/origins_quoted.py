"""Whose words a text says it repeats: a text enters, the one it credits and the words that say so leave.

Six signs, the surest first: it reposts an account, it begins with a name and a colon, an agency's name stands
under its headline, it closes with an organisation's hashtag, it says "according to" or "X said", it gives its own
figure again further down as someone's. Witnesses,
residents and sources without a name are nobody in particular: they tie nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.extract.clean import fold_for_reading
from cairn.incident.origins import QUOTED
from cairn.values import folded
from cairn.vocab.load import load_toml, of_words
from cairn.vocab.outlets import Found, outlet_at, outlets_in, writes

FOR_OTHERS = "for others"  # what an agency writes: others print it whole under its name
_OPENING = 3000  # a quoted outlet is named near the start, and the search is bounded by it
_HEAD = 160  # characters in which a lead stands
_DATELINE = 300
_LEAD_WORDS = 8
_PLACE_WORDS = 5
_TELLING = 4  # a figure that stands in two sentences by no chance, and in digits


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited, as a key; the words of the text that name it; and by which sign."""

    key: str
    words: str
    sign: str  # repost | lead | dateline | signature | phrase | figure


def credit(text: str, own: str, known: Mapping[str, str], figures: Collection[int] = ()) -> Credit | None:
    """The one whose words a text repeats, other than its `own` publisher; None where it credits nobody.

    `known` maps the folded names of the sources at hand to their keys; `figures` are those the text is read to give.
    """
    signs = (_reposted, _led, _datelined, _signed, _credited, _phrased)
    found = (hit for sign in signs for hit in sign(text[:_OPENING] if sign is not _signed else text, known))
    by_name = next((hit for hit in found if hit.key and hit.key != own), None)
    return by_name or next((hit for hit in _figured(text[:_OPENING], figures) if hit.key != own), None)


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
    """`Breaking | Valley Rescue: two were killed`: the name stands alone before the mark, or after "a source in"."""
    head = text[:_HEAD].split("\n\n")[0]
    for part in _rules().lead_marks.split(_rules().glued.sub(r"\1 ", head))[:-1][:3]:
        tags = [w.lstrip("#") for w in part.split() if w.startswith("#")]
        told = " ".join(w for w in part.split() if not w.startswith("#"))
        if tags:
            yield from _tagged(tags[0], known, "lead")
        words = [w for w in folded(told).split() if w not in _rules().breaking]
        while words and words[0] in _rules().before_lead:
            words = words[1:]
        short = len(words) <= _LEAD_WORDS or (
            len(words) <= 3 * _LEAD_WORDS and not _rules().of.isdisjoint(words[:4])
        )
        if words and short and (key := _key_of(words, known)):
            yield Credit(key, part.strip(), "lead")


def _datelined(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """`VALLEY (Reuters) - `, `Valley / Anadolu`: an agency's name alone between marks near the start."""
    for hit in _STANDING_ALONE.finditer(text[:_DATELINE]):
        line = text[: hit.start("name")].rpartition("\n")[2].split()
        credits_a_picture = any(folded(word) in _rules().pictures for word in line)
        listed = _whole(folded(hit["name"]))
        if (
            writes(listed) == FOR_OTHERS
            and not credits_a_picture
            and (hit[0][0] == "(" or len(line) <= _PLACE_WORDS)
        ):
            yield Credit(QUOTED + listed, hit["name"].strip(), "dateline")


def _signed(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """Hashtags at the very end; the name of one that writes first hand or for others, alone at the end; the bare
    host of a site, as under a post that shares its page."""
    for tag in _CLOSING_TAGS.findall(_closing(text)):
        yield from _tagged(tag, known, "signature")
    for part in _LAST_PARTS.split(text.removesuffix(_closing(text))[-200:])[1:][-2:]:
        listed = "" if "#" in part else _whole(folded(part))
        if writes(listed):
            yield Credit(QUOTED + listed, part.strip(), "signature")
    for host in _BARE_HOST.findall(text[-400:]):
        if listed := outlet_at(host):
            yield Credit(QUOTED + listed, host, "signature")


def _tagged(tag: str, known: Mapping[str, str], sign: str) -> Iterator[Credit]:
    """A hashtag that is an organisation's full name, or an agency's, signs; of others, one word may be the topic."""
    bare = folded(tag.replace("_", " "))
    listed, full = _whole(bare), len(bare.split()) > 1
    if listed and (full or writes(listed) == FOR_OTHERS):
        yield Credit(QUOTED + listed, f"#{tag}", sign)
    elif bare in known and full:
        yield Credit(known[bare], f"#{tag}", sign)


def _whole(name: str) -> str:
    """The listed organisation whose name these folded words are, and no more."""
    found = next(outlets_in(name), None)
    return found.outlet if found and found.end - found.start == len(name) else ""


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
    """A listed organisation beside a word of saying, in the opening of a text that has nobody of its own there."""
    rules = _rules()
    if rules.has_own(text):
        return
    for post in SHOWN_POST.finditer(text):
        if listed := outlet_at("x.com", post["account"]):
            yield Credit(QUOTED + listed, post[0].strip(), "phrase")
    left = rules.opening
    for part in _SENTENCES.split(fold_for_reading(text).text):
        words = folded(part).split()[:left]
        sentence, left = " ".join(words), left - len(words)
        for hit in credited_in(sentence):
            yield Credit(QUOTED + hit.outlet, sentence[hit.start : hit.end], "phrase")


def credited_in(text: str) -> Iterator[Found]:
    """The listed organisations that stand beside a word of saying in a folded text."""
    return (hit for hit in outlets_in(text) if _is_said_by(text, hit))


def _is_said_by(text: str, hit: Found) -> bool:
    """A word of saying just before the name, but for a few words between that are none to speak for another; or just
    after it; or "according to what the organisation wrote" somewhat later."""
    rules = _rules()
    before = text[max(0, hit.start - 120) : hit.start].split()[-(rules.reach + 2) :]
    after = text[hit.end : hit.end + 240].split()
    written = text[: hit.end].split()[-len(text[hit.start : hit.end].split())]
    # "told the agency"; what is of an army is a raid
    told = written.startswith("ل") and writes(hit.outlet) != "first hand"
    if told or (before and before[-1] in rules.told):
        return not rules.before.isdisjoint(text[max(0, hit.start - 160) : hit.start].split())
    if not rules.relays.isdisjoint(before) and not rules.of.isdisjoint(after[: rules.reach_back]):
        return True  # "cited X as saying"
    before = _up_to_who_speaks(before, text[max(0, hit.start - 200) : hit.start].split())
    for n in range(len(before), 0, -1):
        if before[n - 1] in rules.before or " ".join(before[max(0, n - 2) : n]) in rules.before:
            return True
        if before[n - 1] in rules.breaks:
            break
    far = rules.reach_after if text[hit.start : hit.end].isascii() else rules.reach
    if not rules.after.isdisjoint(after[:far]):
        return True
    later = " ".join(after[: rules.reach_back])
    return any(f" {phrase} " in f" {later} " for phrase in rules.back)


def _up_to_who_speaks(before: list[str], further: list[str]) -> list[str]:
    """The words before a name without those for who speaks for it; with `further` ones back where there are such."""
    rules = _rules()
    if before and before[-1] in rules.reporters:
        return before[:-1]  # "said the reporter of the Valley Desk"
    on_a_page = bool(before) and before[-1] in rules.pages  # "said activists on the page of the Valley Desk"
    place = before[:-1] if on_a_page else before
    if len(place) > 1 and place[-1] in rules.within and place[-2] in rules.speakers:
        # "said medics of a clinic and rescuers in the Civil Defence"
        return further[: -2 - on_a_page][-rules.reach_back :]
    return before


def _phrased(text: str, known: Mapping[str, str]) -> Iterator[Credit]:
    """`according to Valley Monitor`: a name that no list holds, after a phrase of quoting."""
    rules = _rules()
    if rules.has_own(text):
        return
    for hit in rules.quoted.finditer(" ".join(text.split(" ")[: rules.opening])):
        kept: list[str] = []
        for word in map(folded, hit["name"].split()):
            if kept and word in rules.stops:
                break
            if word and word not in rules.stops:
                kept.append(word)
        if kept and kept[0] not in rules.first_hand:
            named = f"named:{' '.join(kept[:4])}" if len(kept) > 1 else ""
            yield Credit(_key_of(kept[:4], known) or named, hit["name"].strip(), "phrase")
            return


def _figured(text: str, figures: Collection[int]) -> Iterator[Credit]:
    """One that tells first hand, credited further down in a sentence with the figure that the text leads with."""
    told = {str(figure) for figure in figures if figure >= _TELLING}
    if not told or _rules().has_own(text):
        return
    for sentence in map(folded, _SENTENCES.split(text)):
        if not told.isdisjoint(sentence.split()):
            for hit in credited_in(sentence):
                if writes(hit.outlet):
                    yield Credit(QUOTED + hit.outlet, sentence[hit.start : hit.end], "figure")


def _key_of(words: list[str], known: Mapping[str, str]) -> str:
    """The key of the name that folded words begin with: a listed organisation's, else a source's here."""
    name = " ".join(words)
    listed = next(outlets_in(name), None)
    if listed and not name[: listed.start].strip():
        return QUOTED + listed.outlet
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((known[name] for name in names if name in known), "")


_STANDING_ALONE = re.compile(
    r"(?:\(|(?<=[/\-–—،,|\n]))[ \t]{0,3}(?P<name>[^\W\d_][^()/\-–—،,|:\n]{1,38}?)[ \t]{0,3}"
    r"(?:\)\s{0,3}[-–—ـ:/]|(?=[\n\-–—:|]))"
)
_SENTENCES = re.compile(r"[\n؟?!]|[.](?!\d)")
_LAST_PARTS = re.compile(r"[.()\n|—–]|---+")
SHOWN_POST = re.compile(r"[—–]\s?[^()\n]{2,60}\(@(?P<account>\w{2,30})\)")  # a post shown whole in a page
_BARE_HOST = re.compile(r"(?<![a-zA-Z0-9@/.-])(?:[a-zA-Z0-9-]{1,40}\.){1,3}[a-zA-Z]{2,6}(?![a-zA-Z0-9/.@])")
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
        self.reach_after = int(told["reach_after"])
        self.reach_back = int(told["reach_back"])
        self.opening = int(told["opening"])
        self.own_within = int(told["own_within"])
        self.within = frozenset(map(folded, told["within"]))
        self.speakers = frozenset(map(folded, told["speakers"]))
        self.reporters = frozenset(map(folded, told["reporters"]))
        self.pages = frozenset(map(folded, told["pages"]))
        self.relays = frozenset(map(folded, told["relays"]))
        self.of = frozenset(map(folded, told["of"]))
        self.told = frozenset(map(folded, told["told"]))
        self.back = frozenset(map(folded, told["back"]))
        self.breaks = frozenset(map(folded, told["breaks"]))
        self.before = frozenset(map(folded, told["before"]))
        self.after = frozenset(map(folded, told["after"]))
        again = "|".join(re.escape(phrase) for phrase in told["same_again"])
        self.same_again = re.compile(rf"(?<!\w)(?:{again})(?!\w)")
        self.own = tuple(word.casefold() for word in told["own"])
        self.lead_marks = re.compile(tables["lead"]["marks"])
        self.breaking = frozenset(map(folded, tables["lead"]["breaking"]))
        tags = "|".join(re.escape(word) for word in tables["lead"]["breaking"])
        self.glued = re.compile(
            rf"(#(?:{tags}))(?=[^\W\d_])"
        )  # a line's end was lost: "#breakingValley Rescue"
        self.before_lead = frozenset(map(folded, tables["lead"]["before"]))
        self.pictures = frozenset(map(folded, tables["dateline"]["pictures"]))
        self.repost = re.compile(tables["repost"]["pattern"], re.IGNORECASE)

    def has_own(self, text: str) -> bool:
        """Whether the opening has word from the text's own people."""
        opening = self.same_again.sub(" ", " ".join(text.split()[: self.own_within]).casefold())
        return any(own in opening for own in self.own)


@of_words()
def _rules() -> _Rules:
    return _Rules(load_toml("origins", "cairn.match"))
