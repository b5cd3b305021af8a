"""To whom a claim traces: the body it is credited to, its headline's source, and what a person decided."""

from __future__ import annotations

from cairn.incident.origins import BY_HAND, Origins
from cairn.incident.voices import party_origins
from incident.told import account, killed


def test_a_headline_without_a_source_has_that_of_the_same_figure_below_it() -> None:
    article = account("a", killed(4), killed(4, attributed_to="Valley Rescue Team"), killed(2))
    of = Origins([article]).by_claim([article])
    assert of == {"a.1": of["a.2"], "a.2": "quoted:valley rescue team", "a.3": "origin-a"}


def test_a_figure_credited_to_two_leaves_its_headline_with_the_article() -> None:
    article = account(
        "a",
        killed(4),
        killed(4, attributed_to="Valley Rescue Team"),
        killed(4, attributed_to="Hill Hospital"),
    )
    assert Origins([article]).by_claim([article])["a.1"] == "origin-a"


def test_an_organisation_under_two_names_is_one_origin() -> None:
    one = account("a", killed(4, attributed_to="the White Helmets"))
    two = account("b", killed(4, attributed_to="الدفاع المدني السوري"))
    assert set(Origins([one, two]).by_claim([one, two]).values()) == {"quoted:syria_civil_defence"}


def test_a_name_of_several_is_that_of_the_one_spoken_of_here() -> None:
    one = account("a", killed(4, attributed_to="الدفاع المدني"))
    two = account("b", killed(4, attributed_to="Palestinian Civil Defence"))
    assert set(Origins([one, two]).by_claim([one, two]).values()) == {"quoted:palestinian_civil_defence"}
    assert Origins([one]).of_account(one) == "quoted:civil_defence"


def test_whom_an_account_credits_without_a_figure_tells_who_a_name_of_several_means() -> None:
    one = account("a", killed(4, attributed_to="الدفاع المدني"))
    here = Origins([one], ["quoted:palestinian_civil_defence"])
    assert here.of_account(one) == "quoted:palestinian_civil_defence"
    assert here.called_here(["quoted:civil_defence", "origin-b"]) == {
        "quoted:palestinian_civil_defence",
        "origin-b",
    }


def test_the_observatory_alone_is_the_one_quoted_in_the_same_account() -> None:
    article = account("a", killed(4, attributed_to="المرصد السوري"), killed(6, attributed_to="المرصد"))
    assert set(Origins([article]).by_claim([article]).values()) == {"quoted:sohr"}
    other = account("b", killed(6, attributed_to="المرصد"))
    assert Origins([article, other]).by_claim([other]) == {"b.1": "origin-b"}


def test_a_bare_word_that_two_quoted_bodies_answer_to_means_neither() -> None:
    article = account(
        "a",
        killed(4, attributed_to="وكالة سانا"),
        killed(5, attributed_to="وكالة رويترز"),
        killed(6, attributed_to="الوكالة"),
    )
    assert Origins([article]).by_claim([article])["a.3"] == "origin-a"


def test_a_clause_after_a_name_is_no_part_of_it() -> None:
    article = account("a", killed(4, attributed_to="Hill Hospital which had told the paper"))
    assert Origins([article]).by_claim([article]) == {"a.1": "quoted:hill hospital"}
    bare = account("b", killed(4, attributed_to="المستشفى الذي استقبل الجرحى"))
    assert Origins([bare]).by_claim([bare]) == {"b.1": "origin-b"}


def test_a_persons_word_on_an_account_holds_for_all_its_claims() -> None:
    decided = account(
        "a", killed(4, attributed_to="the White Helmets"), killed(2), origin=f"{BY_HAND}origin:z"
    )
    assert set(Origins([decided]).by_claim([decided]).values()) == {"origin:z"}


def test_who_repeats_an_agency_of_a_party_adds_no_origin_though_its_own_text_is_not_here() -> None:
    page = account("a", killed(4), origin="quoted:sana", published="2022-05-02")
    other = account("b", killed(4), origin="origin:b", published="2022-05-02")
    assert party_origins([page, other]) == frozenset({"quoted:sana"})


def test_a_persons_mark_on_an_origin_does_not_hide_that_it_is_a_partys() -> None:
    own = account("a", killed(4), origin="origin:a", party="northern_pact", published="2031-05-01")
    told = account("b", killed(4), origin=f"{BY_HAND}origin:a", published="2031-05-02")
    assert party_origins([own, told]) == frozenset({"origin:a", f"{BY_HAND}origin:a"})
