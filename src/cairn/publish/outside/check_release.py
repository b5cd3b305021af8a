"""Check a release: every file against SHA256SUMS, and that against its signature. Python 3.10, reads, never writes.

`python check.py [FOLDER] [--key KEY]`. KEY is the public key of the record's log, got from elsewhere: without it the
signature shows only that all this was signed by whoever has the key that lies in this folder.
"""

import sys

if __name__ == "__main__":
    del sys.path[0]  # the folder, which may hold a json.py of its own: only Python's are loaded
import argparse
import base64
import hashlib
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032): field and order
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    k = D * a[0] * b[0] * a[1] * b[1] % P
    over = pow((1 + k) * (1 - k), -1, P)
    return (a[0] * b[1] + b[0] * a[1]) * (1 - k) * over % P, (a[1] * b[1] + a[0] * b[0]) * (1 + k) * over % P


def point(data: bytes) -> Point:
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and odd):
        raise ValueError("the key is no point of the curve")
    return (x if x & 1 == odd else P - x), y


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    (x, y), s = point(public), int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    at, base, less = (0, 1), point(b"\x58" + b"\x66" * 31), (P - x, y)
    for bit in range(252, -1, -1):  # s times the base, less h times the key
        at = add(add(add(at, at), base if s >> bit & 1 else (0, 1)), less if h >> bit & 1 else (0, 1))
    return s < L and signature[:32] == (at[1] | (at[0] & 1) << 255).to_bytes(32, "little")


def faults(folder: Path, key: str) -> list[str]:
    """What does not hold, a line each."""
    sums = (folder / "SHA256SUMS").read_bytes()
    lying = "".join((folder / "release-key.pem").read_text("ascii").split("\n")[1:-2])
    public = base64.b64decode(key.split("+", 2)[-1])[1:] if key else base64.b64decode(lying)[-32:]
    found = (
        []
        if is_signed(public, (folder / "SHA256SUMS.sig").read_bytes(), sums)
        else ["SHA256SUMS is not signed so"]
    )
    told = {line[66:]: line[:64] for line in sums.decode().splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name, digest in told.items():
        if name not in there or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            found.append(f"{name!a} is missing, or not as it was frozen")
    return found + [
        f"{name!a} is no part of it" for name in sorted(there - {*told, "SHA256SUMS", "SHA256SUMS.sig"})
    ]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    ask.add_argument("--key", default="", help="the log's public key, got from elsewhere")
    given = ask.parse_args()
    try:
        found = faults(given.folder, given.key)
    except (OSError, ValueError, IndexError) as error:
        found = [f"cannot be checked: {error}"]
    sys.stdout.write(
        "".join(f"DOES NOT HOLD: {line}\n" for line in found) or "Holds: every file, and the signature\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
