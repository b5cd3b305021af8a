"""The demo case goes through reading and joining as its README says: no row is lost, no namesake merged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from cairn.extract.model import Claim
from cairn.flow import Read, account_id, facts, joined, read
from cairn.incident import project
from cairn.match import match
from cairn.places.gazetteer import shipped
from cairn.sources.places_files import read_places
from cairn.sources.tables import read_reports
from cairn.values import UNKNOWN, Range
from cairn.vocab.actors import own_actors
from cairn.vocab.closed import AssignmentDecision, Event, Kind, SourceKind

DEMO = files("cairn.demo")


@lru_cache(maxsize=1)
def reads() -> Mapping[str, Read]:
    places, _ = read_places("places.jsonl", DEMO.joinpath("places.jsonl").read_bytes())
    gazetteer = shipped().with_places(places)
    actors = own_actors(DEMO.joinpath("actors.toml").read_text(encoding="utf-8"))
    table = read_reports("reports.jsonl", DEMO.joinpath("reports.jsonl").read_bytes())
    assert list(table.rejected) == []
    return {row.report.id: read(row.report, gazetteer, actors) for row in table.rows}


@lru_cache(maxsize=1)
def together() -> Mapping[str, str]:
    """Report id -> the incident its main account is joined to."""
    accounts = [facts(r, a) for r in reads().values() for a in r.extraction.accounts]
    main = {account_id(r.report.id, r.extraction.accounts[0]): r.report.id for r in reads().values()
            if r.extraction.accounts}  # fmt: skip
    return {
        main[done.account_id]: done.incident_id
        for done in match(accounts).assignments
        if done.decision is AssignmentDecision.JOINED and done.account_id in main
    }


def killed(report: str) -> Range:
    return reads()[report].extraction.accounts[0].reading.killed


def claims(report: str, kind: Kind) -> list[Claim]:
    return [c for a in reads()[report].extraction.accounts for c in a.claims if c.kind is kind]


def test_every_row_goes_in_and_keeps_the_columns_nobody_reads() -> None:
    assert len(reads()) >= 45
    for done in reads().values():
        assert done.report.extra["note"] == "invented for demonstration"
        assert done.report.extra["shows"]


def test_posts_without_a_date_take_it_from_their_status_number() -> None:
    post = reads()["demo-004"].report
    assert post.published_basis == "platform_id"
    assert post.published is not None
    assert post.published.isoformat().startswith(str(post.extra["posted_at"]).removesuffix("Z"))


def test_what_is_undated_stays_undated() -> None:
    assert reads()["demo-056"].report.published is None


def test_individuals_and_parties_are_known_for_what_they_are() -> None:
    assert reads()["demo-041"].report.source_kind is SourceKind.INDIVIDUAL
    assert reads()["demo-009"].report.source_kind is SourceKind.OFFICIAL
    assert reads()["demo-009"].report.extra["party"] == "northern_pact"


def test_the_market_toll_goes_from_three_to_eleven_and_the_hospital_lowers_its_own() -> None:
    told = [
        killed(report) for report in ("demo-001", "demo-003", "demo-004", "demo-005", "demo-006", "demo-007")
    ]
    assert told == [Range.exactly(n) for n in (3, 7, 11, 9, 10, 11)]


def test_a_post_in_broken_spelling_is_read_and_quoted_as_written() -> None:
    text = reads()["demo-004"].report.text
    (quote,) = {text[c.start : c.end] for c in claims("demo-004", Kind.KILLED) if c.max == 11}
    assert "\u0640.\u0640" in quote


def test_the_death_of_wounds_is_a_claim_of_its_own() -> None:
    assert [c.min for c in claims("demo-007", Kind.DIED_OF_WOUNDS)] == [1]


def test_a_hospital_total_gives_no_toll() -> None:
    for report in ("demo-019", "demo-020"):
        totals = [c for c in claims(report, Kind.KILLED) if c.max == 43]
        assert {c.event for c in totals} == {Event.CUMULATIVE}
        assert killed(report) == UNKNOWN


def test_the_family_of_somebody_is_an_unknown_number() -> None:
    assert killed("demo-048") == UNKNOWN
    assert killed("demo-049") == UNKNOWN


def test_dozens_have_no_highest_figure() -> None:
    vague = claims("demo-051", Kind.KILLED)
    assert vague
    assert [c for c in vague if c.max is not None] == []
    assert killed("demo-051").max is None


def test_the_namesake_of_the_same_day_is_an_incident_of_its_own() -> None:
    incidents = together()
    assert incidents["demo-010"] == incidents["demo-011"]
    assert incidents["demo-010"] != incidents["demo-001"]


def test_copies_and_later_reports_of_the_market_come_together() -> None:
    incidents = together()
    market = {incidents[f"demo-{n:03d}"] for n in (1, 2, 3, 4, 5, 7)}
    assert len(market) == 1


def test_the_remnant_of_a_year_later_does_not_join_the_market() -> None:
    incidents = together()
    assert incidents["demo-053"] != incidents["demo-001"]


def test_two_strikes_of_one_day_and_party_near_one_town_stay_apart() -> None:
    incidents = together()
    assert incidents["demo-021"] != incidents["demo-024"]


def test_a_hospitals_total_of_two_months_joins_no_incident() -> None:
    assert not {"demo-019", "demo-020"} & together().keys()


def test_the_markets_nine_links_are_three_origins_and_the_notice_of_one_dead_is_no_toll() -> None:
    market = [reads()[f"demo-00{n}"] for n in range(1, 10)]
    of = match(
        [facts(r, r.extraction.accounts[0]) for r in reads().values() if r.extraction.accounts]
    ).origins
    told = [(r, r.extraction.accounts[0]) for r in market]
    found = project([joined(r, a, of[account_id(r.report.id, a)]) for r, a in told])
    assert (found.reports, len(found.origins)) == (9, 3)
    assert found.figures.killed == Range(9, 11)
