"""What every file of a site must be, read strictly: each rule is broken by a string that got out of its place.

Pages are read by the narrow grammar in which our templates write: anything else that looks like markup is a fault. Which
elements, attributes and classes they use is learnt from a site of plain words (`Seen`), so that a new page needs no list.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree as XML

from pyarrow import parquet

from atom_rules import feed_faults
from cairn.publish.wording.controls import NEVER, TURNING, closed

TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z_:][\w:.-]*(?:="[^"<]*")?)*)\s*(/?)>|<!DOCTYPE\ html>|([^<]+)|(<)""",
    re.X,
)
ATTRIBUTE = re.compile(r'([a-zA-Z_:][\w:.-]*)(?:="([^"<]*)")?')
SUM = re.compile(r"[0-9a-f]{64}  [A-Za-z0-9_.-]+")
LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#x27|#39);)")
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BANNED = frozenset(
    {
        "style",
        "base",
        "object",
        "embed",
        "applet",
        "frame",
        "frameset",
        "foreignobject",
        "animate",
        "set",
        "handler",
        "math",
        "plaintext",
        "xmp",
        "noembed",
        "listing",
        "marquee",
        "noscript",
    }
)
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset", "cite", "ping"}
)
UNSEEN = re.compile(f"[{NEVER}]")
TURNS = re.compile(f"[{TURNING}]")
NAME = re.compile(r"[A-Za-z0-9._-]{1,160}")
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?")
CLASS = re.compile(r"[a-zA-Z0-9_ -]*")


