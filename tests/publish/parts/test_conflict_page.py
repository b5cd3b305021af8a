"""Conflicts: a country each; one country is the whole record; what has no country is in no country's sum."""

from __future__ import annotations

from typing import Any

from cairn.publish.parts.conflict_page import NOWHERE, conflicts
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record


def of(*countries: str) -> Any:
    rows: Any = [{"id": f"i{n}", "country": c, "state": "released"} for n, c in enumerate(countries)]
    return conflicts(index(Record("", incidents=rows)))


def test_a_record_of_one_country_is_one_conflict_that_holds_all() -> None:
    (one,) = of("SY", "SY", "")
    assert (one.key, one.country, len(one.rows)) == ("sy", "", 3)
    assert one.called("en") == "The whole record"


def test_each_country_is_a_conflict_and_none_holds_what_has_no_country() -> None:
    found = of("SY", "IQ", "")
    assert [(c.key, len(c.rows)) for c in found] == [("iq", 1), ("sy", 1), (NOWHERE, 1)]
    assert found[1].called("en") == "The conflict in Syria"
    assert found[2].called("ar") == "البلد غير معروف"


def test_a_record_without_incidents_is_one_conflict_without_any() -> None:
    (one,) = of()
    assert (one.key, one.rows) == ("all", [])
