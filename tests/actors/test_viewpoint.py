"""Whose word counts: neutral, as a party holds, bodies that speak for it, and days on which two words meet."""

from __future__ import annotations

from datetime import date

from actors.words_of import COUNTRIES, LONG, day, denied, is_told_for, tangle, told
from cairn.actors.contradictions import contradict
from cairn.actors.viewpoint import NEUTRAL, Standing, Viewpoint, standing
from cairn.actors.words import contested, grouped, held, said
from cairn.vocab.relations import Relation

CLAIM = told("wing", "part_of", "front", by="delta")
DENIAL = denied("wing", "part_of", "front", by="wing")


def counted(found: Standing) -> list[str]:
    return [r.asserted_by for r in found.counts]


def test_what_nobody_denies_counts() -> None:
    found = standing([CLAIM, told("wing", "partner_of", "ems", by="ems")])
    assert counted(found) == ["delta", "ems"]
    assert found.contested == found.left_out == found.upheld == ()


def test_neutral_leaves_apart_what_anybody_denies_with_who_says_and_who_denies() -> None:
    found = standing([CLAIM, DENIAL])
    assert found.counts == found.denials == found.left_out == ()
    ((claim, against),) = [(c.relation, c.against) for c in found.contested]
    assert (claim, against) == (CLAIM, (DENIAL,))


def test_as_an_author_holds_its_word_counts_and_that_others_deny_it_is_told() -> None:
    found = standing([CLAIM, DENIAL], Viewpoint("delta"))
    assert counted(found) == ["delta"]
    assert [(c.relation, c.against) for c in found.upheld] == [(CLAIM, (DENIAL,))]
    assert found.contested == found.left_out == ()


def test_what_an_author_denies_does_not_count_for_it() -> None:
    found = standing([CLAIM, DENIAL], Viewpoint("wing"))
    assert found.counts == ()
    assert found.denials == (DENIAL,)
    assert [(c.relation, c.against) for c in found.left_out] == [(CLAIM, (DENIAL,))]


def test_where_an_author_is_silent_only_the_uncontested_counts() -> None:
    other = told("wing", "partner_of", "ems", by="ems")
    found = standing([CLAIM, DENIAL, other], Viewpoint("ems"))
    assert counted(found) == ["ems"]
    assert [c.relation for c in found.contested] == [CLAIM]


def test_a_denial_that_the_holder_contradicts_takes_nobody_elses_word_away() -> None:
    same = told("wing", "armed_wing_of", "front", by="ems")
    assert counted(standing([CLAIM, DENIAL, same], Viewpoint("delta"))) == ["delta", "ems"]
    assert counted(standing([CLAIM, DENIAL, same])) == []


def test_a_contradiction_counts_for_the_days_that_both_are_told_for() -> None:
    claim = told("wing", "part_of", "front", by="delta", first=0, last=9)
    denial = denied("wing", "part_of", "front", by="wing", first=3, last=5)
    found = standing([claim, denial])
    assert [(r.start, r.end, r.id) for r in found.counts] == [
        (day(0), day(2), claim.id),
        (day(6), day(9), claim.id),
    ]
    assert [(c.relation.start, c.relation.end) for c in found.contested] == [(day(3), day(5))]
    assert counted(standing([claim, denial], day=day(2))) == ["delta"]
    assert counted(standing([claim, denial], day=day(4))) == []
    assert counted(standing([claim, denial], day=day(10))) == []
    assert standing([claim, denial], day=day(2)).contested == ()


def test_a_denial_in_one_country_leaves_the_others_and_contests_a_word_told_for_anywhere() -> None:
    denial = denied("wing", "part_of", "front", by="wing", countries=("XA",))
    two = told("wing", "part_of", "front", by="delta", countries=("XA", "XB"))
    found = standing([two, denial])
    assert [r.countries for r in found.counts] == [("XB",)]
    assert [c.relation.countries for c in found.contested] == [("XA",)]
    assert standing([CLAIM, denial]).counts == ()
    assert standing([two, denial], country="XA").counts == ()
    assert len(standing([two, denial], country="XB").counts) == 1


