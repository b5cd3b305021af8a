"""The table of who held what, according to whom."""

from __future__ import annotations

from collections.abc import Mapping

from .fields import Field, fields

CONTROL: Mapping[str, tuple[Field, ...]] = {
    "control": fields(
        "id | text | the word's own id; of a drawing, its id and the number of the feature",
        "area | text or null | the area it speaks of, its P-code where it has one; null for ground that is drawn",
        "actor | text or null | who held it or did not, by id; null where several are named, see actors",
        "share_min | decimal or null | of a told share, the lowest fraction of the area, 0 to 1; null where none",
        "share_max | decimal or null | the highest",
        "from | day or null | the first day it holds, as told",
        "to | day or null | the last day, where told",
        "asserted_by | text or null | who says so: an actor by id, else a name; in public only who may be named",
        "denominator | text | of what a share is one: land_area, neighbourhoods, built_up, not_stated",
        "source | text or null | where it stands",
        "holding | text | held, contested, not_held or share",
        "actors | list | who held it, or everybody who fought over it",
        "from_latest | day or null | the latest first day, where only that is told",
        "said | day or null | when it was said, where told",
        "layer | text or null | the dated drawing it belongs to",
        "area_name | text or null | the area's name, English",
        "note | text or null | what else was noted; internal",
        "capture_sha256 | text | the file it came in; internal",
        "row | number | its row there, or the number of the feature; internal",
    ),
}  # fmt: skip
