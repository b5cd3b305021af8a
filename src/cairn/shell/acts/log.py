"""From the outbox to the log: what an act left word of is appended, and a checkpoint is signed over it.

The word is written in the act's own transaction, so no act is forgotten; it is taken away when the signed
checkpoint covers the act, so a crash in between is mended by doing it again.
"""

from __future__ import annotations

from cairn.errors import CairnError, NotAllowed, WorkspaceFault
from cairn.shell.records.models import Act, Outbox
from cairn.shell.store.signer import Signer
from cairn.shell.workspace import Workspace, here

TAKEN_AT_ONCE = 1000


def may_extend() -> None:
    """Whether this machine may extend the log of the open workspace. Raises `NotAllowed` before anything is done.

    Another command's act may come between our count and the signer's memory: what looks like an older copy is
    counted again for as long as records are coming in.
    """
    ws = here()
    if ws is None:
        return
    known = record_count()
    while True:
        try:
            ws.log.may_extend(Signer(), known)
            return _refuse_gap(ws, known)
        except NotAllowed as e:
            before, known = known, record_count()
            if e.code != "log-rolled-back" or known == before:
                raise


def _refuse_gap(ws: Workspace, known: int) -> None:
    """Every record stands in this folder's log, or waits for it. Raises `NotAllowed` where neither is so.

    The outbox is looked at before the log: what leaves it in between stands in the log by then.
    """
    waiting = Outbox.objects.order_by("seq").values_list("seq", flat=True).first()
    size = ws.log.size
    if known <= size or (waiting is not None and waiting <= size):
        return
    raise NotAllowed(
        "log-of-others",
        f"the database holds {known} records, and the log in this folder {size}",
        field="workspace",
        value=ws.root,
        remedy="See that CAIRN_DATABASE and cairn.toml name this workspace's database; else restore log/ from a backup.",
    )


def catch_up() -> None:
    """Append every act that the log does not hold yet; nothing to do where it holds all.

    Raises `WorkspaceFault` (`log-behind`) where the log cannot be written now: the acts themselves are kept.
    """
    ws = here()
    if ws is None or not Outbox.objects.exists():
        return
    try:
        _append(ws)
    except CairnError as e:
        raise WorkspaceFault(
            "log-behind",
            f"what you did is saved, but the log that proves it could not be written yet: {e.message}",
            field=e.field,
            value=e.value,
            remedy=f"{e.remedy} The next command writes it.",
        ) from e


def _append(ws: Workspace) -> None:
    while waiting := list(Outbox.objects.order_by("seq").select_related("act")[:TAKEN_AT_ONCE]):
        head = ws.log.append((bytes(row.act.record) for row in waiting), Signer(), first=waiting[0].seq)
        Outbox.objects.filter(seq__lt=head.size).delete()


def record_count() -> int:
    """How many acts have their place, which is the place of the next."""
    last = Act.objects.filter(seq__isnull=False).order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1
