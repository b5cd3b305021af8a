"""The table of tampering, continued: the log, its key, and what only somebody outside can see."""

from __future__ import annotations

import shutil

from shell.insider import Insider, other_key
from shell.tampering import kind, rewrite_a_claim

# ---- the log


@kind("a hash tile edited", "log-tile-changed")
def _(i: Insider) -> None:
    i.flip(i.log / "tile/0/000")


@kind("a tile above edited", "log-tile-changed")
def _(i: Insider) -> None:
    i.flip(i.log / "tile/1/000.p/1")


@kind("a record edited in its bundle", "log-record-changed", "act-differs-from-log")
def _(i: Insider) -> None:
    i.flip(i.log / "tile/entries/000", at=300)


@kind("a bundle deleted", "log-unreadable")
def _(i: Insider) -> None:
    (i.log / "tile/entries/000").unlink()


@kind("the checkpoint edited", "log-signature", "log-root", "log-rolled-back", "act-not-logged")
def _(i: Insider) -> None:
    path = i.log / "checkpoint"
    text = path.read_text()
    size = text.split("\n")[1]
    i.write(path, text.replace(f"\n{size}\n", f"\n{int(size) - 1}\n", 1).encode())


@kind("the log signed anew with another key", "log-key-replaced")
def _(i: Insider) -> None:
    memory = i.key / "logs"
    kept = i.key.parent / "kept"
    shutil.copytree(memory, kept)
    i.sign_anew(other_key(i.key.parent / "own"))
    shutil.rmtree(memory)
    shutil.copytree(kept, memory)


@kind("history rewritten and signed with the stolen key, the signer's memory left", "log-forked")
def _(i: Insider) -> None:
    kept = i.key.parent / "kept"
    shutil.copytree(i.key / "logs", kept)
    rewrite_a_claim(i)
    i.sign_anew()
    shutil.rmtree(i.key / "logs")
    shutil.copytree(kept, i.key / "logs")


# ---- and the two that only somebody outside can see


REWRITTEN = "history rewritten and signed with the stolen key, the signer's memory too"


@kind(REWRITTEN)
def rewritten(i: Insider) -> None:
    rewrite_a_claim(i)
    i.sign_anew()


OLD_COPY = "an old copy of everything put back, the signer's memory too"


@kind(OLD_COPY)
def rolled_back(i: Insider) -> None:
    """Nothing is left to do: what stands is the old copy, and the days since are gone."""


ONLY_FROM_OUTSIDE = (REWRITTEN, OLD_COPY)
