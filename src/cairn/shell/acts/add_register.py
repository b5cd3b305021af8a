"""Take another recorder's register in as it is: faults kept and flagged, its incidents apart from ours."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from cairn.archive import sha256_hex
from cairn.errors import FileRefused
from cairn.shell.records.models import Capture, RegisterEntry, RegisterVersion
from cairn.shell.records.registers import against, register_named
from cairn.shell.workspace import Workspace
from cairn.sources.register import Known, entry_of, read_register, with_flags_across
from cairn.sources.register_model import Entry, EntryRow
from cairn.sources.register_words import flag_words

from .act import recorded
from .keep_register import as_text, keep_entries
from .take_in import Added, keep_capture, keep_rejected, whole_file

LONGEST_NAME = 60
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class AddedRegister(Added):
    """What adding a register did, with how many entries bear which flag, and every flag of every entry."""

    what: str = "entries"
    register: str = ""
    flagged: Mapping[str, int] = field(default_factory=dict)
    flags: Sequence[Mapping[str, str]] = ()

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        flags = {"flag_counts": dict(self.flagged), "flags": [dict(f) for f in self.flags]}
        return {**Added.as_dict(self), "register": self.register, **flags}


def add_register(
    ws: Workspace,
    name: str,
    data: bytes,
    *,
    dry_run: bool = False,
    strict: bool = False,
    register: str = "",
) -> AddedRegister:
    """Add a file of incidents to a register, by default the one named after the file.

    Raises `FileRefused` for a fault of the file, for a name that cannot be one, where a new register would be
    named after the file and its entries stand in another already, and with `strict` for any row set aside.
    """
    who_is_who = against(ws)
    table = read_register(name, data, who_is_who)
    rejected = [row.as_dict() for row in table.rejected]
    if strict and rejected:
        raise whole_file(rejected)
    whose = _name_of(register or name.rpartition("/")[2].rpartition(".")[0] or name)
    if not register and not register_named(whose):
        _refuse_other_name(whose, [r.entry.id for r in table.rows])
    rows = {f"{whose}:{r.entry.id}": r for r in table.rows}
    before = _before(whose)
    fresh = [key for key in rows if key not in before]
    changed = {
        key: told for key in rows if key in before and (told := _differences(before[key], rows[key].entry))
    }
    result = _result(whose, rows, _whole(rows, before, who_is_who), changed, len(fresh), rejected)
    sha = sha256_hex(data)
    unseen = rejected and not Capture.objects.filter(sha256=sha).exists()
    if dry_run or not (fresh or changed or unseen):
        return result
    detail = {"capture": sha, "register": whose, "new": len(fresh), "changed": sorted(changed)}
    with ws.objects.keeping() as kept:
        kept.put(data)
        with recorded("add-register", detail=detail | {"rejected": len(rejected)}):
            capture = keep_capture(sha, len(data), name)
            keep_entries(whose, {key: rows[key] for key in (*fresh, *changed)}, before, capture)
            keep_rejected(rejected, capture)
    return result


def _result(
    whose: str,
    rows: Mapping[str, EntryRow],
    whole: Mapping[str, Entry],
    changed: Mapping[str, list[str]],
    fresh: int,
    rejected: Sequence[Mapping[str, str]],
) -> AddedRegister:
    """What is told of a file: its rows, and the flags they bear in the `whole` register."""
    flagged = Counter(flag.code for key in rows for flag in whole[key].flags)
    return AddedRegister(
        new=fresh,
        same=len(rows) - fresh - len(changed),
        changed=changed,
        rejected=rejected,
        register=whose,
        flags=list(_flags(rows, whole)),
        flagged={code: flagged[code] for code in flag_words() if code in flagged},
        told=list(_told(whose, rows, whole, flagged)),
    )


def _name_of(told: str) -> str:
    """The register's name: as it stands here already, else as told. Raises `FileRefused`."""
    name = " ".join(told.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or ":" in name:
        raise FileRefused(
            "register-name-unusable",
            f"the name of a register has at most {LONGEST_NAME} letters, and no colon",
            field="register",
            value=told,
            remedy='Name it with --register "NAME", after its recorder.',
        )
    return register_named(name) or name


def _refuse_other_name(whose: str, refs: Sequence[str]) -> None:
    """The same register under another file's name would count every incident a second time."""
    others = RegisterEntry.objects.exclude(register_id=whose).values_list("ref", "register_id")
    held: dict[str, str] = dict(others.iterator())
    again = [held[ref] for ref in refs if ref in held]
    if again:
        theirs = Counter(again).most_common(1)[0][0]
        raise FileRefused(
            "register-there-already",
            f"{len(again)} of its {len(refs)} ids stand in the register {theirs!r}, and this file names none",
            field="register",
            value=whose,
            remedy=f'Add it with --register "{theirs}", or with a name of its own where it is another recorder\'s.',
        )


def _before(whose: str) -> dict[str, RegisterVersion]:
    rows = RegisterVersion.objects.filter(entry__register_id=whose, n=F("entry__version"))
    return {row.entry_id: row for row in rows.iterator(chunk_size=2000)}


def _differences(before: RegisterVersion, entry: Entry) -> list[str]:
    """Each changed cell as a sentence a person can check."""
    if before.cells == as_text(entry):
        return []
    old, new = json.loads(before.cells), json.loads(as_text(entry))
    return [
        f"{column}: {_short(old, column)} -> {_short(new, column)}"
        for column in dict.fromkeys([*old, *new])
        if (column in old, old.get(column)) != (column in new, new.get(column))
    ]


def _short(cells: Mapping[str, Any], column: str) -> str:
    shown = json.dumps(cells[column], ensure_ascii=False) if column in cells else "no such column"
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _whole(
    rows: Mapping[str, EntryRow], before: Mapping[str, RegisterVersion], who_is_who: Known
) -> dict[str, Entry]:
    """The register as it stands after this file, by id, with the flags that need the others."""
    entries = {key: row.entry for key, row in rows.items()}
    for key, version in before.items():
        if key not in entries:
            entries[key] = entry_of(json.loads(version.cells), who_is_who)
    return dict(zip(entries, with_flags_across(entries.values()), strict=True))


def _flags(rows: Mapping[str, EntryRow], whole: Mapping[str, Entry]) -> Iterable[dict[str, str]]:
    """Every flag of every entry of the file."""
    for key, row in rows.items():
        for flag in whole[key].flags:
            words = flag_words()[flag.code]
            yield {
                "row": str(row.row),
                "entry": key,
                "code": flag.code,
                "kind": words.kind,
                "field": flag.field,
                "value": flag.value,
                "says": words.says,
                "counts": words.counts,
            }


def _told(
    whose: str, rows: Mapping[str, EntryRow], whole: Mapping[str, Entry], flagged: Mapping[str, int]
) -> Iterable[str]:
    """Counts per flag with a few examples, faults before gaps before notes."""
    odd = sum(1 for key in rows if whole[key].flags)
    yield f"  register {whose!r}: {len(rows):,} entries, {odd:,} of them flagged; nothing is mended, `--json` gives all"
    examples = _examples(whole[key] for key in rows)
    for kind in ("fault", "gap", "note"):
        codes = [code for code in examples if flag_words()[code].kind == kind]
        if codes:
            yield f"  {kind}s:"
        for code in sorted(codes, key=lambda c: -flagged[c]):
            words = flag_words()[code]
            yield f"    {flagged[code]:6,} {code}: {words.says}. {words.counts} ({'; '.join(examples[code])})"


def _examples(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Flag -> the first few entries that bear it, with field and value."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for flag in entry.flags:
            some = found.setdefault(flag.code, [])
            if len(some) < _EXAMPLES:
                some.append(f"{entry.code or entry.id} {flag.field}={flag.value[:60]!r}")
    return found
