"""Invented work for the harness: reports in any number, and a day of commands that touches every stage."""

from __future__ import annotations

import json
import random
from pathlib import Path

TOWNS = ("Maarrat Misrin", "Kafr Nabl", "Ariha", "Saraqib", "Binnish", "Taftanaz", "Khan Shaykhun", "Atarib")
WHO = ("Russian jets", "government helicopters", "Coalition aircraft", "an unknown party")
WHAT = ("the market", "a school", "a bakery", "a house", "the hospital", "a road")
NOOR, SAM = "Noor Example", "Sam Example"


def report(n: int, *, words: int = 0) -> dict[str, str]:
    """The n-th invented report; the same number gives the same report."""
    pick = random.Random(n)
    dead, hurt, day = pick.randint(1, 30), pick.randint(1, 40), pick.randint(1, 28)
    text = (
        f"An air strike by {pick.choice(WHO)} hit {pick.choice(WHAT)} in {pick.choice(TOWNS)} on {day} May 2025, "
        f"killing {dead} civilians and injuring {hurt}, a local reporter said."
    )
    text += "".join(f" Witness {k} told of smoke over the street for {k + 2} hours." for k in range(words))
    return {
        "id": f"wire-{n}",
        "text": text,
        "publisher": f"Steppe Wire {n % 7} (invented)",
        "source_kind": "news",
        "published": f"2025-05-{day:02}T12:00:00Z",
    }


def reports(first: int, last: int, *, words: int = 0) -> bytes:
    """A file of the reports from `first` up to `last`."""
    rows = (report(n, words=words) for n in range(first, last))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def a_day(folder: Path) -> list[list[str]]:
    """Commands in the order of a day's work; their files are written into the folder. The first makes the workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = {**report(2), "text": report(2)["text"].replace("civilians", "residents")}
    one = {"one.jsonl": reports(0, 5), "two.jsonl": reports(5, 9) + json.dumps(changed).encode()}
    lists = {
        "actors.toml": b'[[actor]]\nid = "example_army"\nkind = "state"\nnames = { en = "Example Army", ar = "Example Army" }\n'
        b'aliases = ["Example Army"]\nnote = "invented"\n',
        "coverage.csv": b"actor,country,from,to,level\nrussia,SY,2025-05-01,2025-05-31,full\n",
    }
    for name, data in {**one, **lists}.items():
        (folder / name).write_bytes(data)
    at = {name: str(folder / name) for name in (*one, *lists)}
    signed = ["--as", NOOR, "--why", "three origins"]
    checked = ["--as", SAM, "--why", "checked"]
    return [
        ["init"],
        ["add", at["one.jsonl"]],
        ["add", "--as", "coverage", at["coverage.csv"]],
        ["add", "--as", "actors", at["actors.toml"]],
        ["run", "--no-preview"],
        ["judge", "wire-0", "--killed", "5-9", *signed],
        ["judge", "wire-1", "--killed", "1", *signed],
        ["add", at["two.jsonl"]],
        ["run", "--no-preview"],
        ["release", "wire-0", *checked],
        ["withdraw", "wire-3", "--kind", "report", *checked],
        ["publish"],
    ]
