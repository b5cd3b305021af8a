"""Figures too high for one moment are sums of a period, in either language."""

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Event, Kind


@pytest.mark.parametrize(
    ("read", "text", "event"),
    [
        (claims_ar, "الحرب أودت بحياة أكثر من 15 ألف شخص", Event.CUMULATIVE),
        (claims_ar, "مقتل ألفي شخص", Event.CUMULATIVE),
        (claims_ar, "مقتل 15 شخصاً في غارة جوية", Event.THIS),
        (claims_en, "The fighting has killed 12,000 people.", Event.CUMULATIVE),
        (claims_en, "The strike killed 12 people.", Event.THIS),
    ],
)
def test_a_huge_figure_is_the_sum_of_a_period(read, text, event):
    assert {c.event for c in read(text) if c.kind is Kind.KILLED} == {event}
