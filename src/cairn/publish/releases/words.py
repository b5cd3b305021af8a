"""The texts that stand beside the data of a release: how to read it, its method, its licence, how it is cited.

Enters: the facts of a release and its tables. Leaves: finished files, in English and Arabic where people read them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from cairn.publish.formats import Table
from cairn.publish.formats.described import licence
from cairn.publish.wording.bibtex_signs import escaped
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import LANGUAGES, sections

from .model import Release

_ORDERED = ("version", "previous", "day", "record")
"""Gaps that hold digits with hyphens or points between them."""
README = {"en": "README.md", "ar": "README.ar.md"}


def texts(release: Release, tables: Mapping[str, Table]) -> dict[str, str]:
    """Name of the file -> its text."""
    return {
        **{name: readme(release, lang) for lang, name in README.items()},
        "METHOD.md": method(),
        "DICTIONARY.md": dictionary(tables),
        "LICENCE.txt": _licence(release),
        "CITATION.cff": _cff(release),
        "CITATION.bib": _bibtex(release),
        "CITATION.txt": "\n".join(cite(release, lang) for lang in LANGUAGES) + "\n",
    }


def told_in(lang: str, key: str, **gaps: object) -> str:
    """Words on releases. In text from right to left a version or an ISO day keeps its order."""
    kept = {k: f"\u2066{v}\u2069" if lang == "ar" and k in _ORDERED else v for k, v in gaps.items()}
    return words(lang, f"releases.{key}", **kept)


def cite(release: Release, lang: str) -> str:
    """One sentence by which the release is cited."""
    title = release.title_ar if lang == "ar" else release.title_en
    year = release.day[:4]
    told = told_in(lang, "cite", title=title, year=year, version=release.version, day=release.day)
    return f"{told} {release.home}".strip()


def readme(release: Release, lang: str) -> str:
    """What it is, its figures with what they leave out, how it is read, how it is checked."""

    def say(key: str, **gaps: object) -> str:
        return told_in(lang, key, **gaps)

    title = release.title_ar if lang == "ar" else release.title_en
    counts = release.counts or {}
    parts = [
        f"# {title}: {release.version}",
        say("what", version=release.version, day=release.day, record=release.record_at),
        say("holds", incidents=counts.get("incidents", 0), reports=counts.get("reports", 0)),
        f"## {say('figures')}",
        *(_figure(row, lang) for row in release.headline),
        say("leaves_out"),
        f"## {say('to_read')}",
        say("files"),
        say("recount"),
        f"## {say('to_check')}",
        say("sums"),
        "```\nsha256sum -c SHA256SUMS\n```",
        say("signed"),
        "```\nopenssl pkeyutl -verify -pubin -inkey release-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig\n```",
        say("python"),
        "```\npython check.py\n```",
        say("key"),
        f"```\n{release.log_key}\n```",
        f"## {say('to_cite')}",
        cite(release, lang),
    ]
    if release.licence:
        parts.append(say("licensed", licence=release.licence))
    if release.contact:
        parts.append(say("contact", contact=release.contact))
    if release.withdrawn:
        parts += [f"## {say('since')}", say("since_words", n=len(release.withdrawn))]
    return "\n\n".join(parts) + "\n"


def _figure(row: Mapping[str, object], lang: str) -> str:
    lines = row.get("lines")
    told = list(lines.get(lang, ())) if isinstance(lines, Mapping) else []
    if gone := row.get("counts_withdrawn"):
        told.append(words(lang, "releases.counts_withdrawn", n=gone))
    return "\n".join(f"- {line}" if n == 0 else f"  {line}" for n, line in enumerate(told))


def method() -> str:
    """What every grade, bound and rule means, in both languages: its digest is the version of the method."""
    parts = []
    for lang in LANGUAGES:
        held = sections(lang)
        parts.append(f"# {held['ui']['method']}")
        parts += [f"- **{held['grade'][key]}**: {held['grade_meaning'][key]}" for key in held["grade"]]
        parts += [f"- {held['rule_name'][key]}: {held['rule'][key]}" for key in held["rule"]]
        parts += [f"- {line}" for line in held["limit"].values()]
    return "\n\n".join(parts) + "\n"


def method_version() -> str:
    """A name for this method, which changes with any word of it."""
    return hashlib.sha256(method().encode()).hexdigest()[:12]


def dictionary(tables: Mapping[str, Table]) -> str:
    """Every table with its columns, types and meanings."""
    parts = ["# Data dictionary"]
    for table in tables.values():
        rows = [f"| `{f.name.lstrip('_')}` | {f.type} | {f.meaning} |" for f in table.fields]
        parts.append(
            "\n".join([f"## {table.name}", "", "| field | type | meaning |", "|---|---|---|", *rows])
        )
    return "\n\n".join(parts) + "\n"


def _licence(release: Release) -> str:
    name, address = licence(release.licence)
    told = dict.fromkeys([release.licence or words("en", "releases.no_licence"), name, address])
    return "\n".join(line for line in told if line) + "\n"


def _cff(release: Release) -> str:
    """Citation File Format 1.2.0; values are JSON strings, which YAML reads."""
    name, address = licence(release.licence)
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite this release.",
        "type": "dataset",
        "title": release.title_en,
        "version": release.version,
        "date-released": release.day,
        "license": name if address else "",
        "url": release.home,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items() if value]
    entity = json.dumps(release.title_en, ensure_ascii=False)
    return "\n".join([*lines, "authors:", f"  - name: {entity}"]) + "\n"


def _bibtex(release: Release) -> str:
    fields = {
        "title": "{" + escaped(release.title_en) + "}",
        "author": "{" + escaped(release.title_en) + "}",
        "year": release.day[:4],
        "version": escaped(release.version),
        "note": f"Frozen {release.day}; record as of {escaped(release.record_at)}",
    }
    if release.home:
        fields["url"] = re.sub(r"[{}\\\s]", "", release.home)
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{cairn-release-{release.version},\n{inside}\n}}\n"