@dataclass
class Seen:
    """What a site of plain words holds: pairs of element and attribute, classes, policies, and files made of no record."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    policies: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    learning: bool = False


@dataclass
class Page:
    """One page as it was read."""

    ids: list[str] = field(default_factory=list)
    doors: list[tuple[str, str, str]] = field(default_factory=list)  # element, address, rel
    policies: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, those of the system's own beside it left out."""
    return {str(p.relative_to(site)): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def learnt(*sites: Path) -> Seen:
    """What sites of plain words hold."""
    seen = Seen(learning=True)
    for site in sites:
        for name, data in files_of(site).items():
            seen.files[name] = data
            if name.endswith(".html"):
                seen.policies.update(read(data.decode(), seen).policies)
    seen.learning = False
    return seen


def faults_of(site: Path, seen: Seen) -> list[str]:
    """Every rule that some file breaks, with the name of the file."""
    held = files_of(site)
    faults = [
        *_names(list(held)),
        *(f"{n}: {f}" for n, data in held.items() for f in _faults(n, data, seen, held)),
    ]
    assert len(held) > 20, "no site to look at"
    return faults


def _names(names: list[str]) -> list[str]:
    """Names that some disk refuses, takes for another's, or that a device has."""
    folded = [n.casefold() for n in names]
    counted = Counter(folded)
    found = [f"{n}: two files where cases are one" for n in names if counted[n.casefold()] > 1]
    strange = (n for n in names if not all(map(_fits_every_disk, PurePosixPath(n).parts)))
    return found + [f"{n}: no name for every disk" for n in strange]


def _fits_every_disk(part: str) -> bool:
    is_one = NAME.fullmatch(part) and not DEVICE.fullmatch(part)
    return bool(is_one) and not part.endswith(".") and part not in ("..", ".")


def _faults(name: str, data: bytes, seen: Seen, held: dict[str, bytes]) -> list[str]:
    kind = name.rpartition(".")[2]
    if seen.files.get(name) == data and kind != "html":
        return []  # made of no record: the same whatever the words
    if kind in ("xlsx", "sqlite", "parquet"):
        return _packed(kind, data)
    told = data.decode("utf-8")
    if kind == "html":
        page = read(told, seen)
        found = page.faults + [f"policy {p!r}" for p in page.policies if p not in seen.policies]
        if not page.policies:
            found.append("no policy of content")
        return found + [f for door in page.doors for f in door_faults(name, door, held)]
    if kind in ("json", "geojson", "jsonld", "webmanifest"):
        json.loads(told)
        return []
    if kind == "jsonl":
        return [
            f"line {n}"
            for n, line in enumerate(told.split("\n")[:-1], 1)
            if not isinstance(json.loads(line), dict)
        ]
    if kind == "csv":
        is_for_machines = name.startswith(("data/", "api/")) and not name.endswith(
            ("-spreadsheet.csv", "map.csv")
        )
        return [f for f in _sheet(told) if not (is_for_machines and "is a formula" in f)]
    if kind == "atom":
        return [
            *feed_faults(name, data, held),
            *(["a character no feed may hold"] if UNSEEN.search(told) else []),
        ]
    if kind in ("svg", "xml"):
        return drawing_faults(told)
    if name.endswith("SHA256SUMS"):
        return [f"no sum: {line[:80]!r}" for line in told.splitlines() if not SUM.fullmatch(line)]
    if kind == "bib":
        return _entry(told)
    return ["a kind of file that nobody looks at: say in tests/page_rules.py what it must be"]


def _packed(kind: str, data: bytes) -> list[str]:
    """A workbook is sound XML without a formula; a database is whole; Parquet can be read."""
    if kind == "parquet":
        parquet.read_table(io.BytesIO(data))
        return []
    if kind == "sqlite":
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(data)
            return [f"no whole database: {r[0]}" for r in db.execute("PRAGMA quick_check") if r[0] != "ok"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        roots = [XML.fromstring(packed.read(name)) for name in packed.namelist()]  # noqa: S314  # ours
    return ["a formula in a workbook" for root in roots for e in root.iter() if e.tag.endswith("}f")]


def _sheet(told: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(told), strict=True))
    wide = [f"row {n} has {len(r)} cells" for n, r in enumerate(rows, 1) if len(r) != len(rows[0])]
    return wide + [
        f"row {n} is a formula: {c[:30]!r}" for n, r in enumerate(rows, 1) for c in r if _formula(c)
    ]


def _entry(told: str) -> list[str]:
    """One entry of BibTeX: a field a line, in braces that close where they should."""
    lines = told.rstrip("\n").split("\n")
    bare = [re.sub(r"\\.", "", line) for line in lines]
    whole = re.fullmatch(r"@\w+\{[A-Za-z0-9.:-]+,", lines[0]) and lines[-1] == "}"
    found = [] if whole else [f"no one entry: {lines[0][:40]!r}"]
    return found + [f"no field: {line[:60]!r}" for line in bare[1:-1] if not _is_field(line)]


def _is_field(line: str) -> bool:
    is_one = re.match(r"  \w+ = \{.*\},?$", line)
    return bool(is_one) and line.count("{") == line.count("}") and not UNSEEN.search(line)


def _formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "@", "\t", "\r")) or (
        cell.startswith("-") and not re.fullmatch(r"-[\d.e-]+", cell)
    )


def drawing_faults(told: str) -> list[str]:
    """A drawing that stands alone is XML that loads nothing and runs nothing."""
    found = []
    for one in XML.fromstring(told).iter():  # noqa: S314 - a drawing that we wrote
        tag = str(one.tag).rpartition("}")[2].lower()
        if tag in BANNED - {"style"} or tag in ("script", "iframe", "image"):
            found.append(f"<{tag}> in a drawing")
        for key, value in one.attrib.items():
            bare = key.rpartition("}")[2].lower()
            if bare.startswith("on") or (
                bare == "href" and not value.startswith(("#", "https://", "http://"))
            ):
                found.append(f"{bare}={value[:40]!r} in a drawing")
            if bare not in ("aria-label", "title", "class") and re.search(r"url\(\s*['\"]?(?!#)", value):
                found.append(f"a drawing loads {value[:40]!r}")
    return found


