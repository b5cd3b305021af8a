"""Which accounts are one voice: copies, reposts, quotes and owners, and what likeness may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.match.likeness import near_copies, shingles, words_of
from cairn.match.origins import origins
from cairn.match.origins_owner import owner_of
from cairn.match.origins_quoted import quoted_outlet
from match.invented import DAY, account

LONG = (
    "Rescue workers pulled nine people from a collapsed bakery in Dulmak on Monday after two shells hit the "
    "street at dawn; a teacher and her two sons were among the dead and the search went on until the evening."
)
NEXT = DAY + timedelta(days=1)


def test_five_outlets_that_repost_one_text_are_one_origin() -> None:
    posts = [account(f"p{n}", text=LONG, source=f"Outlet {n}", on=DAY + timedelta(days=n)) for n in range(5)]
    of, why = origins(posts)
    assert set(of.values()) == {"origin:p0"}
    assert "near copy" in why["p4"]


def test_a_copy_with_a_changed_word_is_still_a_copy() -> None:
    changed = LONG.replace("teacher", "baker")
    of, _ = origins([account("a", text=LONG), account("b", text=changed, on=NEXT)])
    assert of["a"] == of["b"]


def test_likeness_alone_never_joins_texts_under_30_words() -> None:
    short = "Three civilians were killed by shelling on the town of Dulmak this morning"
    of, _ = origins([account("a", text=short), account("b", text=short)])
    assert of["a"] != of["b"]


def test_two_outlets_that_quote_one_monitor_are_one_origin() -> None:
    one = account("a", text="Two people died in Dulmak, according to the Valley Monitor, which keeps a list")
    two = account("b", text="According to Valley Monitor, a market was struck in Dulmak and people were hurt")
    of, why = origins([one, two])
    assert of["a"] == of["b"]
    assert "valley monitor" in why["b"]


def test_a_text_that_quotes_a_source_known_here_by_name_shares_its_voice() -> None:
    team = replace(
        account("team", text="Our teams reached Dulmak", source="s-1"), source_name="Valley Rescue"
    )
    page = account("page", text="Five died in Dulmak, according to Valley Rescue teams on site", on=NEXT)
    of, _ = origins([team, page])
    assert of["page"] == of["team"]


def test_two_outlets_that_quote_witnesses_are_two_origins() -> None:
    one = account("a", text="Two people died in Dulmak, according to witnesses.")
    two = account("b", text="According to witnesses, a market was struck in Dulmak.")
    of, _ = origins([one, two])
    assert of["a"] != of["b"]


def test_one_owner_is_one_origin() -> None:
    of, _ = origins(
        [account("a", source="Dulmak Today", on=DAY), account("b", source="@dulmak today", on=NEXT)]
    )
    assert of["a"] == of["b"]


def test_an_outlet_that_copied_once_is_not_the_monitor_ever_after() -> None:
    posts = [
        account("monitor-1", text=LONG, source="Monitor", on=DAY),
        account("outlet-copy", text=LONG, source="Outlet", on=NEXT),
        account("outlet-own", text="Our own reporter saw it", source="Outlet", on=NEXT),
    ]
    of, _ = origins(posts)
    assert of["outlet-copy"] == of["monitor-1"] != of["outlet-own"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("RT @valleydesk two shells fell", "valleydesk"),
        ("سقطت قذيفتان نقلاً عن مرصد الوادي: لا ضحايا", "مرصد وادي"),
        ("قال شهود عيان إن قذيفة سقطت", ""),
        ("Nothing is quoted here", ""),
    ],
)
def test_it_reads_whose_words_a_text_repeats(text: str, outlet: str) -> None:
    assert quoted_outlet(text) == outlet


def test_the_owner_of_a_post_is_its_handle_and_of_a_page_its_host() -> None:
    nameless = replace(account("a"), source="")
    assert owner_of(replace(nameless, url="https://x.com/ValleyDesk/status/1")) == "owner:valleydesk"
    assert owner_of(replace(nameless, url="https://www.valley.example/news/1")) == "owner:valley"
    assert owner_of(nameless) == ""


def test_near_copies_finds_every_pair_that_full_comparison_finds() -> None:
    words = LONG.split()
    texts = {
        f"t{n}": shingles(words_of(" ".join([*words[: len(words) - n], *(f"x{n}y{i}" for i in range(n))])))
        for n in range(5)
    }
    found = near_copies(texts)
    assert ("t0", "t1") in found
    assert all(0.7 <= likeness <= 1 for likeness in found.values())
    assert near_copies({"a": texts["t0"], "b": frozenset()}) == {}