def test_a_body_that_the_holder_calls_a_part_of_it_speaks_for_it_and_after_it() -> None:
    desk = told("desk", "part_of", "delta", by="delta")
    word = told("wing", "part_of", "front", by="desk")
    assert counted(standing([desk, word, DENIAL], Viewpoint("delta"))) == ["delta", "desk"]
    own = denied("wing", "part_of", "front", by="delta")
    found = standing([desk, word, own], Viewpoint("delta"))
    assert counted(found) == ["delta"]
    assert [c.against for c in found.left_out] == [(own,)]


def test_a_body_that_only_calls_itself_a_part_does_not_speak_for_the_holder() -> None:
    desk = told("desk", "part_of", "delta", by="desk")
    word = told("wing", "part_of", "front", by="desk")
    assert counted(standing([desk, word, DENIAL], Viewpoint("delta"))) == ["desk"]


def test_a_body_speaks_for_the_holder_by_what_it_said_while_it_was_a_part() -> None:
    desk = told("desk", "part_of", "delta", by="delta", first=0, last=5)
    while_part = told("wing", "part_of", "front", by="desk", said=day(5))
    after = told("wing", "part_of", "front", by="desk", said=day(6))
    assert counted(standing([desk, while_part, DENIAL], Viewpoint("delta"))) == ["delta", "desk"]
    assert counted(standing([desk, after, DENIAL], Viewpoint("delta"))) == ["delta"]


def test_an_author_that_says_both_is_contested_by_itself() -> None:
    found = standing([CLAIM, denied("wing", "part_of", "front", by="delta")], Viewpoint("delta"))
    assert found.counts == found.denials == ()
    assert [c.relation for c in found.contested] == [CLAIM]


def test_denying_that_one_is_a_part_denies_that_it_is_a_wing_a_member_or_the_same_and_not_the_other_way() -> (
    None
):
    none = denied("wing", "part_of", "front")
    for kind in ("part_of", "armed_wing_of", "member_of", "same_as"):
        assert contradict(none, told("wing", kind, "front")), kind
    for kind in ("armed_wing_of", "member_of", "same_as"):
        assert not contradict(denied("wing", kind, "front"), CLAIM), kind
    assert contradict(denied("front", "same_as", "wing"), told("wing", "same_as", "front"))
    assert not contradict(denied("front", "part_of", "wing"), CLAIM)


def test_who_controls_another_dominates_it_and_may_dominate_without_control() -> None:
    control = told("front", "controls", "wing")
    assert contradict(denied("wing", "dominated_by", "front"), control)
    assert not contradict(denied("front", "controls", "wing"), told("wing", "dominated_by", "front"))


def test_each_above_the_other_contradict_and_a_partner_or_supplier_denies_nothing() -> None:
    assert contradict(CLAIM, told("front", "armed_wing_of", "wing"))
    assert not contradict(told("wing", "same_as", "front"), told("front", "part_of", "wing"))
    for kind in ("partner_of", "supplies", "controls", "successor_of"):
        assert not contradict(CLAIM, told("front", kind, "wing")), kind
    assert not contradict(CLAIM, told("wing", "part_of", "other"))
    assert not contradict(DENIAL, denied("wing", "part_of", "front"))


def test_no_word_is_lost_or_counted_twice_and_none_that_counts_is_contradicted_by_its_equals() -> None:
    """Day by day over random tangles, by the rule as it is written and nothing of how it is computed."""
    for seed in range(1500):
        words = tangle(seed)
        holder = "b0" if seed % 2 else ""
        found = standing(words, Viewpoint(holder))
        for at in (day(n) for n in (-1, 0, 3, 6, LONG)):
            for country in COUNTRIES[:2]:
                counting, apart = _told(found, at, country)
                assert len(counting) == len({*counting}), seed
                assert not {*counting} & {*apart}, seed
                asserted = {w.id for w in words if w.relation != "denies" and is_told_for(w, at, country)}
                assert {*counting} | {*apart} == asserted, seed
                if not holder:
                    assert {*counting} == _uncontested(words, at, country), seed


