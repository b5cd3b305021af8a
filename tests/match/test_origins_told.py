"""All whose word an account gives of harm: several sources behind one text, and what is no word of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.match.origins import traced
from cairn.match.origins_decided import DecidedOrigin
from cairn.match.origins_told import sources_told
from match.invented import DAY, account

OWN_AND_QUOTED = (
    "Our correspondent in Durwaym counted nine dead mules at the mill. A volunteer of the Syria Civil Defence said two "
    "millers were killed. The Syrian Observatory said that one miller was wounded"
)


def keys(text: str, own: str = "") -> set[str]:
    return {hit.key for hit in sources_told(account("a", text=text), own)}


def test_an_article_has_all_the_sources_it_credits_for_harm() -> None:
    assert keys(OWN_AND_QUOTED) == {"quoted:syria_civil_defence", "quoted:sohr"}
    assert keys(OWN_AND_QUOTED, own="quoted:sohr") == {"quoted:syria_civil_defence"}


def test_two_accounts_share_a_source_where_one_of_several_is_the_other_ones() -> None:
    post = account("post", text="Two millers dead in Durwaym", source="Syria Civil Defence")
    article = account("article", text=OWN_AND_QUOTED, source="Durwaym Desk")
    found = traced([post, article])
    assert found.behind["article"] & found.behind["post"] == {"quoted:syria_civil_defence"}
    assert found.origins["article"] != found.origins["post"]


@pytest.mark.parametrize(
    "text",
    [
        "Three shepherds were killed near Durwaym. The Syrian Observatory said the road to Talsun is paved again. Snow fell",
        "Smoke over Durwaym (Syria Civil Defence) said by neighbours to be from the mill where a man was wounded. The mill is old. Rain fell",
        "A boy was wounded in Durwaym. On 9 January 2019 the Syrian Observatory said seven were killed there",
        "أصيب راع قرب درويم اليوم. وفي 12 من كانون الثاني 2019 قال المرصد السوري إن تسعة قتلوا فيها",
    ],
)
def test_a_sentence_without_harm_a_pictures_credit_and_another_day_are_no_source_of_the_harm(
    text: str,
) -> None:
    assert keys(text) == set()


def test_a_name_given_anew_in_brackets_is_kept() -> None:
    text = "نشر الدفاع المدني السوري (الخوذ البيضاء) صور راعيين أصيبا عند طاحونة درويم"
    assert keys(text) == {"quoted:syria_civil_defence"}


def test_activists_on_the_page_of_an_outlet_are_the_outlets() -> None:
    assert keys("وقال ناشطون في موقع عنب بلدي إن راعيا قتل قرب درويم") == {"quoted:enab_baladi"}
    assert keys("وقال ناشطون إن عنب بلدي أحصت قتيلين قرب درويم") == set()


def test_the_day_of_the_account_itself_is_no_other_day() -> None:
    day = DAY + timedelta(days=1)
    text = f"The Syrian Observatory said on {day.day} May {day.year} that a miller was killed in Durwaym"
    assert keys(text) == {"quoted:sohr"}
    assert keys(text.replace("May", "June")) == set()


def test_a_post_shown_in_a_page_is_its_writers_where_it_tells_of_harm_on_the_day() -> None:
    page = "The mill burnt. {} pic — Durwaym Boats (@durwaymboats) {} 2031. The council met."
    harm = "Two millers died under the beams"
    assert keys(page.format(harm, "May 4,")) == {"owner:durwaymboats"}
    assert keys(page.format(harm, "January 9,")) == set()
    assert keys(page.format("Bread is dear again", "May 4,")) == set()


def test_whoever_only_helped_the_wounded_told_of_no_harm() -> None:
    text = "Our guide saw nine wounded in Durwaym. The Syria Civil Defence said it evacuated the wounded. Snow fell"
    assert keys(text) == set()
    assert keys(text.replace("it evacuated the", "eight were")) == {"quoted:syria_civil_defence"}


def test_a_sum_over_months_is_no_toll_of_the_event() -> None:
    text = "Nine were wounded in Durwaym. The Syrian Observatory has counted 60 killed there since the start of the year"
    assert keys(text) == set()


def test_what_a_person_decided_is_all_that_is_behind_an_account() -> None:

    one, two = account("a", text=OWN_AND_QUOTED), account("b", text="Two millers dead in Durwaym")
    found = traced([one, two], [DecidedOrigin("a", "b", "apart")])
    assert found.behind["b"].isdisjoint(found.behind["a"])


STATEMENT = (
    "our boats saw three fires on the quay of Durwaym and took two drowned ferrymen ashore before noon"
)


def test_two_texts_that_print_one_statement_share_it() -> None:
    one = account("a", text=f"{_filled('ash')} “{STATEMENT}”. {_filled('elm')}")
    two = account("b", text=f"{_filled('oak')} {STATEMENT} {_filled('fir')}")
    found = traced([one, two])
    assert found.behind["a"] & found.behind["b"]
    assert found.origins["a"] != found.origins["b"]


def test_words_in_no_quotation_marks_few_words_weeks_between_and_one_report_make_no_shared_passage() -> None:
    one = account("a", text=f"{_filled('ash')} “{STATEMENT}” {_filled('elm')}")
    bare = account("e", text=f"{_filled('yew')} {STATEMENT} {_filled('bay')}")
    told = account("f", text=f"{_filled('oak')} {STATEMENT} {_filled('fir')}")
    found = traced([bare, told])
    assert found.behind["e"].isdisjoint(found.behind["f"])
    few = account("b", text=f"{_filled('oak')} {' '.join(STATEMENT.split()[:10])} {_filled('fir')}")
    late = account("c", text=f"{_filled('oak')} {STATEMENT}", on=DAY + timedelta(days=30))
    same = account("d", text=f"{_filled('oak')} {STATEMENT}", report=one.report_id)
    for other in (few, late, same):
        found = traced([one, other])
        assert found.behind["a"].isdisjoint(found.behind[other.account_id])


def test_the_reporter_of_another_outlet_speaks_for_that_outlet() -> None:
    assert keys("وذكر مراسل الأناضول أن فلاحين قتلا عند بئر درويم") == {"quoted:anadolu"}


def _filled(word: str) -> str:
    return " ".join(f"{word}{n}" for n in range(40))
