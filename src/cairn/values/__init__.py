"""The kinds of value every stage speaks in. Nothing here knows of conflicts, files or databases."""

from .date_span import DatePrecision, DateSpan
from .name import Name, folded, is_arabic, skeleton
from .passage import Passage
from .point import Point, Precision, distance_m
from .range import UNKNOWN, Range, lowest_to_highest
from .withheld import Withheld

__all__ = [
    "UNKNOWN",
    "DatePrecision",
    "DateSpan",
    "Name",
    "Passage",
    "Point",
    "Precision",
    "Range",
    "Withheld",
    "distance_m",
    "folded",
    "is_arabic",
    "lowest_to_highest",
    "skeleton",
]
