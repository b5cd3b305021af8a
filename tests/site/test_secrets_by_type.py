"""Every text that the allow-list does not name is a marked secret, found by looking at the types: none is in any file of the
public site. A field that is added tomorrow is a secret from its first day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from cairn.publish.allow import NAMED_REPORT_FIELDS, PUBLIC_FIELDS, WORD_FIELDS
from cairn.publish.rows.record import Record
from cairn.shell.site.render import write_site
from hostile_record import CLOSED, IDS, whole
from introspect import filled, places_of
from publish.sample import sample

TABLES = {
    "ReportRow": "reports", "ClaimRow": "claims", "IncidentRow": "incidents", "AttributionRow": "attributions",
    "OfficialDocumentRow": "official_documents", "OfficialEntryRow": "official_entries", "SaidRow": "official_outcomes",
    "EntryLinkRow": "entry_links", "VictimRow": "victims", "HistoryRow": "history", "TallyRow": "tallies",
    "CoverageRow": "coverage", "TombstoneRow": "tombstones", "MediaRow": "media", "TakenOutRow": "taken_out", "BacklogRow": "backlog",
    "LinkActRow": "link_acts", "SummaryRow": "summaries", "VersionRow": "versions", "WeighedRow": "weighed",
}  # fmt: skip
"""Rows, and the table of the allow-list by which they go out."""

MAY_GO_OUT = {
    "claims": WORD_FIELDS,
    "reports": NAMED_REPORT_FIELDS,
    "history": ("who", "why", "why_ar"),
    "summaries": ("by_en", "by_ar"),
    "versions": ("who", "why", "why_ar", "grades"),
    "weighed": ("receipts", "excluded"),
    "media": ("told_en", "told_ar", "warning", "report_id"),
}
"""Fields that go out by a person's release, or as an organisation's words: other tests ask when."""

NEVER = re.compile(
    r"(AccountRow|ReadingRow|AssignmentRow|SuspicionRow|FindingRow)\..*|Record\.salt|Assertion\.note"
)
"""What never goes out, whatever anybody released."""


def is_private(at: str) -> bool:
    """Whether a place of text is one that the allow-list leaves in."""
    kind, _, rest = at.partition(".")
    name = re.split(r"[\[{]", rest)[0]
    table = TABLES.get(kind)
    if table is None:
        return bool(NEVER.fullmatch(at))
    if (kind, name) == ("VersionRow", "fields"):  # each of them is named in the list by itself
        key = re.split(r"[{}]", rest)[1]
        return key != "key" and key not in PUBLIC_FIELDS["version_fields"]
    return name not in PUBLIC_FIELDS[table] and name not in MAY_GO_OUT.get(table, ())


def planted() -> tuple[Record, dict[str, str]]:
    """A record whose private texts are secrets, each found again by its number."""
    secrets: dict[str, str] = {}

    def plant(at: str, told: str) -> str:
        is_form = CLOSED.fullmatch(at) and told
        if not is_private(at) or is_form or (IDS.fullmatch(at) and told):
            return told
        secret = f"SECRET{len(secrets):05d}TERCES"
        secrets[secret] = at
        return secret

    record = whole(sample(12, released=9))
    private = [{**r, "released_fields": []} for r in record.reports]
    made = filled(replace(record, reports=private), Record, plant)
    return made, secrets


def test_no_text_that_the_list_does_not_name_is_in_any_file_of_the_public_site(tmp_path: Path) -> None:
    record, secrets = planted()
    write_site(record, tmp_path / "site", preview=False)
    files = [p for p in sorted((tmp_path / "site").rglob("*")) if p.is_file()]
    heap = "\n".join([*(str(p) for p in files), *(p.read_bytes().decode("utf-8", "replace") for p in files)])
    found = {secrets[s] for s in set(re.findall(r"SECRET\d{5}TERCES", heap))}
    assert len(secrets) >= 500
    assert found == set()


def test_every_kind_of_row_is_in_the_list_or_never_goes_out() -> None:
    kinds = {at.partition(".")[0] for at in places_of(Record)}
    beside = {
        "PlaceRow",
        "CountRow",
        "NotLinkedRow",
    }  # towns of the gazetteer; figures of a bulletin, which go out with no row; counts that the list itself makes
    rows = {kind for kind in kinds if kind.endswith("Row")} - beside
    assert {kind for kind in rows - set(TABLES) if not NEVER.fullmatch(f"{kind}.x")} == set()


def test_the_search_is_not_blind(tmp_path: Path) -> None:
    record, secrets = planted()
    write_site(record, tmp_path / "site", preview=True)
    heap = "".join(p.read_text("utf-8", "replace") for p in (tmp_path / "site").rglob("*.html"))
    assert set(re.findall(r"SECRET\d{5}TERCES", heap)) & set(secrets)
