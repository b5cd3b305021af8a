"""The numbers an address holds, and in which row of numbers each may stand: a URL enters, `Slot`s leave.

Most sites number what they publish: `/archives/58123`, `?p=40053`, `/posts/1195719`. Whether such numbers rise with
time is not decided here: timeline.py asks the reports themselves. No site is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from cairn.sources.kinds import live_address

_DIGITS = re.compile(r"(?<!\d)\d{3,19}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FRONTS = ("www.", "m.", "mobile.", "web.", "amp.")
"""What stands before a host for readers of other devices: one site all the same."""
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z]{1,4}")
_TITLE = re.compile(r"(?:[^-_ ]+[-_ ]+){2}[^-_ ]")
"""Three words or more: a folder that is the title of one report makes no row of its own."""
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A number and the rows it may stand in: `row` holds what stands in the same folders of the host (a page, a
    channel, a language), `site` what has the same shape anywhere on it."""

    row: str
    site: str
    number: int


def slots(url: str) -> tuple[Slot, ...]:
    """Every number of the address in the rows it may be of, in the order they stand in; none where there is none."""
    try:
        parts = urlsplit(live_address(url[:_LONGEST]))
        host = (parts.hostname or "").casefold()
    except ValueError:
        return ()
    for front in _FRONTS:
        host = host.removeprefix(front)
    if not host:
        return ()
    found = [*_of_path(host, parts.path), *_of_query(host, parts.path, parts.query)]
    return tuple(dict.fromkeys(found))


def _of_path(host: str, path: str) -> Iterator[Slot]:
    folders = [unquote(part) for part in path.split("/") if part]
    for n, folder in enumerate(folders):
        name = _ENDING.sub("", folder)
        for hit in _DIGITS.finditer(name):
            shape = _shape(name, hit)
            if shape and not _YEAR.fullmatch(hit[0]):
                yield Slot(
                    f"{host}/{'/'.join(_folders(folders[:n]))}|{shape}", f"{host}|{shape}", int(hit[0])
                )


def _folders(names: Sequence[str]) -> Iterator[str]:
    return ("*" if _TITLE.match(name) else name for name in names)


def _of_query(host: str, path: str, query: str) -> Iterator[Slot]:
    for name, value in parse_qsl(query):
        if _DIGITS.fullmatch(value):
            yield Slot(f"{host}/{path.strip('/')}|?{name}", f"{host}|?{name}", int(value))


def _shape(name: str, hit: re.Match[str]) -> str:
    """How the number stands in its folder: alone, behind a short label ("p4178"), before or behind words ("4178-two-
    killed"); "" where it stands amid words, where it more likely counts something."""
    before, after = name[: hit.start()], name[hit.end() :]
    if before and after and not _LABEL.fullmatch(before):
        return ""
    label = re.split(r"[-_ ]", before)[-1]
    front = "" if not before else label if _LABEL.fullmatch(label) else "*"
    return f"{'*' if front != before else ''}{front}#{'*' if after else ''}"
