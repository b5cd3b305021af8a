"""A report read from end to end: every claim's words stand in the text as stored."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.model import Extraction
from cairn.extract.read import LANGUAGE_NOT_SUPPORTED, NO_CONTENT, READ_AT_MOST, extract, read_end
from cairn.sources.report import Report
from cairn.values import DateSpan, Range
from cairn.vocab.closed import Event, Group, Kind

_REPORTS = Path(__file__).resolve().parents[3] / "shared/data/reports/reports.jsonl"


def _read(text: str, published: date | None = None) -> Extraction:
    return extract(Report("r1", text), None, published=published)


def test_an_arabic_post_becomes_one_account_with_its_reading() -> None:
    text = "الرئيسية\nمقتل ثلاثة مدنيين بينهم طفل وإصابة سبعة آخرين بقصف على بلدة النور أمس\n"
    extraction = _read(text, date(2019, 3, 4))
    assert (extraction.language, extraction.refused) == ("ar", "")
    (account,) = extraction.accounts
    assert account.main
    assert (account.reading.killed, account.reading.injured) == (Range(3, 3), Range(7, 7))
    assert account.reading.date == DateSpan.on(date(2019, 3, 3))
    assert account.reading.harm
    killed = next(c for c in account.claims if c.kind is Kind.KILLED)
    assert text[killed.start : killed.end] == "مقتل ثلاثة مدنيين"


def test_an_english_report_is_read_by_the_english_reader() -> None:
    extraction = _read("Three civilians were killed and five others were injured when shells hit the market.")
    assert extraction.language == "en"
    assert extraction.accounts[0].reading.killed == Range(3, 3)


def test_a_digest_gives_each_event_its_own_figures() -> None:
    text = (
        "حصاد اليوم الأحد 3 آذار 2019\n"
        "الساحل:: قصف مدفعي على بلدة النور أدى لمقتل طفلين.\n"
        "الجبل:: انفجار لغم أدى لمقتل مزارع في قرية الغدير.\n"
        "السهل:: غارة على أطراف مدينة الرحاب أوقعت خمسة شهداء.\n"
    )
    accounts = _read(text).accounts
    assert [a.reading.killed for a in accounts] == [Range(2, 2), Range(1, 1), Range(5, 5)]
    assert [a.n for a in accounts] == [1, 2, 3]
    assert {a.reading.date for a in accounts} == {DateSpan.on(date(2019, 3, 3))}


@pytest.mark.parametrize("text", ["", " \n ", "Log into Facebook", "🔴 12/3"])
def test_nothing_to_read_is_refused_as_such(text: str) -> None:
    assert _read(text).refused == NO_CONTENT


def test_another_language_is_refused_and_not_guessed_at() -> None:
    extraction = _read("Deux personnes ont été tuées ce matin par un obus tombé sur le marché")
    assert (extraction.language, extraction.refused, extraction.accounts) == (
        "fr",
        LANGUAGE_NOT_SUPPORTED,
        (),
    )


_LINES = st.lists(
    st.sampled_from(
        [
            "مقتل ثلاثة مدنيين بقصف على بلدة النور",
            "استـ.شـ.هاد طفلين في قرية الغديرِ",
            "• غارة على أطراف الرحاب أوقعت ٥ شهداء",
            "الجبل:: أصيب راعيان بانفجار لغم",
            "Read more",
            "12 مشاهدة",
            "Two people were killed in the market.",
            "قال الدفاع المدني إن امرأة قتلت أمس الأحد",
            "\u200f#عاجل_الآن",
            "",
        ]
    ),
    max_size=10,
).map("\n".join)


@given(_LINES)
def test_every_claim_and_account_stands_in_the_stored_text(text: str) -> None:
    for account in _read(text, date(2019, 3, 4)).accounts:
        assert 0 <= account.start <= account.end <= len(text)
        for claim in account.claims:
            assert account.start <= claim.start < claim.end <= account.end
            assert text[claim.start : claim.end].strip()


@given(_LINES, st.sampled_from(["الرئيسية\n", "مشاركة\nRead more\n", "\n\n"]))
def test_furniture_above_moves_every_passage_and_changes_no_claim(text: str, above: str) -> None:
    plain, moved = _read(text), _read(above + text)
    quotes = [text[c.start : c.end] for a in plain.accounts for c in a.claims]
    assert [(above + text)[c.start : c.end] for a in moved.accounts for c in a.claims] == quotes


@pytest.mark.data
def test_real_reports_keep_every_passage_inside_their_text() -> None:
    if not _REPORTS.exists():
        pytest.skip("the shared reports are not here")
    with _REPORTS.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            for account in extract(Report(row["id"], text), None, published=None).accounts:
                assert all(text[c.start : c.end].strip() for c in account.claims)
                victims = [c for c in account.claims if c.kind is Kind.VICTIM]
                assert all(text[c.start : c.end] == c.value for c in victims)


def test_an_account_without_a_day_takes_the_day_last_told() -> None:
    text = (
        "قصف على بلدة النور\nقتل ثلاثة مدنيين يوم الأحد 3 آذار 2024 بقصف على بلدة النور.\n"
        "كما أصيب طفل بقصف على قرية الغدير.\n"
    )
    read = extract(Report(id="r", text=text), None, published=None)
    assert [a.reading.date.start.isoformat() for a in read.accounts if a.reading.date] == ["2024-03-03"] * 2


def test_a_text_too_long_is_read_in_part_and_says_so() -> None:
    text = "مقتل ثلاثة مدنيين بقصف على بلدة النور. " + "كلام " * (READ_AT_MOST // 5)
    read = extract(Report(id="r", text=text), None, published=None)
    assert read.read_to is not None
    assert READ_AT_MOST - 200 <= read.read_to <= READ_AT_MOST
    assert text[read.read_to] == " "
    assert read.accounts[0].reading.killed.min == 3
    assert extract(Report(id="r", text=text[:500]), None, published=None).read_to is None


def test_a_word_without_end_is_cut_where_reading_ends() -> None:
    assert read_end("ا" * (READ_AT_MOST + 1)) == READ_AT_MOST


def test_half_a_character_stops_no_reading() -> None:
    text = "مقتل ثلاثة مدنيين \ud83d بقصف على بلدة النور"
    assert extract(Report(id="r", text=text), None, published=None).accounts[0].reading.killed.min == 3


def test_what_looks_back_to_an_attack_elsewhere_counts_for_another_event() -> None:
    text = (
        "مقتل ثلاثة مدنيين بقصف على بلدة النور\nقتل ثلاثة مدنيين اليوم الأحد 3 آذار 2024 بقصف على بلدة النور.\n"
        "وقتل خمسة مدنيين بقصف على قرية الغدير يوم الجمعة 1 آذار.\n"
    )
    (account,) = extract(Report(id="r", text=text), None, published=date(2024, 3, 3)).accounts
    events = {c.min: c.event for c in account.claims if c.kind is Kind.KILLED and c.group is Group.ALL}
    assert events[5] is Event.OTHER
    assert account.reading.killed.min == account.reading.killed.max == 3


def test_some_killed_elsewhere_before_are_no_figure() -> None:
    text = (
        "قتل مدنيان بقصف على بلدة النور اليوم.\n"
        "وكانت الطائرات قد قصفت بلدة الغدير فقتل عدد من المدنيين في السوق."
    )
    told = [c for account in _read(text).accounts for c in account.claims if c.kind is Kind.KILLED]
    assert {(c.min, c.event) for c in told} == {(2, Event.THIS)}
