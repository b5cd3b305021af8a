"""What kind of source stands behind a report."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cairn.sources.kinds import party_of, source_kind, source_of
from cairn.sources.report import Report
from cairn.vocab.actors import actors
from cairn.vocab.closed import SourceKind
from cairn.vocab.load import load_toml


@pytest.mark.parametrize(
    ("platform", "publisher", "url", "told", "kind"),
    [
        ("web", "", "https://www.reuters.com/world/x", "", SourceKind.NEWS),
        ("web", "", "https://edition.cnn.com/x", "", SourceKind.NEWS),
        (
            "web",
            "",
            "https://web.archive.org/web/20210304050607/https://www.reuters.com/x",
            "",
            SourceKind.NEWS,
        ),
        (
            "web",
            "",
            "https://archive.example/20210304/https://x.com/anybody/status/1",
            "",
            SourceKind.INDIVIDUAL,
        ),
        ("twitter", "", "https://twitter.com/SyriaCivilDefe/status/1", "", SourceKind.RESCUE),
        ("facebook", "الدفاع المدني السوري", "https://www.facebook.com/123/posts/4", "", SourceKind.RESCUE),
        ("web", "Syrian Network for Human Rights", "", "", SourceKind.MONITOR),
        ("x", "@CENTCOM", "https://x.com/CENTCOM/status/1", "", SourceKind.OFFICIAL),
        (
            "facebook",
            "Somebody Somewhere",
            "https://facebook.com/somebody/posts/4",
            "news_article",
            SourceKind.INDIVIDUAL,
        ),
        ("telegram", "", "https://t.me/unlisted_channel/12", "", SourceKind.INDIVIDUAL),
        ("web", "My Diary", "https://diary.example/p", "", SourceKind.UNKNOWN),
        ("web", "Valley Herald", "https://herald.example/p", "news_article", SourceKind.NEWS),
        ("", "", "", "", SourceKind.UNKNOWN),
        ("", "", "https://[broken", "", SourceKind.UNKNOWN),
    ],
)
def test_it_names_the_kind(platform: str, publisher: str, url: str, told: str, kind: SourceKind) -> None:
    assert source_kind(platform, publisher, url, told) is kind


def test_a_site_whose_name_only_ends_alike_is_another_site() -> None:
    assert source_kind("web", "", "https://notreuters.com/x", "") is SourceKind.UNKNOWN


def test_the_voice_of_a_belligerent_is_known() -> None:
    assert party_of("", "https://www.idf.il/en/x") == "israel"
    assert party_of("Valley Herald", "https://herald.example/p") == ""


def test_an_outlet_that_changed_hands_speaks_for_whoever_held_it_that_day() -> None:
    url = "https://sana.sy/en/?p=1"
    assert party_of("SANA", url, date(2023, 1, 1)) == "syrian_government"
    assert party_of("SANA", url, date(2025, 1, 1)) == "syrian_transitional_government"


def test_one_publisher_is_one_source_and_a_kind_given_stands() -> None:
    a = Report(
        "1", "x", url="https://herald.example/p/1", publisher="Valley Herald", source_kind=SourceKind.NEWS
    )
    b = Report(
        "2", "y", url="https://herald.example/p/2", publisher="The  valley herald".replace("The  ", "")
    )
    assert source_of(a).id == source_of(b).id
    assert source_of(a).kind is SourceKind.NEWS
    assert source_of(b).kind is SourceKind.UNKNOWN


def test_namesakes_on_two_platforms_are_two_sources() -> None:
    a = Report("1", "x", url="https://facebook.com/100/posts/1", publisher="Sami")
    b = Report("2", "x", url="https://x.com/sami77/status/29700859247", publisher="Sami")
    assert source_of(a).id != source_of(b).id


def test_an_outlet_that_changed_hands_is_two_sources() -> None:
    days = (datetime(2023, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
    ids = {
        source_of(Report("1", "x", url="https://sana.sy/1", publisher="SANA", published=d)).id for d in days
    }
    assert len(ids) == 2


def test_every_party_of_the_list_is_a_listed_actor() -> None:
    parties = {row["party"] for row in load_toml("source_kinds")["source"] if "party" in row}
    assert parties <= set(actors())
