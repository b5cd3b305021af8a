"""What a person opens: a path or an address enters; the shelf behind it leaves, or a refusal that says what to do."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from pathlib import Path

from cairn.errors import FileRefused, NotFound, WorkspaceFault
from cairn.vocab.labels import LANGUAGES, say

from .content import LARGEST, SMALL, kept, too_large
from .fetch import fetched, judged
from .shelf import SUMS, Shelf
from .sources import Address, Folder, InZip, Source, Zipped

SITE, RELEASE = "cairn-site.json", "release.json"
_MARKS = (RELEASE, SITE)


def behind(place: str | os.PathLike[str]) -> tuple[Shelf, str]:
    """The shelf, and what it is of: `site` or `release`.

    Raises `NotFound` (opened-nothing), `WorkspaceFault` (nothing-published), `NotAllowed` (address-refused),
    `FileRefused` as the shelf, the ZIP and the fetching do.
    """
    told = os.fspath(place)
    if told.strip().lower().startswith(("http://", "https://")):
        return _on_the_web(told.strip())
    path = Path(told).expanduser()
    if path.is_dir():
        return _in_folder(told, path)
    if path.is_file():
        return _in_zip(told, path)
    raise _nothing(told, "there is no such folder or file")


def _in_folder(told: str, path: Path) -> tuple[Shelf, str]:
    if (path / "cairn.toml").is_file() and not any((path / mark).is_file() for mark in _MARKS):
        if not (path / "site" / SITE).is_file():
            raise WorkspaceFault(
                "nothing-published",
                "this workspace has no public site, and only what was published can be opened",
                field="workspace",
                value=told,
                remedy="Run `cairn publish` in it: what one person set and a second released is then on its site.",
            )
        path = path / "site"
    found = _seen(Folder(told, path)) or _data_of_site(Folder(told, path))
    if found is None:
        raise _nothing(told, "it is no site, no release and no workspace")
    return found


def _in_zip(told: str, path: Path) -> tuple[Shelf, str]:
    if path.name in (SITE, RELEASE, SUMS):
        return _in_folder(told, path.parent)
    packed = Zipped(told, path)
    tops = {n.removesuffix(mark) for n in packed.members for mark in _MARKS if _is_at_top(n, mark)}
    outer = {top for top in tops if not any(top != other and top.startswith(other) for other in tops)}
    if len(outer) != 1:
        raise _nothing(
            told,
            "it holds several sites or releases" if outer else "it is a ZIP of neither a site nor a release",
        )
    found = _seen(InZip(packed, outer.pop()))
    if found is None:
        raise _nothing(told, "it is a ZIP of neither a site nor a release")
    return found


def _is_at_top(name: str, mark: str) -> bool:
    return name == mark or name.endswith(f"/{mark}")


def _on_the_web(told: str) -> tuple[Shelf, str]:
    address = judged(told).geturl()
    if address.lower().endswith(".zip"):
        return _fetched_zip(told, address)
    base = address.removesuffix("index.html").rstrip("/") + "/"
    tries = [base]
    if (
        base.rstrip("/").rpartition("/")[2] in LANGUAGES
    ):  # the front page in one language, as the browser shows it
        tries.append(base.rstrip("/").rpartition("/")[0] + "/")
    for one in tries:
        if found := _seen(Address(told, one)):
            return found
    raise _nothing(told, "neither a site nor a release of Cairn answers there")


def _fetched_zip(told: str, address: str) -> tuple[Shelf, str]:
    folder = tempfile.mkdtemp(prefix="cairn-")
    try:
        path = Path(folder) / "fetched.zip"
        with path.open("wb") as file:
            for chunk in fetched(address, LARGEST):
                if file.tell() > LARGEST:
                    raise too_large(address, LARGEST)
                file.write(chunk)
        shelf, kind = _in_zip(told, path)
    except FileNotFoundError as e:
        shutil.rmtree(folder, ignore_errors=True)
        raise _nothing(told, "nothing answers there") from e
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(shelf, shutil.rmtree, folder, ignore_errors=True)
    return shelf, kind


def _seen(source: Source) -> tuple[Shelf, str] | None:
    """The shelf of a site or a release that stands there; None where neither does."""
    told = _facts(source, RELEASE)
    if told is not None and "frozen_at" in told:
        return Shelf(source, "data/"), "release"
    told = _facts(source, SITE)
    if told is not None:
        if told.get("preview") is not False:
            raise preview(source.told)
        return Shelf(source.below("data"), ""), "site"
    return None


def _data_of_site(source: Folder) -> tuple[Shelf, str] | None:
    """The folder `data` of a site, taken without the rest."""
    told = _facts(source, "datapackage.json")
    if told is None or not (source.top / SUMS).is_file():
        return None
    if told.get("description") == say("en", "preview_banner"):
        raise preview(source.told)
    return Shelf(source, ""), "site"


def _facts(source: Source, name: str) -> dict[str, object] | None:
    """The object of a file that marks what stands there; None where there is no such file, or a page in its place."""
    try:
        content = bytes(kept(name, source.read(name, SMALL), SMALL)[0])
        told = json.loads(content.decode("utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def preview(place: str) -> FileRefused:
    """The error that something is a machine's reading, and not published."""
    return FileRefused(
        "opened-preview",
        f"{place} is a preview: a machine's reading, which no person has set and none released",
        field="place",
        value=place,
        remedy="Open the public site. A preview is looked at in the browser, and nothing of it is cited.",
    )


def _nothing(told: str, why: str) -> NotFound:
    return NotFound(
        "opened-nothing",
        f"there is no published record at {told}: {why}",
        field="place",
        value=told,
        remedy="Give a workspace that has published, the folder or ZIP of a site or a release, or its https address.",
    )
