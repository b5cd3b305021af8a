"""The receipts of the site: a page for each sum that is printed, its incidents in parts where they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cairn.publish.parts import twins
from cairn.publish.parts.conflict_page import NOWHERE, conflicts
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.parts.period_page import periods
from cairn.publish.parts.place_page import places
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.receipts.members import total
from cairn.publish.receipts.page import receipt_page, titles
from cairn.publish.receipts.printed import Receipt, Receipts
from cairn.publish.receipts.twin import COLUMNS, member_rows, receipt_json
from cairn.publish.receipts.words import MemberLine, member_line
from cairn.publish.rows.index import Index
from cairn.publish.rows.receipt_key import figure_key
from cairn.publish.rows.record import TallyRow
from cairn.publish.rows.tally import BUCKETS
from cairn.publish.wording.markup import Html
from cairn.tally.model import Row
from cairn.vocab.labels import LANGUAGES, sections

from .embeds import elsewhere
from .frame import Pages
from .groups import Groups, Means
from .lists import LONGEST_LIST, parted

Part = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """The receipts of one party in one scope, of which `ids` are the incidents that name it; `own` are its sums in the
    record. Of names that are made of names two may be alike: what is `taken` stands under that name already."""

    actor: str
    scope: Scope | None
    ids: tuple[str, ...]
    own: tuple[TallyRow, ...] = ()
    taken: tuple[str, ...] = ()


def receipt_files(groups: Groups, cuts: Cuts, found: Index, sums: Sums) -> None:
    """Every page under `figures/` with its twins; those of one party in one scope are a group. Then the list of them."""
    told, stands = [], set[str]()
    for name, asked in _asked(found, sums):
        taken = tuple(key for key in _keys(asked, found.actor_slugs[asked.actor]) if key in stands)
        told.append(groups.draw(name, receipt_group, cuts.summed(asked.ids), replace(asked, taken=taken)))
        stands.update(key for key, _, _ in told[-1][LANGUAGES[0]])
    for lang in LANGUAGES:
        own = [(key, title, Html(figure)) for some in told for key, title, figure in some[lang]]
        own.sort(key=lambda one: (one[1].casefold(), one[0]))  # A to Z, no league table
        words = sections(lang)["receipt"]
        pages = groups.means.pages(found, lang)
        pages.add("figures/index.html", "receipts.html", words["figures"], w=words, page={"figures": own})


def receipt_group(means: Means, cut: Cut, asked: Asked) -> dict[str, list[tuple[str, str, Html]]]:
    """The pages of one party's receipts and the same as JSON, which `data/recount.py` counts again, and CSV. Returns
    what the list of all shows of each."""
    receipts = Receipts(cut.found, cut.sums)
    made = receipts.of_party(asked.actor, asked.own, asked.scope, asked.ids)
    shown = [receipt for receipt in made if receipt.key not in asked.taken]
    for pages in means.both(cut.found):
        for receipt in shown:
            _receipt(pages, receipts, receipt)
    for receipt in shown:
        body, base = receipt_json(receipts, receipt), f"figures/{receipt.key}"
        means.folder.add(f"{base}.json", twins.as_json(cut.found, body, preview=means.preview))
        means.folder.add(f"{base}.csv", twins.as_csv(COLUMNS, member_rows(receipts, receipt)))
    return {lang: titles(receipts, shown, lang) for lang in LANGUAGES}


def _asked(found: Index, sums: Sums) -> Iterator[tuple[str, Asked]]:
    """The name of each group, and what it is of: of the record, of every party, then by country, year and province."""
    countries = [c for c in conflicts(found) if c.key != NOWHERE]
    whole = next((c.scope for c in countries if not c.country), None)
    scopes: list[tuple[str, Scope, frozenset[str]]] = [
        *((f"conflicts/{c.key}", c.scope, frozenset(c.ids)) for c in countries if c.country),
        *((f"periods/{year.key}", year.scope, frozenset(year.ids)) for year in periods(found).years.values()),
        *((place.path, place.scope, frozenset(place.ids)) for place in places(found).provinces),
    ]
    actors = [actor for actor in sums.actors if actor in found.actor_slugs]
    naming = {actor: sums.naming(actor) for actor in actors}
    for actor in actors:
        own = tuple(row for (party, _), row in sorted(found.tallies.items()) if party == actor)
        held = dict.fromkeys([*naming[actor], *(m for row in own for m in row.get("members", ()))])
        yield f"figures/{actor}", Asked(actor, whole, tuple(i for i in held if i in found.incidents), own)
    for actor in actors:
        for key, scope, ids in scopes:
            if mine := tuple(i for i in naming[actor] if i in ids):
                yield f"figures/{actor}/{key}", Asked(actor, scope, mine)


def _keys(asked: Asked, slug: str) -> list[str]:
    """The names that its receipts may have."""
    own = [figure_key(row, slug) for row in asked.own]
    at = asked.scope
    if at is None:
        return own
    first, last = (day.isoformat() if day else "" for day in (at.first, at.last))
    where = {"country": at.country, "place": at.place, "from": first, "to": last}
    rows: list[Any] = [{"actor_id": asked.actor, "bucket": b, "definition": where} for b in BUCKETS]
    return own + [figure_key(row, slug) for row in rows]


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
