"""Count every sum of this release again, from its tables alone: `python recount.py`. Python 3.10, reads, never writes.

It stands beside `incidents.jsonl`, `attributions.jsonl` and `tallies.json`, uses nothing but Python's own library and
shares no code with what printed the sums. Each is made anew from its definition and held against the figures and the
incidents it lists. Exit 0 where all are equal, 1 where one is not, 2 where the tables cannot be read.
With files as arguments it counts those instead: objects that `cairn tally --json` printed, over this release's tables.
"""

import sys

if __name__ == "__main__":
    del sys.path[0]  # the folder, which may hold a json.py of its own: only Python's are loaded
import json
import unicodedata
from pathlib import Path
from typing import Any

Row = dict[str, Any]
GROUPS = ("children", "women", "men", "belligerents")
BASES = {"released": {"released"}, "set": {"set", "released"}, "suggested": {"suggested"},
         "best": {"suggested", "set", "released"}}  # fmt: skip


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def graded(incidents: list[Row], attributions: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """Incident -> (actor, grade): as a person set it, and only where nobody did as a machine suggests it."""
    state = {row["id"]: row.get("state", "") for row in incidents}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in attributions:
        how = state.get(row["incident_id"])
        if grade := row.get(f"grade_{how}" if how == "suggested" else "grade"):
            found.setdefault(row["incident_id"], []).append((row["actor_id"], grade))
    return found


def holds(member: Row, incident: Row) -> bool:
    """Whether a membership is known to hold on the incident's first day, where it happened."""
    if member["countries"] and incident.get("country") not in member["countries"]:
        return False
    day, first, last = incident.get("date_start"), member["from"], member["to"]
    if not day:
        return not first and not last
    return (not first or first <= day) and (not last or day <= last)


def counts(incident: Row, grades: list[tuple[str, str]], asked: Row) -> bool:
    """Whether the definition takes the incident."""
    wanted = set(asked["grades"])
    if wanted != {"discounted"}:
        wanted -= {"discounted"}
    actors = set(asked["actors"]) | {m["actor"] for m in asked["members"] if holds(m, incident)}
    known = any(
        incident.get(f"{what}_{end}") is not None for what in ("killed", "injured") for end in ("min", "max")
    )
    harm = incident.get("harm_reported")
    return (
        (harm == "yes" or (harm != "no" and known))
        and any(grade in wanted and (not asked["actors"] or actor in actors) for actor, grade in grades)
        and incident.get("state") in BASES[asked["basis"]]
        and is_of_days(incident, asked)
        and is_there(incident, asked)
    )


def is_of_days(incident: Row, asked: Row) -> bool:
    first, last, day = asked["from"], asked["to"], incident.get("date_start")
    return not (first or last) or bool(day and (not first or first <= day) and (not last or day <= last))


def is_there(incident: Row, asked: Row) -> bool:
    if asked["country"] and incident.get("country") != asked["country"]:
        return False
    if asked.get("place_pcode"):
        return bool(incident.get("admin1_pcode") == asked["place_pcode"])
    names = ("place_name", "place_name_ar", "admin1", "admin1_ar", "admin1_pcode")
    return not asked["place"] or folded(asked["place"]) in {
        folded(incident.get(name) or "") for name in names
    }


def folded(text: str) -> str:
    """A name as compared: without marks, spaces, signs and the difference of capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def above(incident: Row, by_id: dict[str, Row]) -> set[str]:
    """The umbrella records above an incident."""
    found: set[str] = set()
    parent = incident.get("parent_id")
    while parent and parent not in found:
        found.add(parent)
        parent = by_id[parent].get("parent_id") if parent in by_id else None
    return found


def chosen(by_id: dict[str, Row], grades: dict[str, list[tuple[str, str]]], asked: Row) -> list[Row]:
    """The incidents that are summed: of an umbrella record and its parts never both."""
    kept = {key: row for key, row in by_id.items() if counts(row, grades.get(key, []), asked)}
    if asked["umbrella"] == "parents":
        return [row for row in kept.values() if not above(row, by_id) & kept.keys()]
    parents = {key for row in kept.values() for key in above(row, by_id)}
    return [row for key, row in kept.items() if key not in parents]


def added(rows: list[Row], name: str) -> Row:
    """Known ends added up; where only a lowest is known it stands at both ends; silence adds nothing."""
    low = high = without = 0
    for row in rows:
        least, most = row.get(f"{name}_min"), row.get(f"{name}_max")
        without += least is None and most is None
        low += least or 0
        high += (least or 0) if most is None else most
    return {"min": low, "max_of_known": high, "incidents_without_figure": without}


def is_joint(incident: Row, grades: list[tuple[str, str]], asked: Row) -> bool:
    """Whether two sides are named: a member is of the side it counts for, a discounted name is none."""
    side = {m["actor"]: m["of"] for m in reversed(asked["members"]) if holds(m, incident)}
    named = {actor for actor, grade in grades if grade != "discounted" and actor != "unknown"}
    return len({side.get(actor, actor) for actor in named}) > 1


def counted(by_id: dict[str, Row], grades: dict[str, list[tuple[str, str]]], asked: Row) -> Row:
    """The sum as it comes out of the tables."""
    rows = chosen(by_id, grades, asked)
    killed, injured = added(rows, "killed"), added(rows, "injured")
    groups: Row = {}
    for group in GROUPS:
        for what in ("killed", "injured"):
            total = added(rows, f"{group}_{what}")
            if total["incidents_without_figure"] < len(rows):
                groups.setdefault(group, {})[what] = total
    return {
        "incidents": len(rows),
        "killed": {end: killed[end] for end in ("min", "max_of_known")},
        "injured": {end: injured[end] for end in ("min", "max_of_known")},
        "incidents_without_figure": killed["incidents_without_figure"],
        "jointly_attributed": sum(is_joint(r, grades.get(r["id"], []), asked) for r in rows),
        "machine_suggested": sum(r.get("state") == "suggested" for r in rows),
        "subgroups": groups,
        "members": sorted(row["id"] for row in rows),
    }


def compare(printed: Row, by_id: dict[str, Row], grades: dict[str, list[tuple[str, str]]]) -> list[str]:
    """What differs between a sum as printed and as counted, in words."""
    asked = printed["definition"]
    if asked.get("register") or asked["grade_of"] != "attribution":
        return ["it sums another recorder's register, which is no part of this release"]
    if asked["basis"] not in BASES:
        return [f"its basis {asked['basis']!r} is none that is known here"]
    found = counted(by_id, grades, asked)
    told = {**printed, "members": sorted(printed["members"])}
    return [
        f"{key}: printed {told[key]}, counted {found[key]}"
        for key in found
        if key in told and told[key] != found[key]
    ]


def name_of(printed: Row) -> str:
    asked = printed["definition"]
    period = " ".join(f"{end} {asked[end]}" for end in ("from", "to") if asked[end])
    parts = (", ".join(asked["actors"]) or "any actor", asked["country"], asked["place"], period)
    return "; ".join([*(p for p in parts if p), ", ".join(asked["grades"])])


def main(files: list[str], folder: Path) -> int:
    say = sys.stdout.write
    try:
        incidents, attributions = rows_of(folder / "incidents.jsonl"), rows_of(folder / "attributions.jsonl")
        sums = [json.loads(Path(f).read_text("utf-8")) for f in files]
        sums = sums or json.loads((folder / "tallies.json").read_text("utf-8"))["tallies"]
        by_id, grades = {row["id"]: row for row in incidents}, graded(incidents, attributions)
        results = [(name_of(one), compare(one, by_id, grades)) for one in sums]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        say(f"cannot be counted: {type(fault).__name__}: {fault}\n")
        return 2
    for name, wrong in results:
        say(f"{'differs' if wrong else 'equal'}: {name}\n" + "".join(f"    {line}\n" for line in wrong))
    differing = sum(bool(wrong) for _, wrong in results)
    say(
        f"{len(results)} sums over {len(incidents)} incidents: {len(results) - differing} equal, {differing} not\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
