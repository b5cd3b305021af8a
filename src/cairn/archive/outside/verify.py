"""Check a proof folder; trust no statement in it, go by what is printed here. Python 3.10, reads, never writes.
Bytes hash to names that rows hold, an act sealed the rows, its record is in the log, the log is signed."""

import sys

if __name__ == "__main__":
    del sys.path[0]  # the folder, which may hold a json.py of its own: only Python's are loaded
import argparse
import base64
import hashlib
import json
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032): field and order
D = -121665 * pow(121666, -1, P) % P
NAMED: dict[str, str] = {}  # hashes of bytes that rows hold, and which rows


def need(holds: object, what: str) -> None:
    if not holds:
        raise ValueError(what)


def sha(*parts: bytes | str) -> bytes:
    return hashlib.sha256(b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)).digest()


def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:  # two points of the curve
    k, x, y = D * a[0] * b[0] * a[1] * b[1] % P, a[0] * b[1] + b[0] * a[1], a[1] * b[1] + a[0] * b[0]
    over = pow((1 + k) * (1 - k), -1, P)
    return x * (1 - k) * over % P, y * (1 + k) * over % P


def point(data: bytes) -> tuple[int, int]:
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and not (x == 0 and odd), "the key is no point of the curve")
    return (x if x & 1 == odd else P - x), y


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    (x, y), s = point(public), int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    need(len(public) == 32 and len(signature) == 64 and s < L, "the signature is ill spelled")
    at, base, less = (0, 1), point(b"\x58" + b"\x66" * 31), (P - x, y)
    for bit in range(252, -1, -1):  # s times the base, less h times the key
        at = add(add(add(at, at), base if s >> bit & 1 else (0, 1)), less if h >> bit & 1 else (0, 1))
    return signature[:32] == (at[1] | (at[0] & 1) << 255).to_bytes(32, "little")


