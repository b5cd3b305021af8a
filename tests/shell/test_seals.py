"""Rows of evidence and the acts that write them: nothing outside an act, nothing deleted, everything sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.archive import act_record, sha256_hex
from cairn.archive.seal import read_lines, rows_part
from cairn.shell.acts.act import at_moment, now, recorded
from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records.models import Act, Assessment, ClaimRow, ReportRow, Seal
from cairn.shell.records.seals import lines_of, recorded_tables

NOOR, SAM = "Noor Example", "Sam Example"


def fair():
    return Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"})


def test_a_row_of_evidence_outside_an_act_is_refused(three):
    with pytest.raises(RuntimeError, match="inside an act"):
        ReportRow.objects.update(url="https://elsewhere.example")
    with pytest.raises(RuntimeError, match="inside an act"):
        ReportRow.objects.get(id="wire-1").save()


def test_a_row_of_evidence_is_never_deleted(three):
    with recorded("x"), pytest.raises(RuntimeError, match="never deleted"):
        ClaimRow.objects.all().delete()
    with recorded("x"), pytest.raises(RuntimeError, match="never deleted"):
        ReportRow.objects.get(id="wire-1").delete()


def test_every_act_is_kept_as_bytes_that_hash_to_its_name(three):
    set_assessment(fair())
    for act in Act.objects.prefetch_related("seals"):
        parts = {
            "person": act.person.name if act.person else "",
            "why": act.why,
            "detail": act.detail,
            "rows": rows_part((s.table, s.rows, s.lines) for s in act.seals.all()),
        }
        again = act_record(
            seq=act.seq, kind=act.kind, at=act.at.isoformat(), parts=parts, salt=bytes(act.salt)
        )
        assert bytes(act.record) == again
        assert sha256_hex(again) == act.sha256
    assert Assessment.objects.count() == 1


def test_every_row_of_evidence_stands_in_the_seal_of_the_act_that_wrote_it(three):
    set_assessment(fair())
    release("wire-1", who=SAM, why="checked")
    seen = 0
    for table, model in recorded_tables().items():
        for act in set(model.objects.values_list("sealed_in_id", flat=True)):
            sealed = read_lines(Seal.objects.get(act_id=act, table=table).lines)
            for line in lines_of(model.objects.filter(sealed_in_id=act)):
                assert sealed[line.key] == line
                seen += 1
    assert seen > 40


def test_acts_are_numbered_without_a_gap_and_time_never_runs_back(three):
    with at_moment(now() - timedelta(days=400)):
        set_assessment(fair())
    acts = list(Act.objects.order_by("seq"))
    assert [a.seq for a in acts] == list(range(len(acts)))
    assert [a.at for a in acts] == sorted(a.at for a in acts)
