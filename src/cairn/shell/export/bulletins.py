"""A party's bulletins out of the record, month by month: figures with their words, sums that do not hold, and beside the
stated total what its entries come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.errors import NotFound
from cairn.official import Bulletin
from cairn.official.model import ALLEGATION
from cairn.official.months import COLUMNS, Conceded, Month, by_actor, months, undated
from cairn.official.months_words import conceded_lines, lines, sentence
from cairn.shell.records import official
from cairn.shell.workspace import Workspace

from .asked import actor_asked
from .masking import NameMask
from .names import actors_of
from .sources import Said

Json = dict[str, Any]
OF_BULLETINS = frozenset(COLUMNS) - {"killed"}
"""A document with none of these counts no month: it tells of one attack, or of strikes alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one party: its months, documents without a day, and credible entries without one."""

    actor: str
    months: tuple[Month, ...]
    undated_documents: tuple[str, ...]
    undated_entries: int


def bulletins_of() -> Mapping[str, list[tuple[str, Bulletin]]]:
    """Each party's bulletins with figures and a day of publication, as they read now, by document."""
    found: dict[str, list[tuple[str, Bulletin]]] = {}
    for row in official.documents():
        told = official.bulletin(row)
        if told is not None and OF_BULLETINS & told.figures.keys():
            found.setdefault(row.actor, []).append((row.id, told))
    return found


def told_of(ws: Workspace, actor: str = "") -> list[Told]:
    """What is told of each party that issued bulletins, or of the one asked for by id, name or alias.

    Raises `NotFound` (actor-unknown), and where the party asked for has none here (bulletins-none).
    """
    kept, dateless = bulletins_of(), _undated_documents()
    parties = sorted({*kept, *dateless})
    wanted = actor if actor in ("", *parties) else actor_asked(actor, actors_of(ws))
    if wanted and wanted not in parties:
        raise NotFound(
            "bulletins-none",
            "no bulletin of this party is here",
            field="actor",
            value=actor,
            remedy=f"Here: {', '.join(parties) or 'none yet'}; `cairn add FILE --as official` adds them.",
        )
    entries = by_actor(official.answered(ALLEGATION))
    linked = frozenset(link.entry_id for link in official.links() if link.counts)
    return [
        Told(
            party,
            months(kept.get(party, ()), entries.get(party, ()), linked),
            tuple(dateless.get(party, ())),
            undated(entries.get(party, ())),
        )
        for party in parties
        if wanted in ("", party)
    ]


def _undated_documents() -> Mapping[str, list[str]]:
    """Releases without a day of publication, by party: no figure is read from them."""
    found: dict[str, list[str]] = {}
    for row in official.documents():
        if row.kind == "release" and row.text_sha256 and row.published is None:
            found.setdefault(row.actor, []).append(row.id)
    return found


def bulletins_json(ws: Workspace, told: Sequence[Told]) -> list[Json]:
    """One object a party."""
    mask = Said(ws).mask
    return [
        {
            "actor": one.actor,
            "bulletins": [_month(ws, month, mask) for month in one.months],
            "undated_documents": list(one.undated_documents),
            "undated_credible_entries": one.undated_entries,
            "lines": {lang: words_of(one, lang) for lang in ("en", "ar")},
        }
        for one in told
    ]


def words_of(one: Told, lang: str = "en") -> list[str]:
    """What is told of one party, as lines."""
    return lines(one.months, lang, one.undated_entries, one.undated_documents)


def _month(ws: Workspace, month: Month, mask: NameMask) -> Json:
    text = mask(official.text_of(ws.objects, month.document_id))
    told, passages = month.bulletin.figures, month.bulletin.passages
    return {
        "document_id": month.document_id,
        "copies": list(month.copies),
        "published": month.published.isoformat(),
        "figures": {name: told.get(name) for name in (*COLUMNS, "strikes")},
        "passages": {
            name: {"start": p.start, "end": p.end, "quote": text[p.start : p.end]}
            for name, p in passages.items()
            if name in told
        },
        "sums": month.sums or "hold",
        "findings": [
            {
                "rule": f.rule,
                "stated": f.stated,
                "reckoned": f.reckoned,
                "words": f.words,
                "sentence": {lang: sentence(f, month, lang) for lang in ("en", "ar")},
            }
            for f in month.findings
        ],
        "conceded": _conceded(month.conceded, month),
    }


def _conceded(beside: Conceded | None, month: Month) -> Json | None:
    """What the party's entries come to by that day, beside the total that it states."""
    if beside is None:
        return None
    stated = month.bulletin.figures["killed_to_date"]
    return {
        "stated": stated,
        "entries": beside.entries,
        "killed_min": beside.killed.min if beside.entries else None,
        "killed_max": beside.killed.max if beside.entries else None,
        "without_figure": beside.without_figure,
        "unlinked": beside.unlinked,
        "unlinked_killed_min": beside.unlinked_killed,
        "apart": beside.apart(stated) if beside.entries else None,
        "sentences": {lang: list(conceded_lines(month, lang)) for lang in ("en", "ar")},
    }
