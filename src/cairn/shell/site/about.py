"""The pages about the record itself: method, limits, what was monitored, what waits, who keeps it; with their twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.publish.about import about_page, backlog_page, coverage_page, limits_page
from cairn.publish.parts import twins
from cairn.publish.rows.index import Index
from cairn.publish.wording.page_words import texts, words
from cairn.vocab.labels import label, sections

from .folder import SiteFolder
from .frame import Pages

LEVELS = ("full", "partial", "none", "untold")
_MORE = {
    "range": "limits",
    "door": "figures",
    "watched": "coverage",
    "cite": "changes",
    "wrong": "corrections",
}
"""Which section tells more on a line of how to read a page."""
_COVERAGE = ("actor", "country", "from_day", "to_day", "days", "level")


def about_pages(pages: Pages) -> None:
    """All of them in one language."""
    _method(pages)
    _limits(pages)
    _coverage(pages)
    _backlog(pages)
    lang, own = pages.lang, texts(pages.lang)["about"]
    page = about_page.about_page(pages.found, pages.site_title(), lang, preview=pages.preview)
    pages.add("about/index.html", "about.html", own["title"], a=own, page=page)


def about_twins(found: Index, folder: SiteFolder, *, preview: bool) -> None:
    """The same numbers for those who compute: limits, coverage, backlog. Of a month that nobody told there is no row."""
    counts: list[dict[str, object]] = [
        {"limit": c.key, "count": c.count, "of": c.of} for c in limits_page.counts(found, "en")
    ]
    errors = [dict(row) for row in limits_page.error_rows()]
    stretches: list[dict[str, object]] = [
        {
            "actor": actor or None,
            "country": country or None,
            "from_day": s.first.isoformat(),
            "to_day": s.last.isoformat(),
            "days": s.days,
            "level": s.level,
        }
        for (actor, country), some in sorted(coverage_page.stretches(found).items())
        for s in some
    ]
    backlog: list[dict[str, object]] = [
        dict(row) for row in sorted(found.record.backlog, key=lambda r: r["month"])
    ]
    waits: dict[str, object] = {"awaiting": backlog_page.waiting(found), "unit": "allegations"}
    _twin(
        found, folder, "limits", ("limit", "count", "of"), counts, {"known_errors": errors}, preview=preview
    )
    _twin(found, folder, "coverage", _COVERAGE, stretches, {}, preview=preview)
    _twin(found, folder, "backlog", backlog_page.COLUMNS, backlog, waits, preview=preview)


def _twin(
    found: Index,
    folder: SiteFolder,
    name: str,
    columns: Sequence[str],
    rows: list[dict[str, object]],
    more: Mapping[str, object],
    *,
    preview: bool,
) -> None:
    folder.add(f"{name}.json", twins.as_json(found, {**more, name: rows}, preview=preview))
    folder.add(f"{name}.csv", twins.as_csv(columns, rows))


def _method(pages: Pages) -> None:
    held, own = sections(pages.lang), texts(pages.lang)
    page = {
        "grades": [
            {"key": k, "label": held["grade"][k], "meaning": held["grade_meaning"][k]} for k in held["grade"]
        ],
        "rules": [{"id": k, "name": held["rule_name"][k], "words": held["rule"][k]} for k in held["rule"]],
        "limits": list(held["limit"].values()),
        "read": {"title": own["read"]["title"], "told": _to_read(pages.lang)},
        "steps": own["steps"],
        "shown": own["shown"],
        "words": own["glossary"]["title"],
        "terms": [{"key": k, "name": v, "meaning": own["term_meaning"][k]} for k, v in own["term"].items()],
        "coverage": own["coverage"]["title"],
        "changes": own["changes"]["title"],
        "backlog": own["backlog"]["title"],
        "to_limits": own["limits"]["title"],
    }
    pages.add("method/index.html", "method.html", held["ui"]["method"], page=page)


def _to_read(lang: str) -> list[dict[str, str]]:
    """What a reader needs before any page, each with the page that tells more."""
    own = texts(lang)
    return [
        {
            "name": own["read"][key],
            "words": told,
            "href": f"{_MORE[key]}/index.html" if key in _MORE else "",
            "door": own["nav"][_MORE[key]] if key in _MORE else "",
        }
        for key, told in own["read_words"].items()
    ]


def _limits(pages: Pages) -> None:
    found, lang = pages.found, pages.lang
    page = {
        "counts": limits_page.counts(found, lang),
        "languages": limits_page.languages(found, lang),
        "errors": limits_page.known_errors(lang),
        "general": list(sections(lang)["limit"].values()),
    }
    own = texts(lang)["limits"]
    pages.add("limits/index.html", "limits.html", own["title"], "limits", l=own, page=page)


def _coverage(pages: Pages) -> None:
    lang, own = pages.lang, texts(pages.lang)["coverage"]
    more = {
        "v": own,
        "levels": [(level, label(lang, "coverage", level)) for level in LEVELS],
        "waits": words(lang, "backlog.title"),
        "limits": words(lang, "limits.title"),
        "page": coverage_page.coverage_page(pages.found, lang),
    }
    pages.add("coverage/index.html", "coverage.html", own["title"], "coverage", **more)


def _backlog(pages: Pages) -> None:
    lang, own = pages.lang, texts(pages.lang)["backlog"]
    more = {
        "b": own,
        "heads": [own[name] for name in backlog_page.COLUMNS],
        "monitored": words(lang, "coverage.title"),
        "limits": words(lang, "limits.title"),
        "page": backlog_page.backlog_page(pages.found, lang),
    }
    pages.add("backlog/index.html", "backlog.html", own["title"], "backlog", **more)
