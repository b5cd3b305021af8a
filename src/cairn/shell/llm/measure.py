"""A team's own model beside our reader on texts labelled by hand: two readers for `cairn.shell.evaluate.gold_scores`.

`as said` takes every claim whose words are in the text at the model's word: what the model is worth. `checked` takes
those whose figure our grammar derives from the words: what is left of it after our checks. The accounts, days and
places of both are our reader's. Each text is asked about once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cairn.errors import CairnError, FileRefused, NotAllowed
from cairn.extract.llm import Finding, Second, accounts_of, parse_answer, question, readable, second_reading
from cairn.extract.model import Account, Extraction
from cairn.extract.read import extract
from cairn.places.gazetteer import Gazetteer
from cairn.sources.report import Report
from cairn.vocab.closed import SourceKind

from .client import ask, demand_client
from .settings import Settings, settings_of

if TYPE_CHECKING:
    from pydantic_ai.models import Model

CHECKED = (Finding.SAME, Finding.ONLY_QUOTED)
AS_SAID = (Finding.SAME, Finding.ADDRESSED, Finding.ONLY_QUOTED, Finding.OTHERWISE, Finding.NO_NUMBER)


class Labelled(Protocol):
    """What is needed of a labelled text (`evaluate.gold.GoldText`)."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def text(self) -> str:
        """The text as stored."""

    @property
    def published(self) -> date | None:
        """The day it came out."""


Reader = Callable[[Labelled], tuple[Account, ...]]


def measured(config: Path, gazetteer: Gazetteer | None) -> Measured:
    """The model that the table [llm] of a configuration names (a workspace's `cairn.toml` will do).

    Raises `FileRefused` where the file is no TOML; `MissingExtra`; `ModelFault` and `NotAllowed` as `settings_of`, the
    latter also where labelled texts, whose sources may be private persons, may not all go to a hosted model.
    """
    try:
        settings = settings_of(tomllib.loads(config.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise FileRefused(
            "llm-config-unreadable",
            f"the configuration cannot be read: {e}",
            field="llm",
            value=config,
            remedy="Give a TOML file with a table [llm].",
        ) from e
    if not all(map(settings.may_read, SourceKind)):
        raise NotAllowed(
            "llm-texts-of-persons",
            "labelled texts may be those of private persons, and the model is hosted",
            field="hosted_may_read",
            value=sorted(settings.hosted_may_read),
            remedy="Measure a model on this machine, or name every kind of source in hosted_may_read.",
        )
    demand_client()
    return Measured(settings, gazetteer)


class Measured:
    """A model asked about labelled texts. `faults` counts the answers that came to nothing, by code."""

    def __init__(
        self, settings: Settings, gazetteer: Gazetteer | None, *, model: Model[Any] | None = None
    ) -> None:
        self.settings = settings
        self.faults: dict[str, int] = {}
        self._gazetteer = gazetteer
        self._model = model
        self._read: dict[str, tuple[Extraction, Second]] = {}

    def readers(self) -> Mapping[str, Reader]:
        """The two readers, by the name they stand under in a table."""
        name = self.settings.model
        return {
            f"{name}, as said": lambda text: self._accounts(text, AS_SAID),
            f"{name}, checked": lambda text: self._accounts(text, CHECKED),
        }

    def told(self) -> str:
        """One line on whom was asked and how many answers came to nothing."""
        faults = ", ".join(f"{n} {code}" for code, n in sorted(self.faults.items())) or "none"
        return f"{self.settings.model}: {len(self._read)} texts read, answers that came to nothing: {faults}"

    def _accounts(self, text: Labelled, taken: tuple[Finding, ...]) -> tuple[Account, ...]:
        if text.id not in self._read:
            self._read[text.id] = self._ask(text)
        return accounts_of(*self._read[text.id], taken)

    def _ask(self, text: Labelled) -> tuple[Extraction, Second]:
        """Our reading of a text and the model's; an answer that comes to nothing is one without a claim."""
        ours = extract(Report(id=text.id, text=text.text), self._gazetteer, published=text.published)
        if not ours.accounts:
            return ours, Second((), {})
        asked = question(readable(text.text).text, self.settings.longest_text)
        try:
            answer = parse_answer(ask(asked, self.settings, model=self._model))
        except CairnError as e:
            if e.code in ("llm-unreachable", "llm-key", "llm-model-unknown", "extra-missing"):
                raise
            self.faults[e.code] = self.faults.get(e.code, 0) + 1
            return ours, Second((), {})
        return ours, second_reading(text.text, ours, answer)
