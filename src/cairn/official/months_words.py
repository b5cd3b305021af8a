"""A party's bulletins in words and as a drawn table: months enter, lines leave. The words are bulletin_words.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cairn.vocab.load import load_toml

from .bulletins import Finding
from .months import COLUMNS, Conceded, Month

UNKNOWN_MARK = "?"


def lines(
    months: Sequence[Month], lang: str = "en", undated: int = 0, documents: Sequence[str] = ()
) -> list[str]:
    """The drawn table, then a sentence for each sum that does not hold, then what the entries come to.

    `undated` credible entries and `documents` have no day of publication.
    """
    words = _words(lang)
    told = [*drawn(months, lang)] if months else [words["none"]]
    if any(month.sums == "untold" or _has_gap(month) for month in months):
        told.append(words["untold"])
    told += [sentence(finding, month, lang) for month in months for finding in month.findings]
    told += _beside(months, lang)
    if undated:
        told.append(words["undated"].format(n=f"{undated:,}"))
    if documents:
        told.append(words["undated_documents"].format(names=", ".join(documents)))
    return told


def _beside(months: Sequence[Month], lang: str) -> list[str]:
    """What the entries come to beside each stated total; one line where no entry is kept beside any."""
    stated = [month for month in months if month.conceded is not None]
    if stated and not any(month.conceded and month.conceded.entries for month in stated):
        return [_words(lang)["no_entries"]]
    return [line for month in stated for line in conceded_lines(month, lang)]


def sentence(finding: Finding, month: Month, lang: str = "en") -> str:
    """One sum that does not hold, with both figures."""
    return str(
        _words(lang)[finding.rule].format(
            published=finding.published.isoformat(),
            words=finding.words,
            reckoned=f"{finding.reckoned:,}",
            stated=f"{finding.stated:,}",
            apart=f"{abs(finding.stated - finding.reckoned):,}",
            before=month.before.isoformat() if month.before else "",
        )
    )


def conceded_lines(month: Month, lang: str = "en") -> Iterator[str]:
    """The total that a bulletin states beside what the party's entries come to, where the two lie apart."""
    words, beside = _words(lang), month.conceded
    stated = month.bulletin.figures.get("killed_to_date")
    if beside is None or stated is None:
        return
    day = month.published.isoformat()
    if not beside.entries:
        yield words["stands_none"].format(published=day, stated=f"{stated:,}")
        return
    if not beside.apart(stated):
        return
    entries = words["entry_one" if beside.entries == 1 else "entry_many"].format(n=f"{beside.entries:,}")
    yield words["stands"].format(
        published=day,
        stated=f"{stated:,}",
        reckoned=_range(beside),
        open=words["open"] if beside.killed.max is None else "",
        entries=entries,
        apart=f"{abs(beside.apart(stated)):,}",
    )
    if beside.without_figure:
        yield words["without"].format(n=f"{beside.without_figure:,}")
    if beside.unlinked:
        yield words["unlinked"].format(n=f"{beside.unlinked:,}", killed=f"{beside.unlinked_killed:,}")


def drawn(months: Iterable[Month], lang: str = "en") -> list[str]:
    """The months as a table of text: a heading, a rule, a line each, figures to the right."""
    words = _words(lang)
    head = [words["column"][name] for name in ("published", *COLUMNS, "sums")]
    rows = [head, *(_cells(month, words) for month in months)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    drawn_rows = ["  ".join(_set(row[i], widths[i], i) for i in range(len(head))).rstrip() for row in rows]
    return [drawn_rows[0], "  ".join("-" * width for width in widths), *drawn_rows[1:]]


def _cells(month: Month, words: Mapping[str, Any]) -> list[str]:
    told = month.bulletin.figures
    figures = [f"{told[name]:,}" if name in told else UNKNOWN_MARK for name in COLUMNS]
    return [month.published.isoformat(), *figures, words["sums"][month.sums] if month.sums else ""]


def _set(cell: str, width: int, column: int) -> str:
    is_words = column in (0, len(COLUMNS) + 1)
    return cell.ljust(width) if is_words else cell.rjust(width)


def _has_gap(month: Month) -> bool:
    return any(name not in month.bulletin.figures for name in COLUMNS)


def _range(beside: Conceded) -> str:
    low, high = beside.killed.min or 0, beside.killed.max
    return f"{low:,}" if high in (None, low) else f"{low:,} to {high:,}"


@cache
def _words(lang: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_toml("bulletin_words")[lang]
    return words
