"""Others at keeping: canonical JSON, Merkle trees, bytes under their digest, and the words of a saved page.

What must agree is checked in the run: the same canonical bytes, the same root, the same number of good proofs.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from cairn.archive import canonical
from cairn.archive.tree import Frontier, inclusion_holds, inclusion_proof, leaf_hash, node_hash, root_of
from fresh import Task, kept

LEAVES = 20_000
PROVED = 1_000
PAGES = 300
MB = 1e6


def _claims(folder: Path) -> list[dict[str, Any]]:
    """Every claim as a plain record: text and whole numbers."""
    return [
        {
            "report": r.report.id, "kind": c.kind.value, "start": c.start, "end": c.end, "min": c.min, "max": c.max,
            "value": c.value, "scope": c.scope, "quote": r.report.text[c.start : c.end], "by": c.attributed_to,
        }
        for r in kept(folder, "reads")
        for a in r.extraction.accounts
        for c in a.claims
    ]  # fmt: skip


def _canonical(folder: Path, encode: Callable[[Any], bytes]) -> Task:
    rows = _claims(folder)

    def told(found: Sequence[bytes]) -> Mapping[str, object]:
        return {"sha256 of all": hashlib.sha256(b"\n".join(found)).hexdigest()[:12]}

    return Task(lambda: [encode(row) for row in rows], len(rows), told=told)


def canonical_cairn(folder: Path) -> Task:
    """Our RFC 8785, integers only."""
    return _canonical(folder, canonical)


def canonical_rfc8785(folder: Path) -> Task:
    """The package rfc8785."""
    import rfc8785

    return _canonical(folder, rfc8785.dumps)


def _records(folder: Path) -> list[bytes]:
    return [
        b"%d %s" % (n, row) for n, row in enumerate(islice(cycle(map(canonical, _claims(folder))), LEAVES))
    ]


def tree_cairn(folder: Path) -> Task:
    """Each record hashed and appended to the tree's edge, then its root."""
    records = _records(folder)

    def work() -> bytes:
        edge = Frontier()
        for record in records:
            edge.append(leaf_hash(record))
        return edge.root()

    return Task(work, len(records), told=lambda root: {"root": root.hex()[:12]})


def tree_pymerkle(folder: Path) -> Task:
    """pymerkle's tree in memory, all entries in one call, then its state."""
    from pymerkle import InmemoryTree

    records = _records(folder)

    def work() -> bytes:
        tree = InmemoryTree(algorithm="sha256")
        tree.append_entries(records)
        return bytes(tree.get_state())

    return Task(work, len(records), told=lambda root: {"root": root.hex()[:12]})


def proofs_cairn(folder: Path) -> Task:
    """An inclusion proof made and checked, over a tree whose nodes are at hand."""
    levels = [[leaf_hash(r) for r in _records(folder)]]
    while len(levels[-1]) > 1:
        row = levels[-1]
        levels.append([node_hash(a, b) for a, b in zip(row[::2], row[1::2], strict=False)])
    size, root = len(levels[0]), root_of(levels[0])

    def one(index: int) -> bool:
        proof = inclusion_proof(index, size, lambda level, at: levels[level][at])
        return inclusion_holds(levels[0][index], index, size, proof, root)

    return _proofs(one)


def proofs_pymerkle(folder: Path) -> Task:
    """The same by pymerkle."""
    from pymerkle import InmemoryTree, verify_inclusion

    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(_records(folder))
    size, root = tree.get_size(), tree.get_state()

    def one(index: int) -> bool:
        verify_inclusion(tree.get_leaf(index + 1), root, tree.prove_inclusion(index + 1, size))
        return True

    return _proofs(one)


