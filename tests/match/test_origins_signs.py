"""By which signs accounts share a source: owners on several platforms, credits, links, pictures, and their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.match import AccountFacts
from cairn.match.origins import origins, traced
from cairn.match.origins_links import item_address, media_hashes
from cairn.match.origins_owner import owner_of
from cairn.match.origins_quoted import quoted_outlet
from cairn.values import DateSpan
from cairn.vocab.load import load_words
from match.invented import DAY, account

NEXT = DAY + timedelta(days=1)
TEAM = "https://x.com/SyriaCivilDefe/status/1"
LONG = (
    "Two rockets came down beside the water tower of Marsun at noon, killing the keeper and wounding five women "
    "who stood in line with their jars; a third rocket lay in the mud and men of the village roped it off."
)


def posted(id: str, url: str, text: str = "", **more: Any) -> AccountFacts:
    return replace(account(id, text=text, source="s-1"), url=url, **more)


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        (TEAM, "quoted:syria_civil_defence"),
        ("https://www.facebook.com/SyrianCivilDefenseNorthBranch/posts/77", "quoted:syria_civil_defence"),
        ("https://news.snhr.org/2031/05/04/some-title", "quoted:snhr"),
        ("https://web.archive.org/web/20310504/https://www.sana.sy/?p=12", "quoted:sana"),
        ("https://t.me/marsunlive/12", "owner:marsunlive"),
        ("https://marsunlive.example/item/12", "owner:marsunlive"),
    ],
)
def test_the_owner_is_known_by_the_address_on_any_platform(url: str, owner: str) -> None:
    assert owner_of(posted("a", url)) == owner


def test_a_film_in_no_ones_page_by_a_common_name_has_no_known_owner() -> None:
    omar = replace(posted("a", "https://www.facebook.com/watch/?v=12"), source_name="Omar")
    assert owner_of(omar) == ""


def test_an_organisation_with_two_accounts_is_one_origin_named_after_it() -> None:
    of, why = origins(
        [posted("a", TEAM, "One."), posted("b", "https://www.whitehelmets.org/en/item-9", "Two.")]
    )
    assert set(of.values()) == {"quoted:syria_civil_defence"}
    assert "x.com/syriacivildefe" in why["b"] or "x.com/syriacivildefe" in why["a"]


@pytest.mark.parametrize(
    "text",
    [
        "عاجل | الدفاع المدني السوري: انتشال جثتين من بئر في مرسون",
        "سقط سقف مخزن الحبوب في مرسون. #الخوذ_البيضاء",
        "Two bodies were lifted from a well in Marsun, the White Helmets said on Friday",
        "قالت مصادر في الدفاع المدني السوري إن بئرا انهارت في مرسون",
        "انهارت بئر في مرسون على عاملين، بحسب ما نشره الدفاع المدني السوري",
    ],
)
def test_a_text_that_credits_a_listed_organisation_has_its_origin(text: str) -> None:
    of, _ = origins([posted("a", "https://marsunlive.example/item/12", text)])
    assert of == {"a": "quoted:syria_civil_defence"}


@pytest.mark.parametrize(
    "text",
    [
        "استهدفت القذيفة مركز الدفاع المدني السوري في مرسون",
        "قال ناشطون إن قوات سوريا الديمقراطية أغلقت الجسر",
        "#قسد | أُغلق الجسر في مرسون",
        "أُغلق الجسر في مرسون #جرائم_قسد",
        "قال مراسلنا إن الدفاع المدني السوري أعلن انتشال جثتين",
        "Shells fell near a centre of the White Helmets in Marsun",
    ],
)
def test_who_is_named_and_not_credited_is_no_source(text: str) -> None:
    assert quoted_outlet(text) == ""


def test_an_agency_under_the_headline_is_the_source_and_a_picture_of_its_own_is_not() -> None:
    assert quoted_outlet("A tower fell in Marsun\nMARSUN (Reuters) - A tower fell on Friday.") == "reuters"
    assert quoted_outlet("A tower fell in Marsun\nPhoto - Reuters\nThe tower stood for years.") == ""


def test_a_text_of_30_words_inside_a_longer_one_is_a_copy_and_the_tie_shows_both() -> None:
    page = f"From the archive of the valley. {LONG} The mayor will speak on Sunday, and the school stays shut till then."
    found = traced([account("a", text=LONG, on=DAY), account("b", text=page, on=NEXT)])
    tie = found.ties["b"]
    assert found.origins["a"] == found.origins["b"]
    assert (tie.kind, tie.other_id) == ("copy", "a")
    assert tie.left in page
    assert tie.right in LONG


def test_a_prayer_that_opens_many_notices_makes_no_copies() -> None:
    verse = load_words("origins", "formulas.texts", "cairn.match")[0]
    one = f"{verse} ننعى إليكم المعلم سالم من حارة النبع الذي رحل عنا وهو عائد من حقله قرب مرسون وتُقبل التعازي في داره"
    two = f"{verse} تنعى نقابة الخبازين عضوها حسان وقد أصابته شظية أمام فرنه في سوق الجسر ويدفن بعد صلاة العصر غدا"
    of, _ = origins([account("a", text=one), account("b", text=two, on=NEXT)])
    assert of["a"] != of["b"]


def test_a_copy_is_of_the_team_that_wrote_it_though_its_own_post_has_no_date() -> None:
    page = f"{LONG} So the White Helmets said in a post."
    copy, own = account("a", text=page, on=DAY), replace(posted("b", TEAM, LONG), published=None)
    of, _ = origins([copy, own])
    assert set(of.values()) == {"quoted:syria_civil_defence"}


def test_a_post_that_links_to_a_report_here_has_its_origin() -> None:
    page = posted("page", "https://valley.example/news/2031-market-strike", "Told at length.", published=DAY)
    post = posted(
        "post", "https://x.com/someone/status/9", "https://www.valley.example/news/2031-market-strike/ sad"
    )
    found = traced([page, replace(post, published=NEXT)])
    assert found.origins["post"] == found.origins["page"]
    assert found.ties["post"].kind == "link"


def test_a_post_does_not_trace_to_a_page_of_a_later_day_nor_to_a_whole_site() -> None:
    page = posted("page", "https://valley.example/news/2031-market-strike", "Told at length.", published=NEXT)
    early = posted(
        "early", "https://x.com/a/status/9", "https://valley.example/news/2031-market-strike", published=DAY
    )
    site = posted("site", "https://x.com/b/status/8", "More at https://valley.example/", published=NEXT)
    of, _ = origins([page, early, site])
    assert len(set(of.values())) == 3


def test_the_same_film_is_one_origin_and_a_stock_picture_is_none() -> None:
    first = posted("a", "https://x.com/a/status/1", "Look.", media=("f1",), published=DAY)
    second = posted("b", "https://x.com/b/status/2", "See this.", media=("f1",), published=NEXT)
    of, why = origins([first, second])
    assert of["a"] == of["b"]
    assert "same picture" in why["b"]
    later = replace(second, published=DAY + timedelta(days=400))
    assert len(set(origins([first, later])[0].values())) == 2


def test_media_hashes_are_read_from_a_list_or_a_text() -> None:
    assert media_hashes({"media": ["AB", "ab", " cd "]}) == ("ab", "cd")
    assert media_hashes({"media": "ab cd"}) == ("ab", "cd")
    assert media_hashes({"media": 7}) == media_hashes({}) == ()


def test_an_address_is_one_whatever_leads_to_it() -> None:
    assert item_address("https://twitter.com/A/status/123?s=20") == item_address(
        "https://x.com/a/status/123/"
    )
    assert item_address("https://t.co/abc123") == item_address("https://x.com/someone") == ""


def test_a_twin_in_another_language_by_one_owner_is_told_as_a_translation() -> None:
    day = DateSpan.on(DAY)
    arabic = replace(account("a", killed=3, text="سقط ثلاثة", source="s-1"), url=TEAM, language="ar")
    english = replace(account("b", killed=3, text="Three died", source="s-1"), url=TEAM, language="en")
    assert arabic.reading.date == english.reading.date == day
    assert traced([arabic, english]).ties["b"].kind == "translation"


SHORT = ["Three", "were", "killed", "by", "shelling", "on", "Marsun", "this", "morning"]


@given(
    st.lists(st.sampled_from(SHORT), min_size=3, max_size=29), st.lists(st.sampled_from(SHORT), max_size=29)
)
def test_likeness_never_joins_two_texts_of_which_one_is_short(one: list[str], two: list[str]) -> None:
    of, _ = origins([account("a", text=" ".join(one)), account("b", text=" ".join(one + two)[:120])])
    assert of["a"] != of["b"]


@given(st.permutations(range(5)))
def test_the_order_accounts_come_in_changes_nothing(order: list[int]) -> None:
    texts = [
        LONG,
        f"{LONG} More.",
        "Our own word",
        "Heard from Valley Monitor, according to Valley Monitor",
        "",
    ]
    all_of = [account(f"a{n}", text=text, on=DAY + timedelta(days=n % 2)) for n, text in enumerate(texts)]
    assert traced([all_of[n] for n in order]) == traced(all_of)
