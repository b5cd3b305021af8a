"""A country's name where something happened is a place and no attacker. Every sentence is invented."""

from __future__ import annotations

import pytest

from cairn.extract.actors import claims_actors
from cairn.vocab.closed import Event, Kind


def alleged(text: str) -> set[str]:
    return {c.value for c in claims_actors(text, "") if c.kind is Kind.ACTOR and c.event is Event.THIS}


@pytest.mark.parametrize(
    "text",
    [
        "A strike in Turkey killed eight.",
        "An explosion in Russia killed eight.",
        "A car bomb inside Israel killed two.",
        "A shell fell in northern Israel and killed a farmer.",
        "A drone fired from Yemen killed a man in Israel.",
        "Strikes across Iraq and Iran killed nine.",
        "A blast near the border with Iraq killed a shepherd.",
        "A mine on the frontier of Jordan killed a shepherd.",
        "A rocket landed in the south of Ukraine and wounded a baker.",
        "Blasts in Moscow killed two.",
        "A strike in Israel's north killed a baker.",
        "A blast in the US killed two.",
        "Blasts in Iraq and in the UK, where shells exploded, killed two.",
        "قتل اثنان بانفجار في إيران",
        "انفجار في تركيا يقتل ثلاثة",
        "قصف يقتل اثنين في العراق",
        "غارة داخل إيران تقتل خبازا",
        "سقوط قذيفة على حدود تركيا وقتل راع",
        "انفجار بتركيا يقتل ثلاثة",
        "قصف شمال إسرائيل يقتل خبازا",
        "انفجارات في العراق وإيران تقتل ستة",
    ],
)
def test_a_country_where_it_happened_is_not_blamed(text: str) -> None:
    assert alleged(text) == set()


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        ("Turkey killed a man in Iraq.", {"turkey"}),
        ("Four bakers were killed in Israel's latest air strikes.", {"israel"}),
        ("Four bakers died in Israel strikes on the mill.", {"israel"}),
        ("Four bakers were killed in US and Iraqi air strikes.", {"united_states", "iraqi_government"}),
        ("Four bakers were killed in US air strikes.", {"united_states"}),
        ("In the valley, Israel bombed the bakery.", {"israel"}),
        ("In Iraq, Turkey bombed the bakery.", {"turkey"}),
        ("A Turkish drone hit a car in Iran.", {"turkey"}),
        ("قصفت تركيا مخبزا في العراق", {"turkey"}),
        ("غارة إسرائيلية في إيران تقتل خبازا", {"israel"}),
        ("في الصباح قصفت إسرائيل المخبز", {"israel"}),
    ],
)
def test_a_country_that_strikes_is_still_blamed(text: str, attackers: set[str]) -> None:
    assert alleged(text) == attackers


def test_a_country_where_it_happened_concedes_nothing() -> None:
    text = "A strike in Iran killed eight bakers, and the Israeli military said it struck the mill."
    assert [c.value for c in claims_actors(text, "en") if c.kind is Kind.CONCESSION] == ["israel"]
    assert alleged(text) == {"israel"}