def _told(found: Standing, at: date, country: str) -> tuple[list[str], list[str]]:
    apart = [c.relation for c in (*found.contested, *found.left_out)]
    return (
        [r.id for r in found.counts if is_told_for(r, at, country)],
        [r.id for r in apart if is_told_for(r, at, country)],
    )


def _uncontested(words: list[Relation], at: date, country: str) -> set[str]:
    """What nobody contradicts there and then; of a word for anywhere, nowhere at all."""
    found = set()
    for word in words:
        if word.relation == "denies" or not is_told_for(word, at, country):
            continue
        where = [country] if word.countries else ["XA", "XB", "XC"]
        against = [w for w in words if any(is_told_for(w, at, c) for c in where)]
        if not any(contradict(word, w) for w in against):
            found.add(word.id)
    return found


def test_at_any_time_and_on_a_day_agree() -> None:
    for seed in range(300):
        words = tangle(seed)
        ever = standing(words)
        for at in (day(n) for n in range(LONG)):
            that_day = standing(words, day=at)
            assert that_day.counts == tuple(
                r for r in ever.counts if r.holds(at, next(iter(r.countries), ""))
            )


def test_of_a_holder_that_says_nothing_the_words_say_so_and_only_the_uncontested_counts() -> None:
    found = standing([CLAIM, DENIAL, told("marsh", "part_of", "fen")], Viewpoint("ems"))
    assert found.viewpoint == Viewpoint("ems")
    assert found.viewpoint.silent
    assert counted(found) == ["reed"]
    assert not standing([CLAIM], Viewpoint("delta")).viewpoint.silent
    assert not standing([CLAIM]).viewpoint.silent
    for words in (held(found.viewpoint), grouped(found.viewpoint)):
        assert "uncontested relations only" in words
        assert "ems" in words
    assert "ems" in grouped(found.viewpoint, "ar")


def test_it_says_whose_word_is_followed_in_both_languages() -> None:
    turkey, states = Viewpoint("turkey"), Viewpoint("united_states")
    assert held(NEUTRAL) == "uncontested relations only"
    assert held(states) == "as the United States holds"
    assert grouped(turkey, names={"turkey": "Türkiye"}) == "grouped as Turkey designates it"
    assert grouped(Viewpoint("reed"), names={"reed": "Reed Guard"}) == "grouped as Reed Guard designates it"
    assert "تركيا" in grouped(turkey, "ar", {"turkey": "تركيا"})
    assert held(NEUTRAL, "ar")


def test_a_word_is_said_with_author_days_and_countries_and_a_contested_one_with_who_denies_it() -> None:
    names = {"wing": "Wing", "front": "Front", "delta": "Delta"}
    claim = told("wing", "armed_wing_of", "front", by="delta", first=0, last=1, countries=("XA", "XB"))
    assert said(claim, names=names) == (
        "Wing is an armed wing of Front, says Delta (2031-01-01 to 2031-01-02, in XA, XB)"
    )
    denial = denied("wing", "part_of", "front", by="wing", last=1)
    assert said(denial, names=names) == "Wing denies that Wing is part of Front (until 2031-01-02)"
    turned = told("front", "part_of", "wing", by="ems", first=0)
    assert contested((claim,), (denial, turned), names=names) == (
        "Wing is an armed wing of Front, says Delta (2031-01-01 to 2031-01-02, in XA, XB); denied by Wing "
        "(until 2031-01-02); Front is part of Wing, says ems (from 2031-01-01)"
    )
    arabic = said(claim, "ar", {"wing": "الجناح", "front": "الجبهة"})
    assert "الجناح جناح مسلح من الجبهة، بحسب \u2066delta\u2069" in arabic
    assert "\u20662031-01-01\u2069" in arabic
