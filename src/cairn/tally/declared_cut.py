"""Cuts what a party concedes into parts: a share to each incident its entry speaks of, and what is allotted to none.

Entries with what they say by a day and a scope enter, parts leave. The shares of an entry are told over all its links
of this record, also those to incidents that are not compared: no part takes what may be another incident's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.official.link_shares import shares as shares_of
from cairn.values import UNKNOWN, Range

from .declared_model import OF_PARTS, Part, Standing
from .declared_parts import ALSO_OTHERS, OTHERS, UNDECIDED, Scope, Speaking
from .model import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A part before it is known whether it lies in the period and place asked for."""

    speaking: Speaking
    incident_id: str
    stands: Row
    standing: Standing
    killed: Range
    low: int
    high: int
    whole: Range
    why: str = ""


def cut(credible: Sequence[Speaking], scope: Scope) -> tuple[list[Part], list[Piece]]:
    """The parts of credible entries that lie in the period and place asked for; and the pieces that do not."""
    pieces = {str(n): p for n, p in enumerate(p for s in credible for p in _pieces(s, scope))}
    inside = scope.within({key: piece.stands for key, piece in pieces.items()})
    kept = sorted((p for key, p in pieces.items() if key in inside), key=_order)
    outside = [p for key, p in pieces.items() if key not in inside]
    divided = {p.speaking.entry.id for p in outside}
    counted: set[str] = set()
    parts = []
    for piece in kept:
        key = piece.speaking.entry.id
        is_whole = key not in divided and not piece.speaking.apart
        injured = piece.speaking.said.injured if is_whole else UNKNOWN  # nobody allots the injured
        parts.append(_part(piece, scope, injured, key not in counted))
        counted.add(key)
    return parts, outside


def _order(piece: Piece) -> tuple[int, date, str, str]:
    day = piece.stands.start or date.max
    return OF_PARTS.index(piece.standing), day, piece.speaking.entry.id, piece.incident_id


def _pieces(told: Speaking, scope: Scope) -> Iterator[Piece]:
    """A share for every link, then what the shares leave over; the whole entry where it has no link."""
    said = told.said.killed
    if not told.links:
        yield _piece(told, "", None, Standing.NOT_ALLEGED, said, said, scope)
        return
    links = (*told.links, *told.apart)
    share_of = shares_of(links, said)
    shares = [share_of[x.incident_id] for x in links]
    whole = _all_of(shares) if said.is_unknown else said
    left = _Ends.of(whole) - _Ends.of(*shares)
    if not left and said.max is not None:  # nothing is left over: nought for the others
        shares = [Range.exactly(0) if share.is_unknown else share for share in shares]
    for link, share in zip(told.links, shares, strict=False):
        row = scope.rows[link.incident_id]
        is_member = link.incident_id in scope.members
        standing = Standing.CONCEDED if is_member else Standing.LEFT_OUT
        yield _piece(told, link.incident_id, row, standing, share, whole, scope)
    yield from _left_over(told, left, _Ends.of(*shares[len(told.links) :]), whole, scope)


def _left_over(told: Speaking, left: _Ends, apart: _Ends, whole: Range, scope: Scope) -> Iterator[Piece]:
    """What nobody allotted, and what was allotted to incidents that are not compared here."""
    own = [link for link in told.links if link.incident_id in scope.members]
    if not own:
        left, apart = left + apart, _Ends()
    also = "" if len(own) == len(told.links) and not told.apart else ALSO_OTHERS
    stands = scope.stand(told.entry, scope.first_of(told))
    standing = Standing.UNALLOTTED if own else Standing.LEFT_OUT
    for ends, place in ((left, standing), (apart, Standing.LEFT_OUT)):
        if ends:
            yield Piece(told, "", stands, place, UNKNOWN, ends.low, ends.high, whole, also)


@dataclass(frozen=True, slots=True)
class _Ends:
    """What figures add to the sums of lowest and of highest figures."""

    low: int = 0
    high: int = 0

    @classmethod
    def of(cls, *figures: Range) -> _Ends:
        return cls(sum(map(lowest, figures)), sum(map(highest, figures)))

    def __add__(self, other: _Ends) -> _Ends:
        return _Ends(self.low + other.low, self.high + other.high)

    def __sub__(self, other: _Ends) -> _Ends:
        return _Ends(self.low - other.low, self.high - other.high)

    def __bool__(self) -> bool:
        return bool(self.low or self.high)


def _piece(
    told: Speaking,
    incident: str,
    row: Row | None,
    standing: Standing,
    killed: Range,
    whole: Range,
    scope: Scope,
) -> Piece:
    why = ""
    if standing is Standing.NOT_ALLEGED:
        why = OTHERS if told.apart else UNDECIDED if told.offered else ""
    if row is not None and standing is Standing.LEFT_OUT:
        why = scope.why_not(row)
    stands = scope.stand(told.entry, row)
    return Piece(told, incident, stands, standing, killed, lowest(killed), highest(killed), whole, why)


def _part(piece: Piece, scope: Scope, injured: Range, is_counted: bool) -> Part:
    told = piece.speaking
    row = scope.rows.get(piece.incident_id)
    return Part(
        entry_id=told.entry.id,
        incident_id=piece.incident_id,
        actor=told.entry.actor,
        standing=piece.standing,
        low=piece.low,
        high=piece.high,
        killed=piece.killed,
        injured=injured,
        day=piece.stands.start,
        admin1_pcode=piece.stands.admin1_pcode,
        grade=scope.grade(row) if row is not None else None,
        said_on=told.since,
        before=told.before,
        whole=piece.whole,
        suggested=told.suggested,
        counted=is_counted,
        why=piece.why,
    )


def lowest(figure: Range) -> int:
    """What a figure adds to the sum of lowest figures: an unknown end adds nothing."""
    return figure.min or 0


def highest(figure: Range) -> int:
    """What a figure adds to the sum of highest figures: its minimum where it has no maximum."""
    return figure.max if figure.max is not None else figure.min or 0


def _all_of(shares: Iterable[Range]) -> Range:
    """Shares that somebody allotted of an entry that gives no figure: what is known of its dead."""
    known = [share for share in shares if not share.is_unknown]
    return Range(sum(map(lowest, known)), sum(map(highest, known))) if known else UNKNOWN
