"""What the data are, for machines: a Frictionless data package, and a schema.org Dataset as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from .model import About, Kind, Table
from .sqlite import SHARED_IDS, TIES

_TYPES: Mapping[Kind, Mapping[str, object]] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DECIMAL: {"type": "number"},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "any"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.LIST: {"type": "array"},
    Kind.OBJECTS: {"type": "array"},
    Kind.OBJECT: {"type": "object"},
}  # fmt: skip
LICENCES: Mapping[str, tuple[str, str]] = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""A licence as a release may name it -> its SPDX id and its address."""


def licence(told: str) -> tuple[str, str]:
    """The id and the address of a licence, however it is named; of one not known here its name alone."""
    return next(((spdx, at) for name, (spdx, at) in LICENCES.items() if told in (name, spdx, at)), (told, ""))


def datapackage(tables: Mapping[str, Table], about: About) -> str:
    """`datapackage.json` (Data Package, version 1): each table's CSV for machines, with its schema. Bytes and digests
    stand where `about.files` holds the file."""
    files = {f.name: f for f in about.files}
    package: dict[str, Any] = {"profile": "tabular-data-package", "name": "cairn-record"}
    told = {"title": about.title, "description": about.description, "version": about.version}
    told |= {"homepage": about.address, "created": about.generated_at}
    package |= {key: value for key, value in told.items() if value}
    if about.licence:
        spdx, address = licence(about.licence)
        told = {"name": re.sub(r"[^A-Za-z0-9._-]+", "-", spdx), "title": about.licence, "path": address}
        package["licenses"] = [{key: value for key, value in told.items() if value}]
    if about.publisher:
        package["contributors"] = [{"title": about.publisher, "role": "publisher"}]
    package["resources"] = [_resource(table, tables, files) for table in tables.values()]
    return _json(package)


def _resource(table: Table, tables: Mapping[str, Table], files: Mapping[str, Any]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    sums = {"bytes": files[path].bytes, "hash": f"sha256:{files[path].sha256}"} if path in files else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **sums,
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema(table, tables),
    }


def schema(table: Table, tables: Mapping[str, Table]) -> dict[str, Any]:
    """The Table Schema of a table; ties to tables that are not among `tables` are left out."""
    fields = [
        {"name": name, **_TYPES[kind], "description": f.meaning}
        for name, kind, f in zip(table.columns, table.kinds, table.fields, strict=True)
    ]
    made: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in table.columns and table.name not in SHARED_IDS:
        made["primaryKey"] = ["id"]
    ties = [
        {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": ["id"]}}
        for (name, column), other in TIES.items()
        if name == table.name and other in tables
    ]
    return made | ({"foreignKeys": ties} if ties else {})


def jsonld(tables: Mapping[str, Table], about: About) -> str:
    """A schema.org `Dataset` with a `DataDownload` for each of `about.files`; what is not known is left out."""
    days = sorted(day for day in _days(tables) if day)
    _, address = licence(about.licence)
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "url": about.address,
        "version": about.version,
        "license": address or about.licence,
        "citation": about.citation,
        "dateModified": about.generated_at,
        "measurementTechnique": about.method,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": about.publisher} if about.publisher else None,
        "temporalCoverage": f"{days[0]}/{days[-1]}" if days else None,
        "spatialCoverage": _countries(tables),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": f.name.lstrip("_"), "description": f.meaning}
            for f in (tables["incidents"].fields if "incidents" in tables else ())
            if f.name.endswith(("_min", "_max"))
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f.name,
                "contentUrl": f"{about.address.rstrip('/')}/data/{f.name}" if about.address else f.name,
                "encodingFormat": f.media_type,
                "contentSize": f"{f.bytes} B",
                "sha256": f.sha256,
            }
            for f in about.files
        ],
    }
    return _json({key: value for key, value in told.items() if value})


def _days(tables: Mapping[str, Table]) -> list[str | None]:
    rows = tables["incidents"].rows if "incidents" in tables else ()
    return [row.get(end) for row in rows for end in ("date_start", "date_end")]


def _countries(tables: Mapping[str, Table]) -> list[dict[str, str]]:
    rows = tables["incidents"].rows if "incidents" in tables else ()
    return [
        {"@type": "Country", "identifier": c}
        for c in sorted({row.get("country") or "" for row in rows} - {""})
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
