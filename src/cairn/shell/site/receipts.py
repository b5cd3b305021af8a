"""The receipts of the site: a page for each sum that is printed, its incidents in parts where they are many."""

from __future__ import annotations

from collections.abc import Sequence

from cairn.publish.parts import twins
from cairn.publish.receipts.members import total
from cairn.publish.receipts.page import all_titles, receipt_page
from cairn.publish.receipts.printed import Receipt, Receipts
from cairn.publish.receipts.twin import COLUMNS, member_rows, receipt_json
from cairn.publish.receipts.words import MemberLine, member_line
from cairn.tally.model import Row
from cairn.vocab.labels import sections

from .embeds import elsewhere
from .folder import SiteFolder
from .frame import Pages
from .lists import LONGEST_LIST, parted

Part = dict[str, object]


def receipt_pages(pages: Pages, receipts: Receipts) -> None:
    """Every page of one language under `figures/`."""
    shown = receipts.all((pages.lang,))
    words = sections(pages.lang)["receipt"]
    listed = all_titles(receipts, shown, pages.lang)
    pages.add("figures/index.html", "receipts.html", words["figures"], w=words, page={"figures": listed})
    for receipt in shown:
        _receipt(pages, receipts, receipt)


def receipt_twins(receipts: Receipts, folder: SiteFolder, *, preview: bool) -> None:
    """The same as JSON, which `data/recount.py` counts again, and CSV."""
    for receipt in receipts.all():
        body = receipt_json(receipts, receipt)
        folder.add(f"figures/{receipt.key}.json", twins.as_json(receipts.found, body, preview=preview))
        folder.add(f"figures/{receipt.key}.csv", twins.as_csv(COLUMNS, member_rows(receipts, receipt)))


def _receipt(pages: Pages, receipts: Receipts, receipt: Receipt) -> None:
    words = sections(pages.lang)["receipt"]
    page = receipt_page(receipts, receipt, pages.lang)
    base = f"figures/{receipt.key}"
    parts, rows = _members(pages, receipts, receipt, base, page.title, receipt.members, "")
    pages.add(
        f"{base}/index.html",
        "receipt.html",
        page.title,
        base,
        page=page,
        rows=rows,
        parts=parts,
        sums=_sums(receipt.members),
        use=elsewhere(pages, receipt.key, page.title) if receipt.is_of_record else {},
        w=words,
    )


def _members(
    pages: Pages,
    receipts: Receipts,
    receipt: Receipt,
    base: str,
    title: str,
    members: Sequence[Row],
    within: str,
) -> tuple[list[Part], list[MemberLine]]:
    """The incidents as lines; where they are many, as parts, each of a page of its own with a sum of its own."""
    if len(members) <= LONGEST_LIST:
        return [], [member_line(receipts, receipt, row, pages.lang) for row in members]
    by_id = {row.incident_id: row for row in members}
    incidents = [receipts.found.incidents[key] for key in by_id]
    parts: list[Part] = []
    for key, told, some in parted(incidents, "date_start", pages.lang):
        held = [by_id[row["id"]] for row in some]
        name = f"{within}-{key}" if within and not key.startswith(within) else key
        heading = f"{title}: {told}"
        inner, rows = _members(pages, receipts, receipt, base, heading, held, name)
        pages.add(
            f"{base}/{name}.html",
            "receipt_part.html",
            heading,
            page={"title": title},
            rows=rows,
            parts=inner,
            sums=_sums(held),
            w=sections(pages.lang)["receipt"],
        )
        parts.append({"name": told, "href": f"{name}.html", "count": len(held), "sums": _sums(held)})
    return parts, []


def _sums(rows: Sequence[Row]) -> dict[str, int]:
    """What the columns come to."""
    low, high = total(rows)
    injured_low, injured_high = total(rows, "injured")
    return {"low": low, "high": high, "injured_low": injured_low, "injured_high": injured_high}
