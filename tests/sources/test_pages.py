"""Saved pages and texts: the words, and what the page says of itself; pages here are invented."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import RowRejected
from cairn.sources.charset import letters_of
from cairn.sources.page import ReadPage, page_id, read_page
from cairn.vocab.closed import SourceKind

EN = (
    "An air strike hit the grain market of Tell Sahra on Thursday morning, killing seven civilians and wounding twelve "
    "others, the head of the local clinic said. Rescue workers pulled two children out alive."
)
AR = (
    "استهدفت غارة جوية سوق الحبوب في بلدة تل صحرا صباح يوم الخميس، ما أدى إلى مقتل سبعة مدنيين وإصابة اثني عشر آخرين، "
    "بحسب مدير المركز الصحي في البلدة. وانتشلت فرق الإنقاذ طفلين على قيد الحياة من تحت الأنقاض."
)
MENU = "<nav><a href='/'>Home</a><a href='/news'>News</a><a href='/about'>About us</a></nav>"


def html(body: str, head: str = "", lang: str = "en", charset: str = "utf-8") -> str:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='{charset}'>{head}</head><body>{MENU}{body}"
        "<footer>All rights reserved</footer></body></html>"
    )


def article(words: str, title: str = "") -> str:
    heading = f"<h1>{title}</h1>" if title else ""
    return f"<article>{heading}" + "".join(f"<p>{p}</p>" for p in words.split("\n")) + "</article>"


def read(page: str, path: str = "saved/a.html") -> ReadPage:
    return read_page(path, page.encode())


def refused(data: bytes, path: str = "saved/a.html") -> RowRejected:
    with pytest.raises(RowRejected) as told:
        read_page(path, data)
    return told.value


def test_an_article_gives_its_title_and_its_words_without_the_menu() -> None:
    head = "<title>Strike on a market | Valley Press</title><meta property='og:site_name' content='Valley Press'>"
    told = read(html(article(EN, "Strike on a market"), head)).report
    assert told.text == f"Strike on a market\n{EN}"
    assert told.publisher == "Valley Press"


def test_a_page_without_an_article_gives_its_words_without_the_menu() -> None:
    told = read(html(f"<div><h1>Strike on a market</h1><div>{EN}</div></div>")).report
    assert told.text == f"Strike on a market\n{EN}"


def test_an_arabic_page_gives_its_words() -> None:
    told = read(html(article(AR, "غارة على سوق الحبوب"), lang="ar")).report
    assert told.text == f"غارة على سوق الحبوب\n{AR}"
    assert told.language == "ar"


def test_a_page_in_windows_1256_is_read_as_it_declares() -> None:
    page = html(article(AR), lang="ar", charset="windows-1256")
    assert read_page("saved/a.html", page.encode("cp1256")).report.text == AR


def test_a_page_in_utf_8_that_a_program_saved_under_an_old_declaration_is_read_as_utf_8() -> None:
    assert read(html(article(AR), lang="ar", charset="windows-1256")).report.text == AR


def test_an_http_equiv_declares_letters_too() -> None:
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1256'></head><body><p>{AR}</p>"
    assert read_page("saved/a.html", page.encode("cp1256")).report.text == AR


@pytest.mark.parametrize("head", ["", "<meta charset='utf-8'>"])
def test_letters_that_are_not_what_the_page_says_set_it_aside(head: str) -> None:
    page = f"<html><head>{head}</head><body><p>{AR}</p></body></html>".encode("cp1256")
    assert refused(page).code == "page-charset"


def test_a_page_cut_off_in_the_middle_of_a_letter_is_read_with_a_note() -> None:
    page = html(article(AR)).encode()
    cut = read_page("saved/a.html", page[: page.index("الأنقاض".encode()) + 1])
    assert cut.report.text.startswith("استهدفت غارة")
    assert [note.code for note in cut.notes] == ["page-letters"]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://valley.example/news/7'>", "https://valley.example/news/7"),
        ("<meta property='og:url' content='https://valley.example/news/7'>", "https://valley.example/news/7"),
        ("<link rel='canonical' href='/news/7'>", ""),
        ("<link rel='canonical' href='https://valley.example/'><meta property='og:url' content='https://valley.example/n/7'>",
         "https://valley.example/n/7"),
        ("<link rel='canonical' href='javascript:alert(1)'>", ""),
    ],
)  # fmt: skip
def test_the_address_is_what_the_page_calls_its_own(head: str, url: str) -> None:
    assert read(html(article(EN), head)).report.url == url


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", "https://www.valley.example/news/7?from=x"),
        ("<link rel='canonical' href='https://valley.example/news/7'>", "https://valley.example/news/7"),
        ("<link rel='canonical' href='/news/7'>", "https://www.valley.example/news/7"),
        ("<link rel='canonical' href='https://other.example/'>", "https://www.valley.example/news/7?from=x"),
        ("<link rel='canonical' href='https://valley.example/'>", "https://www.valley.example/news/7?from=x"),
    ],
)
def test_where_the_browser_noted_the_address_another_host_is_not_believed(head: str, url: str) -> None:
    saved = "<!-- saved from url=(0042)https://www.valley.example/news/7?from=x -->\n"
    assert read(saved + html(article(EN), head)).report.url == url


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2031-05-08T10:00:00+03:00'>",
        "<meta itemprop='datePublished' content='2031-05-08T07:00:00Z'>",
        '<script type=\'application/ld+json\'>{"@graph": [{"datePublished": "2031-05-08T07:00:00Z"}]}</script>',
        "</head><body><time datetime='2031-05-08T07:00:00Z'>8 May</time>",
    ],
)
def test_the_time_is_what_the_page_says_and_its_basis_says_so(head: str) -> None:
    told = read(html(article(EN), head)).report
    assert told.published == datetime(2031, 5, 8, 7, tzinfo=UTC)
    assert told.published_basis == "page_metadata"


def test_no_day_is_looked_for_in_the_words() -> None:
    told = read(html(article(f"{EN}\nOn 8 May 2031 the clinic closed. Copyright 2029."))).report
    assert (told.published, told.published_basis) == (None, "")


def test_two_marked_times_that_differ_are_no_time_of_publication() -> None:
    times = "<time datetime='2031-05-08'>a</time><time datetime='2031-05-09'>b</time>"
    assert read(html(times + article(EN))).report.published is None


def test_a_date_in_the_head_that_names_no_day_leaves_the_time_unknown() -> None:
    head = "<meta property='article:published_time' content='2031-02-30'>"
    assert read(html(article(EN), head)).report.published is None


@pytest.mark.parametrize(
    ("words", "lang", "kept"),
    [(EN, "en-GB", "en-GB"), (AR, "en", ""), (EN, "ar", ""), (AR, "ar", "ar"), (EN, "klingon!!", "")],
)
def test_a_language_that_cannot_be_that_of_the_words_is_left_open(words: str, lang: str, kept: str) -> None:
    assert read(html(article(words), lang=lang)).report.language == kept


def test_a_post_gives_what_its_head_says_of_it() -> None:
    head = (
        "<title>Telegram: Contact @valley</title><meta property='og:site_name' content='Telegram'>"
        "<meta property='og:title' content='Valley Rescue'><link rel='canonical' href='https://t.me/valley/12'>"
        "<meta property='og:description' content='Two people were killed by shelling on the north road this morning.'>"
    )
    told = read(html("<a href='tg://x'>View in app</a>", head)).report
    assert told.text == "Two people were killed by shelling on the north road this morning."
    assert (told.publisher, told.platform, told.source_kind) == (
        "Valley Rescue",
        "telegram",
        SourceKind.INDIVIDUAL,
    )
    assert told.extra["text_found_in"] == "head"


def test_a_post_of_which_the_head_tells_only_the_beginning_is_called_truncated() -> None:
    head = "<meta property='og:description' content='Two people were killed by shelling on the…'>"
    assert read(html("<a href='/x'>View</a>", head)).report.quality == "truncated"


def test_a_post_in_a_web_archive_is_a_post_of_its_platform() -> None:
    head = (
        "<title>A channel</title><meta property='og:site_name' content='Facebook'>"
        "<link rel='canonical' href='https://archive.example/web/20310508101112/https://www.facebook.com/valley/posts/7'>"
    )
    told = read(html(article(EN), head)).report
    assert (told.platform, told.publisher, told.source_kind) == ("facebook", "", SourceKind.INDIVIDUAL)


@pytest.mark.parametrize("words", ["Two killed on the north road.", "قتيلان على طريق الشمال."])
def test_a_short_page_does_not_come_out_empty(words: str) -> None:
    assert words in read(f"<html><body><div><span>{words}</span></div></body></html>").report.text


def test_a_piece_of_a_page_gives_its_words() -> None:
    assert read("<p>Two killed on the north road.</p>").report.text == "Two killed on the north road."


def test_a_page_with_a_title_only_says_so() -> None:
    told = read("<html><head><title>Two killed on the north road</title></head><body></body></html>").report
    assert (told.text, told.quality) == ("Two killed on the north road", "title_only")


def test_a_picture_inside_a_page_costs_it_no_words() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 11_000_000 + "'>"
    assert EN in read(html(picture + article(EN))).report.text


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "Page not found - Valley Press", "Just a moment...", "Log in to X", "Access Denied",
     "الصفحة غير موجودة", "تسجيل الدخول | وكالة السهل", "هذا المحتوى غير متاح حاليًا"],
)  # fmt: skip
def test_error_pages_and_walls_are_set_aside(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>Try again later.</p></body></html>"
    assert refused(page.encode()).code == "page-without-content"


def test_a_page_that_only_asks_for_a_password_is_set_aside() -> None:
    page = "<html><head><title>Valley</title></head><body><form><input type='password'></form></body></html>"
    assert refused(page.encode()).code == "page-without-content"


def test_an_article_about_a_wall_is_an_article() -> None:
    long = (
        f"{EN}\nA fuel truck burned for hours beside the town hall, and nobody was let near it until dusk came.\n"
        + (
            "The clinic ran out of blood by noon, its head said, and called on everybody in the valley to come and give.\n"
            "Schools stay closed until Sunday. The bakery, whose roof was hit, opens again tomorrow with half of its people."
        )
    )
    assert EN in read(html(article(long, "Access denied"), "<title>Access denied</title>")).report.text


def test_a_short_report_whose_title_has_such_a_word_is_no_wall() -> None:
    title = "Error - five killed in the village by a shell"
    assert (
        "Five people"
        in read(html(article("Five people were killed."), f"<title>{title}</title>")).report.text
    )


@pytest.mark.parametrize("data", [b"", b"  \n", b"<html><body></body></html>", b"<!-- nothing -->"])
def test_a_page_without_words_is_set_aside(data: bytes) -> None:
    assert refused(data).code == "page-without-content"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 50_000 + b"words",
        b"<table><tr><td>" * 20_000 + b"words",
        b"<p>" * 7_000_000,
    ],
    ids=["nested", "tables", "large"],
)
def test_a_page_that_no_parser_gets_through_is_too_heavy_and_not_half_read(data: bytes) -> None:
    assert refused(data).code == "page-too-heavy"


def test_entities_that_would_grow_are_not_followed() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'boom'><!ENTITY b '&a;&a;&a;&a;'>]>" + html(article(f"{EN} &b;"))
    assert "boom" not in read(bomb).report.text.replace("<!ENTITY a 'boom'>", "")


def test_a_script_is_no_words() -> None:
    told = read(html("<script>alert('seen')</script>" + article(EN)))
    assert "alert" not in told.report.text


@pytest.mark.parametrize("path", ["saved/a.txt", "saved/b.md", "saved/c.TXT"])
def test_a_text_is_kept_as_it_is(path: str) -> None:
    told = read_page(path, b"\xef\xbb\xbf" + f"  {AR}\r\n<b>not a tag</b>\n".encode())
    assert told.report.text == f"  {AR}\r\n<b>not a tag</b>\n"
    assert told.text_by == "cairn-text/1"


def test_the_same_bytes_give_the_same_report_and_the_reader_is_named() -> None:
    page = html(article(EN, "Strike on a market"))
    assert read(page) == read(page)
    assert read(page).text_by.startswith("cairn-page/1 trafilatura/")


def test_the_id_is_that_of_the_path_however_its_letters_are_composed() -> None:
    assert page_id("saved/cafe\u0301.html") == page_id("saved/caf\u00e9.html")
    assert page_id("saved/a.html") != page_id("other/a.html")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_report_or_are_refused_with_a_code(data: bytes) -> None:
    for path in ("a/x.html", "a/x.txt"):
        with suppress(RowRejected):
            assert read_page(path, data).report.text.strip()


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_text_in_utf_8_is_read_letter_by_letter(words: str) -> None:
    assert letters_of(words.encode()).text == words.removeprefix("\ufeff")
