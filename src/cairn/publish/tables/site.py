"""The tables made for a site and its downloads, that no command exports: sums, shares of ground, what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from .fields import Field, fields

SITE: Mapping[str, tuple[Field, ...]] = {
    "tallies": fields(
        "actor_id | text | whose part is summed",
        "bucket | text | which grades: likely (confirmed and fair), contested, weak, discounted",
        "incidents | number | incidents that are summed",
        "killed_min | number or null | known lowest figures of civilians killed, added up",
        "killed_max_of_known | number or null | known highest figures, added up; incidents without a figure add nothing",
        "injured_min | number or null | the same of the injured",
        "injured_max_of_known | number or null | the same of the injured",
        "incidents_without_figure | number | how many of them give no figure of the killed",
        "jointly_attributed | number | how many name another side as well",
        "machine_suggested | number | how many rest on a machine's suggestion; 0 in public",
        "as_of | moment or null | the moment of the record it is of; null is the last",
        "definition | object | what is counted, field by field: without it the sum means nothing",
        "coverage | list of objects | what was monitored, when and how fully",
        "members | list | ids of the incidents that are summed",
        "subgroups | object or null | the same sums of children, women, men and belligerents",
        "rolled_up | list of objects or null | by which words members of a coalition count for it",
        "lines | object | the sum in sentences, per language",
    ),
    "deletions": fields(
        "kind | text | incident; or name, report, claim, document, entry, which have no id here",
        "id | text or null | the id of an incident that was public and was withdrawn",
        "codes | list | the codes it had",
        "day | day or null | the day it was withdrawn",
        "count | number | 1 for an incident; else how many of the kind are withdrawn",
    ),
    "control_shares": fields(
        "place | text | the place of which it is a share",
        "actor | text | who held it",
        "day | day | a day on which something changed",
        "share_min | decimal | lowest computed fraction, 0 to 1",
        "share_max | decimal | highest computed fraction",
        "denominator | text | of what it is a fraction: land_area, neighbourhoods, built_up",
        "total | decimal | the whole of that, km² of land or a number of areas",
        "unknown | list | areas of which nothing is known",
        "contested | list | areas fought over",
        "disputed | list | areas of which authors say different things",
        "partly_held | list | areas held in part",
        "policy | text | the policy it is computed by",
    ),
}  # fmt: skip
"""Table -> its columns, in order."""
