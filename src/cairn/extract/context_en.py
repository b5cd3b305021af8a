"""What an English sentence says around its figures: which event they are of, and whom it quotes for them.

A sentence enters, the event, its scope and a speaker leave. Stands beside chains_en, below counts_en.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cairn.extract.clauses_en import Sentence
from cairn.extract.cues_en import cues
from cairn.extract.numbers_en import HANDLE, WORD, Token
from cairn.vocab.closed import Event, Kind
from cairn.vocab.load import of_words

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_THE_MANY = re.compile(
    r"[^.;\n]{0,120}\b(?:killed|injured|wounded|dead|left) (?:by|in|during) (?:the|these|those) (?:\w+ )?"
    r"(?:strikes|attacks|airstrikes|raids|bombings|assaults|operations)\b",
    re.IGNORECASE,
)
"""Of attacks summed up before: "six have been killed in the strikes"."""
_GOES_ON = re.compile(
    r"\W{0,4}(?:(?:In addition|Moreover|Also),? )?(?:these|those|they)\b"
    r"|(?:the )?(?:\w+ )?(?:fatalities|casualties) \w+ be "
    r"|\s{0,4}(?:[•*·▪●]|[-–—](?=\s?[\dA-Z]))|\s{0,4}\d{1,2}[.)]\s"
    rf"|(?:{_MONTHS}) \d{{1,2}}: "
    r"|this (?:\w+ )?(?:attack|strike|airstrike|bombing|shelling|raid|bombardment|explosion|massacre)\b",
    re.IGNORECASE,
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OPENS_WITH_DAY = re.compile(
    rf"\s{{0,3}}(?:On (?P<day>(?:{_MONTHS}) \d{{1,2}})\b(?! ?,? ?20)"
    rf"|On (?P<week>{_WEEKDAYS})|(?P<yesterday>Yesterday)|(?:In|Last) (?P<month>{_MONTHS})\b(?! ?,? ?\d))",
    re.IGNORECASE,
)
_SOME_DAY = re.compile(
    rf"\b(?:today|yesterday|{_WEEKDAYS}|(?:{_MONTHS}) \d{{1,2}}|\d{{1,2}} (?:{_MONTHS}))\b", re.IGNORECASE
)
_STRUCK = re.compile(r"\b(?:bomb|shell|str[iu]ck|strike|attack|target|raid|explo|mine|shot|ambush)")
_OTHER_WEEKDAY = re.compile(rf"\b{_WEEKDAYS}\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|this morning|this evening|tonight)\b", re.IGNORECASE)
_NO_ADJECTIVE = "injured|wounded|killed|dead|was|were|in|by|of|on|to|from|at"
_ANOTHER = re.compile(
    rf"(?<!then )(?<!and )\banother (?:(?!(?:{_NO_ADJECTIVE})\b)[\w-]+ ){{0,3}}?"
    r"(?:drone|strike|airstrike|attack|raid|shelling|bombing|bombardment|explosion|blast|mine|"
    r"landmine|missile|rocket|shell|ambush|incident|massacre)s?\b"
)
_SPAN = re.compile(
    r"\b(?:in|within|over|during) (?:just |only |about |some |almost |nearly )?(?:one (?:week|month|year)|"
    r"(?:one|two|three|four|five|six|seven|ten|\d{1,3}|recent) (?:days|weeks|months|years))\b"
    rf"|\b(?:during|throughout) (?:the month of )?(?:{_MONTHS})\b(?! \d)"
)
_MANY_ATTACKS = re.compile(
    r"\b(?:[89]|[1-9]\d{1,3}|eight|nine|ten|eleven|twelve|dozens of) "
    r"(?:attacks|strikes|raids|airstrikes) (?:left|killed|injured)\b"
)
_ITEM = re.compile(r"\s{0,4}(?:[•*·▪●]|[-–—](?=\s?[\dA-Za-z])|\d{1,2}[.)]\s|\d{1,4}\s(?=[a-z]))")
_TURN = re.compile(
    r"[,;] (?:(?:just )?(?:an?|one|two|three|four|\d+|several|some) (?:day|week|month|hour)s? after\b"
    r"|(?:bringing|raising|taking|while|and|after|as|which|where)\b)|; | – "
)
_TURN_BACK = re.compile(
    r"; |, (?=(?:an?|today|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day) )"
    r"| (?:rose|risen) to \d{1,6} after (?=an? )"
)
_MONTH_LINE = re.compile(rf"\W{{0,4}}(?P<month>(?:{_MONTHS})(?: 20\d\d)?): ", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:in (?:19|20)\d\d|(?P<period>since|from|during|by|until) "
    r"(?:(?:the )?(?:beginning|start|middle|end) of |(?:early|mid|late)[ -])?"
    rf"(?:(?:{_MONTHS}),? )?(?:19|20)\d\d)\b"
)
_YEAR_OF_EVENT = re.compile(
    r"\banniversary of (?:\w+ ){1,4}?(?:massacre|attack|strike|raid|bombing|killing|siege|battle)s?\b"
    r"|\b(?:massacres?|attacks?|strikes?|raids?|bombings?|killings?|sieges?|wars?|battles?|revolts?) of (?:19|20)\d\d\b"
    r"|\b(?:the|a) (?:19|20)\d\d (?:massacre|attack|strike|raid|bombing|killing|siege|war|battle)"
    r"|\b(?:the|a) (?:19|20)\d\d (?:assault|operation|offensive)"
)
_DAYS = re.compile(
    rf"\b(?:between|from) (?:(?:{_MONTHS}) )?(?P<first>\d{{1,2}})(?: (?P<month>{_MONTHS}))? (?:and|to) "
    rf"(?:(?:{_MONTHS}) (?P<end>\d{{1,2}})|(?P<last>\d{{1,2}}) (?:{_MONTHS}))\b"
)
_ATTRIBUTED = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;\n]{2,80})")
_WEEK_BEGINS = 3  # days; two nights may be one event
_SHORT = re.compile(
    r" (?:few |couple of |two |three )?(?:hours|minutes)\b"
)  # "in the past few hours" is today
_CLAUSE_ENDS = frozenset([",", ";", ":", "–", "—"])
_OF_SPEECH = frozenset(
    ["report", "reports", "claim", "claims", "news", "rumour", "rumours", "rumor", "rumors", "toll", "figure", "figures",
     "number", "count", "statement", "statements", "allegation", "allegations", "that", "information"]
)  # fmt: skip
_RELATIVE = frozenset(["that", "which", "who", "and", "but"])
_NO_SPEAKER = frozenset(["a", "an", "the", "he", "she", "they", "it", "also", "reports", "sources"])


@of_words(maxsize=2)
def _cue_pattern(which: str) -> re.Pattern[str]:
    words = cues().cumulative if which == "cumulative" else cues().other
    return re.compile("|".join(rf"\b{re.escape(w)}" for w in sorted(words, key=len, reverse=True)))


def event_after(before: tuple[Event, str], words: str, low: str) -> tuple[Event, str]:
    """What a sentence speaks of: its own words say it, or it goes on with what the sentence before spoke of.

    `low` is the same sentence in lower case.
    "These attacks left five dead" and the items of a list after "as follows:" go on; anything else begins anew.
    """
    own = event_of(low, words)
    if own[0] is not Event.THIS or before[0] is Event.THIS:
        return own
    summed_up = before[0] is Event.CUMULATIVE and _THE_MANY.match(words)
    return before if summed_up or _GOES_ON.match(words) else own


def own_until(words: str, scope: str, spans: Sequence[tuple[int, int]]) -> int:
    """Up to where figures are of the text's own event, where a sentence turns to a period or another event later.

    "Three were killed, bringing the dead since January to 40": the three stand before the turn. -1 where none does.
    """
    cue = words.find(scope) if scope else -1
    turn = max((m.start() for m in _TURN.finditer(words, 0, max(cue, 0))), default=-1)
    return turn if any(start >= turn for start, _ in spans) else -1


def own_since(words: str, scope: str, spans: Sequence[tuple[int, int]]) -> int:
    """From where figures are of the text's own event again: "in 2014 two died; a shell killed six on Friday".

    The length of the sentence where it never turns back.
    """
    cue = words.find(scope) if scope else -1
    back = _TURN_BACK.search(words, cue + 1) if cue >= 0 else None
    if back is None:
        return len(words)
    told = back.group().startswith((" rose", " risen")) or any(end <= back.start() for _, end in spans)
    return back.end() if told else len(words)


def is_item(words: str) -> bool:
    """Whether a line is an item of a list."""
    return _ITEM.match(words) is not None


def listed_kind(words: str) -> Kind | None:
    """What befell the people listed under "the fatalities are as follows:"; None where a line opens no list."""
    if not words.rstrip().endswith(":"):
        return None
    low = words.lower()
    killed = any(w in low for w in ("fatalit", "killed", "dead", "martyr", "death", "died"))
    injured = any(w in low for w in ("injur", "wound"))
    return (Kind.KILLED if killed else Kind.INJURED) if killed != injured else None


def tells_a_day(low: str) -> bool:
    """Whether a sentence, in lower case, says on which day something was struck."""
    return _STRUCK.search(low) is not None and _SOME_DAY.search(low) is not None


def other_day(words: str, told: str) -> tuple[Event, str]:
    """Whether a later sentence opens with another day than any told before: "On May 18, four farmers were injured".

    A day on which somebody says something is no day of an event.
    """
    hit = _OPENS_WITH_DAY.match(words)
    if hit is None or any(hit[name] and hit[name] in told for name in ("day", "week", "yesterday", "month")):
        return Event.THIS, ""
    if (hit["week"] and not _OTHER_WEEKDAY.search(told)) or (hit["yesterday"] and not _TODAY.search(told)):
        return Event.THIS, ""  # nothing told before says which day this event had
    says = {w.strip(".,:;") for w in words.lower().split()} & (cues().reporting - {"documented"})
    return (Event.THIS, "") if says else (Event.OTHER, hit.group().strip())


def event_of(low: str, words: str) -> tuple[Event, str]:
    """Whether a sentence speaks of a period or of another event, and the words that say so."""
    month = _MONTH_LINE.match(words)
    if month:
        return Event.CUMULATIVE, month.group("month")
    many = _MANY_ATTACKS.search(low)
    if many:
        return Event.CUMULATIVE, words[many.start() : many.end()]
    span = _SPAN.search(low)
    if span:
        return Event.CUMULATIVE, words[span.start() : span.end()]
    year = _YEAR.search(low)
    if year:
        period = Event.CUMULATIVE if year.group("period") else Event.OTHER
        return period, words[year.start() : year.end()]
    named = _YEAR_OF_EVENT.search(low) or _ANOTHER.search(low)
    if named:
        return Event.OTHER, words[named.start() : named.end()]
    days = _DAYS.search(low)
    if days and (days["month"] or int(days["end"] or days["last"]) - int(days["first"]) >= _WEEK_BEGINS):
        return Event.CUMULATIVE, words[days.start() : days.end()]
    for which, event in (("cumulative", Event.CUMULATIVE), ("other", Event.OTHER)):
        hit = _cue_pattern(which).search(low)
        if hit and not _SHORT.match(low, hit.end()):
            tail = re.match(r"[^,.;\n]{0,60}", words[hit.start() :])
            return event, tail.group().strip() if tail else hit.group()
    return Event.THIS, ""


def denied_until(tokens: Sequence[Token]) -> int:
    """Up to which token nothing is told: "reports that 30 people were killed were false". 0 where all holds."""
    lex = cues()
    for k in range(len(tokens) - 1, 0, -1):
        if tokens[k].low not in lex.false:
            continue
        linked = any(t.low in lex.auxiliaries or t.low in ("as", "proved") for t in tokens[max(0, k - 2) : k])
        since = max((n + 1 for n in range(k) if tokens[n].text in _CLAUSE_ENDS), default=0)
        if linked and any(t.low in _OF_SPEECH for t in tokens[since:k]):
            return k
    return 0


def attributed_to(s: Sentence, text: str, start: int, end: int) -> str:
    """Whom the sentence itself quotes: "according to X", "X reported that"."""
    hit = _ATTRIBUTED.search(text, start, end)
    if hit:
        return hit.group("who").strip()
    lex = cues()
    for k, token in enumerate(s.tokens[:25]):
        if token.low in lex.reporting and k and not _passive(s.tokens, k) and not _takes_lives(s.tokens, k):
            return _who(s, k, text)
    return ""


def _who(s: Sentence, k: int, text: str) -> str:
    """The words before the reporting verb at token `k` that name a speaker, or "" where they name none."""
    first = 0
    if any(t.first < k for t in s.triggers):  # "five were killed, the clinic said"
        first = max((n + 1 for n in range(k) if s.tokens[n].text == ","), default=k)
    words = s.tokens[first:k]
    named = any(t.low not in _NO_SPEAKER and t.kind in (WORD, HANDLE) for t in words)
    if not named or words[-1].low in _RELATIVE:
        return ""
    who = text[words[0].start : words[-1].end].strip()
    return who if len(who) <= 100 else ""


def _takes_lives(tokens: Sequence[Token], k: int) -> bool:
    """ "claimed the lives of" quotes nobody."""
    return any(t.low in ("life", "lives") for t in tokens[k + 1 : k + 4])


def _passive(tokens: Sequence[Token], k: int) -> bool:
    return any(t.low in cues().auxiliaries or t.low in ("it", "as") for t in tokens[max(0, k - 3) : k])
