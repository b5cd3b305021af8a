from dataclasses import replace
from datetime import date

import pytest

from cairn.tally import beside, tally
from cairn.tally.model import GROUPS, OUTCOMES, Coverage, Definition, Told
from cairn.tally.words import conceded_sentence, definition_line, lines, number, sentence
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, State
from cairn.vocab.load import load_toml
from tally.rows import DAY, row

LIKELY = Definition()
ISOLATED = "\u2066{}\u2069"


def test_a_range_is_said_with_its_incidents() -> None:
    found = tally([row("a", Range(400, 600)), row("b", Range(15, 78))], LIKELY)
    assert sentence(found) == "Local sources: 415 to 678 civilians likely killed in 2 incidents."


def test_incidents_without_a_figure_are_said() -> None:
    found = tally([row("a", Range(15, 78)), row("b", UNKNOWN), row("c", UNKNOWN)], LIKELY)
    assert "at least 15; up to 78 where a figure is given; 2 incidents give none" in sentence(found)


def test_figures_without_a_highest_are_said() -> None:
    found = tally([row("a", Range(15, 78)), row("b", Range(4, None))], LIKELY)
    assert "1 gives no highest figure" in sentence(found)


def test_one_incident_is_one_incident() -> None:
    assert sentence(tally([row("a", Range.exactly(1))], LIKELY)).endswith("likely killed in 1 incident.")
    one_silent = tally([row("a"), row("b", UNKNOWN)], LIKELY)
    assert "1 incident gives none" in sentence(one_silent)


def test_no_figure_at_all_is_not_nought() -> None:
    found = tally([row("a", UNKNOWN)], LIKELY)
    assert "no figure is given" in sentence(found)
    assert "0" not in sentence(found)


def test_no_incident_is_never_said_to_be_no_harm() -> None:
    told = sentence(tally([], LIKELY))
    assert "reported to us" in told
    assert "No civilians" not in told


@pytest.mark.parametrize(
    ("grades", "word"),
    [
        ((Grade.CONTESTED,), "contested"),
        ((Grade.DISCOUNTED,), "discounted"),
        ((Grade.WEAK,), "weak"),
        ((Grade.CONFIRMED, Grade.FAIR, Grade.WEAK), "alleged"),
    ],
)
def test_only_likely_is_called_likely(grades: tuple[Grade, ...], word: str) -> None:
    rows = [row(g, grades={"atlas": g}) for g in grades]
    told = sentence(tally(rows, replace(LIKELY, grades=grades)))
    assert word in told
    assert "likely" not in told


def test_injured_have_a_sentence_of_their_own() -> None:
    found = tally([row("a", injured=Range(4, 6))], LIKELY)
    assert (
        sentence(found, outcome="injured") == "Local sources: 4 to 6 civilians likely injured in 1 incident."
    )


def test_it_refuses_a_language_or_outcome_without_words() -> None:
    found = tally([row("a")], LIKELY)
    with pytest.raises(ValueError, match="xx"):
        sentence(found, "xx")
    with pytest.raises(ValueError, match="displaced"):
        sentence(found, outcome="displaced")


def test_a_range_in_arabic_is_isolated_low_end_first() -> None:
    told = sentence(tally([row("a", Range(415, 678))], LIKELY), "ar")
    assert ISOLATED.format("415–678") in told
    assert told.count("\u2066") == told.count("\u2069")


def test_every_number_in_arabic_is_isolated() -> None:
    rows = [row("a", Range(1415, 2678)), row("b", UNKNOWN), row("c", Range(1, None), state=State.SUGGESTED)]
    for line in lines(tally(rows, LIKELY), "ar"):
        outside, depth = "", 0
        for char in line:
            depth += (char == "\u2066") - (char == "\u2069")
            outside += char if not depth else ""
        assert not any(char.isdigit() for char in outside)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_language_leaves_a_gap_unfilled(language: str) -> None:
    rows = [
        row("a", Range(2, 5), grades={"atlas": Grade.FAIR, "borea": Grade.FAIR}),
        row("b", UNKNOWN, state=State.SUGGESTED),
        row("c", grades={"atlas": Grade.CONTESTED}),
        row("d", grades={"atlas": Grade.DISCOUNTED}),
        row("e", parent_id="f"),
        row("f"),
        row("g", harm_reported="no"),
        row("h", grades={}),
        row("i", start=None, end=None),
    ]
    told = Coverage("atlas", "XA", DAY, DAY, "partial")
    definition = replace(LIKELY, country="XA", place="ford", from_day=DAY, to_day=DAY, as_of="2031-06-01")
    for basis in ("best", "released", "set", "suggested"):
        asked = replace(definition, basis=basis)
        found = lines(tally(rows, asked, [told]), language, {"atlas": "Atlas"}, beside(rows, asked))
        assert all(line.strip() and "{" not in line for line in found)
        assert language == "en" or not any(
            reason in line for line in found for reason in ("no grade", "umbrella")
        )


