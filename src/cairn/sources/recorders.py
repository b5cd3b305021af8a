"""The readers of other recorders' registers by the form of their files: a row's cells enter, what it says leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import acled, atlos, ibc, ucdp
from .recorded import Told
from .recorder_files import Form, form_of

READERS: Mapping[str, Callable[[Form, Mapping[str, Any]], Told]] = {
    "ucdp": ucdp.read,
    "acled": acled.read,
    "ibc": ibc.read,
    "atlos": atlos.read,
}


def told_by(cells: Mapping[str, Any]) -> Told | None:
    """What the row says under our names; None where its columns are of no recorder's own form."""
    form = form_of(cells)
    return READERS[form.key](form, cells) if form is not None and form.key in READERS else None
