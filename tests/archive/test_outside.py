"""The program for strangers: it agrees with ours on what holds, and needs nothing that is ours."""

import ast
import importlib.resources
import random
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cairn.archive.note import Checkpoint, VerifierKey, opened_checkpoint, signed
from cairn.archive.tree import (
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from cairn.shell.store.signer import verify_signature
from merkle import broken, flipped, grown, node_of

PROGRAM = Path(str(importlib.resources.files("cairn.archive"))) / "outside" / "verify.py"
theirs = runpy.run_path(str(PROGRAM), run_name="verify")

VECTORS = [  # RFC 8032, section 7.1, tests 1, 2, 3 and SHA(abc): seed, public key, message, signature
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
     "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
     "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
     "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip
ORDER = 2**252 + 27742317777372353535851937790883648493


def holds(name: str, *given) -> bool:
    """What the program says, whichever way it says no."""
    try:
        return bool(theirs[name](*given))
    except (ValueError, IndexError, ZeroDivisionError):
        return False


def includes(leaf, index, size, proof, root) -> bool:
    if any(len(h) != 32 for h in (leaf, root, *proof)):
        return False  # the program reads hashes through `unbase64`, which takes 32 bytes
    try:
        return theirs["root_over"](leaf, index, size, proof) == root
    except (ValueError, IndexError):
        return False


def continues(old, old_root, new, new_root, proof) -> bool:
    if any(len(h) != 32 for h in (old_root, new_root, *proof)):
        return False
    try:
        return theirs["both_roots"](old, new, proof, old_root) == [old_root, new_root]
    except (ValueError, IndexError):
        return False


def test_it_agrees_with_ours_on_5000_good_and_broken_inclusion_proofs():
    rng, held = random.Random(11), 0
    leaves = grown(rng, 99)[1]
    node, roots = node_of(leaves), [root_of(leaves[:n]) for n in range(100)]
    for _ in range(5000):
        size = rng.randint(1, 99)
        index = rng.randrange(size)
        case = broken(rng, [leaves[index], index, size, inclusion_proof(index, size, node), roots[size]])
        ours = inclusion_holds(*case)
        assert ours == includes(*case)
        held += ours
    assert 500 < held < 4500


def test_it_agrees_with_ours_on_5000_good_and_broken_consistency_proofs():
    rng, held = random.Random(12), 0
    leaves = grown(rng, 99)[1]
    node, roots = node_of(leaves), [root_of(leaves[:n]) for n in range(100)]
    for _ in range(5000):
        new = rng.randint(1, 99)
        old = rng.randint(1, new)
        case = broken(rng, [roots[old], old, new, consistency_proof(old, new, node), roots[new]])
        old_root, old, new, proof, new_root = case
        ours = consistency_holds(old, old_root, new, new_root, proof)
        if old == 0:  # ours takes the empty tree as the beginning of all; the program asks for records
            assert not continues(old, old_root, new, new_root, proof)
            continue
        assert ours == continues(old, old_root, new, new_root, proof)
        held += ours
    assert 500 < held < 4500


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_the_signatures_of_rfc_8032_hold_in_both(seed, public, message, signature):
    public, message, signature = map(bytes.fromhex, (public, message, signature))
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    assert (key.public_key().public_bytes_raw(), key.sign(message)) == (public, signature)
    assert verify_signature(public, signature, message)
    assert theirs["signature_holds"](public, signature, message)


def test_no_flipped_bit_of_a_signature_key_or_message_holds_in_either():
    rng = random.Random(13)
    for _ in range(120):
        key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        parts = [key.public_key().public_bytes_raw(), b"", rng.randbytes(rng.randrange(1, 80))]
        parts[1] = key.sign(parts[2])
        spoilt = rng.choice([0, 1, 1, 1, 2])
        parts[spoilt] = flipped(rng, parts[spoilt])
        assert not verify_signature(*parts)
        assert not holds("signature_holds", *parts)


def test_a_second_spelling_of_a_good_signature_is_refused_by_both():
    public, message, signature = (bytes.fromhex(VECTORS[2][at]) for at in (1, 2, 3))
    s = int.from_bytes(signature[32:], "little") + ORDER
    again = signature[:32] + s.to_bytes(32, "little")
    assert not verify_signature(public, again, message)
    assert not holds("signature_holds", public, again, message)


@pytest.mark.parametrize("y", [2**255 - 19, 2**255 - 18, 2**255 - 1, 2**255 + 1, 2**256 - 1])
def test_a_point_above_the_field_or_with_a_needless_sign_is_no_key(y):
    assert not holds("point", y.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "change",
    [lambda s: s[:-1], lambda s: s + b"\0", lambda s: b"", lambda s: b"\0" * 64, lambda s: b"\xff" * 64],
)
def test_a_signature_of_another_length_or_of_nothing_is_refused(change):
    public, message, signature = (bytes.fromhex(VECTORS[1][at]) for at in (1, 2, 3))
    assert not holds("signature_holds", public, change(signature), message)


def test_a_checkpoint_opens_in_both_or_in_neither():
    rng, secret = random.Random(14), Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    key = VerifierKey("log.example/steppe", secret.public_key().public_bytes_raw())
    good = signed(Checkpoint(key.name, 70, b"r" * 32).text, key, secret.sign)
    assert theirs["opened"](good, str(key)) == (70, b"r" * 32)
    for _ in range(60):
        spoilt = flipped(rng, good.encode()).decode("utf-8", "replace")
        assert not holds("opened", spoilt, str(key))
        with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
            opened_checkpoint(spoilt, key, verify_signature)


def test_it_is_short_and_imports_nothing_but_the_standard_library():
    text = PROGRAM.read_text("utf-8")
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert names <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 150


def test_a_folder_with_nothing_in_it_shows_nothing(tmp_path):
    run = [sys.executable, "-I", "-S", str(PROGRAM), str(tmp_path)]
    assert subprocess.run(run, capture_output=True, check=False).returncode != 0
    (tmp_path / "checkpoint").write_text("x\n", "utf-8")
    (tmp_path / "vkey").write_text("x\n", "utf-8")
    assert subprocess.run(run, capture_output=True, check=False).returncode == 1


def test_a_leaf_is_not_taken_for_a_subtree():
    """The second record of a tree of two cannot be passed off as the root of one."""
    leaves = [leaf_hash(b"a"), leaf_hash(b"b")]
    assert not includes(root_of(leaves), 0, 1, leaves[1:], root_of(leaves))
    assert not includes(leaves[0], 0, 2, [], leaves[0])
