"""How a period's assessment is cited, as a sentence and as BibTeX: with the moment of the record, never without."""

from __future__ import annotations

import re

from cairn.publish.wording.bibtex_signs import escaped as escaped
from cairn.publish.wording.figures import day_words

from .model import Material
from .words import period_words, words


def cite(material: Material, author: str, title: str, lang: str) -> str:
    """One sentence, or that nothing of a preview may be cited."""
    if material.preview:
        return words(lang, "text.cite_preview")
    moment = material.record.generated_at
    address = str(material.record.release.get("address") or "")
    url = f" {address}" if address else ""
    return words(
        lang,
        "text.cite",
        author=author,
        year=moment[:4],
        title=title,
        moment=day_words(lang, moment),
        url=url,
    )


def bibtex(material: Material, author: str, title: str) -> str:
    """One entry; nothing for a preview. What BibTeX would read as its own signs is written out."""
    if material.preview:
        return ""
    definition, moment = material.definition, material.record.generated_at
    first, last = definition.from_day, definition.to_day
    fields = {
        "author": "{" + escaped(author) + "}",
        "title": "{" + escaped(title) + "}",
        "institution": escaped(author),
        "year": moment[:4],
        "note": f"Record as of {moment}; incidents of {first} to {last}",
    }
    if address := material.record.release.get("address"):
        fields["url"] = re.sub(r"[{}\\\s]", "", str(address))
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@techreport{{cairn-{first}-{last},\n{inside}\n}}"


def title_of(material: Material, lang: str) -> str:
    """What the assessment is called: harm, and the days."""
    return words(lang, "text.title", period=period_words(material.definition, lang))
