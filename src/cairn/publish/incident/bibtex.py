"""How an incident is cited: a sentence in either language, and an entry for reference managers.

Enters: an index and an incident's id. Leaves: words, with version and day always, and the permanent address where the
release has one.
"""

from __future__ import annotations

import re

from cairn.publish.rows.index import Index
from cairn.publish.rows.site_address import site_address
from cairn.publish.wording.bibtex_signs import escaped
from cairn.publish.wording.figures import day_words
from cairn.vocab.labels import say


def address_of(found: Index, incident_id: str, lang: str) -> str:
    """The address under which the incident stands for good; empty where the release has none."""
    site = site_address(found.record.release)
    return f"{site}{lang}/incidents/{found.slugs[incident_id]}/index.html" if site else ""


def cite(found: Index, incident_id: str, lang: str) -> str:
    """One sentence: who publishes, which incident, which version, of which day, and where."""
    row = found.incidents[incident_id]
    told = say(
        lang,
        "cite_text",
        title=_publisher(found, lang),
        code=found.title(row),
        version=row.get("version") or 1,
        day=day_words(lang, _published(found, incident_id)),
    )
    return " ".join(part for part in (told, address_of(found, incident_id, lang)) if part)


def bibtex(found: Index, incident_id: str) -> str:
    """One entry. What BibTeX would read as its own signs is written out."""
    row, moment = found.incidents[incident_id], found.record.generated_at
    published = _published(found, incident_id)
    publisher, code = escaped(_publisher(found, "en")), found.title(row)
    place, day = row.get("place_name") or row.get("admin1") or "", row.get("date_start") or ""
    about = ", ".join(escaped(part) for part in (place, day) if part)
    fields = {
        "author": f"{{{publisher}}}",
        "title": f"{{Incident {escaped(code)}}}" + (f": {about}" if about else ""),
        "year": published[:4],
        "date": published,
        "note": f"Version {row.get('version') or 1}, published {published}; record as of {escaped(moment)}",
    }
    if address := address_of(found, incident_id, "en"):
        fields["url"] = address
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    key = re.sub(r"[^A-Za-z0-9-]", "-", found.slugs[incident_id])
    return f"@misc{{cairn-{key}-v{row.get('version') or 1},\n{inside}\n}}\n"


def _published(found: Index, incident_id: str) -> str:
    """The day on which the standing version was let out. The page itself may have moved since: an account joined, a link
    was accepted. That moment stands in the note."""
    standing = found.incidents[incident_id].get("version") or 1
    days = [v.get("at") or "" for v in found.versions.get(incident_id, ()) if v["version"] == standing]
    return (max(days, default="") or found.record.generated_at)[:10]


def _publisher(found: Index, lang: str) -> str:
    release = found.record.release
    return (release.get("title_ar") if lang == "ar" else release.get("title_en")) or say(lang, "site_title")