def root_over(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:  # RFC 6962, section 2.1.1
    if size <= 1 or not path:
        need(size == 1 and index == 0 and not path, "the path from record to root is of the wrong length")
        return leaf
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return sha(b"\1", root_over(leaf, index, half, path[:-1]), path[-1])
    return sha(b"\1", path[-1], root_over(leaf, index - half, size - half, path[:-1]))


def both_roots(old: int, new: int, path: list[bytes], known: bytes = b"") -> list[bytes]:  # section 2.1.2
    if old == new or not path:
        need(old == new and len(path) == (not known), "the path between checkpoints is of the wrong length")
        return [known or path[0]] * 2
    half = 1 << (new - 1).bit_length() - 1
    if old <= half:
        before, after = both_roots(old, half, path[:-1], known)
        return [before, sha(b"\1", after, path[-1])]
    return [sha(b"\1", path[-1], root) for root in both_roots(old - half, new - half, path[:-1])]


def unbase64(text: str, length: int) -> bytes:
    data = base64.b64decode(text)
    need(base64.b64encode(data).decode() == text and len(data) == length, "a hash or key is ill spelled")
    return data


def opened(note: str, key: str) -> tuple[int, bytes]:  # the size and root of a signed checkpoint
    (name, number, data), (text, _, tail) = key.split("+", 2), note.rpartition("\n\n")
    public, lines = unbase64(data, 33), [line.split(" ") for line in tail.split("\n")]
    need(public[:1] == b"\1" and number == sha(name, b"\n", public)[:4].hex(), "the key is ill spelled")
    named = [unbase64(line[2], 68) for line in lines if line[:2] == ["—", name] and len(line) == 3]
    good = [signature_holds(public[1:], s[4:], f"{text}\n".encode()) for s in named if s[:4].hex() == number]
    need(good and all(good) and tail.endswith("\n"), "a checkpoint is not signed with the log's key")
    origin, size, root = text.split("\n")
    need(origin == name and str(int(size)) == size, "a checkpoint is of another log")
    return int(size), unbase64(root, 32)


def act(folder: Path, path: Path, note: str, key: str) -> str:
    record, number, (size, root) = path.read_bytes(), path.stem[7:], opened(note, key)
    head, _, signed = (folder / f"proof-{number}.tlog-proof").read_bytes().decode().partition("\n\n")
    first, index, *up = head.split("\n")
    need([first, index, signed] == ["c2sp.org/tlog-proof@v1", f"index {number}", note], "a proof of another")
    reached = root_over(sha(b"\0", record), int(number), size, [unbase64(line, 32) for line in up])
    says, shown = json.loads(record), json.loads((folder / f"opened-{number}.json").read_bytes())
    need(reached == root and str(says["seq"]) == number, f"record {number} is not in the log at this place")
    said = [f"record {number} ({says['kind']}, {says['at']}) stands in the log of {size}"]
    for part, (salt, value) in shown["parts"].items():
        shut = sha(bytes.fromhex(salt), value).hex() if len(bytes.fromhex(salt)) == 32 else ""
        need(shut == says[part], f"record {number}: what is shown of {part} is not what was sealed")
        said.append(f"{part}: {value[:300]}")
    for table, fixed, changing in shown["rows"]:
        cells, lines = json.loads(fixed), shown["seals"][table]
        start = f"\n{sha(fixed).hex()} {sha(changing).hex() + ' ' if changing else ''}"
        sealed = [table, lines.count("\n"), sha(lines).hex()] in json.loads(shown["parts"]["rows"][1])
        need(sealed and cells[0] == table and start in f"\n{lines}", f"record {number} wrote no such {table}")
        said.append(f"wrote {table}: {fixed[:500]} {(changing or '')[:200]}")
        texts = [c["text_sha256"] for c in cells if table == "reportversion" and isinstance(c, dict)]
        NAMED.update(dict.fromkeys(cells[1:2] if table == "capture" else texts, f"record {number}, {table}"))
    return "\n    ".join("".join(c if c.isprintable() else "?" for c in line) for line in said)


def kept(folder: Path, path: Path, note: str, key: str) -> str:
    digest = sha(path.read_bytes()).hex()
    need(path.name[:64] == digest and digest in NAMED, f"{path.name}: other bytes, or no record names them")
    return f"{path.stat().st_size} bytes hash to {digest}, as {NAMED[digest]} says"


def held(folder: Path, path: Path, note: str, key: str) -> str:
    (old, first), (new, second) = sorted([opened(note, key), opened(path.read_bytes().decode(), key)])
    steps = [unbase64(h, 32) for f in folder.glob(f"consistency-{old}-{new}") for h in f.read_text().split()]
    need(both_roots(old, new, steps, first) == [first, second], "your checkpoint is of another history")
    return f"the checkpoint of {new} continues that of {old}: nothing before it was changed or taken out"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    ask.add_argument("--key", help="the log's public key, got from elsewhere: else nothing shows whose it is")
    ask.add_argument("--checkpoint", type=Path, help="a checkpoint of this log that you hold")
    given, bad = ask.parse_args(), False
    note = (given.folder / "checkpoint").read_bytes().decode()
    key = given.key or (given.folder / "vkey").read_text("utf-8").strip()
    steps = [(act, path) for path in sorted(given.folder.glob("record-*"))]
    steps += [(kept, path) for path in sorted(given.folder.glob("bytes/*"))]
    steps += [(held, given.checkpoint)] if given.checkpoint else []
    for check, path in steps:
        try:
            print("Holds:", check(given.folder, path, note, key))
        except Exception as error:  # whatever the folder holds
            bad = not print("DOES NOT HOLD:", ascii(str(error)))
    print(f"The key is {key!a}. Does its owner say so elsewhere?")
    return bad or not steps


if __name__ == "__main__":
    raise SystemExit(sys.stdout.reconfigure(errors="replace") or main())  # type: ignore[union-attr]