def read(told: str, seen: Seen) -> Page:
    """A page by the grammar of our templates."""
    page = Page()
    for token in TOKEN.finditer(told):
        end, tag, attributes, alone, words, loose = token.groups()
        if words:
            _words(words, page, page.stack[-1] if page.stack else "")
        elif loose:
            page.faults.append(f"a loose < before {told[token.start() : token.start() + 40]!r}")
        elif tag and end:
            if not page.stack or page.stack[-1] != tag.lower():
                page.faults.append(f"</{tag}> ends {page.stack[-1:]}")
            if tag.lower() in page.stack:
                while page.stack.pop() != tag.lower():
                    pass
        elif tag:
            _element(tag.lower(), attributes, page, seen)
            if tag.lower() not in VOID and not alone:
                page.stack.append(tag.lower())
    if page.stack:
        page.faults.append(f"never ended: {page.stack}")
    page.faults += [f"id twice: {i!r}" for i in {i for i in page.ids if page.ids.count(i) > 1}]
    return page


def _words(words: str, page: Page, inside: str) -> None:
    if LOOSE.search(words):
        page.faults.append(f"a loose & in {words[:60]!r}")
    if UNSEEN.search(words):
        page.faults.append(f"a character no page may hold in {words[:60]!r}")
    if TURNS.search(words) and closed(words) != words:
        page.faults.append(f"a turn of direction gets out of {words[:60]!r}")
    if inside in ("script", "style") and words.strip():
        page.faults.append(f"<{inside}> holds {words[:40]!r}")


def _element(tag: str, told: str, page: Page, seen: Seen) -> None:
    held: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(told):
        name = name.lower()
        if name in held:
            page.faults.append(f"{tag}: {name} twice")
        held[name] = unescape(value)
        _words(value, page, "")
        if seen.learning:
            seen.pairs.add((tag, name))
        elif (tag, name) not in seen.pairs:
            page.faults.append(f"<{tag} {name}={value[:40]!r}> is in no template")
        if name.startswith("on") or name in ("style", "srcdoc"):
            page.faults.append(f"<{tag} {name}=…>")
    if seen.learning:
        seen.pairs.add((tag, ""))
        seen.classes.update(held.get("class", "").split())
    elif (tag, "") not in seen.pairs:
        page.faults.append(f"<{tag}> is in no template")
    page.faults += _rules(tag, held, seen)
    page.ids += [held["id"]] if "id" in held else []
    page.doors += [(tag, held[a], held.get("rel", "")) for a in ADDRESSES if a in held]
    if held.get("http-equiv", "").lower() == "content-security-policy":
        page.policies.append(held["content"])


def _rules(tag: str, held: dict[str, str], seen: Seen) -> list[str]:
    found = [f"<{tag}>"] if tag in BANNED else []
    if re.search(r"\s", held.get("id", "")) or held.get("id") == "":
        found.append(f"no id: {held['id']!r}")
    strange = set(held.get("class", "").split()) - seen.classes
    if not CLASS.fullmatch(held.get("class", "")) or (strange and not seen.learning):
        found.append(f"class {held['class'][:60]!r}")
    if tag == "script" and "src" not in held:
        found.append("a script written into the page")
    if held.get("http-equiv", "content-security-policy").lower() != "content-security-policy":
        found.append(f"http-equiv {held['http-equiv']!r}")
    return found


def door_faults(name: str, door: tuple[str, str, str], held: dict[str, bytes]) -> list[str]:
    """A door leads to a file of the site, or is plainly another's address, of which nothing learns whence one comes."""
    tag, address, rel = door
    if tag not in ("a", "link", "script", "img", "use", "form", "iframe", "source", "video", "image"):
        return [f"<{tag}> with an address"]
    if address.startswith(("https://", "http://")):
        return (
            []
            if tag == "a" and "noopener" in rel
            else [f"<{tag}> leads or loads from elsewhere: {address[:60]!r}"]
        )
    path = unquote(re.split(r"[?#]", address)[0])
    if not path:
        return []
    if re.match(r"[^/.]*:", path) or path.startswith(("/", "\\")) or UNSEEN.search(path):
        return [f"no address of ours: {address[:60]!r}"]
    parts: list[str] = []
    for part in [*PurePosixPath(name).parts[:-1], *path.split("/")]:
        if part == ".." and not parts:
            return [f"leads out of the site: {address[:60]!r}"]
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    target = "/".join(parts)
    there = target in held or target.startswith("media/")
    return [] if there else [f"leads to no file: {address[:60]!r}"]
