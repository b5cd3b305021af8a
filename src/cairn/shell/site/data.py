"""The folder of data of a site: every table in every format, what counts the sums again, the page that lists them."""

from __future__ import annotations

import hashlib

from cairn import __version__
from cairn.publish.about import about_page
from cairn.publish.formats import About, DataFile, data_files, has_parquet, tables_of
from cairn.publish.parts import twins
from cairn.publish.rows.index import Index
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import label, say

from .folder import SiteFolder
from .frame import Pages
from .standing import Standing

MEDIA = {"tallies.json": "application/json; charset=utf-8", "recount.py": "text/x-python; charset=utf-8"}
SUMS = "SHA256SUMS"
SHOWN = ("spreadsheet", "csv", "jsonl", "geojson", "hxl", "parquet")
"""The forms of a table in the order in which a reader looks for them."""
_WHOLE_WIDTH = 1_000


def data(found: Index, folder: SiteFolder, standing: Standing, *, preview: bool) -> list[DataFile]:
    """Write them all, of tables that are as they were only what holds others too; returns what the page of downloads
    lists."""

    def written(name: str) -> bytes | None:
        stands = standing and standing.is_as_written(f"data/{name}")
        return (folder.out / "data" / name).read_bytes() if stands else None

    beside = []
    for name, content in twins.counted_again(found).items():
        sound = content.encode("utf-8", errors="replace")
        folder.add_bytes(f"data/{name}", sound)
        beside.append(DataFile(name, MEDIA[name], len(sound), hashlib.sha256(sound).hexdigest()))
    done = []
    tables = tables_of(found, is_public=not preview)
    for file, made_of in data_files(tables, about(found, preview=preview, files=tuple(beside)), written):
        folder.add_bytes(f"data/{file.name}", made_of)
        done.append(file)
    made = done + beside
    sums = "".join(f"{f.sha256}  {f.name}\n" for f in sorted(made, key=lambda f: f.name)).encode()
    folder.add_bytes(f"data/{SUMS}", sums)
    return [*made, DataFile(SUMS, "text/plain; charset=utf-8", len(sums), hashlib.sha256(sums).hexdigest())]


def about(found: Index, *, preview: bool, files: tuple[DataFile, ...] = ()) -> About:
    """What the data say of themselves, in English. Of a preview nothing may be cited."""
    release = found.record.release
    title = release.get("title_en") or say("en", "site_title")
    page = about_page.about_page(found, title, "en", preview=preview)
    return About(
        title=title,
        version=release.get("name", ""),
        licence=release.get("licence", ""),
        citation=page.cite,
        publisher=title,
        generated_at=found.record.generated_at,
        method=f"Cairn {__version__}",
        address=page.address,
        description=say("en", "preview_banner") if preview else " ".join(page.paragraphs)[:_WHOLE_WIDTH],
        files=files,
    )


def downloads(pages: Pages, files: list[DataFile]) -> None:
    """The page of the files to download: those that hold all, and every table with its forms."""
    whole = [
        {"name": f.name, "told": label(pages.lang, "file", f.name), "size": _size(f), "sha256": f.sha256}
        for f in files
        if not f.table
    ]
    tables = [
        {"name": table, "told": label(pages.lang, "file", table), "forms": _forms(pages.lang, files, table)}
        for table in dict.fromkeys(f.table for f in files if f.table)
    ]
    pages.add(
        "downloads/index.html",
        "downloads.html",
        say(pages.lang, "downloads"),
        dataset=True,
        releases=words(pages.lang, "releases.lead") if "releases" in pages.sections else "",
        releases_all=words(pages.lang, "nav.releases"),
        page={"whole": whole, "tables": tables, "no_parquet": not has_parquet()},
    )


def _forms(lang: str, files: list[DataFile], table: str) -> list[dict[str, str]]:
    mine = {f.form: f for f in files if f.table == table}
    return [
        {"name": mine[form].name, "told": label(lang, "form", form), "size": _size(mine[form])}
        for form in SHOWN
        if form in mine
    ]


def _size(file: DataFile) -> str:
    return f"{max(1, round(file.bytes / 1000)):,} kB"
