"""The page about the record: who keeps it, in their own words, and how the record as a whole is cited and verified.

Enters: an index and a language. Leaves: finished words. What the team wrote is set as plain paragraphs: no mark of
theirs is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.report.cite import escaped
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.page_words import words

_WEB = ("https://", "http://")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Who keeps the record, what they say of it, and how it is cited; `address` only where it is one of the web."""

    title: str
    paragraphs: tuple[str, ...]
    address: str
    software: str
    cite: str
    bibtex: str


def about_page(found: Index, title: str, lang: str, *, preview: bool) -> AboutPage:
    """`title` is the name under which the record appears. Of a preview nothing may be cited."""
    release = found.record.release
    told = (release.get("about_ar") if lang == "ar" else release.get("about_en")) or ""
    address = str(release.get("address") or "")
    address = address if address.startswith(_WEB) else ""
    return AboutPage(
        title=title,
        paragraphs=tuple(_paragraphs(told)),
        address=address,
        software=release.get("software", ""),
        cite="" if preview else _cite(found, title, address, lang),
        bibtex="" if preview else _bibtex(found, title, address),
    )


def _paragraphs(told: str) -> Sequence[str]:
    return [" ".join(part.split()) for part in _BLANK.split(told) if part.strip()]


def _cite(found: Index, title: str, address: str, lang: str) -> str:
    moment = found.record.generated_at
    told = words(lang, "about.cite_text", title=title, year=moment[:4], day=day_words(lang, moment))
    return f"{told} {address}" if address else told


def _bibtex(found: Index, title: str, address: str) -> str:
    moment = found.record.generated_at
    release = found.record.release
    fields = {"title": "{" + escaped(title) + "}", "author": "{" + escaped(title) + "}", "year": moment[:4]}
    fields["note"] = f"Record as of {escaped(moment)}"
    if release.get("licence"):
        fields["note"] += f"; licence of the data: {escaped(str(release['licence']))}"
    if address:
        fields["url"] = re.sub(r"[{}\\\s]", "", address)
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{cairn-{moment[:10]},\n{inside}\n}}"
