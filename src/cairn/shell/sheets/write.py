"""Write the queue as a workbook: what waits, the words, the machine's value, and empty cells to fill."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cairn.extract.model import PlaceRead
from cairn.incident.model import Figures
from cairn.shell.export.incidents import Held, Incidents
from cairn.shell.export.second_readings import to_look_at
from cairn.shell.export.sources import Row, Said
from cairn.shell.export.waiting import Desk, merged
from cairn.shell.export.words import change_words, ends
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace
from cairn.tally.stakes import Change
from cairn.values import DateSpan, Range
from cairn.vocab.closed import COUNT_KINDS, State

from .layout import ACCOUNTS, CLAIMS, DUPLICATES, INCIDENTS, LINKS, PAGES, Page
from .links import link_rows

FILL = PatternFill("solid", fgColor="FFF6D6")
HEAD = PatternFill("solid", fgColor="E8E4DA")
WORDS = 400
REASONS = 2_000
DUPLICATE_ROWS = 200
WIDE = {
    "words": 70,
    "summary_en": 50,
    "summary_ar": 50,
    "why_machine": 50,
    "why": 30,
    "flags": 40,
    "place": 24,
}


def write_sheet(ws: Workspace, out: Path, *, limit: int) -> dict[str, int]:
    """Write the workbook; returns how many rows each page holds. Incidents that wait come first, the
    weightiest (highest figure) of them on top, then those that were set and not released."""
    desk, said = Desk(ws), Said(ws)
    incidents = desk.incidents
    now = {h.incident.id: h.projection.figures for h in Incidents("suggested").held}
    waiting = [h for h in incidents.held if h.state is not State.RELEASED or _has_moved(h, now)]
    waiting.sort(key=lambda h: (-desk.at_stake(str(h.incident.id)), -_weight(h), str(h.incident.id)))
    waiting = waiting[:limit]
    codes = {str(h.incident.id): incidents.codes[str(h.incident.id)][0] for h in incidents.held}
    ids = {str(h.incident.id) for h in waiting}
    changes = {(a.account_id, i): desk.if_joined(a, i) for a, i, _ in desk.queued() if i in ids}
    assigned = [a for a in said.assignments() if a["incident_id"] in ids]
    assigned.sort(key=lambda a: _turn(changes.get((a["account_id"], a["incident_id"]))))
    claims = _claims_of(said, assigned)
    reports = {r["id"]: r for r in said.reports()}
    book = Workbook()
    book.remove(book.worksheets[0])
    _how_to(book.create_sheet("how to"))
    pages = {
        INCIDENTS: [row for h in waiting for row in _incident_rows(h, desk, claims)],
        ACCOUNTS: [
            _account_row(a, reports[a["report_id"]], said, codes)
            | {"total_change": _change(changes.get((a["account_id"], a["incident_id"])))}
            for a in assigned
        ],
        CLAIMS: [
            _claim_row(c, codes, key)
            for key in sorted(claims)
            for c in claims[key]
            if c["kind"] in COUNT_KINDS
        ]
        + _said_by_models(assigned, codes),
        DUPLICATES: _duplicate_rows(desk),
        LINKS: link_rows(ws),
    }
    for page, rows in pages.items():
        _fill(book.create_sheet(page.title), page, rows)
    sheet = BytesIO()
    book.save(sheet)
    write_whole(out, sheet.getvalue())
    return {
        "incidents": len(waiting),
        "accounts": len(assigned),
        "claims": len(pages[CLAIMS]),
        "duplicates": len(pages[DUPLICATES]),
        "links": len(pages[LINKS]),
    }


def _has_moved(held: Held, now: Mapping[uuid.UUID, Figures]) -> bool:
    """Whether the claims no longer show what was released: it comes back to the desk."""
    return held.incident.id in now and now[held.incident.id] != held.projection.figures


def _weight(held: Held) -> int:
    figure = held.projection.figures.killed
    return figure.max or figure.min or 0


def _claims_of(said: Said, assigned: Sequence[Row]) -> Mapping[str, list[Row]]:
    """Incident id -> the claims of the accounts that joined it."""
    by_account: dict[str, list[Row]] = defaultdict(list)
    for claim in said.claims():
        by_account[claim["account_id"]].append(claim)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in assigned:
        if row["decision"] == "joined":
            found[row["incident_id"]].extend(by_account[row["account_id"]])
    return found


def _incident_rows(held: Held, desk: Desk, claims: Mapping[str, list[Row]]) -> Iterator[Row]:
    key, incidents = str(held.incident.id), desk.incidents
    figures, place, span = held.projection.figures, held.projection.place, held.projection.date
    quotes = [c["quote"] for c in claims.get(key, ()) if c["kind"] in ("killed", "injured")]
    base = {
        "incident": incidents.codes[key][0],
        "version_seen": held.assessment.n if held.assessment else 0,
        "state": held.state.value,
        "total_change": _change(desk.stakes.if_graded(key)),
        "date": _day(span),
        "place": _place(place),
        "killed_machine": _range(figures.killed),
        "injured_machine": _range(figures.injured),
        "origins": len(held.projection.origins),
        "reports": held.projection.reports,
        "words": _cut("\n".join(dict.fromkeys(quotes)), WORDS),
        "flags": _cut("\n".join(held.projection.flags), REASONS),
    }
    rows = incidents.suggestions.get(key, [])
    if not rows:
        yield base
    for hint in rows:
        yield base | {
            "actor_machine": hint.actor_id,
            "grade_machine": hint.grade.value if hint.grade else "",
            "strike_status_machine": hint.strike_status.value,
            "why_machine": _cut("\n".join(hint.trace), REASONS),
        }


def _duplicate_rows(desk: Desk) -> list[Row]:
    """A row per suspicion, the one that would change the totals most first: the one that would go into the other
    second, as a merge takes them."""
    shown = {str(h.incident.id): h.projection for h in desk.incidents.held}
    rows = []
    changes = {pair: desk.if_merged(pair) for pair in desk.duplicates}
    heaviest = sorted(desk.duplicates, key=lambda pair: (-changes[pair].weight, -pair.probability))
    for pair in heaviest[:DUPLICATE_ROWS]:
        gone, kept = merged(pair, desk.rows)
        rows.append(
            {
                "incident": desk.code(kept),
                "other": desk.code(gone),
                "probability": round(pair.probability, 2),
                "total_change": _change(changes[pair]),
                "date": _day(shown[kept].date),
                "place": _place(shown[kept].place),
                "killed": _range(shown[kept].figures.killed),
                "other_date": _day(shown[gone].date),
                "other_place": _place(shown[gone].place),
                "other_killed": _range(shown[gone].figures.killed),
                "why_machine": pair.why,
            }
        )
    return rows


def _day(span: DateSpan | None) -> str:
    if span is None:
        return ""
    return span.start.isoformat() if span.days == 1 else f"{span.start} / {span.end}"


def _place(place: PlaceRead | None) -> str:
    return " · ".join(n for n in (place.name_en or place.name, place.name_ar) if n) if place else ""


def _turn(change: Change | None) -> tuple[bool, int]:
    """What waits first, by how far it moves the totals; then the rest in the order they stood."""
    return change is None, -change.weight if change else 0


def _change(change: Change | None) -> str:
    return "" if change is None else change_words(change.min, change.max)


def _cut(text: str, most: int) -> str:
    """The text, or its beginning with a mark that more follows."""
    return text if len(text) <= most else f"{text[:most].rstrip()} [...]"


def _account_row(row: Row, report: Row, said: Said, codes: Mapping[str, str]) -> Row:
    return {
        "account": row["account_id"],
        "report": row["report_id"],
        "source_kind": report["source_kind"],
        "published": report["published"],
        "incident": codes.get(row["incident_id"], row["incident_id"]),
        "decision_machine": row["decision"],
        "probability": row["probability"],
        "why_machine": row["why"],
        "words": _cut(said.texts[row["report_id"]], WORDS),
    }


def _claim_row(claim: Row, codes: Mapping[str, str], incident: str) -> Row:
    return {
        "claim": claim["id"],
        "report": claim["report_id"],
        "incident": codes.get(incident, incident),
        "kind": claim["kind"],
        "min_machine": claim["min"],
        "max_machine": claim["max"],
        "group_machine": claim["group"],
        "status_machine": claim["status"],
        "event_machine": claim["event"],
        "words": claim["quote"],
    }


def _said_by_models(assigned: Sequence[Row], codes: Mapping[str, str]) -> list[Row]:
    """What a model said of these accounts and our reader does not say: no claim until a person makes it one."""
    at = {a["account_id"]: a["incident_id"] for a in assigned if a["decision"] == "joined"}
    told = (c for c in to_look_at() if c["account"] in at and c["kind"] in COUNT_KINDS)
    return [
        {
            **_claim_row({**c, "id": None, "report_id": c["report"]}, codes, at[c["account"]]),
            "said_by": f"{c['model']}: {c['finding']}",
        }
        for c in told
    ]


def _range(value: Range) -> str:
    return ends(value.min, value.max)


def _fill(sheet: Worksheet, page: Page, rows: Sequence[Row]) -> None:
    sheet.append(list(page.columns))
    for row in rows:
        sheet.append([_safe(row.get(name)) for name in page.columns])
    for n, name in enumerate(page.columns, start=1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = WIDE.get(name, 14)
        cell = sheet[f"{letter}1"]
        cell.font, cell.fill = Font(bold=True), FILL if name in page.filled else HEAD
        if name in page.filled or name in WIDE:
            for body in sheet[letter][1:]:
                body.alignment = Alignment(wrap_text=True, vertical="top")
                if name in page.filled:
                    body.fill = FILL
    sheet.freeze_panes = "B2"


def _safe(value: object) -> object:
    """A cell that a spreadsheet shows as text: what begins like a formula gets a quote in front, and
    signs that no spreadsheet can hold are shown as missing."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text


def _how_to(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 110
    sheet.append(
        ["Machine reading, not reviewed: do not cite. Fill the yellow columns; leave the rest as it is."]
    )
    sheet.append(["Bring it back with: cairn add FILE.xlsx --as judgements. Bringing it back twice is once."])
    for page in PAGES:
        sheet.append([f"{page.title}: {page.help}"])
    sheet.append(["قراءة آلية لم تُراجع: لا تُستشهد بها. املأ الأعمدة الصفراء واترك الباقي كما هو."])
