"""The folder of data of a site: every table in every format, what counts the sums again, the page that lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from importlib.metadata import version

from cairn import __version__
from cairn.publish.about import about_page
from cairn.publish.api.words import words as of_api
from cairn.publish.formats import (
    About,
    DataFile,
    Table,
    bundle,
    bundle_file,
    bundles_of,
    descriptions,
    forms_of,
    has_parquet,
    table_file,
    tables_of,
    whole_file,
)
from cairn.publish.formats.folder import WHOLE
from cairn.publish.formats.registry import NEEDS
from cairn.publish.formats.xlsx import xlsx
from cairn.publish.parts import twins
from cairn.publish.rows.index import Index
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import label, say

from .frame import Pages
from .groups import Groups, Means

MEDIA = {"tallies.json": "application/json; charset=utf-8", "recount.py": "text/x-python; charset=utf-8"}
SUMS = "SHA256SUMS"
SHOWN = ("spreadsheet", "csv", "jsonl", "geojson", "hxl", "parquet")
"""The forms of a table in the order in which a reader looks for them."""
ALONE = ("ftm", "ucdp", "acled")
"""Forms of several tables that hold their rows and nothing else."""
_WHOLE_WIDTH = 1_000


def data(groups: Groups, found: Index) -> list[DataFile]:
    """Write them all; returns what the page of downloads lists. A table is a group of its own: of one whose rows are as
    they were no form is made again, and the workbook takes its sheet over as it is pressed there."""
    folder, preview = groups.means.folder, groups.means.preview
    made = []
    for name, content in twins.counted_again(found).items():
        sound = content.encode("utf-8", errors="replace")
        folder.add_bytes(f"data/{name}", sound)
        made.append(DataFile(name, MEDIA[name], len(sound), hashlib.sha256(sound).hexdigest()))
    said, done = about(found, preview=preview, files=tuple(made)), list[DataFile]()
    tables = tables_of(found, is_public=not preview)
    for table in tables.values():
        told = groups.draw(f"data/{table.name}", table_group, table, forms_of(table), _presses())
        done += [DataFile(*one) for one in told]
    for form in bundles_of(tables):
        if form in ALONE:
            some = {name: tables[name] for name in NEEDS[form]}
            done.append(DataFile(*groups.draw(f"data/{WHOLE[form]}", bundle_group, form, some)))
            continue
        content_ = _workbook(groups, tables, said) if form == "xlsx" else bundle(tables, form, said)
        done.append(whole_file(form, content_))
        folder.add_bytes(f"data/{WHOLE[form]}", content_)
    for file, content_ in list(descriptions(tables, said, done)):
        folder.add_bytes(f"data/{file.name}", content_)
        done.append(file)
    made = done + made
    sums = "".join(f"{f.sha256}  {f.name}\n" for f in sorted(made, key=lambda f: f.name)).encode()
    folder.add_bytes(f"data/{SUMS}", sums)
    return [*made, DataFile(SUMS, "text/plain; charset=utf-8", len(sums), hashlib.sha256(sums).hexdigest())]


def table_group(means: Means, table: Table, forms: Sequence[str], presses: str) -> list[tuple[object, ...]]:
    """One table in these forms; returns what is told of each file. By other `presses` the same rows are other bytes."""
    return [_added(means, *table_file(table, form)) for form in forms]


def bundle_group(means: Means, form: str, tables: Mapping[str, Table]) -> tuple[object, ...]:
    """A form of several tables that says nothing of the record itself."""
    return _added(means, *bundle_file(tables, form, About()))


def _added(means: Means, file: DataFile, data: bytes) -> tuple[object, ...]:
    means.folder.add_bytes(f"data/{file.name}", data)
    return astuple(file)


def _presses() -> str:
    """What else than Cairn decides the bytes of a file."""
    return version("pyarrow") if has_parquet() else ""


def _workbook(groups: Groups, tables: Mapping[str, Table], said: About) -> bytes:
    stands = groups.standing.is_as_written(f"data/{WHOLE['xlsx']}")
    same = [name for name in tables if stands and groups.is_kept(f"data/{name}")]
    before = (groups.means.folder.out / "data" / WHOLE["xlsx"]).read_bytes() if same else b""
    try:
        return xlsx(tables, said, before, same)
    except UnicodeEncodeError:  # half of a broken surrogate pair
        return bundle(tables, "xlsx", said)


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
        api="" if pages.preview else of_api(pages.lang, "page.title"),
        api_lead=of_api(pages.lang, "page.lead"),
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
