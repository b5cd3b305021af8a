"""What a model is asked of one text: a cleaned text enters, the question leaves, with a hash of its fixed part.

The text is data. It stands between two marks, without the signs that chat templates are made of, and the answer can
only have the shape of `SCHEMA`: there is no tool to call and nothing to decide.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.vocab.closed import Event, Group, Kind, Status
from cairn.vocab.load import load_toml

COUNTED = (
    Kind.KILLED,
    Kind.INJURED,
    Kind.MISSING,
    Kind.TRAPPED,
    Kind.RECOVERED,
    Kind.DIED_OF_WOUNDS,
)
NAMED = (Kind.VICTIM, Kind.PLACE, Kind.ACTOR)
MOST_CLAIMS = 60
_NUMBER = {"type": ["integer", "null"]}
_TEMPLATE_SIGNS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")"})


def _one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "maxItems": MOST_CLAIMS,
            "items": {
                "type": "object",
                "properties": {
                    "quote": {"type": "string"},
                    "kind": _one_of(*COUNTED, *NAMED),
                    "min": _NUMBER,
                    "max": _NUMBER,
                    "group": _one_of(*Group),
                    "status": _one_of(Status.CIVILIAN, Status.BELLIGERENT, Status.UNKNOWN),
                    "event": _one_of(*Event),
                },
                "required": ["quote", "kind", "min", "max", "group", "status", "event"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""The only shape of an answer. The quote comes before the number, so that words are found before they are counted."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: fixed instructions, and the text. `part` says that the text was longer and is sent in part."""

    instructions: str
    text: str
    part: bool


def question(text: str, longest: int) -> Question:
    """The question for one cleaned text, of which at most `longest` characters are sent."""
    sent = text[:longest].translate(_TEMPLATE_SIGNS)
    return Question(_instructions(), f"REPORT\n{sent}\nEND", len(text) > longest)


def prompt_sha256() -> str:
    """The hash of what is the same in every question: instructions and schema."""
    fixed = json.dumps([_instructions(), SCHEMA], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(fixed.encode()).hexdigest()


def _instructions() -> str:
    return str(load_toml("language_model", "cairn.extract")["instructions"]).strip()
