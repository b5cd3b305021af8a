"""The log as a tree: do its records lead to the signed root, does the root fit what was signed elsewhere?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cairn.archive.findings import Finding, Findings
from cairn.archive.note import Checkpoint, VerifierKey, opened
from cairn.archive.tiles import WIDTH, decode_bundle, decode_tile, tile_at
from cairn.archive.tree import Frontier, leaf_hash, root_of
from cairn.errors import CairnError, FileRefused
from cairn.shell.records.models import Act
from cairn.shell.store.log import Log
from cairn.shell.store.signer import Signer, verify_signature

from .history import Checked, Witness

Roots = list[bytes]


@dataclass(slots=True)
class Tree:
    """The tree over the records as the log's files have them, of `size` records."""

    log: Log
    size: int
    tiles: Roots  # the root of every tile of level 0, the last one's too
    edge: list[bytes]  # leaf hashes of the last tile, where it is not full

    def root(self, size: int) -> bytes:
        """The root over the first `size` records. Raises `ValueError` or `CairnError` where a file is unreadable."""
        return Frontier.at(size, self._node(size)).root()

    def _node(self, size: int) -> Callable[[int, int], bytes]:
        leaves: list[bytes] = []

        def node(level: int, index: int) -> bytes:
            if level >= 8:
                first, count = index << level - 8, 1 << level - 8
                return root_of(self.tiles[first : first + count])
            if not leaves:
                leaves.extend(self._leaves(size // WIDTH))
            first = (index << level) % WIDTH
            return root_of(leaves[first : first + (1 << level)])

        return node

    def _leaves(self, number: int) -> list[bytes]:
        if number == self.size // WIDTH:
            return self.edge
        return [leaf_hash(r) for r in decode_bundle(self.log.file(tile_at(0, number, self.size).bundle))]


def head_of(log: Log, findings: Findings) -> Checkpoint:
    """The log's checkpoint, its signature checked; its text believed, for what it is worth, where that is bad."""
    nothing = Checkpoint(log.origin, 0, Frontier().root())
    try:
        note = log.checkpoint
        if note is not None:
            return log.head
    except CairnError as e:
        findings.add(
            Finding("log-signature", f"The log's checkpoint is not to be trusted: {e.message}.", "checkpoint")
        )
        return _unsigned(log) or nothing
    if Act.objects.filter(seq__isnull=False, outbox__isnull=True).exists():
        findings.add(
            Finding("log-missing", "There is no signed checkpoint, and acts were logged before.", "log")
        )
    return nothing


def _unsigned(log: Log) -> Checkpoint | None:
    try:
        text, _, _ = (log.checkpoint or "").rpartition("\n\n")
        return Checkpoint.parse(f"{text}\n")
    except (ValueError, CairnError):
        return None


def check_tree(log: Log, head: Checkpoint, done: Sequence[Checked], findings: Findings) -> Tree | None:
    """Fold the parts to a root and hold it against the signed one; say which file is wrong where it differs.

    Returns the tree as the records have it, or the hash tiles where records are unreadable; none where it
    cannot be known.
    """
    if not head.size:
        return None
    pairs = [pair for part in done for pair in part.roots]
    edge = next((part.edge for part in done if part.edge), None)
    odd = [witness for part in done for witness in part.odd]
    by_record = _tree(log, head, [a for a, _ in pairs], edge.records if edge else None)
    by_tile = _tree(log, head, [b for _, b in pairs], edge.hashes if edge else None)
    good = next((t for t in (by_record, by_tile) if t and t.root(head.size) == head.root), None)
    if good is None:
        what = "What the log's files hold does not lead to the root that was signed."
        findings.add(Finding("log-root", what, "checkpoint", min((w.number for w in odd), default=0) * WIDTH))
    elif good is by_record:
        for witness in odd:
            if witness.hashes is not None:
                name = tile_at(0, witness.number, head.size).path
                what = f"The hash tile {name} is not that of the records it stands for, which fit the signed root."
                findings.add(Finding("log-tile-changed", what, name))
    else:
        for witness in odd:
            _changed_records(witness, head, findings)
    tree = good or by_record or by_tile
    if tree is not None:
        _check_upper_tiles(tree, findings)
    return tree


def _tree(log: Log, head: Checkpoint, tiles: Sequence[bytes | None], edge: list[bytes] | None) -> Tree | None:
    known = [root for root in tiles if root is not None]
    if len(known) < len(tiles) or (head.size % WIDTH and edge is None) or len(tiles) * WIDTH < head.size:
        return None
    return Tree(log, head.size, known, edge or [])


def _changed_records(witness: Witness, head: Checkpoint, findings: Findings) -> None:
    name = tile_at(0, witness.number, head.size).bundle
    if witness.records is None or witness.hashes is None:
        return  # said already that it cannot be read
    for at, (record, leaf) in enumerate(zip(witness.records, witness.hashes, strict=True)):
        if record != leaf:
            seq = witness.number * WIDTH + at
            what = f"The log's record {seq}, in {name}, is not the one that was signed."
            findings.add(Finding("log-record-changed", what, name, seq))


def _check_upper_tiles(tree: Tree, findings: Findings) -> None:
    """Every hash tile above the lowest is made of those below it."""
    level, below = 1, tree.tiles[: tree.size // WIDTH]
    while below:
        roots = []
        for number in range(-(-len(below) // WIDTH)):
            wanted = below[number * WIDTH : (number + 1) * WIDTH]
            name = tile_at(level, number, tree.size).path
            try:
                found = decode_tile(tree.log.file(name))[: len(wanted)]
            except (ValueError, CairnError) as e:
                why = e.message if isinstance(e, CairnError) else str(e)
                findings.add(
                    Finding("log-unreadable", f"The file {name} of the log cannot be used: {why}.", name)
                )
                found = wanted
            if found != wanted:
                what = f"The hash tile {name} is not made of the tiles below it."
                findings.add(Finding("log-tile-changed", what, name))
            roots.append(root_of(wanted))
        level, below = level + 1, roots[: len(below) // WIDTH]


def check_signer(log: Log, head: Checkpoint, tree: Tree | None, findings: Findings) -> None:
    """What this machine itself signed last for this log, where it ever did: a witness outside the workspace."""
    signer = Signer()
    try:
        if signer.note(log.origin) is None:
            findings.note(
                f"This machine has signed nothing for this log, {log.origin}, whose key is {log.vkey}: only a "
                "checkpoint from elsewhere can show a rollback, or that name and key were replaced."
            )
            return
        key, pinned = signer.key(log.origin), log.vkey
        state = signer.state(log.origin)
    except CairnError as e:
        findings.note(f"What this machine signed last cannot be read: {e.message}.")
        return
    if pinned is None or key.public != pinned.public:
        what = "The log is signed with another key than this machine signed it with."
        findings.add(Finding("log-key-replaced", what, "log/vkey"))
    if state is None:
        return
    if state.size > head.size:
        what = f"This machine signed {state.size} records of this log, and here are {head.size}."
        findings.add(Finding("log-rolled-back", what, "checkpoint", head.size))
    elif not _begins_with(tree, state):
        what = f"The first {state.size} records are not those that this machine signed."
        findings.add(Finding("log-forked", what, "checkpoint", 0))


def check_outside(log: Log, note: str, head: Checkpoint, tree: Tree | None, findings: Findings) -> str:
    """Hold the log against a checkpoint from elsewhere; returns words on what it showed.

    Raises `FileRefused` where the text is no checkpoint at all.
    """
    key, claimed = log.vkey, parsed(note)
    if claimed.origin != log.origin:
        what = f"The checkpoint is of the log {claimed.origin}, and this is {log.origin}."
        findings.add(Finding("checkpoint-origin", what, claimed.origin))
        return ""
    if not _signed_by(note, key):
        what = "The checkpoint is not signed with the key that stands in log/vkey."
        findings.add(Finding("checkpoint-signature", what, claimed.origin))
    if claimed.size > head.size:
        what = f"The checkpoint is of {claimed.size} records, and the log here has {head.size}."
        findings.add(Finding("checkpoint-ahead", what, "checkpoint", head.size))
    elif not _begins_with(tree, claimed):
        what = f"The first {claimed.size} records are not those of the checkpoint."
        findings.add(Finding("checkpoint-differs", what, "checkpoint", 0))
    else:
        return f"The log begins with the {claimed.size:,} records of the checkpoint handed in."
    return ""


def parsed(note: str) -> Checkpoint:
    """What a signed checkpoint says, unchecked. Raises `FileRefused`."""
    try:
        text, gap, _ = note.rpartition("\n\n")
        if not gap:
            raise ValueError("it is not signed")
        return Checkpoint.parse(f"{text}\n")
    except ValueError as e:
        raise FileRefused(
            "checkpoint-unreadable",
            f"this is no checkpoint of a log: {e}",
            field="checkpoint",
            remedy="Hand in the file log/checkpoint as it was copied, or the lines printed in a release.",
        ) from e


def _signed_by(note: str, key: VerifierKey | None) -> bool:
    try:
        return key is not None and bool(opened(note, key, verify_signature))
    except ValueError:
        return False


def _begins_with(tree: Tree | None, earlier: Checkpoint) -> bool:
    if not earlier.size:
        return True
    try:
        return tree is not None and tree.root(earlier.size) == earlier.root
    except (ValueError, IndexError, CairnError):
        return False
