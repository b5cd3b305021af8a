"""Which objects the rows name: the question a sweeper must ask before it takes any away."""

from __future__ import annotations

from collections.abc import Collection

from .models import (
    Capture,
    ClaimRow,
    ControlLayer,
    MediaRelease,
    OfficialDocument,
    Referral,
    ReferralReply,
    ReportRow,
    ReportVersion,
)

NAMING = {
    Capture: "sha256",
    ReportRow: "text_sha256",
    ReportVersion: "row__text_sha256",
    ClaimRow: "text_sha256",
    ControlLayer: "rows_sha256",
    OfficialDocument: "text_sha256",
    Referral: "package_sha256",
    ReferralReply: "text_sha256",
    MediaRelease: "copy_sha256",
}
"""The column of each table that names an object. A test holds every other hash in the tables to be of something else."""
CHUNK = 400


def named_objects(hashes: Collection[str]) -> set[str]:
    """Those of these objects that some row names, in whatever version of a report."""
    wanted, found = sorted(hashes), set[str]()
    for i in range(0, len(wanted), CHUNK):
        some = wanted[i : i + CHUNK]
        for model, column in NAMING.items():
            found.update(model.objects.filter(**{f"{column}__in": some}).values_list(column, flat=True))
    return found
