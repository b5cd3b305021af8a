"""The tree is the one RFC 6962 describes: known roots, another library's, and a checker read off its text."""

import random

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle.core import _inclusion_path_layout
from pymerkle.proof import InclusionProof, InvalidProof

from cairn.archive.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from merkle import broken, by_the_text_consistency, by_the_text_inclusion, grown, node_of

KNOWN = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
KNOWN_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}  # fmt: skip


@pytest.mark.parametrize("size", KNOWN_ROOTS)
def test_the_roots_of_the_known_trees_come_out(size):
    assert root_of(map(leaf_hash, KNOWN[:size])).hex() == KNOWN_ROOTS[size]


def test_the_paths_of_rfc_6962_section_2_1_3_come_out():
    leaves = [leaf_hash(bytes([n])) for n in range(7)]
    node = node_of(leaves)
    a, b, c, d, e, f, j = leaves
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the names of the RFC
    assert inclusion_proof(0, 7, node) == [b, h, l]
    assert inclusion_proof(3, 7, node) == [c, g, l]
    assert inclusion_proof(4, 7, node) == [f, j, k]
    assert inclusion_proof(6, 7, node) == [i, k]
    assert consistency_proof(3, 7, node) == [c, d, g, l]
    assert consistency_proof(4, 7, node) == [l]
    assert consistency_proof(6, 7, node) == [i, j, k]


def test_every_root_and_inclusion_proof_of_small_trees_is_pymerkles():
    records, leaves = grown(random.Random(5), 70)
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    frontier, node = Frontier(), node_of(leaves)
    assert frontier.root() == EMPTY_ROOT == tree.get_root(0)
    for size, record in enumerate(records, 1):
        tree.append_entry(record)
        frontier.append(leaf_hash(record))
        assert (
            frontier.root() == root_of(leaves[:size]) == Frontier.at(size, node).root() == tree.get_root(size)
        )
        for index in range(size):
            theirs = tree.prove_inclusion(index + 1, size)
            assert [leaves[index], *inclusion_proof(index, size, node)] == theirs.path


def test_a_frontier_goes_on_from_any_size():
    leaves = grown(random.Random(6), 40)[1]
    for size in range(40):
        frontier = Frontier.at(size, node_of(leaves))
        for leaf in leaves[size:]:
            frontier.append(leaf)
        assert (frontier.size, frontier.root()) == (40, root_of(leaves))


def pymerkle_accepts(leaf, index, size, proof, root):
    rule = _inclusion_path_layout(index + 1, size)[0] if 0 <= index < size < 2**64 else []
    theirs = InclusionProof("sha256", True, size, index + 1, rule, [leaf, *proof])
    try:
        theirs.verify(leaf, root, index=index + 1, size=size)
    except InvalidProof:
        return False
    return True


def test_good_and_broken_inclusion_proofs_are_judged_as_pymerkle_judges_them():
    rng, held = random.Random(7), 0
    leaves = grown(rng, 90)[1]
    node = node_of(leaves)
    for _ in range(4000):
        size = rng.randint(1, 90)
        index = rng.randrange(size)
        case = [leaves[index], index, size, inclusion_proof(index, size, node), root_of(leaves[:size])]
        leaf, index, size, proof, root = broken(rng, case)
        ours = inclusion_holds(leaf, index, size, proof, root)
        assert ours == pymerkle_accepts(leaf, index, size, proof, root)
        assert ours == by_the_text_inclusion(leaf, index, size, proof, root)
        held += ours
    assert 400 < held < 3600


def test_good_and_broken_consistency_proofs_are_judged_as_the_text_of_the_rfc_says():
    rng, held = random.Random(8), 0
    leaves = grown(rng, 90)[1]
    node = node_of(leaves)
    for _ in range(4000):
        new = rng.randint(1, 90)
        old = rng.randint(1, new)
        case = [root_of(leaves[:old]), old, new, consistency_proof(old, new, node), root_of(leaves[:new])]
        old_root, old, new, proof, new_root = broken(rng, case)
        ours = consistency_holds(old, old_root, new, new_root, proof)
        assert ours == by_the_text_consistency(old, old_root, new, new_root, proof)
        held += ours
    assert 400 < held < 3600


def test_two_trees_are_consistent_where_pymerkle_says_so():
    """pymerkle proves consistency in a shape of its own, so the verdicts are compared, not the proofs."""
    rng = random.Random(9)
    for _ in range(300):
        records, leaves = grown(rng, rng.randint(2, 40))
        tree = pymerkle.InmemoryTree.init_from_entries(records, algorithm="sha256")
        old = rng.randint(1, len(leaves))
        told = list(leaves[:old])
        if rng.random() < 0.5:
            told[rng.randrange(old)] = leaf_hash(b"another")
        ours = consistency_holds(
            old,
            root_of(told),
            len(leaves),
            root_of(leaves),
            consistency_proof(old, len(leaves), node_of(leaves)),
        )
        try:
            tree.prove_consistency(old).verify(root_of(told), root_of(leaves))
        except InvalidProof:
            assert not ours
        else:
            assert ours


hashes = st.binary(min_size=32, max_size=32)
odd = (
    st.none()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.booleans()
    | st.lists(st.integers())
)


@given(hashes | odd, st.integers() | odd, st.integers() | odd, st.lists(hashes | odd) | odd, hashes | odd)
def test_nothing_invented_is_accepted_and_nothing_is_raised(leaf, index, size, proof, root):
    one_leaf = (index, size, proof, root) == (0, 1, [], leaf) and type(leaf) is bytes and len(leaf) == 32
    assert inclusion_holds(leaf, index, size, proof, root) is (one_leaf and type(index) is type(size) is int)
    if not (leaf == root and index == size) and index != 0:
        assert consistency_holds(index, leaf, size, root, proof) is False


@pytest.mark.parametrize("size", [2**63, 2**64, 2**4000, -1, True])
def test_a_size_that_no_log_has_is_refused_at_once(size):
    leaf = leaf_hash(b"")
    assert not inclusion_holds(leaf, 0, size, [], leaf)
    assert not consistency_holds(size, leaf, size, leaf, [])
    assert not consistency_holds(0, EMPTY_ROOT, size, leaf, [])


def test_the_empty_tree_begins_every_tree_and_only_under_its_own_root():
    leaf = leaf_hash(b"x")
    assert consistency_holds(0, EMPTY_ROOT, 1, leaf, [])
    assert consistency_holds(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    assert not consistency_holds(0, leaf, 1, leaf, [])
    assert not consistency_holds(0, EMPTY_ROOT, 0, leaf, [])
    assert not consistency_holds(0, EMPTY_ROOT, 1, leaf, [leaf])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (5, 2)])
def test_there_is_no_proof_of_what_does_not_stand(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, lambda level, at: b"")


@pytest.mark.parametrize(("old", "new"), [(3, 2), (-1, 2), (0, -1)])
def test_a_tree_does_not_begin_with_a_larger_one(old, new):
    with pytest.raises(ValueError, match="cannot begin"):
        consistency_proof(old, new, lambda level, at: b"")
