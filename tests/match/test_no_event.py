"""Texts about no event of harm are joined to nothing, whatever day and place they tell of: all of them invented."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from cairn.flow import account_id, facts, read
from cairn.match import match
from cairn.places.gazetteer import shipped
from cairn.sources.report import Report
from cairn.vocab.closed import AssignmentDecision

DAY = datetime(2031, 5, 4, 12, tzinfo=UTC)
STRIKES = (
    "Airstrike on Idlib on 4 May 2031 killed three people and injured six near the vegetable market.",
    "مقتل ثلاثة أشخاص وإصابة ستة في غارة جوية على سوق الخضار في مدينة إدلب اليوم الأحد 4 أيار 2031",
)
PLACES = (("Idlib", "إدلب"), ("Aleppo", "حلب"))
QUIET = (
    "Olive growers around {en} expect a mild week with light rain on Tuesday and clear evenings.",
    "The {en} chess club beat its guests by four boards to two and meets them again in June.",
    "Bakers in {en} agreed on a new price for flat bread, which most families call fair.",
    "Why {en} should plant more trees: an opinion on shade, water and old streets.",
    "افتتح في {ar} معرض للكتاب يستمر أسبوعا ويضم لوحات لطلاب المدارس",
    "توقعات الطقس في {ar}: سماء صافية ورياح خفيفة تميل إلى البرودة ليلا",
    "فاز فريق الشطرنج في {ar} على ضيوفه في لقاء ودي ويعود للعب الشهر القادم",
    "وزعت جمعية أهلية في {ar} بذور القمح على المزارعين قبل موسم الزراعة",
)


def report(n: int, text: str) -> Report:
    language = "ar" if any("\u0621" <= c <= "\u064a" for c in text) else "en"
    return Report(id=f"r{n}", text=text, language=language, published=DAY)


@pytest.fixture(scope="module")
def joined() -> dict[str, str]:
    texts = [*STRIKES, *(text.format(en=en, ar=ar) for text, (en, ar) in product(QUIET, PLACES))]
    reads = [read(report(n, text), shipped()) for n, text in enumerate(texts)]
    accounts = {account_id(r.report.id, a): facts(r, a) for r in reads for a in r.extraction.accounts}
    rows = match(list(accounts.values())).assignments
    return {
        accounts[a.account_id].report_id: a.incident_id
        for a in rows
        if a.decision is AssignmentDecision.JOINED
    }


def test_two_reports_of_one_strike_are_one_incident_across_scripts(joined: dict[str, str]) -> None:
    assert joined["r0"] == joined["r1"]


def test_no_text_about_weather_games_prices_or_books_joins_anything(joined: dict[str, str]) -> None:
    assert set(joined) == {"r0", "r1"}
