import random
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from cairn.official.model import AUTO, OFFERED
from cairn.tally.declared import OF_INCIDENTS, OF_PARTS, Comparison, compare
from cairn.tally.declared_words import comparison_lines, label, ratio_lines, step_label, waterfall_lines
from cairn.tally.model import Definition
from cairn.tally.ratio import ratios
from cairn.tally.waterfall import BOUNDS, LOWEST, STEPS, waterfall
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, Outcome
from tally.official_files import File, credible, entry, files, link, said
from tally.rows import row

ATLAS = Definition(actors=("atlas",))
NAMES = {"atlas": "the Atlas force"}
ISOLATED = re.compile("\u2066[^\u2066\u2069]*\u2069")


def lines(comparison: Comparison, lang: str = "en") -> list[str]:
    return comparison_lines(comparison, lang, NAMES)


def one() -> Comparison:
    return compare([row("a"), row("b")], [credible("e", Range.exactly(1))], [link("e", "a")], ATLAS)


def test_both_totals_stand_in_sentences_of_their_own_and_no_quotient() -> None:
    told = lines(one())
    assert "Local sources: 4 to 6 civilians likely killed in 2 incidents." in told
    assert (
        "the Atlas force has assessed 1 death in 1 of these as more likely than not caused by it. "
        "The two use different evidence and standards."
    ) in told
    assert not any("times" in line for line in told)


def test_coverage_comes_first_and_the_meaning_of_non_credible_last() -> None:
    told = lines(one())
    assert told[0].startswith("Coverage not stated")
    assert told[-1].startswith("“Non-credible”: not enough information")


def test_a_party_that_accepts_nothing_is_not_said_to_have_found_nothing() -> None:
    told = lines(compare([row("a")], [], [], ATLAS))
    assert any("has assessed none of these" in line and "as far as is known here" in line for line in told)
    assert "It concedes nothing under this definition, as far as is known here." in told


def test_harm_accepted_without_a_figure_is_no_nought() -> None:
    told = lines(compare([row("a")], [credible("e")], [link("e", "a")], ATLAS))
    assert any("accepts that it harmed civilians in 1 of these and gives no figure" in line for line in told)
    assert not any("has assessed 0 deaths" in line for line in told)


def test_nought_conceded_is_told_as_nought() -> None:
    told = lines(compare([row("a")], [credible("e", Range.exactly(0))], [link("e", "a")], ATLAS))
    assert any("has assessed 0 deaths in 1 of these" in line for line in told)


def test_what_is_conceded_beside_these_incidents_is_told_row_by_row() -> None:
    rows = [row("a"), row("b"), row("w", grades={"atlas": Grade.WEAK})]
    told = [credible("e", Range(4, 6)), credible("x", Range.exactly(2)), credible("y", Range.exactly(3))]
    found = lines(compare(rows, told, [link("e", "a"), link("e", "b"), link("y", "w")], ATLAS))
    assert any("several incidents, how many in which was not told: 4 to 6 deaths" in line for line in found)
    assert any("no incident compared here linked to it: 2 deaths in 1 entry" in line for line in found)
    assert any("the definition leaves out: 3 deaths in 1 entry" in line for line in found)


def test_shares_beyond_what_an_entry_concedes_are_said_to_be_beyond() -> None:
    links = [link("e", "a", Range.exactly(3)), link("e", "b", Range.exactly(3))]
    found = lines(compare([row("a"), row("b")], [credible("e", Range.exactly(4))], links, ATLAS))
    assert any("than their entries concede, by 2 deaths" in line for line in found)


def test_machines_links_are_not_to_be_cited() -> None:
    found = lines(
        compare([row("a")], [credible("e", Range.exactly(1))], [link("e", "a", decision=AUTO)], ATLAS)
    )
    assert any(line.endswith("1 incident, 1 entry. Do not cite them.") for line in found)


def test_what_waits_for_a_decision_is_told_beside_what_it_is_counted_as() -> None:
    told, offers = [credible("e", Range.exactly(1))], [link("e", "a", decision=OFFERED)]
    found = compare([row("a")], told, offers, ATLAS)
    assert found.incidents[0].offered == ("e",)
    assert any("incidents are offered and nobody has decided: 1." in line for line in lines(found))
    assert any("an entry is offered and nobody has decided: 1." in line for line in lines(found))


def test_the_day_known_and_the_days_asked_for_are_told() -> None:
    asked = replace(ATLAS, from_day=date(2031, 5, 1), to_day=date(2031, 5, 31))
    told = [entry("e", said(Outcome.CREDIBLE, Range.exactly(1), date(2031, 7, 1)))]
    found = lines(compare([row("a")], told, [link("e", "a")], asked, date(2031, 8, 1)))
    assert "What the party had said by the end of 2031-08-01." in found
    assert "Made public in these days, whenever it happened: 0 deaths in 0 entries." in found


def test_a_step_that_takes_and_a_step_without_a_figure_are_told_apart() -> None:
    rows = [row("a", Range.exactly(5)), row("b", UNKNOWN)]
    told = waterfall_lines(waterfall(compare(rows, [], [], ATLAS), LOWEST))
    assert told == [
        "From what local sources report to what is conceded, lowest figures:",
        "5 civilians killed, local sources",
        "-5 in incidents never assessed (1 incident)",
        "±0 in incidents not conceded for which this bound gives no figure (1 incident)",
        "= 0 civilians killed, conceded",
    ]


def test_a_ratio_says_that_it_is_uncertain_in_our_matching_only_or_that_there_is_none() -> None:
    found = ratios(one(), random.Random(3), draws=50)
    told = ratio_lines(found, 50, 3, 0.03)
    assert told[1].startswith("4 by local sources to 1 conceded: 4.00")
    assert "It is no margin of error of either count" in told[-1]
    nothing = ratios(compare([row("a")], [], [], ATLAS), random.Random(3), draws=50)
    assert "2 by local sources to 0 conceded: no ratio" in ratio_lines(nothing, 50, 3, 0.03)[1]


@given(files())
@settings(max_examples=40, deadline=None)
def test_in_arabic_every_number_keeps_its_own_direction(file: File) -> None:
    found = file.compared()
    told = [*lines(found, "ar"), *(x for b in BOUNDS for x in waterfall_lines(waterfall(found, b), "ar"))]
    told += ratio_lines(ratios(found, random.Random(3), draws=5), 5, 3, 0.03, "ar")
    for line in told:
        assert not re.search(r"\b\d", ISOLATED.sub("", line)), line


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_everything_has_a_label(lang: str) -> None:
    assert all(label(s.value, lang) for s in {*OF_INCIDENTS, *OF_PARTS})
    assert all(step_label(key, lang) for key in STEPS)
    assert any(sign in label("non_credible", lang) for sign in "“«")


def test_it_refuses_a_language_it_has_no_words_for() -> None:
    with pytest.raises(ValueError, match="not in 'xx'"):
        label("conceded", "xx")
