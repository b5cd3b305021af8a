"""A small record with a hostile string in every text that it may hold, whatever fields its types have or will have.

One hostile string stands for one id wherever that id is told, so that references hold. What must have a form to be drawn
(a day, a word of a closed set) keeps it: the doors refuse others, and `tests/site/test_hostile_strings.py` tries them one
by one. Any other field of text is hostile, also one that is added tomorrow: nothing here names it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, get_args, get_origin, is_typeddict

from cairn.publish.rows.record import Record
from hostile import STRINGS
from introspect import filled, has_fields, hints, is_mapping, parts, places_of, without_none
from publish.sample import sample

IDS = re.compile(
    r"""(?x) \w+Row\.(id|\w+_id|gone|kept|files\[\]) | \w+Row\.(basis_claims|members)\[\] | VersionRow\.grades\{key\}
    | (Actor|Area|Assertion|Designation|Layer|Policy|Relation)\.id | Actor\.read_as | Area\.parent
    | (Alleged|Part|Cluster|Conceded|GroundThen|Tally|Touched|Share|AreaState|Assertion|Relation|Designation|Layer|Policy
       |Coverage|Definition|Member|Membership|Ground|Viewpoint|OfficialDocumentRow|OfficialEntryRow|CoverageRow|Actor)
      \.(actor|actors\[\]|incident_id|incidents\[\]|entry_id|entries\[\]|offered\[\]|members\[\]|area|place|places\[\]
        |subject|object|asserted_by|authority|layer|authors\[\]|holder|holders\{key\}|areas\{key\}|of|left_out\[\]\[\]
        |subgroups\{key\}|amounts\{key\}|told_as\[\]\[\])
    | Record\.(actors|texts|official_texts|terms|comparisons|control|ground)\{key\} | Record\.public_authors\[\]
    | HeldPlace\.(claims|series)\{key\} | WhoIsWho\.(actors\{key\}|own\[\])
    | IncidentRow\.(causes|weapons|infrastructure)\[\] """
)
"""Ids, and what refers to them."""

CLOSED = re.compile(
    r"""(?x) .*\.(date|date_start|date_end|day|at|published|as_of|from_day|to_day|month|first_published|last_changed) | .*\.kind
    | Record\.generated_at | IncidentRow\.(state|place_precision|harm_reported|time_basis|grade_suggested)
    | AttributionRow\.(state|grade|grade_suggested|role|strike_status) | AssignmentRow\.decision | ReadingRow\.decision
    | ClaimRow\.(basis|group|status|event) | (Claim|Assignment)Row\.extractor | (OfficialEntry|Said)Row\.(outcome|reason)
    | EntryLinkRow\.decision | HistoryRow\.act | TallyRow\.(bucket|lines\{key\}|definition\{(key|basis|grades)\}(\[\])?) | VersionRow\.(grades\{\}|fields\{(key|state|date_start)\})
    | VictimRow\.outcome | ReportRow\.(source_kind|published_basis|released_fields\[\]) | (CoverageRow|Coverage)\.level
    | Definition\.(basis|count\[\]|grade_of|unit|register) | Ratio\.bound | Layer\.frame | Relation\.(relation|denied)
    | .*\.names\{key\} | Record\.(actors|terms)\{\}\{key\} | GroundThen\.areas\{\}\{key\} | OfficialDocumentRow\.figures\{key\}
    | MediaRow\.(kind|warning) | FindingRow\.name """
)
"""Words of closed sets, days, and names of languages: what our own code puts there, or a door has checked."""

BLANKS: Mapping[str, Any] = {
    "VersionRow.at": "2026-01-02T03:04:05Z",
    "VersionRow.grades": {"northern-pact": "fair"},
    "VersionRow.fields": {
        "place_name": "x", "summary_en": "x", "killed_min": 3, "killed_max": 4, "date_start": "2017-03-07", "state": "released",
    },
    "MediaRow.kind": "image",
    "MediaRow.warning": "",
    "MediaRow.file": "0f1e2d3c4b5a69788796a5b4c3d2e1f0.jpg",
    "VictimRow.outcome": "killed",
    "Relation.relation": "part_of",
    "SuspicionRow.change": [1, 2],
    "IncidentRow.first_published": "2026-01-02",
    "IncidentRow.last_changed": "2026-01-02",
    "OfficialDocumentRow.figures": {"killed_to_date": {"value": 3, "start": 0, "end": 0, "quote": ""}},
    "ReportRow.released_fields": ["publisher", "author", "url", "words", "text"],
    "ReportRow.source_kind": "news",
}  # fmt: skip
"""What stands in a field that the sample leaves out, where a blank of its type would not do."""

FORMS = {"month": "2017-03", "at": "2026-01-02T03:04:05Z", "from_day": "2017-01-01", "to_day": "2017-12-31"}
"""What stands in a field of a closed form, by its name."""

REFERS = {
    "incident_id": "incident-000", "gone": "incident-000", "kept": "incident-001", "report_id": "n0", "account_id": "n0a1",
    "actor_id": "northern-pact", "entry_id": "e1", "document_id": "pact-2018-01", "parent_id": None,
}  # fmt: skip
"""Fields that refer to something, and what of the sample they refer to where they are left out."""


PLAIN = tuple(f"plain{n}" for n in range(len(STRINGS)))
"""As many words that mean no harm: what a site is compared with."""


@dataclass
class Planter:
    """Changes the texts of one record; `turn` chooses which strings stand where, `width` how many stand in one text."""

    turn: int
    width: int = 1
    strings: Sequence[str] = STRINGS
    ids: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    texts: dict[str, int] = field(default_factory=dict)

    def learn(self, at: str, told: str) -> str:
        """Go through a record once to know its ids."""
        if IDS.fullmatch(at) and told and told not in self.ids:
            self.ids[told] = self._one(self.turn + 7 * len(self.ids))
        return told

    def plant(self, at: str, told: str) -> str:
        """What is to stand in a place instead of what stands there."""
        self.placed.add(at)
        if told in self.ids and not CLOSED.fullmatch(at):
            return self.ids[told]
        if CLOSED.fullmatch(at) or (not told and IDS.fullmatch(at)):
            return told
        n = self.texts.get(at, 0)
        self.texts[at] = n + 1
        first = (self.turn + n) * self.width
        return " ".join(self.strings[(first + k) % len(self.strings)] for k in range(self.width))

    def _one(self, n: int) -> str:
        """The n-th string that is fit to be an id: one that is not blank and stands for nothing else."""
        taken, many = set(self.ids.values()), len(self.strings)
        while not self.strings[n % many].strip() or self.strings[n % many] in taken:
            n += 1
        return self.strings[n % many]


def turns(width: int) -> range:
    """The turns after which every string has stood in every text."""
    return range(-(-len(STRINGS) // width))


def hostile_record(
    turn: int,
    *,
    width: int = 1,
    released: int = 4,
    basis: str = "released",
    strings: Sequence[str] = STRINGS,
) -> tuple[Record, Planter]:
    """The record, and who planted it: `placed` are the places of text that it reached."""
    record = whole(sample(5, released=released, basis=basis))
    planter = Planter(turn, width, strings)
    filled(record, Record, planter.learn)
    return _settled(filled(record, Record, planter.plant)), planter


def whole(record: Record) -> Record:
    """The record with every field of every row there, and a row in every table."""
    made: dict[str, Any] = {}
    for name, hint in hints(Record).items():
        held = getattr(record, name)
        if not held and not isinstance(held, int | str):
            held = _blank(hint, f"Record.{name}")
        made[name] = _completed(held, hint)
    made["incidents"][1]["parent_id"] = made["incidents"][0]["id"]
    return replace(record, **made)


def _completed(value: Any, hint: Any) -> Any:
    """Rows with their missing fields; other values as they are, their empty lists with one thing in them."""
    hint = without_none(hint)
    if is_typeddict(hint):
        told = {k: _completed(v, hints(hint)[k]) for k, v in value.items() if k in hints(hint)}
        more = {k: _blank(h, f"{hint.__name__}.{k}") for k, h in hints(hint).items() if not told.get(k)}
        return {**told, **{k: v for k, v in more.items() if _wanted(k, v, told)}}
    if is_dataclass(value) and not isinstance(value, type):
        return _completed_value(value)
    if is_mapping(hint) and isinstance(value, Mapping):
        return {k: _completed(v, get_args(hint)[1]) for k, v in value.items()}
    if isinstance(value, list | tuple) and len(parts(hint)) == 1:
        return type(value)(_completed(v, parts(hint)[0]) for v in value)
    return value


def _completed_value(value: Any) -> Any:
    """The same of a value: what is empty of it and may hold text holds some."""
    new: dict[str, Any] = {}
    for name, hint in hints(type(value)).items():
        at, held = f"{type(value).__name__}.{name}", getattr(value, name)
        if held in ("", (), frozenset()) or held == {}:
            held = _blank(hint, at) if any(True for _ in places_of(hint)) else held
        new[name] = _completed(held, hint)
    return replace(value, **new)


def _wanted(name: str, value: Any, told: Mapping[str, Any]) -> bool:
    """Texts and lists of them are filled in; a figure or a yes that the sample leaves out is left out."""
    return (name not in told or told[name] in ("", None, [], ())) and not isinstance(
        value, bool | int | float | None
    )


def _blank(hint: Any, at: str) -> Any:
    """The least value of a type that holds text wherever it may."""
    name = at.rpartition(".")[2]
    if at in BLANKS:
        return BLANKS[at]
    if name in REFERS:
        return REFERS[name]
    hint = without_none(hint)
    if hint is str:
        return FORMS.get(name, "") if CLOSED.fullmatch(at) else f"blank {at}" if IDS.fullmatch(at) else "x"
    if is_typeddict(hint):
        return {k: _blank(h, f"{hint.__name__}.{k}") for k, h in hints(hint).items()}
    if has_fields(hint):
        return hint(**_needed(hint))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint))
    if hint in (date, datetime):
        return hint(2017, 3, 7)
    if hint in (bool, int, float):
        return hint(True)
    if is_mapping(hint):
        key, held = get_args(hint)
        return {_blank(key, f"{at}{{key}}"): _blank(held, f"{at}{{}}")}
    if not get_args(hint):
        return None
    if get_origin(hint) is tuple and ... not in get_args(hint):
        return tuple(_blank(one, f"{at}[]") for one in get_args(hint))
    made = [_blank(one, f"{at}[]") for one in parts(hint)]
    return frozenset(made) if "frozenset" in str(hint) else tuple(made) if "tuple" in str(hint) else made


def _needed(kind: Any) -> dict[str, Any]:
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {name: _blank(hints(kind)[name], f"{kind.__name__}.{name}") for name in needed}


def _settled(record: Record) -> Record:
    """Texts made anew around the words that were planted, so that each passage is what it says it is."""
    texts, claims = dict(record.texts), [dict(row) for row in record.claims]
    for key in texts:
        texts[key] = _around([c for c in claims if c.get("report_id") == key], texts[key])
    said = [dict(e, history=[dict(s) for s in e.get("history", ())]) for e in record.official_entries]
    words = dict(record.official_texts)
    for key in words:
        told = [s for e in said for s in e["history"] if s.get("document_id") == key and s.get("quote")]
        words[key] = _around(told, words[key])
    papers = [
        dict(d, figures={k: dict(v) for k, v in d["figures"].items()}) for d in record.official_documents
    ]
    for paper in papers:
        words[paper["id"]] = _around(list(paper["figures"].values()), words.get(paper["id"], ""))
    made: dict[str, Any] = {"texts": texts, "claims": claims, "official_entries": said}
    made |= {"official_texts": words, "official_documents": papers}
    return replace(record, **made)


def _around(rows: list[dict[str, Any]], between: str) -> str:
    text = between
    for row in rows:
        row["start"] = len(text)
        text += row.get("quote", "")
        row["end"] = len(text)
        text += f" {between[:40]} "
    return text


def unreached(placed: set[str]) -> list[str]:
    """The places of text that a run never reached."""
    return sorted(set(places_of(Record)) - placed)
