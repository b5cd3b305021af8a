"""For tests of the log: invented trees, ways to break a proof, and checks read straight off RFC 6962's recursion."""

from __future__ import annotations

import random
from typing import Any

from cairn.archive.tree import leaf_hash, node_hash, root_of


def grown(rng: random.Random, size: int) -> tuple[list[bytes], list[bytes]]:
    """Records of a few random bytes each, and their leaf hashes."""
    records = [rng.randbytes(rng.randrange(12)) for _ in range(size)]
    return records, [leaf_hash(record) for record in records]


def node_of(leaves: list[bytes]) -> Any:
    """The complete subtrees over these leaf hashes."""
    seen: dict[tuple[int, int], bytes] = {}

    def node(level: int, index: int) -> bytes:
        if (level, index) not in seen:
            part = leaves[index << level : (index + 1) << level]
            assert len(part) == 1 << level, "only complete subtrees are asked for"
            seen[level, index] = root_of(part)
        return seen[level, index]

    return node


def flipped(rng: random.Random, data: bytes) -> bytes:
    """The bytes with one bit turned."""
    at = rng.randrange(len(data) * 8)
    return data[: at // 8] + bytes([data[at // 8] ^ 1 << at % 8]) + data[at // 8 + 1 :]


def broken(rng: random.Random, case: list[Any]) -> list[Any]:
    """A proof as it was, or spoilt in one of ten ways: `[first hash, first number, second number, proof, root]`."""
    first, a, b, proof, root = case
    proof = list(proof)
    match rng.randrange(13):
        case 0:
            first = flipped(rng, first)
        case 1:
            root = flipped(rng, root)
        case 2 if proof:
            at = rng.randrange(len(proof))
            proof[at] = flipped(rng, proof[at])
        case 3 if len(proof) > 1:
            at, other = rng.sample(range(len(proof)), 2)
            proof[at], proof[other] = proof[other], proof[at]
        case 4 if proof:
            proof.pop(rng.choice([0, -1]))
        case 5:
            proof.insert(rng.choice([0, len(proof)]), rng.randbytes(32))
        case 6:
            a = max(0, a + rng.choice([-2, -1, 1, 2]))
        case 7:
            b = max(0, b + rng.choice([-2, -1, 1, 2]))
        case 8:
            a, b = rng.randrange(100), rng.randrange(100)
        case 9 if proof:
            proof[rng.randrange(len(proof))] = rng.randbytes(rng.choice([0, 31, 33]))
        case 10:
            root = node_hash(root, rng.randbytes(32))
    return [first, a, b, proof, root]


def _well_formed(*hashes: bytes) -> bool:
    return all(len(value) == 32 for value in hashes)


def _half(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def by_the_text_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """PATH(m, D[n]) of RFC 6962, section 2.1.1, followed from the root down."""

    def up(m: int, n: int, path: list[bytes]) -> bytes | None:
        if n == 1:
            return leaf if not path else None
        if not path:
            return None
        k = _half(n)
        if m < k:
            below = up(m, k, path[:-1])
            return below and node_hash(below, path[-1])
        below = up(m - k, n - k, path[:-1])
        return below and node_hash(path[-1], below)

    return 0 <= index < size and _well_formed(leaf, root, *proof) and up(index, size, proof) == root


def by_the_text_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes]) -> bool:
    """PROOF(m, D[n]) and SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2, followed from the root down."""

    def up(m: int, n: int, path: list[bytes], known: bool) -> tuple[bytes, bytes] | None:
        if m == n and known:
            return (old_root, old_root) if not path else None
        if m == n:
            return (path[0], path[0]) if len(path) == 1 else None
        if not path:
            return None
        k = _half(n)
        if m <= k:
            below = up(m, k, path[:-1], known)
            return below and (below[0], node_hash(below[1], path[-1]))
        below = up(m - k, n - k, path[:-1], False)
        return below and (node_hash(path[-1], below[0]), node_hash(path[-1], below[1]))

    if not (0 <= old <= new and _well_formed(old_root, new_root, *proof)):
        return False
    if old == 0:
        empty = root_of([])
        return old_root == empty and not proof and (new > 0 or new_root == empty)
    return up(old, new, proof, True) == (old_root, new_root)
