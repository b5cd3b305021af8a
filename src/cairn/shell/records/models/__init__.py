"""Every table, a file per stage."""

from .act import Act, Judgement, Outbox, Person, Seal, Withdrawal
from .assessment import Assessment, Attribution, Release
from .control import ControlArea, ControlAssertion, ControlLayer, DesignationRow, RelationRow
from .incident import AssignmentRow, Code, Incident, IncidentProjection, PastProjection
from .media import Media, MediaRelease, MediaTelling
from .official import EntryLinkRow, OfficialDocument, OfficialEntry, OfficialOutcome, Referral, ReferralReply
from .reading import AccountRow, ClaimRow, ReadingRow
from .register import Register, RegisterCode, RegisterEntry, RegisterVersion
from .search import ComparedText
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
    "ComparedText",
    "ControlArea",
    "ControlAssertion",
    "ControlLayer",
    "CoverageRow",
    "DesignationRow",
    "EntryLinkRow",
    "Incident",
    "IncidentProjection",
    "Judgement",
    "Media",
    "MediaRelease",
    "MediaTelling",
    "OfficialDocument",
    "OfficialEntry",
    "OfficialOutcome",
    "Outbox",
    "PastProjection",
    "Person",
    "PlaceRow",
    "ReadingRow",
    "Referral",
    "ReferralReply",
    "Register",
    "RegisterCode",
    "RegisterEntry",
    "RegisterVersion",
    "Rejected",
    "RelationRow",
    "Release",
    "ReportRow",
    "ReportVersion",
    "Seal",
    "Source",
    "Withdrawal",
]
