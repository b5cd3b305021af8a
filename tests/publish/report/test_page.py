"""A period's assessment as a view: coverage before figures, no bare number, nothing that nobody released."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.report.chart import columns
from cairn.publish.report.cite import escaped
from cairn.publish.report.coverage import levels, watched
from cairn.publish.report.days import period_before
from cairn.publish.report.page import period_report
from cairn.publish.report.paper import drawing_rules, on_paper
from cairn.publish.report.words import sum_html
from cairn.shell.site.report import report_html, style
from cairn.tally.model import Coverage, Definition, Sum
from cairn.tally.words import sentence
from cairn.vocab.labels import LANGUAGES
from publish.sample import sample
from publish.sample_report import YEAR, material

DAYS = st.dates(date(1901, 1, 1), date(2100, 1, 1))
BANNERS = {"en": "Machine reading, not reviewed: do not cite", "ar": "قراءة آلية لم تُراجَع: لا تُقتبَس"}


def said(value: Any) -> str:
    """All text of a view, however deep."""
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(said(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, (tuple, list)):
        return " ".join(map(said, value))
    return str(value) if isinstance(value, str) else ""


def plain(markup: str) -> str:
    """What is seen of it: no tags, and no words that are for the ear alone."""
    seen = re.sub(r'<span class="vh">[^<]*</span>', "", markup)
    return re.sub(r"<[^>]+>", "", seen).replace("\u2066", "").replace("\u2069", "")


# --- the days


def test_whole_months_go_before_whole_months() -> None:
    assert period_before(date(2025, 5, 1), date(2025, 5, 31)) == (date(2025, 4, 1), date(2025, 4, 30))
    assert period_before(date(2024, 1, 1), date(2024, 12, 31)) == (date(2023, 1, 1), date(2023, 12, 31))
    assert period_before(date(2025, 1, 1), date(2025, 3, 31)) == (date(2024, 10, 1), date(2024, 12, 31))


def test_a_week_goes_before_a_week() -> None:
    assert period_before(date(2025, 5, 5), date(2025, 5, 11)) == (date(2025, 4, 28), date(2025, 5, 4))


@given(DAYS, st.integers(0, 4000))
def test_the_period_before_ends_the_day_before_and_is_not_empty(first: date, days: int) -> None:
    start, end = period_before(first, first + timedelta(days=days))
    assert end == first - timedelta(days=1)
    assert start <= end


# --- coverage


def covered(*told: tuple[str, str, str, str]) -> list[Coverage]:
    return [
        Coverage(actor, "SY", date.fromisoformat(a), date.fromisoformat(b), level)
        for actor, a, b, level in told
    ]


MAY = Definition(from_day=date(2025, 5, 1), to_day=date(2025, 5, 31))


def test_a_period_that_nobody_monitored_says_so() -> None:
    told = watched(covered(("a", "2025-04-01", "2025-06-30", "none")), MAY, "en", {})
    assert "was not monitored" in told.verdict
    assert told.stretches[0].days == "May 2025"


def test_a_period_of_which_nobody_told_is_not_said_to_be_unmonitored() -> None:
    told = watched([], MAY, "en", {})
    assert "not stated" in told.verdict
    assert set(told.by_day.values()) == {"untold"}


def test_a_monitored_period_has_no_verdict() -> None:
    assert not watched(covered(("a", "2025-05-01", "2025-05-02", "full")), MAY, "en", {}).verdict


def test_one_well_watched_party_does_not_speak_for_another() -> None:
    told = covered(("a", "2025-05-01", "2025-05-31", "full"), ("b", "2025-05-01", "2025-05-31", "none"))
    assert set(levels(told, date(2025, 5, 1), date(2025, 5, 31)).values()) == {"partial"}


@given(
    st.lists(st.tuples(DAYS, DAYS, st.sampled_from(["full", "partial", "none", "odd"]))),
    DAYS,
    st.integers(0, 90),
)
def test_every_day_of_a_period_has_one_level(told: list[Any], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = levels([Coverage("a", "", min(a, b), max(a, b), level) for a, b, level in told[:3]], first, last)
    assert len(found) == length + 1
    assert set(found.values()) <= {"full", "partial", "none", "untold"}


def test_a_long_period_has_a_bar_a_month_and_a_short_one_a_bar_a_day() -> None:
    year = levels([], *YEAR)
    assert [c.key for c in columns(None, [], year)][:2] == ["2016-01", "2016-02"]  # type: ignore[arg-type]
    assert len(columns(None, [], levels([], date(2016, 2, 1), date(2016, 2, 29)))) == 29  # type: ignore[arg-type]


# --- the whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_is_the_tallys_own_sentence_with_its_definition(lang: str) -> None:
    made = material()
    page = period_report(made, lang)
    bare = sentence(made.tally, lang).replace("\u2066", "").replace("\u2069", "")
    assert made.tally.incidents
    assert plain(page.headline[0]) == bare
    assert "2016-01-01" in page.definition


def test_coverage_stands_before_the_first_figure() -> None:
    page = report_html(period_report(material(), "en"), "en")
    assert page.index('id="coverage"') < page.index(plain(sentence(material().tally, "en")))


def test_a_range_in_arabic_keeps_its_order() -> None:
    page = period_report(material(), "ar")
    total = material().tally.killed
    assert total.min < total.max_of_known
    assert f'<bdi dir="ltr" aria-hidden="true">{total.min}–{total.max_of_known}</bdi>' in page.headline[0]


def test_nothing_that_nobody_released_is_in_it() -> None:
    made = material(date(2016, 1, 1), date(2020, 12, 31))
    page = said(period_report(made, "en"))
    assert "NP001" in page
    assert not any(f"NP{n:03d}" in page for n in range(18, 25))
    assert "Invented Person" not in page
    assert "suggested-secret" not in page


def test_a_sum_of_a_machine_is_refused_where_it_is_no_preview() -> None:
    made = replace(material(preview=True), preview=False)
    with pytest.raises(ValueError, match="released assessments only"):
        period_report(made, "en")


def test_a_sum_of_incidents_that_are_not_public_is_refused() -> None:
    made = material()
    hidden = replace(made.record, incidents=made.record.incidents[1:])
    with pytest.raises(ValueError, match="public record only"):
        period_report(replace(made, record=hidden), "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_period_says_that_nothing_is_released_and_prints_no_nought(lang: str) -> None:
    page = period_report(material(date(1999, 1, 1), date(1999, 1, 31)), lang)
    assert page.is_empty
    assert page.headline == ()
    assert page.grades == ()
    assert ("Nothing is released" if lang == "en" else "لم يُنشر شيء") in page.empty
    html = report_html(page, lang)
    main = html[html.index('id="headline"') : html.index('id="changes"')]
    assert not re.search(r"\b0\b", plain(main))
    assert "7" in page.awaiting  # 25 incidents, 18 of them released


def test_parties_stand_in_alphabetical_order() -> None:
    made = material(date(2016, 1, 1), date(2020, 12, 31))
    names = [a.name for a in period_report(made, "en").actors]
    assert names == sorted(names)
    assert len(names) == 3


def test_contested_and_discounted_stand_beside_the_headline() -> None:
    told = plain(said(period_report(material(), "en").beside))
    assert "Contested, beside this figure and not in it" in told
    assert "Discounted, in no total" in told


def test_a_confirmed_incident_is_listed_with_what_was_conceded() -> None:
    page = period_report(material(date(2016, 1, 1), date(2020, 12, 31)), "en")
    confirmed = [row for row in page.listed if any("Confirmed" in told for told in row.alleged)]
    assert confirmed
    assert all("accept" in " ".join(row.alleged) for row in confirmed)


def test_the_ratio_of_declared_and_alleged_stands_on_its_own_page_alone() -> None:
    made = material(date(2016, 1, 1), date(2020, 12, 31))
    html = report_html(period_report(made, "en"), "en")
    assert any(actor.declared for actor in period_report(made, "en").actors)
    assert "times" not in plain(html)


# --- changes


def test_what_was_known_then_stands_beside_what_is_known_now() -> None:
    first, last = date(2017, 1, 1), date(2017, 12, 31)
    page = period_report(material(first, last), "en").changes
    assert "nothing released" in page.revisions[0].then
    assert "Local sources" in page.revisions[0].now
    assert page.revisions[0].label == "The period before: 2016"


def test_a_record_that_did_not_exist_then_says_so_and_not_nought() -> None:
    page = period_report(material(was_kept=False), "en").changes
    assert all("the record holds nothing" in row.then for row in page.revisions)


def test_a_withdrawn_record_is_told_by_its_code_alone() -> None:
    page = period_report(material(), "en").changes
    (row,) = [row for row in page.rows if row.kind == "withdrawn"]
    assert (row.title, row.day, row.when, row.told) == ("GONE1", "2 October 2026", "", "")


def test_what_was_released_for_earlier_days_is_listed_and_of_this_period_only_counted() -> None:
    record = sample()
    late = [
        h | {"at": "2017-01-05T10:00:00Z"} if h["incident_id"] == "incident-001" else h
        for h in record.history
    ]
    made = material(date(2017, 1, 1), date(2017, 12, 31), record=replace(record, history=late))  # type: ignore[arg-type]
    page = period_report(made, "en").changes
    assert [(row.kind, row.title) for row in page.rows if row.kind == "released"] == [("released", "NP001")]
    assert "Released since then, of earlier days: 1." in page.counts


def test_an_incident_released_again_is_an_update_with_both_ranges() -> None:
    record = sample()
    again = {"incident_id": "incident-001", "at": "2017-02-01T10:00:00Z", "act": "released", "version": 3}
    made = material(
        date(2017, 1, 1),
        date(2017, 12, 31),
        record=replace(record, history=[*record.history, again]),  # type: ignore[list-item]
    )
    made = replace(made, before=replace(made.before, killed_then={"incident-001": (1, 2)}))
    (row,) = [row for row in period_report(made, "en").changes.rows if row.kind == "updated"]
    assert plain(row.told) == "killed: 1–2, now 3–4"


# --- the preview


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_preview_is_marked_and_cannot_be_cited(lang: str) -> None:
    page = period_report(material(preview=True), lang)
    html = report_html(page, lang)
    assert BANNERS[lang] in html
    assert "noindex" in html
    assert page.bibtex == ""
    assert "@techreport" not in html
    assert BANNERS[lang] not in report_html(period_report(material(), lang), lang)


# --- the page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_needs_nothing_beside_it(lang: str) -> None:
    html = report_html(period_report(material(), lang), lang)
    assert "<script" not in html
    assert "unsafe-inline" not in html
    assert " style=" not in html
    assert not re.findall(r"<(?:link|img|iframe|object)\b", html)
    assert not re.findall(r"url\((?!#)", html)
    assert "default-src 'none'; style-src 'sha256-" in html


def test_every_link_within_the_page_leads_somewhere() -> None:
    html = report_html(period_report(material(), "en"), "en")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert {"main"} < links <= set(ids)


def test_a_hostile_name_does_not_break_out() -> None:
    record = sample()
    odd = '</style><script>alert(1)</script>"\u202e}'
    names = {key: {"en": odd, "ar": odd} for key in record.actors}
    hostile = replace(
        record, actors=names, release={"title_en": odd, "licence": odd, "address": "javascript:alert(1)"}
    )
    html = report_html(period_report(material(record=hostile), "en"), "en")
    assert "<script" not in html
    assert "javascript:" not in re.sub(r"url = \{[^}]*\}|Record as of[^<]*", "", html)
    assert html.count("</style>") == 1


def test_an_address_of_the_site_makes_codes_lead_to_their_pages() -> None:
    record = replace(sample(), release={"address": "https://record.example/"})
    page = period_report(material(record=record), "ar")
    assert page.listed[0].href == "https://record.example/ar/incidents/NP000/"


def test_bibtex_holds_no_sign_of_its_own() -> None:
    assert escaped("50% & {more}\n\\end _x_") == r"50\% \& \{more\} \textbackslash{}end \_x\_"


def test_a_sum_without_a_figure_is_no_nought() -> None:
    assert "no figure given" in sum_html(Sum(0, 0, 2, 0), 2, "en")
    assert plain(sum_html(Sum(0, 0, 1, 0), 2, "en")) == "0"


# --- on paper


def test_drawings_on_paper_bring_their_style_and_no_variable() -> None:
    rules = drawing_rules(style())
    assert "var(" not in rules
    assert ".c-likely { fill: #" in rules


def test_words_of_a_drawing_are_laid_over_it_where_they_stood() -> None:
    svg = (
        '<svg class="chart" width="100%"><a href="#a-x"><text class="c-name" x="100%" y="16">حرس</text></a>'
        '<text class="c-tick" x="50.00%" y="60" text-anchor="middle" direction="ltr">10</text></svg>'
    )
    laid = on_paper(svg, style(), rtl=True)
    assert "<text" not in laid
    assert re.search(
        r'<a class="over c-name" style="right: 0\.00%; top: 16\.0px[^"]*" dir="auto" href="#a-x">حرس</a>',
        laid,
    )
    assert "left: 50.00%; transform: translateX(-50%)" in laid
    assert "left: 100.00%" in on_paper(svg, style(), rtl=False)


def test_a_style_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        drawing_rules("body { color: red }")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_days_of_a_period_are_told_of_all_parties_together(lang: str) -> None:
    told = covered(("a", "2025-05-01", "2025-05-31", "full"), ("b", "2025-05-01", "2025-05-31", "partial"))
    days = watched(told, MAY, lang, {}).days
    assert re.findall(r"\d+", days) == ["31", "0", "31", "0", "0"]
    assert ("All parties taken together" if lang == "en" else "الأطراف كلها معًا") in days
