"""The index of a site's search over incidents that never happened: time, bytes, largest file.

Words lie as words do, a few everywhere and most of them rare: 20,000 in each script, 3,000 places, ten quoted claims of
seven words to an incident and a summary in either language. `--site DIR` also writes the files, to ask a browser.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from cairn.publish.allow import public
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.search.index import search_files

FIRST_DAY, DAYS = date(2031, 1, 1), 8 * 365
LATIN = (
    "bar",
    "dul",
    "mak",
    "tell",
    "an",
    "sur",
    "qe",
    "fir",
    "zan",
    "hal",
    "wa",
    "rim",
    "osh",
    "ned",
    "ghor",
    "yen",
)
ARABIC = (
    "بر",
    "دل",
    "مك",
    "تل",
    "ان",
    "سر",
    "قف",
    "ير",
    "زن",
    "هل",
    "وا",
    "رم",
    "وش",
    "كف",
    "ند",
    "غور",
    "طل",
    "حوز",
)
ACTORS = {f"party-{n}": {"en": f"Party {n}", "ar": f"الطرف {n}"} for n in range(8)}
GRADES = ("fair", "confirmed", "contested", "weak", "discounted", "fair")


class Words:
    """Invented words of one script, drawn as often as their rank allows."""

    def __init__(
        self, parts: tuple[str, ...], article: str, chance: random.Random, count: int = 20_000
    ) -> None:
        self.chance = chance
        self.known = ["".join(chance.choices(parts, k=chance.choice((1, 2, 2, 3)))) for _ in range(count)]
        self.known = [f"{article}{w}" if chance.random() < 0.3 else w for w in self.known]
        self.weights = [1 / (rank + 3) for rank in range(count)]

    def many(self, count: int) -> list[str]:
        """So many words, in bulk: drawing one by one would take longer than the index."""
        return self.chance.choices(self.known, self.weights, k=count)


def record(incidents: int, claims: int = 10, words: int = 7) -> Record:
    """A released record of so many incidents, the same each time."""
    chance = random.Random(8)  # noqa: S311 - to be repeated, not to be secret
    latin, arabic = Words(LATIN, "", chance), Words(ARABIC, "ال", chance)
    names = [(" ".join(latin.many(2)).title(), " ".join(arabic.many(2))) for _ in range(3_000)]
    rows: dict[str, list[Any]] = {"incidents": [], "claims": [], "attributions": [], "reports": []}
    for n in range(incidents):
        key, (name, name_ar), area = f"i{n:06d}", chance.choice(names), chance.randrange(14)
        day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        rows["incidents"].append(
            {"id": key, "code": f"NV{n:06d}", "codes": [f"NV{n:06d}"], "state": "released", "date_start": day,
             "date_end": day, "place_name": name, "place_name_ar": name_ar, "country": "SY", "admin1": f"Area {area}",
             "admin1_ar": f"منطقة {area}", "killed_min": area, "killed_max": area + 3, "weapons": ["airstrike"],
             "summary_en": " ".join(latin.many(40)), "summary_ar": " ".join(arabic.many(40))}
        )  # fmt: skip
        rows["attributions"].append(
            {"incident_id": key, "actor_id": f"party-{n % 8}", "role": "suspected", "grade": GRADES[n % 6]}
        )
        rows["reports"].append({"id": f"r{key}", "source_kind": "news", "publisher": f"Courier {n % 600}"})
        for k in range(claims):
            quote = " ".join((latin, arabic)[k % 2].many(words))
            rows["claims"].append(
                {
                    "id": f"{key}k{k}",
                    "report_id": f"r{key}",
                    "incident_id": key,
                    "kind": "killed",
                    "quote": quote,
                }
            )
    return Record(generated_at="2039-01-01T00:00:00Z", actors=ACTORS, **rows)


def main() -> None:
    """Build, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--site", type=Path)
    wanted = parser.parse_args()
    found = index(public(record(wanted.incidents)))
    began, spent = perf_counter(), process_time()
    files = search_files(found, preview=False)
    seconds, cpu = perf_counter() - began, process_time() - spent
    sizes = {name: len(body.encode()) for name, body in files.items()}
    shards = [size for name, size in sizes.items() if name.startswith("search/words/")]
    told = {
        "incidents": wanted.incidents,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "files": len(files),
        "bytes": sum(sizes.values()),
        "bytes_gzip": sum(len(gzip.compress(body.encode(), 6)) for body in files.values()),
        "largest_words": max(shards),
        "facets": sizes["search/facets.json"],
        "facets_gzip": len(gzip.compress(files["search/facets.json"].encode(), 6)),
        "head": sizes["search/index.json"],
    }
    print(json.dumps(told))
    for name, body in files.items() if wanted.site else ():
        path = wanted.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")


if __name__ == "__main__":
    main()
