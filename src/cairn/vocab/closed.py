"""The closed sets every stage shares. Labels in English and Arabic stand in data/labels.toml."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a claim is about (rule 10)."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    TRAPPED = "trapped"
    RECOVERED = "recovered"
    DIED_OF_WOUNDS = "died_of_wounds"
    DETAINED = "detained"
    DISPLACED = "displaced"
    PLACE = "place"
    DATE = "date"
    ACTOR = "actor"
    PLATFORM = "platform"
    WEAPON = "weapon"
    CAUSE = "cause"
    VICTIM = "victim"
    STATUS = "status"
    DENIAL = "denial"
    CONCESSION = "concession"


COUNT_KINDS = frozenset({Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED,
                         Kind.DIED_OF_WOUNDS, Kind.DETAINED, Kind.DISPLACED})  # fmt: skip
"""Kinds whose claims carry min and max."""


class Basis(StrEnum):
    """How a number stands in the words."""

    STATED = "stated"  # "five civilians"
    SUM = "sum"  # "two men and a woman"
    LIST = "list"  # people enumerated by name
    IMPLIED = "implied"  # one person described, a dual, "a child was killed"
    VAGUE = "vague"  # "dozens", "several": minimum only


class Group(StrEnum):
    """Which people a count counts. Age and sex are two axes; `all` is everybody the sentence counts."""

    ALL = "all"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    BELLIGERENTS = "belligerents"


class Status(StrEnum):
    """Civilian or belligerent, as told (rule 13)."""

    CIVILIAN = "civilian"
    BELLIGERENT = "belligerent"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Event(StrEnum):
    """Which event a claim speaks of, seen from its account."""

    THIS = "this"
    OTHER = "other"
    CUMULATIVE = "cumulative"
    UPDATE = "update"


class Grade(StrEnum):
    """How well harm by one actor is established (method 1.2)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


LIKELY = frozenset({Grade.CONFIRMED, Grade.FAIR})
"""The grades behind "likely" (R6)."""


class StrikeStatus(StrEnum):
    """What is known of the strike itself: a dimension apart from the grade."""

    DECLARED = "declared"
    LIKELY = "likely"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single_source"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """How an actor stands to an incident."""

    SUSPECTED = "suspected"
    KNOWN = "known"


class ReadingDecision(StrEnum):
    """What may be done with a reading before anyone has looked."""

    AUTO = "auto"
    REVIEW = "review"
    ABSTAIN = "abstain"


class AssignmentDecision(StrEnum):
    """Whether an account belongs to an incident; only `joined` counts."""

    JOINED = "joined"
    QUEUED = "queued"
    REJECTED = "rejected"


class State(StrEnum):
    """How far an incident has come: a machine suggests, a person sets, a second releases (rule 1)."""

    SUGGESTED = "suggested"
    SET = "set"
    RELEASED = "released"


class SourceKind(StrEnum):
    """What a source is. Only an organisation may be named in public without release (rule 4)."""

    NEWS = "news"
    NGO = "ngo"
    MONITOR = "monitor"
    RESCUE = "rescue"
    OFFICIAL = "official"  # a party to the conflict or a state body
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"

    @property
    def is_organisation(self) -> bool:
        """Whether naming it in public names no private person; unknown counts as a person."""
        return self not in (SourceKind.INDIVIDUAL, SourceKind.UNKNOWN)


class Warn(StrEnum):
    """What whoever opens a picture or film is warned of first."""

    NONE = "none"
    BLOOD = "blood"
    INJURED = "injured"
    DEAD = "dead"
    CHILDREN = "children"
    GRIEF = "grief"


class Outcome(StrEnum):
    """What a party found when it looked at an allegation against itself (method 2.1)."""

    CREDIBLE = "credible"  # more likely than not it caused the harm
    NON_CREDIBLE = "non_credible"  # it did not find so: the absence of a finding, not a denial
    DUPLICATE = "duplicate"  # of an allegation it has looked at
    OPEN = "open"
    NOT_YET_ASSESSED = "not_yet_assessed"
    REOPENED = "reopened"


class Reason(StrEnum):
    """Why, in a party's own words (method 2.1); first the reasons of non-credible, then those of credible."""

    NO_STRIKES = "no_strikes"  # of its own, in that area, on that day
    INSUFFICIENT_INFORMATION = "insufficient_information"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    ENTERED_TARGET_AREA = "entered_target_area"
    KILLED_BY_BLAST = "killed_by_blast"
    SECONDARY_EXPLOSION = "secondary_explosion"
    UNSEEN = "unseen"
    IN_TARGET_VEHICLE = "in_target_vehicle"
    IN_TARGET_BUILDING = "in_target_building"
    ADJACENT_STRUCTURE = "adjacent_structure"
    OTHER = "other"
    NOT_GIVEN = "not_given"
