"""Which statements speak of one allegation, in whatever order they come in. Parties, places and numbers are invented."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cairn.official.allegations import allegations, as_told
from cairn.official.model import ALLEGATION, Answered, Said, history
from cairn.official.told import Told, base_of
from cairn.values import DateSpan, Passage, Range
from cairn.vocab.closed import Outcome

MAY = date(2031, 5, 1)


def statement(document, n, *, published, outcome=Outcome.NON_CREDIBLE, day=MAY, place="near Old Mill", files=(), again=False,
              killed=None, actor="pact", via=""):  # fmt: skip
    said = Said(
        published, document, outcome, killed=Range(killed, killed), passage=Passage(n * 100, n * 100 + 50)
    )
    entry = Answered(
        f"{document}@{n}", ALLEGATION, actor, document, DateSpan.on(day), place=place, files=files, history=(said,), via=via
    )  # fmt: skip
    return Told(entry, again=again or outcome is Outcome.REOPENED)


def row(key, *, names="", outcome=Outcome.CREDIBLE, killed=None, files=(), day=MAY, place="near Old Mill", published=None,
        telling="", actor="pact"):  # fmt: skip
    said = Said(published, names or "sheet", outcome, killed=Range(killed, killed), coded=True)
    entry = Answered(
        key, ALLEGATION, actor, names or "sheet", DateSpan.on(day), place=place, files=files, history=(said,)
    )
    return Told(entry, is_row=True, names=names, telling=telling)


def entries(*told):
    return [as_told(a, a.members[0].entry.id) for a in allegations(told)]


def outcomes(entry):
    return [said.outcome for said in entry.history]


FIRST = statement("jan", 1, published=date(2031, 6, 1), files=("4410/PX77",))
REOPENED = statement("feb", 4, published=date(2032, 2, 1), outcome=Outcome.REOPENED, files=("4410/PX77",))
CONCEDED = statement(
    "mar", 2, published=date(2032, 9, 1), outcome=Outcome.CREDIBLE, killed=8, files=("4410/PX77",)
)


def test_statements_of_one_file_number_are_the_history_of_one_entry():
    entry, = entries(CONCEDED, FIRST, REOPENED)  # fmt: skip
    assert outcomes(entry) == [Outcome.NON_CREDIBLE, Outcome.REOPENED, Outcome.CREDIBLE]
    assert entry.lag_days() == (date(2031, 6, 1) - MAY).days


def test_what_was_known_on_a_day_follows_the_history():
    entry, = entries(CONCEDED, FIRST, REOPENED)  # fmt: skip
    assert entry.known_on(date(2031, 5, 31)) is None
    assert entry.known_on(date(2032, 1, 31)).outcome is Outcome.NON_CREDIBLE
    assert entry.known_on(date(2032, 2, 1)).outcome is Outcome.REOPENED
    assert entry.known_on().killed == Range(8, 8)


def test_a_reversal_ends_a_concession():
    back = statement("apr", 1, published=date(2033, 1, 1), files=("4410/PX77",))
    entry, = entries(FIRST, CONCEDED, back)  # fmt: skip
    assert (entry.known_on().outcome, entry.known_on().killed) == (Outcome.NON_CREDIBLE, Range())


def test_a_later_word_without_an_outcome_leaves_the_outcome_standing():
    note = statement("apr", 1, published=date(2033, 1, 1), outcome=None, files=("4410/PX77",))
    entry, = entries(CONCEDED, note)  # fmt: skip
    assert (entry.known_on().outcome, entry.known_on().killed) == (Outcome.CREDIBLE, Range(8, 8))


def test_a_concession_confirmed_without_its_figures_keeps_them():
    note = statement("apr", 1, published=date(2033, 1, 1), outcome=Outcome.CREDIBLE, files=("4410/PX77",))
    entry, = entries(CONCEDED, note)  # fmt: skip
    assert (len(entry.history), entry.known_on().killed) == (2, Range(8, 8))


def test_the_same_number_of_two_parties_is_two_files():
    other = statement("theirs", 1, published=date(2031, 6, 1), files=("4410/PX77",), actor="other")
    assert len(entries(FIRST, other)) == 2


def test_three_entries_of_one_day_and_place_stay_three():
    three = [statement("jan", n, published=date(2031, 6, 1)) for n in (1, 2, 3)]
    assert len(entries(*three)) == 3


def test_what_comes_back_to_an_earlier_answer_joins_the_only_one_of_its_day_and_place():
    first = statement("jan", 1, published=date(2031, 6, 1))
    back = statement("feb", 1, published=date(2032, 2, 1), outcome=Outcome.CREDIBLE, again=True, killed=1)
    entry, = entries(back, first)  # fmt: skip
    assert outcomes(entry) == [Outcome.NON_CREDIBLE, Outcome.CREDIBLE]


def test_where_several_share_day_and_place_it_stands_by_itself_and_they_are_offered():
    two = [statement("jan", n, published=date(2031, 6, 1)) for n in (1, 2)]
    back = statement("feb", 1, published=date(2032, 2, 1), outcome=Outcome.REOPENED)
    found = allegations([*two, back])
    assert [(len(a.members), a.may_answer) for a in found] == [(1, ("jan@1", "jan@2")), (1, ()), (1, ())]


def test_nothing_comes_back_to_an_answer_of_its_own_document_or_of_a_later_day():
    early = statement("jan", 1, published=date(2031, 6, 1), again=True)
    beside = statement("jan", 2, published=date(2031, 6, 1))
    late = statement("feb", 1, published=date(2032, 6, 1))
    assert [len(a.members) + len(a.may_answer) for a in allegations([early, beside, late])] == [1, 1, 1]


def test_two_statements_of_one_document_that_come_back_to_one_answer_are_offered_to_it():
    first = statement("jan", 1, published=date(2031, 6, 1))
    two = [statement("feb", n, published=date(2032, 2, 1), outcome=Outcome.REOPENED) for n in (1, 2)]
    assert [a.may_answer for a in allegations([first, *two])] == [("jan@1",), ("jan@1",), ()]


def test_an_answer_without_a_day_is_offered_and_not_decided():
    undated = statement("jan", 1, published=None)
    back = statement("feb", 1, published=date(2032, 2, 1), outcome=Outcome.REOPENED)
    found = {a.members[0].entry.id: a.may_answer for a in allegations([undated, back])}
    assert found == {"feb@1": ("jan@1",), "jan@1": ()}


def test_a_row_of_a_sheet_takes_the_statement_of_its_file_number():
    entry, = entries(row("e-1", files=("4410/PX77",), published=date(2031, 1, 1)), REOPENED)  # fmt: skip
    assert (entry.id, outcomes(entry)) == ("e-1", [Outcome.CREDIBLE, Outcome.REOPENED])


def test_a_number_that_two_rows_bear_is_offered_to_both():
    rows = [row(f"e-{n}", files=("4410/PX77",)) for n in (1, 2)]
    found = {a.members[0].entry.id: a for a in allegations([*rows, FIRST])}
    assert found["jan@1"].may_answer == ("e-1", "e-2")


def test_rows_find_their_words_in_the_document_they_name():
    said = [
        statement("rel", 1, published=MAY, outcome=Outcome.CREDIBLE, killed=2),
        statement("rel", 2, published=MAY, outcome=Outcome.NON_CREDIBLE),
        statement("rel", 3, published=MAY, outcome=Outcome.CREDIBLE, killed=5),
    ]
    rows = [
        row("e-1", names="rel", killed=5),
        row("e-2", names="rel", outcome=Outcome.NON_CREDIBLE),
        row("e-3", names="rel", killed=2),
    ]
    found = {e.id: e.history for e in entries(*said, *rows)}
    assert {key: (h[0].passage.start, h[0].coded, len(h)) for key, h in found.items()} == {
        "e-1": (300, False, 1), "e-2": (200, False, 1), "e-3": (100, False, 1),
    }  # fmt: skip


def test_a_later_sheet_of_the_same_id_adds_to_the_history():
    early = row("e-1", published=date(2031, 6, 1), outcome=Outcome.NON_CREDIBLE, telling="2031-06-01")
    late = row("e-1", published=date(2032, 6, 1), killed=3, telling="2032-06-01")
    entry, = entries(late, early)  # fmt: skip
    assert outcomes(entry) == [Outcome.NON_CREDIBLE, Outcome.CREDIBLE]


def test_a_changed_text_is_of_the_same_document():
    assert (base_of("rel~3"), base_of("rel")) == ("rel", "rel")


MISTYPED = [
    statement("june", n, published=MAY, day=day, place=place, files=("1290/PX12",), killed=killed, outcome=Outcome.CREDIBLE)
    for n, day, place, killed in ((1, date(2031, 5, 3), "near Old Mill", 3), (2, date(2031, 5, 9), "near Reed Bank", 5))
]  # fmt: skip


def test_two_statements_of_one_document_stay_two_under_one_file_number():
    found = entries(*MISTYPED)
    assert [entry.known_on().killed.min for entry in found] == [3, 5]
    same_spot = [statement("june", n, published=MAY, files=("1290/PX12",)) for n in (1, 2)]
    assert len(allegations(same_spot)) == 2


def test_a_file_number_of_another_day_or_place_is_offered_and_not_joined():
    away = statement("july", 1, published=date(2031, 7, 1), place="near Reed Bank", files=("4410/PX77",))
    found = {a.members[0].entry.id: a for a in allegations([FIRST, away])}
    assert {key: a.may_answer for key, a in found.items()} == {"jan@1": (), "july@1": ("jan@1",)}
    held = row("e-1", files=("4410/PX77",), day=date(2031, 5, 20))
    found = {a.members[0].entry.id: a for a in allegations([held, FIRST])}
    assert {key: a.may_answer for key, a in found.items()} == {"e-1": (), "jan@1": ("e-1",)}


def test_a_file_number_that_joins_one_statement_of_a_document_leaves_the_other():
    late = statement("late", 1, published=date(2031, 8, 1), day=date(2031, 5, 9), place="near Reed Bank", files=("1290/PX12",))  # fmt: skip
    found = {a.members[0].entry.id: a for a in allegations([*MISTYPED, late])}
    assert {key: len(a.members) for key, a in found.items()} == {"june@1": 1, "june@2": 2}


def test_a_row_takes_none_of_two_statements_of_one_document_under_its_number():
    two = [statement("june", n, published=MAY, files=("1290/PX12",)) for n in (1, 2)]
    found = {a.members[0].entry.id: a for a in allegations([row("e-1", files=("1290/PX12",)), *two])}
    assert {key: a.may_answer for key, a in found.items()} == {
        "e-1": (),
        "june@1": ("e-1",),
        "june@2": ("e-1",),
    }


def test_words_of_one_day_stand_in_order_of_their_documents_whichever_is_given_first():
    said = [
        Said(MAY, document, outcome) for document, outcome in (("b", Outcome.CREDIBLE), ("a", Outcome.OPEN))
    ]
    assert history(said) == history(said[::-1]) == tuple(said[::-1])


FILES = st.sampled_from([(), ("11/AB1",), ("12/AB2",), ("11/AB1", "12/AB2")])


@st.composite
def a_record(draw):
    statements = [
        statement(
            f"d{n // 2}", n,
            published=MAY + timedelta(draw(st.integers(0, 40))),
            outcome=draw(st.sampled_from([None, *Outcome])),
            day=MAY + timedelta(draw(st.integers(0, 1))),
            place=draw(st.sampled_from(["near Old Mill", "near Reed Bank"])),
            files=draw(FILES), again=draw(st.booleans()),
        )
        for n in range(draw(st.integers(1, 7)))
    ]  # fmt: skip
    rows = [
        row(
            f"e{n}",
            names=draw(st.sampled_from(["", "d0", "d1"])),
            files=draw(FILES),
            day=MAY + timedelta(draw(st.integers(0, 1))),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    return [*statements, *rows]


@given(a_record(), st.randoms())
def test_any_order_of_arrival_gives_the_same_history_by_day(told, chance):
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert allegations(shuffled) == allegations(told)
    assert entries(*shuffled) == entries(*told)


@given(a_record())
def test_every_statement_and_every_row_stands_in_exactly_one_allegation(told):
    members = [m.entry.id for a in allegations(told) for m in a.members]
    assert sorted(members) == sorted(t.entry.id for t in told)


@given(a_record())
def test_two_statements_of_one_document_are_never_of_one_allegation(told):
    for allegation in allegations(told):
        said = [base_of(m.entry.document_id) for m in allegation.members if not m.is_row]
        assert len(said) == len(set(said))


@given(a_record())
def test_a_row_is_never_joined_to_another_row(told):
    assert all(sum(m.is_row for m in a.members) <= 1 for a in allegations(told))


@given(a_record())
def test_no_statement_is_said_twice_nor_lost(told):
    for allegation in allegations(told):
        said = [s.passage for s in as_told(allegation, "x").history if s.passage is not None]
        assert sorted(said) == sorted(m.entry.history[0].passage for m in allegation.members if not m.is_row)
