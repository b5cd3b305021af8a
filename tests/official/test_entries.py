"""What a party says of one allegation. Every text is invented; the figures of the bulletin are public history."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.official import Entry, read
from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import Outcome, Reason

RELEASE = """\
Credible reports:

1. May 12, 2031, near Tell Wadha, Syria, via social media report: During a strike on a firing position, it was \
assessed that ten civilians were unintentionally killed in a building adjacent to the target.
2. On the night of Nov. 14, 2030, near Wadi Sahl, Syria, via self-report. During a strike on a vehicle which killed \
two fighters it was assessed that three civilians were killed and one was injured. 3146/QQ15 37SFV039132

Non-credible reports:

3. June 1, 2031, in Qasr Numan, Syria, via Harbour Monitor. No Coalition strikes were conducted in that area; the \
nearest Coalition strike was 2.5 km away.
4. June 3, 2031, near Marj Latif, Syria, via media report.
"""
PUBLISHED = date(2031, 8, 4)


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    return read(RELEASE, PUBLISHED)


def one(text: str) -> Entry:
    (entry,) = read(text, PUBLISHED)
    return entry


def test_a_release_has_one_entry_for_each_allegation(entries: tuple[Entry, ...]) -> None:
    assert [entry.place for entry in entries] == [
        "near Tell Wadha", "near Wadi Sahl", "in Qasr Numan", "near Marj Latif",
    ]  # fmt: skip
    assert {entry.country for entry in entries} == {"Syria"}


def test_the_number_of_a_list_is_no_day_of_a_month(entries: tuple[Entry, ...]) -> None:
    assert entries[2].day == DateSpan.on(date(2031, 6, 1))


def test_a_night_is_two_days(entries: tuple[Entry, ...]) -> None:
    assert entries[1].night
    assert entries[1].day == DateSpan.between(date(2030, 11, 14), date(2030, 11, 15))
    assert not entries[0].night


def test_it_reads_through_whom_an_allegation_came(entries: tuple[Entry, ...]) -> None:
    assert [entry.via for entry in entries] == [
        "social media report", "self-report", "Harbour Monitor", "media report",
    ]  # fmt: skip


def test_fighters_that_a_strike_killed_are_not_conceded(entries: tuple[Entry, ...]) -> None:
    assert entries[1].killed == Range.exactly(3)
    assert entries[1].injured == Range.exactly(1)


def test_a_figure_that_is_not_given_stays_unknown(entries: tuple[Entry, ...]) -> None:
    assert entries[0].killed == Range.exactly(10)
    assert entries[0].injured.is_unknown
    assert entries[2].killed.is_unknown


def test_an_allegation_that_is_not_accepted_concedes_nothing() -> None:
    entry = one(
        "It was assessed that there is insufficient evidence that five civilians were killed in this strike."
    )
    assert entry.outcome is Outcome.NON_CREDIBLE
    assert entry.reason is Reason.INSUFFICIENT_EVIDENCE
    assert entry.killed.is_unknown


def test_a_heading_gives_the_outcome_where_the_words_give_none(entries: tuple[Entry, ...]) -> None:
    assert entries[3].outcome is Outcome.NON_CREDIBLE
    assert entries[3].reason is Reason.NOT_GIVEN


def test_words_stand_above_their_heading() -> None:
    (entry,) = read(
        "Credible reports:\n\nMay 2, 2031, near Ard Samha, Syria. No strikes were conducted there.", PUBLISHED
    )
    assert entry.outcome is Outcome.NON_CREDIBLE


def test_more_likely_than_not_that_it_did_not_happen_is_no_concession() -> None:
    entry = one(
        "It was found that, more likely than not, the deaths did not occur as a result of a Coalition action."
    )
    assert entry.outcome is Outcome.NON_CREDIBLE


def test_a_duplicate_is_told_as_one() -> None:
    entry = one(
        "The report is a duplicate of allegation 57, in which one civilian was unintentionally killed."
    )
    assert entry.outcome is Outcome.DUPLICATE
    assert entry.killed.is_unknown


def test_what_tells_no_outcome_has_none() -> None:
    entry = one("August 4, 2030, near Ard Samha, Syria, via media report.")
    assert entry.outcome is None
    assert entry.reason is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("after they entered the target area", Reason.ENTERED_TARGET_AREA),
        ("by secondary explosions", Reason.SECONDARY_EXPLOSION),
        ("due to their proximity to the blast", Reason.KILLED_BY_BLAST),
        ("for which no cause is told", Reason.NOT_GIVEN),
    ],
)
def test_it_reads_why_the_party_says_that_people_died(words: str, reason: Reason) -> None:
    assert one(f"Two civilians were unintentionally killed {words}.").reason is reason


def test_a_distance_to_the_nearest_strike_is_in_metres(entries: tuple[Entry, ...]) -> None:
    assert entries[2].nearest_strike_m == 2500
    assert one("There were no Coalition strikes within 800 m of the place.").nearest_strike_m == 800
    assert entries[0].nearest_strike_m is None


def test_file_numbers_and_grid_squares_are_kept(entries: tuple[Entry, ...]) -> None:
    assert entries[1].files == ("3146/QQ15",)
    assert entries[1].cell is not None
    assert entries[1].cell.reference == "37SFV039132"


def test_each_value_has_the_words_behind_it(entries: tuple[Entry, ...]) -> None:
    words = {name: passage.of(RELEASE) for name, passage in entries[0].passages.items()}
    assert words["day"] == "May 12, 2031"
    assert words["place"] == "near Tell Wadha, Syria"
    assert words["killed"].startswith("ten civilians")
    assert words["outcome"] == "unintentionally killed"
    assert words["reason"] == "adjacent to the target"


def test_a_day_without_a_year_is_the_last_before_the_release() -> None:
    entry = one("On Oct. 2, near Ard Samha, Syria, one civilian was unintentionally killed.")
    assert entry.day == DateSpan.on(date(2030, 10, 2))


def test_an_empty_text_has_no_entry() -> None:
    assert read("  \n ", PUBLISHED) == ()


def test_a_place_may_follow_its_day_without_a_lead() -> None:
    entry = one("7. Oct. 30, 2030, al Samha, Syria, via media report. No strikes were conducted there.")
    assert entry.day == DateSpan.on(date(2030, 10, 30))
    assert (entry.place, entry.country) == ("al Samha", "Syria")


@pytest.mark.parametrize(
    "words",
    [
        "It was assessed that no civilians were killed.",
        "The allegation that ten civilians were killed was denied.",
        "The Command could not determine whether ten civilians were killed.",
        "It was assessed that five fighters and no civilians were killed.",
        "It was assessed that it is less likely than not that civilian casualties occurred.",
    ],
)
def test_a_denial_or_a_doubt_is_no_concession(words: str) -> None:
    entry = one(words)
    assert entry.outcome is not Outcome.CREDIBLE
    assert entry.killed.is_unknown


def test_a_doubt_about_one_more_takes_no_concession_back() -> None:
    entry = one(
        "Two civilians were unintentionally killed; there was insufficient information to confirm a third death."
    )
    assert (entry.outcome, entry.killed) == (Outcome.CREDIBLE, Range.exactly(2))


def test_an_empty_line_ends_a_statement_however_lines_end() -> None:
    text = "On May 3, 2031, near Ard Samha, Syria, no strikes were conducted.\r\n\r\nIn all, five civilians were killed.\r\n"
    (entry,) = read(text, PUBLISHED)
    assert entry.end < text.index("In all")


def test_letters_that_grow_when_folded_move_no_offset() -> None:
    assert one("May 3, 2031, near İncir Tepe, Turkey. No strikes were conducted.").place == "near İncir Tepe"


@pytest.mark.parametrize(
    ("words", "killed", "injured"),
    [
        ("Two civilians were unintentionally injured. No civilian was killed.", Range(0, 0), Range(2, 2)),
        ("Two civilians were unintentionally injured.", UNKNOWN, Range(2, 2)),
        ("One civilian was unintentionally killed and there were no injuries.", Range(1, 1), Range(0, 0)),
        ("The report was found to be non-credible: no civilians were killed.", UNKNOWN, UNKNOWN),
    ],
)
def test_nobody_is_zero_where_a_concession_says_so_and_silence_is_unknown(words, killed, injured):
    text = f"May 3, 2031, near Tell Example, Syria. {words}"
    entry, = read(text, date(2031, 8, 1))  # fmt: skip
    assert (entry.killed, entry.injured) == (killed, injured)


def test_a_concession_that_is_broken_over_lines_is_read() -> None:
    text = (
        "1. On May 8, 2031, near Maarrat Misrin, Syria, via social media report: during a strike on a fuel depot three civilians were\n"
        "unintentionally killed.\n"
    )
    (entry,) = read(text, date(2031, 7, 4))
    assert (entry.outcome, entry.killed) == (Outcome.CREDIBLE, Range(3, 3))


@pytest.mark.parametrize(
    "words",
    [
        "The Ministry rejects newspaper reports that 14 civilians were killed in Ard Samha on May 3, 2031.",
        "Stories that 14 civilians were killed by our aircraft near Ard Samha on May 3, 2031 are fake.",
        "It is a lie that our aircraft killed 14 civilians in Ard Samha on May 3, 2031.",
        "We refute the accusation that 14 civilians were killed during a strike on Ard Samha.",
        "On May 3, 2031 terrorists shelled Ard Samha, killing 14 civilians. Our aircraft then destroyed the gun.",
        "May 3, 2031, near Ard Samha, Syria: a terrorist attack killed 14 civilians.",
        "May 3, 2031, near Ard Samha, Syria: 14 civilians were killed during a strike on the fair by militants.",
        "May 3, 2031, near Ard Samha, Syria, via Harbour Monitor: 14 civilians were allegedly killed.",
        "May 3, 2031, near Ard Samha, Syria, via Harbour Monitor: 14 civilians were killed.",
        "May 3, 2031, near Ard Samha, Syria, via Harbour Monitor: it was reported that 14 civilians were killed.",
    ],
)
def test_a_denial_an_allegation_or_the_strike_of_another_is_no_concession(words: str) -> None:
    entry = one(words)
    assert entry.outcome is None
    assert entry.killed.is_unknown


def test_an_allegation_that_remains_open_is_open_whatever_it_alleges() -> None:
    entry = one(
        "May 3, 2031, near Ard Samha, Syria: it is alleged 14 civilians were killed. The case remains open."
    )
    assert entry.outcome is Outcome.OPEN
    assert entry.killed.is_unknown


def test_a_figure_under_a_heading_that_is_open_concedes_nothing() -> None:
    (entry,) = read(
        "Open reports:\n\nMay 3, 2031, near Ard Samha, Syria: two civilians were killed during a strike on a depot.",
        PUBLISHED,
    )
    assert (entry.outcome, entry.killed) == (Outcome.OPEN, UNKNOWN)


def test_nobody_killed_more_likely_than_not_is_no_concession() -> None:
    entry = one("It was determined that, more likely than not, no civilians were killed.")
    assert entry.outcome is Outcome.NON_CREDIBLE


def test_an_allegation_taken_up_again_concedes_no_figure_that_is_only_alleged() -> None:
    entry = one("The allegation that 14 civilians were killed was reopened.")
    assert (entry.outcome, entry.killed) == (Outcome.REOPENED, UNKNOWN)


@pytest.mark.parametrize(
    "words",
    [
        "During a strike on a depot, it was assessed that three civilians were killed.",
        "Three civilians were killed as a result of our strike.",
        "Our aircraft killed five fighters and three civilians.",
        "Three civilians were killed during strikes against two vehicles.",
        "Sadly three civilians were killed for their proximity to the target.",
    ],
)
def test_a_party_concedes_what_it_tells_as_its_own_deed_or_finding(words: str) -> None:
    entry = one(f"May 3, 2031, near Ard Samha, Syria, via Harbour Monitor. {words}")
    assert (entry.outcome, entry.killed) == (Outcome.CREDIBLE, Range.exactly(3))


@pytest.mark.parametrize("published", [None, PUBLISHED, date.max])
@pytest.mark.parametrize("day", ["December 31, 9999", "9999-12-31", "30 December 9999"])
def test_the_night_of_the_last_day_there_is_is_no_day(day: str, published: date | None) -> None:
    text = f"On the night of {day}, near Ard Samha, Syria. No strikes were conducted there."
    (entry,) = read(text, published)
    assert (entry.day, entry.night) == (None, False)
    assert "day" not in entry.passages


def test_a_file_number_after_a_day_without_a_year_is_no_year() -> None:
    entry = one("On May 3 3146/QQ15, near Ard Samha, Syria, no strikes were conducted.")
    assert entry.day == DateSpan.on(date(2031, 5, 3))


def test_white_space_without_end_after_via_names_nobody() -> None:
    assert one("No strikes were conducted, via" + " " * 50_000 + "x" * 70).via == ""
    assert one("No strikes were conducted, via  Harbour Monitor.").via == "Harbour Monitor"
