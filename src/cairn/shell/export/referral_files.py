"""Packages as files in a folder: JSON and PDF of each, and one list of grid squares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from cairn.publish.referral.files import squares, stem
from cairn.publish.referral.model import Referral
from cairn.shell.store.files import write_whole

from .referral_pdf import as_pdf, fonts_for

SQUARES_FILE = "mgrs.csv"


class Written(Protocol):
    """A package with its bytes."""

    @property
    def package(self) -> Referral:
        """What it says."""

    @property
    def data(self) -> bytes:
        """Its JSON."""


def writer(
    forms: Collection[str], folder: Path, fonts: Sequence[Path] = ()
) -> Callable[[Sequence[Written]], list[str]]:
    """A function that writes packages in these forms (json, pdf, mgrs) and returns the paths.

    What the machine lacks for it is told now, before a package is recorded as sent. Raises `MissingExtra`,
    `FileRefused` (font-missing).
    """
    chosen = fonts_for(fonts) if "pdf" in forms else ()

    def write(made: Sequence[Written]) -> list[str]:
        out: dict[Path, bytes] = {}
        for one in made:
            name = stem(one.package)
            if "json" in forms:
                out[folder / f"{name}.json"] = one.data
            if "pdf" in forms:
                out[folder / f"{name}.pdf"] = as_pdf(one.package, chosen)
        if "mgrs" in forms:
            out[folder / SQUARES_FILE] = squares([one.package for one in made]).encode()
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in out.items():
            write_whole(path, data)
        return [str(path) for path in out]

    return write
