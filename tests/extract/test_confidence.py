"""Confidence is a probability, weighed from plain signs, and routes a reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.confidence import FIGURE, NO_FIGURE, probability, route, weighed
from cairn.extract.doubts import UNREAD, signs
from cairn.extract.model import Claim, Reading
from cairn.extract.read import extract
from cairn.extract.reading import read_account
from cairn.sources.report import Report
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Event, Kind, ReadingDecision
from cairn.vocab.load import load_toml

DAY = date(2025, 5, 9)


def claim(start: int, low: int, *, kind: Kind = Kind.KILLED, event: Event = Event.THIS) -> Claim:
    return Claim(kind, start, start + 8, min=low, max=low, event=event, confidence=0.8)


def sure(*claims: Claim, text: str = "Three civilians were killed in Kafr Dalia.") -> float:
    reading = read_account(claims)
    return weighed(reading, claims, text=text, accounts=1, language="en").confidence


def read(text: str) -> Reading:
    (account,) = extract(Report(id="r", text=text), None, published=DAY).accounts
    return account.reading


def test_every_reading_is_weighed_as_it_is_read() -> None:
    assert 0.5 < read("Three civilians were killed when shells struck Kafr Dalia.").confidence < 1.0


def test_no_sign_of_harm_left_unread_speaks_for_a_reading() -> None:
    for told in (FIGURE, NO_FIGURE):
        weights = load_toml("confidence", "cairn.extract")[told]["weights"]
        assert all(weight <= 0 for name, weight in weights.items() if name in UNREAD)


def test_figures_that_disagree_make_no_reading_surer() -> None:
    assert sure(claim(0, 3), claim(60, 9), claim(90, 14)) <= sure(claim(0, 3), claim(60, 3), claim(90, 3))


def test_a_surer_claim_makes_no_reading_less_sure() -> None:
    assert sure(replace(claim(0, 3), confidence=0.3)) <= sure(replace(claim(0, 3), confidence=0.95))


def test_a_word_of_harm_that_is_not_counted_is_never_taken_unseen() -> None:
    text = "The funeral of the dead of Kafr Dalia was held at noon."
    nobody = weighed(Reading(), (), text=text, accounts=1, language="en")
    assert nobody.decision is not ReadingDecision.AUTO


def test_the_routes_stand_in_the_order_of_sureness() -> None:
    order = [ReadingDecision.ABSTAIN, ReadingDecision.REVIEW, ReadingDecision.AUTO]
    for told in (FIGURE, NO_FIGURE):
        routes = [order.index(route(step / 100, told)) for step in range(101)]
        assert routes == sorted(routes)
        assert set(routes) == {0, 1, 2}


def test_figures_of_other_events_are_a_sign_and_no_figure() -> None:
    other = signs(
        (claim(0, 3, event=Event.OTHER),), UNKNOWN, UNKNOWN, text="x" * 40, accounts=1, language="ar"
    )
    assert other["others"] == 1.0
    assert other["killed none"] == 1.0


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 900), st.sampled_from([Kind.KILLED, Kind.INJURED]))
    ),
    st.text(max_size=400),
    st.integers(1, 50),
)
def test_a_probability_is_one_whatever_is_told(
    rows: list[tuple[int, int, Kind]], text: str, accounts: int
) -> None:
    claims = tuple(claim(start, low, kind=kind) for start, low, kind in rows)
    figure = Range.exactly(rows[0][1]) if rows else UNKNOWN
    found = signs(claims, figure, UNKNOWN, text=text, accounts=accounts, language="ar")
    assert all(0.0 <= value <= 1.0 for value in found.values())
    assert 0.0 < probability(found, FIGURE) < 1.0
