"""Take in a team's own words: lists in the form of those that ship, each kept as it arrived.

A list adds to the shipped one of its name, or, as `language_xx`, is a language of its own. The words in force are
those of the last act for each name, so they are proved and kept in a backup as reports are. A list without any
table takes the team's words of that name out again.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import PurePath

from cairn.errors import CairnError, FileRefused
from cairn.extract.lexicon_file import lexicon
from cairn.extract.read import extract
from cairn.places.gazetteer import shipped
from cairn.shell.records.models import Act
from cairn.shell.workspace import Workspace
from cairn.sources.report import Report
from cairn.vocab.load import load_toml, use_words

from .act import recorded
from .take_in import Added, keep_capture

KIND = "add-words"
_LANGUAGE = "language_"
_A_LANGUAGE = re.compile(r"language_[a-z]{2,3}")
_READ = (
    "accounts",
    "ar_",
    "en_",
    "furniture",
    "months",
    "weekdays",
    "place_words",
    "weapons",
    "infrastructure",
)
"""The lists that a reader of texts rests on; labels, source kinds and the rest are not a team's to change."""


_TRIED = (
    "Three civilians, among them a child, were killed and two men hurt when warplanes struck a house in Aleppo "
    "on Friday 9 May 2025, a rescue team said.",
    "قتل ثلاثة مدنيين بينهم طفل وأصيب رجلان بغارة جوية على منزل في مدينة حلب صباح الجمعة 9 أيار 2025، بحسب فريق إنقاذ.",
)
"""Invented. They touch every kind of list: people, harm, numbers, days, places, weapons, whom the text quotes."""


def add_words(ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False) -> Added:
    """Keep a word list. Raises `FileRefused` (words-unknown-list, words-unreadable) for one that cannot be used."""
    listed = PurePath(name).stem
    if not _A_LANGUAGE.fullmatch(listed) and listed not in lists():
        raise FileRefused(
            "words-unknown-list",
            f"there is no word list {listed}",
            field="file",
            value=name,
            remedy=f"Name the file after the list it adds to: {', '.join(lists())}; or language_xx.toml.",
        )
    before = words_in_force(ws)
    try:
        text = data.decode("utf-8-sig")
        after = _filled({**before, listed: text})
        if listed in after:  # one that is emptied needs no trial: it can only mend
            use_words(after)
            _try(listed)
    except CairnError as e:  # it says itself what is wrong, and where
        use_words(before)
        raise _refused(name, e.message, e.field or "file", e.value, e.remedy) from e
    except UnicodeDecodeError as e:
        use_words(before)
        raise _refused(name, "the file is not UTF-8", "file", name, "Save it as UTF-8.") from e
    except Exception as e:  # no TOML, or any form that a reader cannot be built from
        use_words(before)
        what = str(e) if isinstance(e, ValueError) else f"{type(e).__name__} {e}"
        raise _refused(name, f"no reader can be built from it: {what}", "file", name, None) from e
    if before.get(listed) == text:
        return Added(0, 1, what="words")
    changed = {listed: ["the list is another one now"]} if listed in before else {}
    if dry_run:
        use_words(before)
    else:
        with ws.objects.keeping() as kept:
            sha = kept.put(data)
            with recorded(KIND, detail={"capture": sha, "list": listed}):
                keep_capture(sha, len(data), name)
    return Added(0 if changed else 1, 0, changed, what="words")


def _refused(name: str, what: str, field: str, value: object, remedy: str | None) -> FileRefused:
    form = "Give every entry the keys and forms it has in the list that ships."
    return FileRefused(
        "words-unreadable",
        f"{name} cannot be used: {what}",
        field=field,
        value=value or name,
        remedy=remedy or form,
    )


def _try(listed: str) -> None:
    """Read a sentence of each language by the words now in use, so that a list no reader can be built from is
    refused here and breaks no later run. Raises whatever the reader raises."""
    for entry in load_toml(listed).get("weapon", ()):
        _ = entry["id"], entry["label_en"], entry["label_ar"]  # the site shows them
    if listed.startswith(_LANGUAGE):
        lexicon(listed.removeprefix(_LANGUAGE))
    for n, words in enumerate(_TRIED):
        extract(Report(id=f"tried-{n}", text=words), shipped(), published=date(2025, 5, 9))


def lists() -> tuple[str, ...]:
    """The names of the shipped lists to which words may be added."""
    shipped = sorted(p.name for p in files("cairn.vocab").joinpath("data").iterdir())
    return tuple(n.removesuffix(".toml") for n in shipped if n.endswith(".toml") and n.startswith(_READ))


def words_in_force(ws: Workspace) -> dict[str, str]:
    """The text of each list a team added and has not emptied, by its name: what `use_words` takes."""
    last = {
        str(act.detail["list"]): str(act.detail["capture"])
        for act in Act.objects.filter(kind=KIND).order_by("id")
    }
    return _filled({name: ws.objects.get(sha).decode("utf-8-sig") for name, sha in sorted(last.items())})


def _filled(own: dict[str, str]) -> dict[str, str]:
    """The lists that hold something."""
    return {name: text for name, text in own.items() if tomllib.loads(text)}
