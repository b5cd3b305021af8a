"""Files of places as users have them: bytes in, places and rows set aside out.

The forms are told apart by their content, never by their name: GeoNames (a country's dump, its alternate names,
or a CSV with `geonameid`), OCHA units with P-codes (GeoJSON or CSV), and a register of incidents (JSON Lines with
`place_en` or `place_ar`), whose coordinates are a recorder's own history of where places lie. Used by
`cairn add --as places`.
"""

from __future__ import annotations

from cairn.errors import FileRefused
from cairn.places.model import Place
from cairn.sources.places_geonames import Known, is_dump, is_names, read_csv, read_dump, read_names
from cairn.sources.places_ocha import has_pcodes, read_features, read_table
from cairn.sources.places_register import read_register
from cairn.sources.places_rows import FORMS, Read, json_object

LARGEST_BYTES = 200_000_000


def _none_known(id: str) -> Place | None:
    return None


def read_places(name: str, data: bytes, known: Known = _none_known) -> Read:
    """The places of a file and the rows that hold none, each with code, field, value and remedy.

    `name` is used in messages only; `known` gives the place of an id, which a list of alternate names needs.
    Raises `FileRefused` (places-not-text, places-unknown-form, places-too-large, places-empty,
    places-names-first) where the file is none of the forms, or names places that are not known.
    """
    if len(data) > LARGEST_BYTES:
        raise FileRefused(
            "places-too-large",
            f"{name} is larger than {LARGEST_BYTES:,} bytes",
            field="file",
            value=len(data),
            remedy="Split the file.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileRefused(
            "places-not-text",
            f"{name} is not UTF-8 text",
            field="file",
            value=fault.start,
            remedy="Save it as UTF-8; unpack a ZIP first.",
        ) from fault
    head = text.lstrip()[:4000]
    if not head:
        raise FileRefused(
            "places-empty", f"{name} is empty", field="file", value=name, remedy=f"Give {FORMS}."
        )
    if head.startswith("{"):
        whole = json_object(text) if '"FeatureCollection"' in head else None
        return read_features(name, whole) if whole is not None else read_register(name, text)
    first = head.partition("\n")[0].rstrip("\r")
    if is_dump(first):
        return read_dump(text)
    if is_names(first):
        return _with_names(name, text, known)
    return read_table(text) if has_pcodes(first.split(",")) else read_csv(name, text)


def _with_names(name: str, text: str, known: Known) -> Read:
    places, aside = read_names(text, known)
    if not places:
        raise FileRefused(
            "places-names-first",
            f"{name} lists further names of places, none of which has been added",
            field="geonameid",
            value=None,
            remedy="Add the dump of the country first, then its alternate names.",
        )
    return places, aside
