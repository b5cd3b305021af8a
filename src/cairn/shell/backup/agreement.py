"""Whether the acts of the open database and the records of the log are the same: what a backup is equal by."""

from __future__ import annotations

from cairn.archive.tree import Frontier, leaf_hash
from cairn.errors import CairnError
from cairn.shell.records.models import Act, Outbox
from cairn.shell.workspace import Workspace


def differences(ws: Workspace, size: int, root: bytes) -> list[str]:
    """In words, what does not hold of: the first `size` records of the log lead to `root`; the acts of the database
    are these records, in this order; and those beyond wait for the log. Empty where all holds."""
    acts = Act.objects.filter(seq__isnull=False).order_by("seq").values_list("seq", "record")
    of_acts, found = Frontier(), []
    last = -1
    for seq, record in acts.iterator(chunk_size=2000):
        if seq != last + 1:
            found.append(f"the acts go from number {last} to number {seq}")
            break
        last = seq
        if seq < size:
            of_acts.append(leaf_hash(bytes(record)))
    if of_acts.size < size:
        found.append(f"the log holds {size} records, and the database {of_acts.size} acts of them")
    elif of_acts.root() != root:
        found.append("the acts in the database are not those that were logged")
    if (waiting := Outbox.objects.filter(seq__gte=size).count()) != last + 1 - max(size, of_acts.size):
        found.append(f"{last + 1 - size} acts are not in the log, and {waiting} wait for it")
    return [*found, *_of_the_tiles(ws, size, root)]


def _of_the_tiles(ws: Workspace, size: int, root: bytes) -> list[str]:
    """Read afresh, from the records up."""
    edge = Frontier()
    try:
        for record in ws.log.entries(0, size):
            edge.append(leaf_hash(record))
        if edge.root() == root and (size == 0 or ws.log.root(size) == root):
            return []
    except (CairnError, ValueError) as e:
        return [str(e)]
    return ["the records of the log do not lead to the root that was signed"]
