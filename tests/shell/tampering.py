"""The table of tampering: what an insider does by raw SQL and file bytes, and the codes `cairn verify` answers with.

docs/evidence.md lists the same kinds with the same codes; test_tampering.py holds the two together.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cairn.shell.acts.act import recorded
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.read_reports import read_reports
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.records.models import Act, Assessment, Person, Release
from conftest import silent
from shell.desk import LINA, NOOR, SAM
from shell.insider import Insider

Tamper = Callable[[Insider], None]
KINDS: dict[str, tuple[Tamper, set[str]]] = {}
"""What is done -> who does it, and the codes that are found, no more and no less."""


def kind(name: str, *codes: str) -> Callable[[Tamper], Tamper]:
    """Put a kind of tampering into the table."""

    def put(tamper: Tamper) -> Tamper:
        KINDS[name] = (tamper, set(codes))
        return tamper

    return put


# ---- objects


@kind("one bit of an object flipped", "object-changed")
def _(i: Insider) -> None:
    i.flip(i.text("wire-1"), at=5)


@kind("an object deleted", "object-missing")
def _(i: Insider) -> None:
    i.text("wire-1").unlink()


@kind("an object's bytes put in place of another's", "object-swapped")
def _(i: Insider) -> None:
    i.write(i.text("wire-1"), i.text("rescue-1").read_bytes())


@kind("an object cut off", "object-truncated")
def _(i: Insider) -> None:
    i.write(i.text("wire-1"), i.text("wire-1").read_bytes()[:40])


@kind("the file of actors edited", "actors-file-changed")
def _(i: Insider) -> None:
    path = i.ws.root / "actors.toml"
    i.write(path, path.read_bytes().replace(b"mill_guard", b"mill_gang"))


# ---- rows


@kind("the date of a report moved", "row-edited", "report-version")
def _(i: Insider) -> None:
    i.sql("UPDATE records_reportrow SET published = '2025-05-01 12:00:00' WHERE id = 'wire-1'")


@kind("the text of a report pointed elsewhere", "row-edited", "report-version", "passage-outside")
def _(i: Insider) -> None:
    i.sql(
        "UPDATE records_reportrow SET text_sha256 = (SELECT text_sha256 FROM records_reportrow "
        "WHERE id = 'far-1') WHERE id = 'wire-1'"
    )


@kind("a version of a report deleted", "row-deleted")
def _(i: Insider) -> None:
    i.sql("DELETE FROM records_reportversion WHERE report_id = 'far-1' AND n = 1")


@kind("a figure of a claim edited", "row-edited")
def _(i: Insider) -> None:
    i.sql("UPDATE records_claimrow SET max = 70 WHERE account_id = 'wire-1#1' AND kind = 'killed'")


@kind("a claim deleted", "row-deleted")
def _(i: Insider) -> None:
    i.sql("DELETE FROM records_claimrow WHERE pk_id = (SELECT max(pk_id) FROM records_claimrow)")


@kind("a claim added", "row-added")
def _(i: Insider) -> None:
    i.sql(
        """
        INSERT INTO records_claimrow (id, min, account_id, kind, basis, "group", status, event, scope, value,
          attributed_to, role, manner, part, start, "end", confidence, text_sha256, extractor, live, "by", sealed_in_id)
        SELECT 'forged', 90, account_id, kind, basis, "group", status, event, scope, value,
          attributed_to, role, manner, part, start, "end", confidence, text_sha256, extractor, live, "by", sealed_in_id
        FROM records_claimrow WHERE pk_id = (SELECT min(pk_id) FROM records_claimrow)
        """
    )


@kind("an assignment flipped", "row-edited")
def _(i: Insider) -> None:
    i.sql("UPDATE records_assignmentrow SET decision = 'rejected' WHERE decided_by = 'rule' AND live")


@kind("a flag put back to what an earlier act wrote", "row-put-back", "judgement-flag")
def _(i: Insider) -> None:
    i.sql("UPDATE records_assessment SET live = NOT live, sealed_in_id = act_id WHERE NOT live")


@kind("a figure of an assessment edited", "row-edited")
def _(i: Insider) -> None:
    i.sql("UPDATE records_assessment SET killed_max = 60 WHERE n = 1 AND killed_min = 6")


@kind("a grade edited", "row-edited", "assessment-unfounded")
def _(i: Insider) -> None:
    i.sql("UPDATE records_attribution SET grade = 'confirmed' WHERE grade = 'fair'")


@kind("a projection edited", "row-edited", "projection-value")
def _(i: Insider) -> None:
    i.sql("UPDATE records_incidentprojection SET suggestions = '[]'")


@kind("a judgement deleted", "row-deleted", "withdrawal-unfounded")
def _(i: Insider) -> None:
    i.sql("DELETE FROM records_judgement WHERE kind = 'withdraw'")


@kind("a figure edited, the row then written again by an honest act", "row-rewritten")
def _(i: Insider) -> None:
    row = Assessment.objects.get(n=1, killed_min=6)
    i.sql("UPDATE records_assessment SET killed_max = 60 WHERE id = %s", row.id)
    undo(i.ws, row.act_id, who=SAM, why="a slip")
    catch_up()


@kind("the date of a report moved, the report then read again by an honest act", "report-version")
def _(i: Insider) -> None:
    i.sql("UPDATE records_reportrow SET published = '2025-05-01 12:00:00', read_by = '' WHERE id = 'wire-1'")
    read_reports(i.ws, silent)
    catch_up()


# ---- acts


@kind("the names of two persons exchanged", "act-edited", "claim-unfounded")
def _(i: Insider) -> None:
    for old, new in ((NOOR, "x"), (LINA, NOOR), ("x", LINA)):
        i.sql("UPDATE records_person SET name = %s WHERE name = %s", new, old)


@kind("the reason of an act edited", "act-edited", "judgement-unfounded", "release-unfounded")
def _(i: Insider) -> None:
    i.sql("UPDATE records_act SET why = 'seen by the desk' WHERE id = %s", i.act("release"))


@kind("the detail of an act edited", "act-edited")
def _(i: Insider) -> None:
    i.sql("UPDATE records_act SET detail = '{\"reports\": 1}' WHERE id = %s", i.act("read-reports"))


@kind("an act deleted", "act-missing", "row-added")
def _(i: Insider) -> None:
    act = i.act("withdraw")
    i.sql("DELETE FROM records_seal WHERE act_id = %s", act)
    i.sql("DELETE FROM records_act WHERE id = %s", act)


BESIDE = """
    SELECT min(a.seq) FROM records_act a JOIN records_act b ON b.seq = a.seq + 1 AND b.at = a.at
    WHERE a.kind = 'late note' AND b.kind = 'late note'