def _proofs(one: Callable[[int], bool]) -> Task:
    asked = range(0, LEAVES, LEAVES // PROVED)
    return Task(lambda: sum(map(one, asked)), len(asked), told=lambda good: {"hold": good})


# Bytes: each text an object of its own, as they are kept.


def _texts(folder: Path) -> list[bytes]:
    return sorted({report.text.encode() for report in kept(folder, "reports")})


def keep_cairn(folder: Path) -> Task:
    """Written under their SHA-256 and flushed to disk before anybody is told."""
    from cairn.shell.store.objects import Objects

    texts, objects = _texts(folder), Objects(Path(tempfile.mkdtemp(dir=folder)))
    return Task(lambda: objects.put_all(texts), len(texts), told=lambda _: {"flushed": "yes"})


def keep_warcio(folder: Path) -> Task:
    """warcio: a compressed WARC with a record each; not flushed."""
    from warcio.warcwriter import WARCWriter

    texts = _texts(folder)

    def work() -> int:
        with tempfile.TemporaryFile(dir=folder) as file:
            _write(WARCWriter(file, gzip=True), texts)
            return file.tell()

    return Task(work, len(texts), told=lambda _: {"flushed": "no"})


def _write(writer: Any, texts: Sequence[bytes]) -> None:
    for n, text in enumerate(texts):
        writer.write_record(
            writer.create_warc_record(f"urn:text:{n}", "resource", payload=io.BytesIO(text), length=len(text))
        )


def check_cairn(folder: Path) -> Task:
    """Every object read and hashed again."""
    from cairn.shell.store.objects import Objects

    texts, objects = _texts(folder), Objects(Path(tempfile.mkdtemp(dir=folder)))
    names = objects.put_all(texts)
    return Task(lambda: sum(len(objects.get(n)) for n in names), len(texts), told=lambda n: {"MB": n / MB})


def check_warcio(folder: Path) -> Task:
    """warcio: every record read with its digest checked, of a WARC that is not compressed."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.warcwriter import WARCWriter

    path = Path(tempfile.mkdtemp(dir=folder)) / "texts.warc"
    texts = _texts(folder)
    with path.open("wb") as file:
        _write(WARCWriter(file, gzip=False), texts)

    def work() -> int:
        with path.open("rb") as file:
            return sum(len(r.content_stream().read()) for r in ArchiveIterator(file, check_digests="raise"))

    return Task(work, len(texts), told=lambda n: {"MB": n / MB})


# Saved pages: a text in the furniture of an invented site. How much of the text is kept, how much furniture?

_MENU = "".join(f'<li><a href="/{n}">Section {n} of the Orchard Gazette</a></li>' for n in range(30))
_ASIDE = "".join(
    f'<div class="teaser"><a href="/t{n}">Related: story number {n}</a></div>' for n in range(20)
)
_PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Orchard Gazette</title></head><body>"
    "<header><nav><ul>{menu}</ul></nav></header><main><article><h1>Report</h1>{body}</article></main>"
    "<aside>{aside}</aside><footer><p>Orchard Gazette, all rights reserved. Subscribe to our letter.</p></footer>"
    "</body></html>"
)


def _pages(folder: Path, words_of: Callable[[str], str]) -> Task:
    texts = [r.text for r in kept(folder, "reports") if len(r.text) > 400][:PAGES]
    pages = [_page(text) for text in texts]

    def told(found: Sequence[str]) -> Mapping[str, object]:
        kept_share = [_share(text, answer) for text, answer in zip(texts, found, strict=True)]
        noise = sum("Section 7 of the Orchard" in f or "story number 7" in f for f in found) / len(found)
        return {"words kept": sum(kept_share) / len(kept_share), "pages with furniture": noise}

    return Task(lambda: [words_of(page) for page in pages], len(pages), told=told)


def _page(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    body = "".join(f"<p>{line}</p>" for line in escaped.splitlines() if line.strip())
    return _PAGE.format(menu=_MENU, aside=_ASIDE, body=body)


def _share(text: str, answer: str) -> float:
    """The share of a text's distinct words that the answer holds."""
    wanted = set(text.split())
    return len(wanted & set(answer.split())) / len(wanted)


def pages_cairn(folder: Path) -> Task:
    """Our reader of saved pages, with the page's own facts and the check for walls."""
    from cairn.errors import RowRejected
    from cairn.sources.page import read_page

    def one(page: str) -> str:
        try:
            return read_page("page.html", page.encode()).report.text
        except RowRejected:
            return ""

    return _pages(folder, one)


def pages_trafilatura(folder: Path) -> Task:
    """trafilatura as it comes."""
    import trafilatura

    return _pages(folder, lambda page: trafilatura.extract(page) or "")


def pages_readability(folder: Path) -> Task:
    """readability-lxml: the summary, as text."""
    from lxml import html
    from readability import Document

    return _pages(folder, lambda page: str(html.fromstring(Document(page).summary()).text_content()))


def pages_justext(folder: Path) -> Task:
    """justext, with its list of English words; it has none for Arabic, so its language-free mode."""
    import justext

    def one(page: str) -> str:
        found = justext.justext(page.encode(), frozenset(), stopwords_low=0, stopwords_high=0)
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    return _pages(folder, one)
