"""Every table, a file per stage."""

from .act import Act, Judgement, Person, Withdrawal
from .assessment import Assessment, Attribution, Release, SuggestionRow
from .incident import AssignmentRow, Code, Incident, IncidentProjection
from .reading import AccountRow, ClaimRow, ReadingRow
from .source import Capture, CoverageRow, PlaceRow, Rejected, ReportRow, ReportVersion, Source

__all__ = [
    "AccountRow",
    "Act",
    "Assessment",
    "AssignmentRow",
    "Attribution",
    "Capture",
    "ClaimRow",
    "Code",
    "CoverageRow",
    "Incident",
    "IncidentProjection",
    "Judgement",
    "Person",
    "PlaceRow",
    "ReadingRow",
    "Rejected",
    "Release",
    "ReportRow",
    "ReportVersion",
    "Source",
    "SuggestionRow",
    "Withdrawal",
]