"""


@kind("two acts in the other order", "act-out-of-place", "act-differs-from-log")
def _(i: Insider) -> None:
    # Of one second: with a second between them the later would also be dated before the earlier. And notes, which write
    # no row: an act that writes another's row anew would be told of for that as well.
    while (first := i.one(BESIDE)) is None:
        _notes(i, 3)
    for old, new in ((first, -1), (first + 1, first), (-1, first + 1)):
        i.sql("UPDATE records_act SET seq = %s WHERE seq = %s", new, old)


@kind("the last acts cut off the database", "act-missing")
def _(i: Insider) -> None:
    with transaction.atomic():
        _notes(i, 3)
    i.sql("DELETE FROM records_act WHERE kind = 'late note'")


@kind("the last records cut off the log", "log-rolled-back", "act-not-logged")
def _(i: Insider) -> None:
    before = i.ws.root / "before"
    shutil.copytree(i.log, before)
    _notes(i, 3)
    shutil.rmtree(i.log)
    shutil.move(before, i.log)


def _notes(i: Insider, count: int) -> None:
    for _ in range(count):
        with recorded("late note"):
            pass
    catch_up()


@kind("an act backdated, its record made anew", "act-backdated", "act-differs-from-log")
def _(i: Insider) -> None:
    act = Act.objects.get(id=i.act("note"))
    Act.objects.filter(id=act.id).update(at=act.at - timedelta(days=30))
    i.rerecord(act.id)


@kind("a figure edited, seal and record made anew", "act-differs-from-log")
def _(i: Insider) -> None:
    rewrite_a_claim(i)


def rewrite_a_claim(i: Insider) -> None:
    pk, act = i.sql(
        "SELECT pk_id, sealed_in_id FROM records_claimrow WHERE live AND kind = 'injured' AND account_id = 'wire-1#1'"
    )[0]
    i.sql("UPDATE records_claimrow SET max = 70 WHERE pk_id = %s", pk)
    i.reseal(act)


# ---- decisions


@kind("a release by one person, by raw SQL", "release-by-one", "row-edited", "database-constraint")
def _(i: Insider) -> None:
    with i.without_checks():
        i.sql(
            "UPDATE records_release SET approver_id = proposer_id WHERE id = (SELECT min(id) FROM records_release)"
        )


@kind("a release with a forged act of one person", "release-by-one", "database-constraint")
def _(i: Insider) -> None:
    made = set_assessment(Decision("wire-1", LINA, "once more", {"killed_min": 9}))
    _forge_release(i, made, made.person)
    catch_up()


@kind("a release with a forged act and no judgement", "release-unfounded")
def _(i: Insider) -> None:
    made = set_assessment(Decision("wire-1", LINA, "once more", {"killed_min": 9}))
    _forge_release(i, made, Person.objects.get(name=SAM), judged=False)
    catch_up()


def _forge_release(i: Insider, made: Any, who: Person, *, judged: bool = True) -> None:
    detail: dict[str, Any] = {"incident": str(made.incident_id), "version": made.n}
    act = i.forge("release", who.id, "fine", detail, made.at)
    with i.without_checks() if who.id == made.person_id else nullcontext():
        i.sql(
            "INSERT INTO records_release (assessment_id, proposer_id, approver_id, at, why, act_id, live, sealed_in_id) "
            "VALUES (%s, %s, %s, %s, 'fine', %s, %s, %s)",
            made.id, made.person_id, who.id, _sql(made.at), act, True, act,
        )  # fmt: skip
    if judged:
        i.sql(
            "INSERT INTO records_judgement (act_id, person_id, at, kind, subject_kind, subject, other, value, why, live, "
            "sealed_in_id) VALUES (%s, %s, %s, 'release', 'incident', %s, '', %s, 'fine', %s, %s)",
            act, who.id, _sql(made.at), str(made.incident_id), f'{{"version": {made.n}}}', True, act,
        )  # fmt: skip
    i.seal(act)


def _sql(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


@kind("a release taken back by a forged act that no undo stands behind", "judgement-flag")
def _(i: Insider) -> None:
    row = Release.objects.filter(live=True)[0]
    act = i.forge("note", None, "", {}, Act.objects.latest("seq").at)
    i.sql("UPDATE records_release SET live = NOT live, sealed_in_id = %s WHERE id = %s", act, row.id)
    i.seal(act)
    catch_up()


@kind("a constraint dropped", "database-constraint")
def _(i: Insider) -> None:
    i.sql("DROP INDEX one_live_decision")
