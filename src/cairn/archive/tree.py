"""A Merkle tree over records, as RFC 6962 section 2 defines it, with SHA-256.

In come hashes of records; out go roots and proofs of two kinds: that a record stands in a tree (inclusion), and
that a later tree begins with all of an earlier one (consistency). Nothing here keeps a tree: whoever proves hands
in `node(level, index)`, the root of the complete subtree over leaves `index * 2**level` up to, not including,
`(index + 1) * 2**level`; level 0 is the leaves' own hashes. Core `archive`; the files stand in `shell/store`.

The two checks, `inclusion_holds` and `consistency_holds`, follow RFC 9162 sections 2.1.3.2 and 2.1.4.2, and are
meant for input from anybody: whatever they are given, they answer true or false.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeGuard

HASH_BYTES = 32
LARGEST = 2**63 - 1
"""No tree is larger: a size fits the signed 64 bits of everybody's programs."""

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""

Node = Callable[[int, int], bytes]


def leaf_hash(record: bytes) -> bytes:
    """The hash of a record as a leaf: SHA-256 of a zero byte and the record."""
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side: SHA-256 of a one byte and both."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order; keeps them in memory, unlike `Frontier`."""
    level = list(leaf_hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0]


class Frontier:
    """The right edge of a growing tree: enough to go on from, in a few hundred bytes."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []  # the complete subtrees from the left, each smaller than the one before

    @classmethod
    def at(cls, size: int, node: Node) -> Frontier:
        """The edge of the tree of that size, read from its complete subtrees."""
        frontier = cls()
        frontier.size = size
        frontier._edge = [node(level, index) for level, index in _complete(0, size)]
        return frontier

    def append(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._edge.pop(), leaf)
            size >>= 1
        self._edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _folded(self._edge) if self._edge else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the tree of `size`, the leaf's neighbour first.

    Raises `ValueError` where no such leaf stands in such a tree, and what `node` raises.
    """
    if not 0 <= index < size <= LARGEST:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(middle, end, node))
            end = middle
        else:
            path.append(_subtree(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """The hashes that show the tree of `new` leaves to begin with the tree of `old` leaves.

    Empty where both are the same, and where the old tree is: nothing needs showing then. Raises `ValueError`
    where the old tree is larger, and what `node` raises.
    """
    if not 0 <= old <= new <= LARGEST:
        raise ValueError(f"a tree of {new} cannot begin with a tree of {old}")
    start, end, path = 0, new, []
    if old == 0:
        return []
    while end > old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_subtree(middle, end, node))
            end = middle
        else:
            path.append(_subtree(start, middle, node))
            start = middle
    if start > 0:  # otherwise the old tree is itself a complete subtree of the new one, and its root is known
        path.append(_subtree(start, end, node))
    return path[::-1]


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf hash at `index` in the tree of `size` with that root."""
    if not (_whole(index, size) and index < size and _hashes([leaf, root]) and _hashes(proof)):
        return False
    at, last, seen = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            seen = node_hash(sibling, seen)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            seen = node_hash(seen, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and seen == root


def consistency_holds(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the new tree to begin with the old one.

    Every tree begins with the empty one, whose root is known: an empty proof shows it.
    """
    if not (_whole(old, new) and old <= new and _hashes([old_root, new_root]) and _hashes(proof)):
        return False
    if old == 0:
        return old_root == EMPTY_ROOT and not proof and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return old_root == new_root and not proof
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    return bool(path) and _both_roots(old - 1, new - 1, path) == (old_root, new_root)


def _both_roots(at: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots a consistency path leads to; none where it is too long or too short."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old_seen = new_seen = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old_seen, new_seen = node_hash(sibling, old_seen), node_hash(sibling, new_seen)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_seen = node_hash(new_seen, sibling)
        at, last = at >> 1, last >> 1
    return (old_seen, new_seen) if last == 0 else None


def _split(leaves: int) -> int:
    """The largest power of two below the number of leaves: how many stand left of the middle."""
    return 1 << (leaves - 1).bit_length() - 1


def _complete(start: int, end: int) -> list[tuple[int, int]]:
    """The complete subtrees, level and index, that make up the leaves from `start` to `end`, from the left.

    `start` must be a multiple of the largest of them, as it is wherever RFC 6962 divides a tree.
    """
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def _subtree(start: int, end: int, node: Node) -> bytes:
    return _folded([node(level, index) for level, index in _complete(start, end)])


def _folded(edge: Sequence[bytes]) -> bytes:
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = node_hash(left, root)
    return root


def _whole(*numbers: object) -> bool:
    return all(type(n) is int and 0 <= n <= LARGEST for n in numbers)


def _hashes(values: object) -> TypeGuard[list[bytes]]:
    return isinstance(values, list | tuple) and all(
        isinstance(value, bytes) and len(value) == HASH_BYTES for value in values
    )
