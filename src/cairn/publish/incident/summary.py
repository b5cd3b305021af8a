"""The summary of an incident: who wrote it, in which language first, and which is the translation.

Enters: an index and an incident's id. Leaves: the words with their language and a sentence on whose they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.vocab.labels import LANGUAGES, say

_NAME = {"en": "in_english", "ar": "in_arabic"}


@dataclass(frozen=True, slots=True)
class SummaryView:
    """`lang` is the language of the words, which is not the page's where nobody has translated it."""

    words: str
    lang: str
    notes: tuple[str, ...]


def summary_view(found: Index, incident_id: str, lang: str) -> SummaryView | None:
    """The summary as it is shown in a language; None where there is none in any."""
    row = dict(found.incidents[incident_id])
    words = {code: str(row.get(f"summary_{code}") or "") for code in LANGUAGES}
    shown = lang if words[lang] else next((code for code in LANGUAGES if words[code]), "")
    if not shown:
        return None
    about = dict(found.summaries.get(incident_id, {}))
    by = str(about.get(f"by_{shown}") or "")
    notes = [say(lang, "written_by", name=by) if by else say(lang, "written_unnamed")]
    first = str(about.get("first") or "")
    if shown != lang:
        notes.append(say(lang, "summary_only"))
    elif first == "both" and all(words.values()):
        notes.append(say(lang, "summary_together"))
    elif words.get(first):
        key = "summary_original" if first == shown else "summary_translated"
        notes.append(say(lang, key, language=say(lang, _NAME[first])))
    return SummaryView(words[shown], shown, tuple(notes))
