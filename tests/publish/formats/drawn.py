"""Rows drawn for any table: odd texts, numbers at their ends, days, moments, lists and objects."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from cairn.publish.formats import SPECIFIED, Kind, Table, kind_of

ODD = (
    "", " ", "=1+1", "-5", "+963 11", "@x", "\t=1", "\r\n", "line\nline", "a\rb", 'say "x"', "a,b", "a;=1", "'", "null",
    "قُتل 3 مدنيين", "\u202e=1", "\ufeff=1", "\x00", "\x1f\x0b", "_x000D_", "\ufffe", "😀", "1e5", "00123", "2025-05-08",
    "\u2028", "[1]", "true", "\x7f\x85",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
"""No half of a surrogate pair is drawn: it is no text, and a test of its own says what becomes of it."""
WORDS = st.lists(TEXTS, max_size=3)
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.WHOLE: st.integers(-(2**63), 2**63 - 1),
    Kind.DECIMAL: st.floats(allow_nan=False, allow_infinity=False),
    Kind.DAY: st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat),
    Kind.MOMENT: st.datetimes(datetime(1678, 1, 1), datetime(2261, 1, 1)).map(
        lambda at: at.isoformat() + "Z"
    ),
    Kind.FLAG: st.booleans(),
    Kind.LIST: WORDS,
    Kind.OBJECTS: st.lists(st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS, max_size=2), max_size=2),
    Kind.OBJECT: st.dictionaries(TEXTS, st.none() | TEXTS | WORDS | st.booleans(), max_size=3),
}


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A few rows of the table, each cell known or not; ids differ."""
    fields = SPECIFIED[name]
    rows = []
    for n in range(draw(st.integers(0, 3))):
        row = {f.name: draw(st.none() | _VALUES[kind_of(f)]) for f in fields}
        rows.append(row | ({"id": f"{n}{row['id'] or ''}"} if "id" in row else {}))
    return Table(name, fields, rows)
