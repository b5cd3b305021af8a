"""More of the table of tampering: beneath what the ordinary look at rows and files meets.

Numbers that no honest act has, numbers exchanged, folders and tables that are not what they seem.
"""

from __future__ import annotations

from django.db import models

from cairn.archive.seal import seal_lines
from cairn.shell.records.models import Act, Seal, Source
from cairn.shell.records.seals import lines_of, recorded_tables
from shell.insider import Insider
from shell.tampering import kind


def renumber(i: Insider, old: int, new: int) -> None:
    """Give an act another id, its seals and what it wrote last with it."""
    i.sql("UPDATE records_act SET id = %s WHERE id = %s", new, old)
    i.sql("UPDATE records_seal SET act_id = %s WHERE act_id = %s", new, old)
    for model in recorded_tables().values():
        models.QuerySet(model).filter(sealed_in_id=old).update(sealed_in_id=new)  # past the stamp of an act


@kind("claims edited after their act was given an id below all others", "row-edited")
def _(i: Insider) -> None:
    act = i.act("read-reports")
    renumber(i, act, -act)
    i.sql("UPDATE records_claimrow SET max = 99 WHERE sealed_in_id = %s", -act)


@kind("a forged act before the first, sealed over a row of its own", "act-not-logged")
def _(i: Insider) -> None:
    first = Act.objects.get(seq=0)
    forged = Act.objects.create(seq=-1, kind="add-reports", at=first.at, salt=b"s" * 32)
    i.sql(
        "INSERT INTO records_source (id, name, kind, party, sealed_in_id) VALUES ('x', 'X', 'ngo', '', %s)",
        forged.id,
    )
    lines = seal_lines(lines_of(Source.objects.filter(id="x")))
    Seal.objects.create(act=forged, table="source", rows=1, lines=lines)


@kind("the ids of two acts exchanged", "row-edited")
def _(i: Insider) -> None:
    one, other = i.act("add-reports"), i.act("note")
    renumber(i, one, 1_000_000)
    renumber(i, other, one)
    renumber(i, 1_000_000, other)


@kind("a folder of objects replaced by a link to another", "object-changed")
def _(i: Insider) -> None:
    text = i.text("wire-1")
    elsewhere = i.ws.root.parent / "elsewhere"
    text.parent.rename(elsewhere)
    text.parent.symlink_to(elsewhere)
    i.flip(text, at=5)


@kind("a view put in place of a table", "database-trigger")
def _(i: Insider) -> None:
    i.sql("ALTER TABLE records_readingrow RENAME TO readings_beneath")
    i.sql("CREATE VIEW records_readingrow AS SELECT * FROM readings_beneath")


@kind("a unique index made a plain one under its name", "database-constraint")
def _(i: Insider) -> None:
    i.sql("DROP INDEX one_live_withdrawal")
    i.sql("CREATE INDEX one_live_withdrawal ON records_withdrawal (subject_kind, subject)")
