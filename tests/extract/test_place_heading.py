"""The place of an account that names none, out of the heading of its digest; every text is invented."""

from datetime import date

from cairn.extract.model import Extraction, PlaceRead
from cairn.extract.read import extract
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.sources.report import Report
from cairn.values import Precision

GAZETTEER = Gazetteer(
    [
        Place("selma", "Selmabad", "سلماباد", 36.2, 38.3, Precision.TOWN, "SY", population=30_000),
        Place("warda", "Wardanabad", "", 36.3, 38.4, Precision.TOWN, "SY", population=30_000),
    ]
)
LINES = """

- An airstrike on a house killed three civilians.
- A landmine wounded two children in Wardanabad.
- Shelling of the town of Wardanabad killed one civilian.
"""


def read(text: str) -> Extraction:
    return extract(Report("r1", text), GAZETTEER, published=date(2023, 3, 14))


def places(text: str) -> list[PlaceRead | None]:
    return [account.reading.place for account in read(text).accounts]


def test_an_account_with_figures_and_no_place_takes_the_only_one_of_the_heading() -> None:
    text = "Daily digest of Selmabad, 13 March 2023" + LINES
    first, second, _ = places(text)
    assert first is not None
    assert second is not None
    assert (first.place_id, second.place_id) == ("selma", "warda")
    assert text[first.start : first.end] == "Selmabad"
    assert first.why.startswith("named in the heading alone")


def test_a_heading_that_names_two_places_gives_none() -> None:
    first, *_ = places("Daily digest of Selmabad and of Wardanabad, 13 March 2023" + LINES)
    assert first is None


def test_a_heading_without_a_place_gives_none() -> None:
    first, *_ = places("Daily digest, 13 March 2023" + LINES)
    assert first is None
