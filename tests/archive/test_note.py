"""Notes, checkpoints and proofs as text: one spelling each, and signed by whom they say."""

import base64
import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive.note import Checkpoint, VerifierKey, opened, opened_checkpoint, signed
from cairn.archive.proof import LogProof
from cairn.archive.tree import inclusion_proof, root_of
from merkle import flipped, grown, node_of

ORIGIN = "log.example/steppe"
SECRET = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())

NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANNS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def note(size: int = 7, origin: str = ORIGIN) -> str:
    return signed(Checkpoint(origin, size, b"r" * 32).text, KEY, SECRET.sign)


def test_a_note_signed_by_another_program_opens():
    text = opened(NEUMANNS_NOTE, VerifierKey.parse(NEUMANN), verify)
    assert text.startswith("If you think")
    assert text.endswith("problem is.\n")


@pytest.mark.parametrize(
    "text", [NEUMANN, "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"]
)
def test_a_verifier_key_of_another_program_is_read_and_written_alike(text):
    assert str(VerifierKey.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "x+00000000",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AQ==",
    ],
)
def test_a_verifier_key_has_one_spelling(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        VerifierKey.parse(text)


def test_a_checkpoint_comes_back_from_its_note():
    assert opened_checkpoint(note(), KEY, verify) == Checkpoint(ORIGIN, 7, b"r" * 32)


def test_its_text_is_three_lines():
    assert Checkpoint(ORIGIN, 7, b"\0" * 32).text == f"{ORIGIN}\n7\n{'A' * 43}=\n"


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_every_checkpoint_reads_back(size, root):
    checkpoint = Checkpoint(ORIGIN, size, root)
    assert Checkpoint.parse(checkpoint.text) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        f"a\n01\n{'A' * 43}=\n",
        f"a\n+1\n{'A' * 43}=\n",
        f"a\n١\n{'A' * 43}=\n",
        f"a\n-1\n{'A' * 43}=\n",
        f"a\n{2**63}\n{'A' * 43}=\n",
        f"a\n1\n{'A' * 43}\n",
        f"a\n1\n{'A' * 42}B=\n",
        f"a\n1\n{'A' * 40}\n",
        f"\n1\n{'A' * 43}=\n",
        f"a\n1\n{'A' * 43}=\nmore\n",
        f"a\n1\n{'A' * 43}=",
    ],
)
def test_a_checkpoint_has_one_spelling(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        Checkpoint.parse(text)


def test_no_flipped_bit_of_a_note_opens():
    rng = random.Random(3)
    good = note().encode()
    for _ in range(400):
        try:
            spoilt = flipped(rng, good).decode()
        except UnicodeDecodeError:
            continue
        with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
            opened_checkpoint(spoilt, KEY, verify)


def test_another_signers_lines_are_passed_over_but_do_not_stand_in():
    stranger = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
    other = VerifierKey("witness.example", stranger.public_key().public_bytes_raw())
    line = signed(Checkpoint(ORIGIN, 7, b"r" * 32).text, other, stranger.sign).rpartition("\n\n")[2]
    assert opened_checkpoint(note() + line, KEY, verify).size == 7
    with pytest.raises(ValueError, match="not signed with this key"):
        opened_checkpoint(note(), VerifierKey(ORIGIN, other.public), verify)


def test_a_good_line_does_not_excuse_a_bad_one_of_the_same_key():
    bad = base64.b64encode(KEY.key_id + b"x" * 64).decode()
    with pytest.raises(ValueError, match="not good"):
        opened_checkpoint(note() + f"— {ORIGIN} {bad}\n", KEY, verify)


def test_a_checkpoint_of_another_log_is_refused_though_the_key_signed_it():
    with pytest.raises(ValueError, match="another log"):
        opened_checkpoint(note(origin="log.example/other"), KEY, verify)


@pytest.mark.parametrize("spoil", [lambda n: n[:-1], lambda n: n + "\n", lambda n: n.replace("\n\n", "\n"), lambda n: n + "— x\n",
                                   lambda n: n + "- a b\n", lambda n: "\x00" + n, lambda n: "a" * 100_001 + n, lambda n: "\ud800" + n])  # fmt: skip
def test_what_is_no_note_is_refused(spoil):
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        opened(spoil(note()), KEY, verify)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\x01"])
def test_a_key_has_a_name_that_fits_a_line(name):
    with pytest.raises(ValueError, match="name"):
        VerifierKey(name, b"k" * 32)


def proven(index: int = 4, size: int = 7) -> tuple[LogProof, bytes]:
    records, leaves = grown(random.Random(1), size)
    text = signed(Checkpoint(ORIGIN, size, root_of(leaves)).text, KEY, SECRET.sign)
    return LogProof(index, tuple(inclusion_proof(index, size, node_of(leaves))), text), records[index]


def test_a_proof_comes_back_from_its_text_and_shows_its_record():
    proof, record = proven()
    assert LogProof.parse(proof.text) == proof
    assert proof.shows(record, KEY, verify).size == 7


def test_the_proof_of_the_only_record_has_no_hashes():
    proof, record = proven(0, 1)
    assert LogProof.parse(proof.text).shows(record, KEY, verify).size == 1


def test_extra_data_of_others_is_passed_over():
    proof, _ = proven()
    assert LogProof.parse(proof.text.replace("@v1\n", "@v1\nextra eHg=\n")) == proof


def test_a_proof_shows_no_other_record():
    with pytest.raises(ValueError, match="does not stand"):
        proven()[0].shows(b"another", KEY, verify)


def test_no_flipped_bit_of_a_proof_shows_its_record():
    rng, (proof, record) = random.Random(4), proven()
    for _ in range(300):
        try:
            spoilt = flipped(rng, proof.text.encode()).decode()
        except UnicodeDecodeError:
            continue
        with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
            LogProof.parse(spoilt).shows(record, KEY, verify)


@pytest.mark.parametrize(
    "text", ["", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\nindex 0\n\nx", "c2sp.org/tlog-proof@v1\n\nx",
             "c2sp.org/tlog-proof@v1\nindex 00\n\nx", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx"],
)  # fmt: skip
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        LogProof.parse(text)
