"""The index by which a reader's browser searches a site that no server answers for: small files of folded words.

Enters: an index of a record, already as the public may have it. Leaves: file name -> text; the same record gives the
same bytes. A file holds all words that begin alike, and is parted by a further letter where it would be large:
`search/words/u71-61.json` those that begin with U+0071 U+0061. Under each word stand the numbers of the things called
so, and of those that only say it; `search/rows/` holds the row of each number, `search/index.json` where to look.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cairn.publish.rows.index import Index
from cairn.vocab.labels import say

from .facets import facets
from .numbers import packed
from .rows import ADDRESSES, PAPERS, Findable, Row, findables
from .words import forms

MOST_BYTES = 24_000
"""A file of words or rows is no larger, unless one word alone is."""

Postings = dict[str, tuple[list[int], list[int]]]


def search_files(found: Index, *, preview: bool) -> dict[str, str]:
    """Every file under `search/`, by its name from the site's root. A preview's say that they are not to be cited."""
    things = list(findables(found))
    words = {f"search/words/{key}.json": body for key, body in _shards(_postings(things)).items()}
    starts, rows = _rows([thing.row for thing in things])
    files = {**words, **rows, "search/facets.json": _json(facets(found))}
    sizes = [len(body.encode("utf-8", "replace")) for body in files.values()]
    head: dict[str, object] = {"generated_at": found.record.generated_at}
    if preview:
        head["notice"] = say("en", "preview_banner")
    told: dict[str, object] = {
        "things": len(things),
        "incidents": len(found.incidents),
        "papers": next((n for n, thing in enumerate(things) if thing.row[0] in PAPERS), len(things)),
        "addresses": ADDRESSES,
        "rows": starts,
        "words": sorted(name.removeprefix("search/words/").removesuffix(".json") for name in words),
        "bytes": sum(sizes),
        "largest": max(sizes),
    }
    return {"search/index.json": _json({**head, **told}), **files}


def _postings(things: Sequence[Findable]) -> Postings:
    """Word -> the numbers of the things called by it, and of those that only say it; ascending."""
    found: Postings = defaultdict(lambda: ([], []))
    for n, thing in enumerate(things):
        names = forms(thing.names)
        for word in names:
            found[word][0].append(n)
        for word in forms(thing.said) - names:
            found[word][1].append(n)
    return found


def _shards(postings: Postings) -> dict[str, str]:
    """Name of a file -> its words. A word that is the beginning of others stands in the file named by itself."""
    lines = {word: _line(word, *postings[word]) for word in sorted(postings)}
    shards: dict[str, str] = {}
    waiting = [("", list(lines))]
    while waiting:
        start, words = waiting.pop()
        groups: dict[str, list[str]] = defaultdict(list)
        for word in words:
            groups[word[: len(start) + 1]].append(word)
        for begun, some in groups.items():
            own = begun == start
            if own or len(some) == 1 or sum(len(lines[w].encode()) + 1 for w in some) <= MOST_BYTES:
                shards[_file(begun)] = "{" + ",\n".join(lines[w] for w in some) + "}\n"
            else:
                waiting.append((begun, some))
    return dict(sorted(shards.items()))


def _line(word: str, called: Sequence[int], saying: Sequence[int]) -> str:
    told = [packed(called), packed(saying)] if saying else [packed(called)]
    return f"{_json(word).strip()}:{_json(told).strip()}"


def _file(start: str) -> str:
    """A name that every disk and every host takes, whatever the script."""
    return "u" + "-".join(f"{ord(letter):x}" for letter in start)


def _rows(rows: Sequence[Row]) -> tuple[list[int], Mapping[str, str]]:
    """The number that each file of rows begins with, and the files."""
    starts: list[int] = []
    files: dict[str, list[str]] = {}
    size = MOST_BYTES
    for n, row in enumerate(rows):
        line = _json(row).strip()
        length = len(line.encode("utf-8", "replace")) + 2
        if size + length > MOST_BYTES:
            starts.append(n)
            size = 0
        files.setdefault(f"search/rows/{len(starts) - 1}.json", []).append(line)
        size += length
    return starts, {name: "[" + ",\n".join(lines) + "]\n" for name, lines in files.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=list) + "\n"
