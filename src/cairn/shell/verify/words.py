"""What the check came to, in words for a person."""

from __future__ import annotations

import re
from itertools import groupby

from cairn.archive.findings import Finding

from .verify import Verified

SHOWN = 10
"""Findings of one code that are told in full; `--json` has more."""

CALLED = {
    "accountrow": "the accounts",
    "assessment": "the assessments",
    "assignmentrow": "the decisions on which incident an account belongs to",
    "attribution": "the grades for each actor",
    "capture": "the files that were taken in",
    "claimrow": "the claims",
    "code": "the codes of incidents",
    "controlarea": "the areas that assertions of control name",
    "controlassertion": "the assertions of who held which ground",
    "controllayer": "the dated drawings of who held which ground",
    "coveragerow": "the coverage",
    "designationrow": "the designations of actors",
    "entrylinkrow": "the links of official entries to incidents",
    "incident": "the incidents",
    "incidentprojection": "the figures made of the claims of incidents",
    "pastprojection": "the figures made of the claims of incidents at an earlier moment",
    "judgement": "the decisions of persons",
    "media": "the pictures and films",
    "mediarelease": "the releases of pictures",
    "mediatelling": "the words on what pictures show",
    "officialdocument": "the documents of parties",
    "officialentry": "the entries of parties' documents",
    "officialoutcome": "the outcomes in parties' documents",
    "placerow": "the places",
    "readingrow": "the readings of reports",
    "register": "the registers of other recorders",
    "registercode": "the codes in registers of other recorders",
    "registerentry": "the entries of registers of other recorders",
    "registerversion": "the versions of entries of other recorders",
    "referral": "the packages sent to parties",
    "referralreply": "the replies of parties",
    "rejected": "the rows set aside",
    "relationrow": "the relations between actors",
    "release": "the releases",
    "reportrow": "the reports",
    "reportversion": "the versions of reports",
    "source": "the sources",
    "withdrawal": "the withdrawals",
}
"""What a table is called to a person. `--json` has the name under `key`."""

_ROW_OF = re.compile(rf"^(Row .{{1,200}}?) of ({'|'.join(CALLED)})\b")


def words(done: Verified) -> str:
    """The checks made, then the findings by kind, then what is vouched for."""
    lines = [_checked(done), ""]
    found = done.findings.sorted()
    for code, group in groupby(found, key=lambda f: f.code):
        lines += _told(code, list(group), done.findings.counts[code])
    lines += [f"Note: {note}" for note in done.findings.notes]
    if done.outside:
        lines.append(done.outside)
    return "\n".join([*lines, *_vouched(done)])


def _checked(done: Verified) -> str:
    return (
        f"Checked {_many(done.acts, 'record')} of acts and {done.rows:,} rows in {done.tables} tables that they wrote; "
        f"{_many(done.objects, 'object')} of {done.bytes / 1e6:,.1f} MB in all; {_many(done.decisions, 'decision')}"
        + (f"; {_many(done.releases, 'frozen release')}." if done.releases else ".")
        + ("" if done.texts is None else f" Made {_many(done.texts, 'text')} again from the bytes.")
    )


def _told(code: str, findings: list[Finding], count: int) -> list[str]:
    lines = [f"{code} ({count:,})"]
    for finding in findings[:SHOWN]:
        lines.append(f"  {_plainly(finding.what)}")
        if finding.rests:
            lines.append(f"    On it rest: {', '.join(finding.rests)}.")
    if count > SHOWN:
        lines.append(f"  and {count - SHOWN:,} more (--json names {len(findings):,} of them)")
    return [*lines, f"  What to do: {findings[0].remedy}", ""]


def _plainly(what: str) -> str:
    return _ROW_OF.sub(lambda found: f"{found[1]} of {CALLED[found[2]]}", what)


def _vouched(done: Verified) -> list[str]:
    lines = []
    if done.vouched:
        lines.append(f"Vouches for records 0 to {done.vouched - 1:,} of {done.acts:,}.")
    else:
        lines.append(f"Vouches for none of {_many(done.acts, 'record')}.")
    faults = sum(done.findings.counts.values())
    if faults:
        lines.append(f"Not vouched for: {_many(faults, 'finding')} above, and what rests on them.")
    if done.acts > done.logged:
        beyond = done.acts - done.logged
        stand = "stands" if beyond == 1 else "stand"
        lines.append(f"{_many(beyond, 'record')} {stand} under no signed checkpoint that holds.")
    return lines


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
