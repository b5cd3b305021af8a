"""Whether a text speaks to the machine that reads it: a text enters, yes or no leaves.

Such a text is no report alone any more. A model may have done as it was told, and quote the very words that told it, so
nothing it says of that text is accepted. The list is short and knows the common forms; the other checks need none of it.
"""

from __future__ import annotations

import re

from cairn.extract.clean import fold_for_reading
from cairn.vocab.load import load_words, of_words


def speaks_to_machines(text: str) -> bool:
    """Whether any pattern of data/language_model.toml stands in the text, as written or in the shape for reading."""
    return bool(_pattern().search(text.lower()) or _pattern().search(fold_for_reading(text).text))


@of_words()
def _pattern() -> re.Pattern[str]:
    shapes = load_words("language_model", "speaks_to_machines", "cairn.extract")
    return re.compile("|".join(f"(?:{shape})" for shape in shapes), re.MULTILINE)
