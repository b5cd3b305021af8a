"""Write entries of a register, their versions and the codes that lead to them: rows only, inside an open act."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cairn.shell.records.models import Capture, Register, RegisterCode, RegisterEntry, RegisterVersion
from cairn.sources.register_checks import as_code, code_parts
from cairn.sources.register_model import Entry, EntryRow


def as_text(entry: Entry) -> str:
    """The cells of an entry as they are kept; a sign that is no text of its own is written as its number."""
    text = json.dumps(dict(entry.cells), ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(dict(entry.cells))
    return text


def keep_entries(
    whose: str, rows: Mapping[str, EntryRow], before: Mapping[str, RegisterVersion], capture: Capture
) -> None:
    """Entries by id, new or changed, as they came in `capture`; `before` holds the latest version of each."""
    if not rows:
        return
    Register.objects.get_or_create(name=whose)
    number = {key: before[key].n + 1 if key in before else 1 for key in rows}
    made = [
        RegisterEntry(id=key, register_id=whose, ref=row.entry.id, version=number[key])
        for key, row in rows.items()
    ]
    RegisterEntry.objects.bulk_create([e for e in made if e.id not in before], batch_size=500)
    RegisterEntry.objects.bulk_update([e for e in made if e.id in before], ["version"], batch_size=200)
    RegisterVersion.objects.bulk_create(
        [
            RegisterVersion(
                entry_id=key, n=number[key], cells=as_text(row.entry), capture=capture, capture_row=row.row
            )
            for key, row in rows.items()
        ],
        batch_size=500,
    )
    _save_codes(whose, {key: row.entry for key, row in rows.items()}, before)


def _save_codes(whose: str, entries: Mapping[str, Entry], before: Mapping[str, RegisterVersion]) -> None:
    """The codes of new and changed entries; a code an entry has dropped becomes a former one of it."""
    wanted = {
        (key, folded): code for key, entry in entries.items() for folded, code in codes_of(entry).items()
    }
    moved = []
    again = entries.keys() & before.keys()
    for row in RegisterCode.objects.filter(entry__register_id=whose).iterator() if again else ():
        if row.entry_id not in again:
            continue
        _, how = wanted.pop((row.entry_id, row.folded), ("", "previous"))
        if how != row.how:
            row.how = how
            moved.append(row)
    RegisterCode.objects.bulk_update(moved, ["how"], batch_size=200)
    RegisterCode.objects.bulk_create(
        [
            RegisterCode(entry_id=key, code=code, folded=folded, how=how)
            for (key, folded), (code, how) in wanted.items()
        ],
        batch_size=500,
    )


def codes_of(entry: Entry) -> dict[str, tuple[str, str]]:
    """Code as compared -> (as written, how it leads here): its own, those its own holds, former ones."""
    found: dict[str, tuple[str, str]] = {}
    listed = [(entry.code, "code"), *((part, "part") for part in code_parts(entry.code))]
    for code in entry.previous_codes:
        listed += [(code, "previous"), *((part, "previous") for part in code_parts(code))]
    for code, how in listed:
        if code:
            found.setdefault(as_code(code), (code, how))
    return found
