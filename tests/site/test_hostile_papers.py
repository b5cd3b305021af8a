"""568 hostile strings in every text of a record, on what leaves as one paper: the report on the screen and in print, the
referral to a party. Nothing gets out of its place, and nothing is fetched while it is set.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
from functools import cache
from typing import Any

import pytest

from cairn.errors import CairnError, FileRefused, MissingExtra
from cairn.publish.referral.files import as_json, squares, stem
from cairn.publish.referral.package import referral
from cairn.publish.referral.words import lines
from cairn.publish.report.page import period_report
from cairn.publish.rows.record import Record
from cairn.shell.export.report_pdf import ready, report_pdf
from cairn.shell.site.report import report_html, style
from hostile import HOST, STRINGS
from hostile_record import PLAIN, hostile_record
from introspect import filled
from page_rules import Seen, read
from publish.referral_sample import material as referred
from publish.sample_report import material
from support import needed

WIDTH = len(STRINGS) // 4
TURNS = range(4)
AT_LENGTH = bool(os.environ.get("CAIRN_HOSTILE"))
SHORT = tuple(words for words in STRINGS if len(words) <= 80)
"""What is short enough to be set in seconds."""


def page(turn: int, lang: str, *, preview: bool = False, strings: Any = STRINGS) -> str:
    basis = "best" if preview else "released"
    record, _ = hostile_record(turn, width=WIDTH, basis=basis, strings=strings)
    told = report_html(period_report(material(record=record, preview=preview), lang), lang)
    return told.replace(f"<style>{style()}</style>", "")  # one of our own, which the policy names by its hash


@cache
def seen() -> Seen:
    """What a report of plain words holds."""
    learning = Seen(learning=True)
    for lang in ("en", "ar"):
        for preview in (False, True):
            learning.policies.update(read(page(0, lang, preview=preview, strings=PLAIN), learning).policies)
    learning.learning = False
    return learning


@pytest.mark.parametrize("turn", TURNS)
def test_no_string_gets_out_of_its_place_in_a_report(turn: int) -> None:
    for lang in ("en", "ar"):
        told = page(turn, lang, preview=bool(turn % 2))
        found = read(told, seen())
        assert found.faults == []
        assert set(found.policies) <= seen().policies
        assert len(found.policies) == 1
        away = [d for d in found.doors if not d[1].startswith(("#", "https://", "http://"))]
        assert [d for d in found.doors if d[0] != "a"] == away == []
        assert "unsafe" not in found.policies[0]


@pytest.mark.skipif(not AT_LENGTH, reason="asked for by make hostile: paper is set slowly")
@pytest.mark.parametrize("turn", TURNS[:2])
def test_nothing_is_fetched_while_a_hostile_report_is_set_and_nothing_acts_in_it(
    turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed("report", importlib.util.find_spec("weasyprint") is not None, "the extra report is not installed")
    try:
        weasyprint = ready()
    except (MissingExtra, FileRefused) as e:
        needed("report", False, str(e))
    asked: list[str] = []
    monkeypatch.setattr(
        weasyprint.urls.URLFetcher, "fetch", lambda self, url, headers=None: asked.append(url)
    )
    record, _ = hostile_record(turn, width=4, strings=SHORT)
    lang = ("en", "ar")[turn]
    data = report_pdf(report_html(period_report(material(record=record), lang), lang), lang)
    assert asked == []
    assert not re.search(
        rb"/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|RichMedia|SubmitForm|GoToR)\b", _open(data)
    )


def _open(data: bytes) -> bytes:
    """The objects of a PDF, with what is packed in them."""
    from pypdf import PdfReader

    held = PdfReader(io.BytesIO(data))
    found = (held.get_object(n) for n in range(1, len(held.xref_objStm) + sum(map(len, held.xref.values()))))
    return "\n".join(repr(one) for one in found).encode("utf-8", "replace")


@pytest.mark.parametrize("turn", range(0, len(STRINGS), 71))
def test_no_string_gets_out_of_its_place_in_a_referral(turn: int) -> None:
    stood = 0

    def plant(at: str, told: str) -> str:
        nonlocal stood
        if at not in TEXTS or not told:
            return told
        stood += 1
        return STRINGS[(turn + stood) % len(STRINGS)]

    asked = referred()
    record = filled(asked.record, Record, plant)
    try:
        found = referral(type(asked)(**{**vars_of(asked), "record": record}))
    except CairnError:
        return
    assert stood > 3
    assert json.loads(as_json(found))
    rows = list(csv.reader(io.StringIO(squares([found])), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,160}", stem(found))
    assert all(line.text is not None for lang in ("en", "ar") for line in lines(found, lang))


TEXTS = (
    "ReportRow.publisher", "ReportRow.url", "ReportRow.author", "ClaimRow.value", "ClaimRow.scope", "IncidentRow.place_name",
    "IncidentRow.place_name_ar", "IncidentRow.summary_en", "IncidentRow.summary_ar", "IncidentRow.code", "AttributionRow.why",
)  # fmt: skip


def vars_of(value: Any) -> dict[str, Any]:
    from dataclasses import fields

    return {f.name: getattr(value, f.name) for f in fields(value)}


def test_the_fetcher_is_refused_what_it_is_asked() -> None:
    needed("report", importlib.util.find_spec("weasyprint") is not None, "the extra report is not installed")
    import weasyprint

    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    for address in (f"https://{HOST}/x.png", "file:///etc/passwd", "data:text/css,x", "ftp://x.example/"):
        with pytest.raises(ValueError, match="disallowed protocol"):
            nothing.fetch(address)
