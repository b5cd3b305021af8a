"""The exported tables: one specification from which files, the sheet's headings and the dictionary are made.

A contract: rename a field and somebody's script breaks. `null` is unknown, dates are ISO, text is UTF-8.
"""

from __future__ import annotations

from collections.abc import Mapping

from .table_fields import Field, bounds, fields
from .tables_actors import ACTORS
from .tables_control import CONTROL
from .tables_parties import PARTIES

TABLES: Mapping[str, tuple[Field, ...]] = {
    "reports": fields(
        "id | text | the report's own id",
        "source_id | text | who published it",
        "source_kind | text | news, ngo, monitor, rescue, official, individual or unknown",
        "url | text | where it stood",
        "published | moment or null | when it was published, UTC",
        "published_basis | text | how that is known: stated, platform_id, url, page_metadata, text",
        "language | text | ISO 639 code of the text",
        "capture_sha256 | text | the file it came in",
        "text_sha256 | text | the text as stored, UTF-8",
        "text | text | the text as stored; passages count its code points",
        "refused | text | why nothing was read: no_content, language_not_supported; empty where it was",
        "read_to | number or null | where the reading of a very long text ends; null where all of it was read",
    ),
    "accounts": fields(
        "id | text | REPORT#N",
        "report_id | text | the report that gives it",
        "n | number | its place in the report",
        "main | yes or no | whether it is the report's main event",
        "start | number | where it begins in the text",
        "end | number | where it ends",
    ),
    "claims": fields(
        "id | text | hash of text, passage, kind and extractor version",
        "account_id | text | the account that makes it",
        "report_id | text | the report it stands in",
        "incident_id | text or null | the incident its account joined; null while it waits",
        "kind | text | killed, injured, place, date, actor, weapon, victim and others",
        *bounds("", "as the words say it"),
        "basis | text | stated, sum, list, implied or vague",
        "group | text | whom it counts: all, children, women, men, belligerents",
        "status | text | civilian, belligerent, contested or unknown, as told",
        "event | text | this, other, cumulative or update",
        "scope | text | what bounds a cumulative or other figure",
        "value | text | what is no number: a name, a day, an actor's id",
        "attributed_to | text | whom the report quotes for it",
        "role | text | an actor's part: attacker, target, source, victim_side, launched, intercepted, present; of a "
        "place: landmark, which says where the event is not",
        "manner | text | how an attacker's part is told: stated, accused, alleged, claimed, denied, conceded",
        "part | text | part of the day beside a date: night, dawn, morning, noon, afternoon, evening",
        "origin_id | text | the first-hand source it traces back to",
        "start | number | where the words begin",
        "end | number | where they end",
        "quote | text | the words: text[start:end]",
        "confidence | number | 0 to 1, the reader's own",
        "extractor | text | what read it, with version; by-hand/1 is a person",
    ),
    "readings": fields(
        "account_id | text | the account summed up",
        "report_id | text | its report",
        "main | yes or no | whether it is the report's main event",
        *bounds("killed", "civilians killed, as this account has it"),
        *bounds("injured", "people injured, as this account has it"),
        "status | text | civilian, belligerent, contested or unknown",
        "date_start | day or null | first possible day",
        "date_end | day or null | last possible day",
        "time | text | part of the day, empty where the text tells none",
        "place_name | text or null | the place as read",
        "lat | number or null | degrees north",
        "lon | number or null | degrees east",
        "place_precision | text or null | how finely the place is known",
        "place_radius_m | number or null | radius in metres within which it lies",
        "belligerents | list | actors alleged to have struck",
        "strike_types | list | weapons and kinds of strike",
        "confidence | number | 0 to 1",
        "decision | text | auto, review or abstain",
        "policy | text | the policy by which the figures were chosen",
    ),
    "assignments": fields(
        "account_id | text | the account",
        "report_id | text | its report",
        "incident_id | text | the incident",
        "probability | number | 0 to 1",
        "decision | text | joined, queued or rejected; only joined counts",
        "why | text | one sentence",
        "decided_by | text | rule, or a person's name",
        "version | number | which decision on this pair",
    ),
    "incidents": fields(
        "id | text | UUID, for ever",
        "code | text | current public code",
        "codes | list | every code it ever had",
        "parent_id | text or null | the umbrella record it belongs to",
        "date_start | day or null | first possible day",
        "date_end | day or null | last possible day",
        "time | text or null | local time",
        "time_basis | text or null | how the time is known",
        "place_name | text or null | where",
        "admin1 | text or null | first-level division",
        "admin1_pcode | text or null | its P-code",
        "lat | number or null | degrees north",
        "lon | number or null | degrees east",
        "place_precision | text or null | how finely the place is known",
        "place_radius_m | number or null | radius in metres",
        *bounds("killed", "civilians killed"),
        *bounds("injured", "people injured"),
        *bounds("children_killed", "children killed"),
        *bounds("women_killed", "women killed"),
        *bounds("men_killed", "men killed"),
        *bounds("belligerents_killed", "belligerents killed, as reported"),
        "harm_reported | text | yes, no or unknown",
        "causes | list | what caused the harm",
        "weapons | list | weapons and kinds of strike",
        "infrastructure | list | what was hit",
        "reports | number | reports that count",
        "origins | number | first-hand sources behind them",
        "summary_en | text or null | a named author's summary, English",
        "summary_ar | text or null | the same, Arabic",
        "state | text | suggested, set or released",
        "version | number | assessment version; 0 while only suggested",
        "first_published | moment or null | first release",
        "last_changed | moment or null | last act on it",
    ),
    "attributions": fields(
        "incident_id | text | the incident",
        "actor_id | text | the actor",
        "actor | text | its name, English",
        "role | text | suspected or known",
        "grade | text or null | as a person set it",
        "grade_suggested | text or null | as the rules suggest; in no public export",
        "strike_status | text | declared, likely, contested, single_source, not_applicable, unknown",
        "basis_claims | list | claims it rests on",
        "trace | list | the rule's reasons, in words",
    ),
    **ACTORS,
    "coverage": fields(
        "actor | text | whose actions were monitored",
        "country | text | ISO 3166 code",
        "from | day | first day",
        "to | day | last day",
        "level | text | full, partial or none",
    ),
    "register": fields(
        "id | text | REGISTER:REF, for ever; internal: nothing of a register is in a public export",
        "register | text | whose register it is, by the name it goes by here",
        "ref | text | the recorder's own id",
        "code | text or null | its code, as the recorder gives it",
        "previous_codes | list | codes it went by before",
        "date_start | day or null | the day it counts on",
        "date_end | day or null | last day",
        "place_name | text or null | where, as told",
        "admin1 | text or null | first-level division, as told",
        "admin1_pcode | text or null | our P-code for it",
        "country | text or null | ISO 3166 code",
        "lat | number or null | degrees north, as told; null where it is not on the globe",
        "lon | number or null | degrees east",
        "filed_under | list | belligerents it counts for: told, actor_id (null where we know none), role",
        "attributed_to | list | belligerents it attributes the harm to, the same way",
        "grade | text or null | the recorder's grade of the incident, where it is one of ours and one alone",
        "grade_told | text or null | the grade, as told",
        "strike_status_told | text or null | the strike status, as told",
        "harm_reported | text | yes, no or unknown",
        *bounds("killed", "civilians killed, as a tally counts it"),
        *bounds("injured", "civilians injured"),
        *bounds("belligerents_killed", "belligerents killed, as reported"),
        *bounds("all_killed", "people killed, whatever their status, as some recorders count"),
        *bounds("children_killed", "children killed"),
        *bounds("women_killed", "women killed"),
        *bounds("men_killed", "men killed"),
        *bounds("children_injured", "children injured"),
        *bounds("women_injured", "women injured"),
        *bounds("men_injured", "men injured"),
        "flags | list | what is odd: code, kind (fault, gap or note), field, value",
        "as_written | object | the row, every column as it came",
        "version | number | how often it came in differently",
        "capture_sha256 | text | the file it stood in",
        "row | number | its row there",
    ),
    "rejected": fields(
        "capture_sha256 | text | the file it stood in",
        "page | text | its page, in a workbook of several",
        "row | number | its row",
        "raw | text | the row, verbatim",
        "code | text | what was wrong, stable",
        "field | text | which field",
        "value | text | its value",
        "message | text | what was wrong, in words",
        "remedy | text | what to do",
    ),
    **CONTROL,
    **PARTIES,
}  # fmt: skip
"""Table -> its columns, in order."""


def columns(table: str) -> tuple[str, ...]:
    """The names of a table's columns. Raises `KeyError` for another table."""
    return tuple(f.name.lstrip("_") for f in TABLES[table])


def dictionary() -> str:
    """The data dictionary as Markdown, made from the specification."""
    parts = [
        "# The exported tables",
        "",
        "Made from `src/cairn/publish/tables.py`, `tables_actors.py` and `tables_parties.py`; do not edit by hand.",
        "",
    ]
    for table, rows in TABLES.items():
        parts += [f"## {table}", "", "| field | type | meaning |", "|---|---|---|"]
        parts += [f"| `{f.name.lstrip('_')}` | {f.type} | {f.meaning} |" for f in rows] + [""]
    return "\n".join(parts)