def test_coverage_comes_first_and_the_bounds_last() -> None:
    told = Coverage("atlas", "XA", date(2031, 5, 1), date(2031, 5, 31), "none")
    found = lines(tally([row("a")], LIKELY, [told]), names={"atlas": "Atlas"})
    assert found[0] == "Monitoring of Atlas in XA, 2031-05-01 to 2031-05-31: not monitored."
    assert found[-1] == (
        "Lowest and highest figures reported, not a margin of error. Many deaths are never reported."
    )


def test_coverage_that_nobody_stated_is_said() -> None:
    assert lines(tally([row("a")], LIKELY))[0].startswith("Coverage not stated")


def test_contested_stands_beside_with_its_own_range() -> None:
    rows = [row("a"), row("b", Range(7, 9), grades={"atlas": Grade.CONTESTED})]
    found = lines(tally(rows, LIKELY), beside=beside(rows, LIKELY))
    assert any("not in it" in line and "7 to 9" in line for line in found)


def test_machine_suggestions_and_joint_attributions_are_said() -> None:
    rows = [row("a", state=State.SUGGESTED, grades={"atlas": Grade.FAIR, "borea": Grade.FAIR})]
    found = "\n".join(lines(tally(rows, LIKELY)))
    assert "not reviewed: 1" in found
    assert "Jointly attributed incidents: 1" in found


@pytest.mark.parametrize(
    ("killed", "told"), [(Range(0, 0), "0 deaths"), (Range(1, 1), "1 death "), (Range(3, 5), "3 to 5 deaths")]
)
def test_what_a_party_assessed_is_said_beside_and_nought_is_a_figure(killed: Range, told: str) -> None:
    found = conceded_sentence("Atlas", killed, 4)
    assert f"Atlas has assessed {told.strip()} in 4 of these as more likely than not caused by it" in found
    assert "different evidence and standards" in found


def test_it_refuses_to_word_a_concession_without_a_figure() -> None:
    with pytest.raises(ValueError, match="no figure"):
        conceded_sentence("Atlas", UNKNOWN, 1)


def test_no_line_says_admit_verdict_or_combatant() -> None:
    rows = [row(g, grades={"atlas": g}) for g in Grade]
    told = "\n".join(
        line
        for g in Grade
        for line in lines(tally(rows, replace(LIKELY, grades=(g,))), beside=beside(rows, LIKELY))
    ).lower()
    assert not any(word in told for word in ("admit", "verdict", "combatant", "times more"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_definition_says_umbrella_records_several_actors_and_the_day_a_period_goes_by(lang: str) -> None:
    plain = definition_line(Definition(actors=("atlas",)), lang)
    asked = Definition(actors=("atlas", "rival"), parents=True, from_day=DAY)
    words = load_toml("words", "cairn.tally")[lang]
    for key in ("parents", "recomputed", "by_first_day"):
        assert words[key] in definition_line(asked, lang)
        assert words[key] not in plain


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_register_whose_highest_figures_come_to_less_says_at_least(lang: str) -> None:
    done = tally(
        [row("a", written={"killed": Told(5, None)}), row("b", written={"killed": Told(1, 2)})], Definition()
    )
    assert (done.killed.min, done.killed.max_of_known) == (6, 2)
    assert load_toml("words", "cairn.tally")[lang]["at_least"].format(low=number(6, lang)) in sentence(
        done, lang
    )


def test_only_the_outcome_that_is_asked_for_is_told_and_every_group_has_words_in_both_languages() -> None:
    groups = {f"{g}_{o}": Range(1, 2) for g in GROUPS for o in OUTCOMES}
    done = tally([row("a", groups=groups)], Definition(count=("injured",)))
    for lang in ("en", "ar"):
        words = load_toml("words", "cairn.tally")[lang]
        told = lines(done, lang)
        assert [words["group"][name] for name in groups if any(words["group"][name] in t for t in told)] == [
            words["group"][f"{g}_injured"] for g in GROUPS
        ]
        assert not any(words["killed"]["likely"] in t for t in told)
