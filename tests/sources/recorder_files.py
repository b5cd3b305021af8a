"""Invented files in the forms of other recorders, small, as a test changes them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

UCDP = {
    "id": "90001", "relid": "SYR-2019-1-11-1", "year": "2019", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "1", "conflict_new_id": "299", "conflict_name": "Syria: Government", "dyad_name": "Government - X",
    "side_a": "Government of Syria", "side_b": "IS", "number_of_sources": "2", "source_office": "Marsh News;Salt Wire",
    "source_original": "witness", "where_prec": "1", "where_coordinates": "Salt Crossing village",
    "adm_1": "Homs governorate", "adm_2": "", "latitude": "34.73", "longitude": "36.72", "country": "Syria",
    "date_prec": "1", "date_start": "2019-03-02 00:00:00.000", "date_end": "2019-03-02 00:00:00.000", "deaths_a": "1",
    "deaths_b": "2", "deaths_civilians": "4", "deaths_unknown": "0", "best": "7", "high": "9", "low": "6",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "SYR70001", "event_date": "02 March 2019", "year": "2019", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Russia (2000-)", "assoc_actor_1": "",
    "inter1": "8", "actor2": "Civilians (Syria)", "assoc_actor_2": "", "inter2": "7", "iso": "760", "country": "Syria",
    "admin1": "Homs", "admin2": "", "location": "Salt Crossing", "latitude": "34.73", "longitude": "36.72",
    "geo_precision": "1", "source": "Marsh News; Salt Wire", "notes": 'A man said: "they hit the mill",\nhe told.',
    "fatalities": "5", "timestamp": "1600000000",
}  # fmt: skip
IBC = {
    "IBC code": "x0001", "Start Date": "20 Mar 2009", "End Date": "20 Mar 2009", "Time": "AM",
    "Location": "Old Mill quarter, Mosul", "Target": "market", "Weapons": "car bomb", "Reported Minimum": "3",
    "Reported Maximum": "5", "Sources": "MW, SW, MW",
}  # fmt: skip
ATLOS = {
    "slug": "ABC123", "project": "Marsh watch", "inserted_at": "2023-01-01T00:00:00", "updated_at": "2023-02-01T00:00:00",
    "latitude": "34.73", "longitude": "36.72", "description": "Strike on a mill", "assignments": "sara_k, omar",
    "sensitive": "Not Sensitive", "status": "Completed", "tags": "", "date": "2019-03-02",
    "geolocation_resolution": "Vicinity", "more_info": "", "restrictions": "", "source_1": "https://marsh.example/1",
    "source_2": "https://salt.example/2", "Civilians killed": "2-3",
}  # fmt: skip
SHEET = {
    "Link": "https://marsh.example/posts/1", "Archive status": "telethon: success", "Destination folder": "mill",
    "Archive location": "https://store.example/a.html?key=opens", "Archive date": "2023-01-02T10:00:00+00:00",
    "Upload timestamp": "2019-03-02T09:30:00+00:00", "Upload title": "Strike on the mill",
    "Text content": "قصف على الطاحونة، وقتل مدنيان", "Screenshot": "https://store.example/s.png", "Hash": "ab" * 32,
    "Perceptual hashes": "", "WACZ": "https://store.example/w.wacz",
}  # fmt: skip
RECORD: dict[str, Any] = {
    "status": "telethon: success",
    "metadata": {
        "_processed_at": "2023-01-02T10:00:00+00:00", "url": "https://marsh.example/posts/2", "title": "A post",
        "content": "Two people died in Salt Crossing.", "timestamp": "2019-03-02T09:30:00+00:00", "author": "marsh_man",
    },
    "media": [{
        "filename": "v.mp4", "urls": ["https://store.example/v.mp4?X-Sign=opens"], "_mimetype": "video/mp4",
        "properties": {"hash": "SHA-256:" + "cd" * 32, "id": "video"},
    }],
}  # fmt: skip
MATERIAL: dict[str, Any] = {
    "id": "7f0", "source_url": "https://marsh.example/posts/3", "status": "complete", "upload_type": "direct",
    "scoped_id": 1, "visibility": "visible", "incident_id": "i-1", "inserted_at": "2023-01-01T00:00:00",
    "updated_at": "2023-01-01T00:00:00",
    "metadata": {"auto-archiver": {"content": "Three people were hurt at the old mill.", "author": "marsh_man"}},
    "artifacts": [{
        "id": "a1", "type": "media", "file_hash_sha256": "ef" * 32, "file_size": 12, "mime_type": "video/mp4",
        "access_url": "https://store.example/3?token=opens",
    }],
}  # fmt: skip


def as_csv(*rows: dict[str, Any], sign: str = ",", bom: bool = False) -> bytes:
    """Rows as CSV under the columns of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=sign)
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode()


def as_lines(*rows: object) -> bytes:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_workbook(*rows: dict[str, Any]) -> bytes:
    """Rows as a workbook, under the columns of the first."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
