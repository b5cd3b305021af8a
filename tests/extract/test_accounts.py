"""A digest is split where it plainly is one, and any other text is left whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.accounts import heading, split_accounts

_DIGEST = (
    "حصاد اليوم الأحد 3 آذار\n"
    "الساحل:: قصف مدفعي على بلدة النور أوقع قتيلا.\n"
    "الجبل:: أصيب طفلان بانفجار لغم في قرية الغدير.\n"
    "السهل:: غارة على أطراف مدينة الرحاب.\n"
)


def test_a_plain_post_is_one_account() -> None:
    text = "مقتل ثلاثة مدنيين بقصف على بلدة النور\nوإصابة خمسة آخرين"
    (whole,) = split_accounts(text)
    assert (whole.start, whole.end, whole.main) == (0, len(text), True)


def test_a_digest_holds_an_account_per_item_and_the_first_is_main() -> None:
    stretches = split_accounts(_DIGEST)
    assert [s.main for s in stretches] == [True, False, False]
    assert [_DIGEST[s.start : s.end].split("::")[0] for s in stretches] == ["الساحل", "الجبل", "السهل"]


def test_the_heading_of_a_digest_is_in_no_account() -> None:
    start, end = heading(_DIGEST, split_accounts(_DIGEST))
    assert _DIGEST[start:end] == "حصاد اليوم الأحد 3 آذار\n"


def test_an_opening_that_tells_of_an_event_is_an_account() -> None:
    text = "مقتل خمسة مدنيين في يوم واحد\n" + _DIGEST
    assert [s.main for s in split_accounts(text)] == [True, False, False, False]


def test_a_list_of_names_is_no_digest() -> None:
    text = "شهداء القصف على بلدة النور:\n- سالم حامد\n- نادر زيد\n- سعاد حامد\n- رباب زيد\n"
    assert len(split_accounts(text)) == 1


def test_two_items_are_too_few() -> None:
    assert len(split_accounts("- قصف على بلدة النور\n- غارة على قرية الغدير\n")) == 1


def test_bullets_in_english_split_too() -> None:
    items = (
        "Daily brief",
        "- Shelling killed two people in Nour.",
        "- A mine wounded a child.",
        "- Airstrike on Rihab.",
    )
    text = "\n".join(items)
    assert len(split_accounts(text)) == 3


@given(st.text(alphabet="-•: \nابقصفمقتلab1.", max_size=200))
def test_stretches_stand_in_order_and_one_is_main(text: str) -> None:
    stretches = split_accounts(text)
    assert sum(s.main for s in stretches) == 1
    assert all(a.end <= b.start for a, b in pairwise(stretches))
    assert all(0 <= s.start <= s.end <= len(text) for s in stretches)
