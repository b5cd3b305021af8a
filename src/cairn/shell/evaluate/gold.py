"""Labels made by hand: rows as kept in a file enter, texts with their accounts and claims leave.

A row holds the id and the SHA-256 of a text, and what a reader found in it as offsets and values; the text
itself is looked up by id, and a text that has changed since is left out, for offsets would point elsewhere.
The form is told in tests/gold/README.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cairn.archive import sha256_hex
from cairn.errors import FileRefused
from cairn.extract.model import LUMPED, OVER, Claim
from cairn.values import DateSpan, Point, Precision
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

Row = Mapping[str, Any]
_BOTH = (Kind.KILLED, Kind.INJURED)
_MORE_THAN = re.compile(r"\b(?:more than|upwards of|in excess of|(?:over|above)(?= \d))", re.I)
_UNLISTED = "other"
"""An actor without an id: nobody can be asked to name it."""


@dataclass(frozen=True, slots=True)
class GoldAccount:
    """What the text says about one event. `attackers` are actor ids blamed, denied parts left out; `dated`
    says that the text has words of time for the event, also where no day can be worked out from them."""

    start: int
    end: int
    main: bool
    claims: tuple[Claim, ...] = ()
    date: DateSpan | None = None
    dated: bool = False
    place: Point | None = None
    attackers: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldText:
    """One labelled text. Of a text that holds nothing but furniture `content` is false and no account is told."""

    id: str
    set: str
    side: str
    language: str
    platform: str
    text: str
    published: date | None
    content: bool
    accounts: tuple[GoldAccount, ...] = ()


def gold_texts(labels: Iterable[Row], sources: Iterable[Row]) -> tuple[list[GoldText], int]:
    """The labelled texts, and how many labels had none or one that has changed.

    `sources` are rows with an id and a text or a narrative. Raises `FileRefused` for a label that is none.
    """
    texts = {str(row["id"]): row for row in sources}
    found: list[GoldText] = []
    left_out = 0
    for label in labels:
        source = texts.get(str(label.get("id")), {})
        text = str(source.get("text") or source.get("narrative") or "")
        if not text or sha256_hex(text.encode("utf-8", "surrogatepass")) != label.get("sha256"):
            left_out += 1
            continue
        found.append(_text(label, text, _day(source.get("published"))))
    return found, left_out


def _text(label: Row, text: str, published: date | None) -> GoldText:
    try:
        return GoldText(
            id=str(label["id"]),
            set=label["set"],
            side=label["side"],
            language=label["language"],
            platform=label["platform"],
            text=text,
            published=published,
            content=label["content"],
            accounts=tuple(_account(row, text) for row in label["accounts"]),
        )
    except (KeyError, TypeError, ValueError) as e:
        raise FileRefused(
            "evaluate-label",
            f"a label is not in the form of tests/gold/README.md: {e!r}",
            field="truth",
            value=str(label.get("id")),
            remedy="Give a file of labels made by hand, or mend the row.",
        ) from e


def _account(row: Row, text: str) -> GoldAccount:
    told, place = row.get("date"), row.get("place")
    first = _day(told.get("from")) if told else None
    precision = Precision(place["precision"]) if place and place.get("lat") is not None else None
    return GoldAccount(
        start=row["start"],
        end=row["end"],
        main=row["main"],
        claims=_with_lumps_marked([_more_than(_claim(claim), text) for claim in row["claims"]]),
        date=DateSpan(first, _day(told.get("to")) or first) if told and first else None,
        dated=bool(told),
        place=Point(place["lat"], place["lon"], precision.radius_m, precision)
        if place and precision
        else None,
        attackers=frozenset(
            a["id"]
            for a in row["actors"]
            if a["role"] == "attacker" and a.get("word") != "denied" and a["id"] != _UNLISTED
        ),
        weapons=frozenset(row["weapons"]),
    )


def _with_lumps_marked(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; "35 dead and wounded", labelled as at most 35 of each, is marked as our readers mark it."""
    tops = Counter((c.start, c.end, c.max) for c in claims if c.min is None and c.kind in _BOTH)
    return tuple(
        replace(c, scope=LUMPED) if c.min is None and tops[c.start, c.end, c.max] > 1 else c for c in claims
    )


def _more_than(claim: Claim, text: str) -> Claim:
    """The claim; "more than 20", labelled as 20 and no highest, is marked as our readers mark it in English."""
    is_over = claim.min is not None and claim.max is None and _MORE_THAN.search(text, claim.start, claim.end)
    return replace(claim, scope=OVER) if is_over else claim


def _claim(row: Row) -> Claim:
    return Claim(
        Kind(row["kind"]),
        row["start"],
        row["end"],
        min=row["min"],
        max=row["max"],
        basis=Basis(row["basis"]),
        group=Group(row["group"]),
        status=Status(row["status"]),
        event=Event(row["event"]),
        attributed_to="somebody" if row.get("by") else "",
        confidence=1.0,
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
