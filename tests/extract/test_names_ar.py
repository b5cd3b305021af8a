"""People told by name in Arabic, all names invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.vocab.closed import Basis, Group, Kind


def _figures(text: str, kind: Kind, group: Group = Group.ALL) -> list[tuple[int | None, int | None, Basis]]:
    return [(c.min, c.max, c.basis) for c in claims_ar(text) if c.kind is kind and c.group is group]


def test_a_numbered_list_is_counted_with_the_children_by_their_age() -> None:
    text = "أسماء المصابين:\n1- سالم حامد العابد 30 سنة\n2- نادر زيد 8 سنوات\n3- ليلى حامد 6 أشهر\nنسأل الله الشفاء"
    assert _figures(text, Kind.INJURED) == [(3, 3, Basis.LIST)]
    assert _figures(text, Kind.INJURED, Group.CHILDREN) == [(2, 2, Basis.LIST)]


def test_a_list_that_breaks_off_has_no_highest() -> None:
    text = "الشهداء:\n1_ سالم حامد العابد\n2_ نادر زيد القاسم..."
    assert _figures(text, Kind.KILLED) == [(2, None, Basis.LIST)]
    assert _figures(text + "\n3_ ...", Kind.KILLED) == [(2, None, Basis.LIST)]


def test_the_names_of_the_dead_in_a_numbered_list_are_claims() -> None:
    text = "الشهداء:\n1- سالم حامد العابد\n2- نادر زيد القاسم"
    assert [c.value for c in claims_ar(text) if c.kind is Kind.VICTIM] == [
        "سالم حامد العابد",
        "نادر زيد القاسم",
    ]


@pytest.mark.parametrize("text", ["البنود:\n1- سوق البلدة القديم\n2- طريق البلدة", "الشهداء:\n1- سالم حامد"])
def test_other_lists_and_single_lines_count_nobody_by_number(text: str) -> None:
    assert all(c.basis is not Basis.LIST for c in claims_ar(text))


def test_names_with_ages_are_a_list_of_the_injured() -> None:
    text = "والمصابون هم: سالم حامد العابد 3 سنوات، نادر زيد القاسم 8 أشهر، ليلى حامد العابد 26 سنة"
    assert _figures(text, Kind.INJURED) == [(3, 3, Basis.LIST)]


def test_somebody_named_is_one() -> None:
    assert _figures("كما قتل “سالم العابد”، في منطقة الغدير", Kind.KILLED) == [(1, 1, Basis.IMPLIED)]
    assert _figures("أصيب سالم العابد بجروح", Kind.INJURED) == [(1, 1, Basis.IMPLIED)]


def test_ali_is_a_name_and_on_is_none() -> None:
    texts = ["استشهاد ماهر علي ورامي جابر", "ارتقاء الشهيد ماهر علي والشهيد رامي علي"]
    for text in texts:
        (killed,) = [c for c in claims_ar(text) if c.kind is Kind.KILLED]
        assert (killed.min, killed.max) == (2, 2)
    assert [c.max for c in claims_ar("استشهاد ماهر جابر على وشك وصول أخيه") if c.kind is Kind.KILLED] == [1]


def test_remains_that_were_brought_out_are_bodies() -> None:
    (found,) = [c for c in claims_ar("انتشال رفات 14 فلاحا") if c.group is Group.ALL]
    assert (found.kind, found.min, found.max) == (Kind.RECOVERED, 14, 14)
