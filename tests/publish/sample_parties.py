"""What the invented parties say of themselves: releases, a sheet, a strike report; entries, and what links them.

Of each confirmed incident its party says two things of one day and place: it accepts nobody killed and two injured, and
calls another allegation "non-credible". Every sentence is invented; the sums that do not hold are those of method.md 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from cairn.official.model import ALLEGATION, STRIKE, Answered, EntryLink, Said
from cairn.publish.rows.official import count_row, entry_row, link_row
from cairn.publish.rows.record import Compared
from cairn.tally.declared import compare
from cairn.tally.model import Definition, Row
from cairn.tally.ratio import ratios
from cairn.values import UNKNOWN, DateSpan, Passage, Point, Precision, Range
from cairn.vocab.closed import Grade, Outcome, Reason, State

PACT, GUARD, AZURE = "northern-pact", "river-guard", "azure-command"
FIRST, LATER, WORD, SHEET, STRIKES = (
    "pact-2018-01",
    "pact-2018-12",
    "guard-word",
    "guard-sheet.csv",
    "azure-strikes",
)
DAYS = {
    FIRST: date(2018, 1, 12),
    LATER: date(2018, 12, 30),
    WORD: date(2018, 6, 1),
    SHEET: None,
    STRIKES: date(2016, 4, 7),
}
ABOUT: dict[str, tuple[str, str, str]] = {
    FIRST: (PACT, "release", "Monthly report of the Northern Pact, January 2018"),
    LATER: (PACT, "release", "Monthly report of the Northern Pact, December 2018"),
    WORD: (GUARD, "statement", ""),
    SHEET: (GUARD, "sheet", ""),
    STRIKES: (AZURE, "strikes", "Strikes near Qasr Ghaym"),
}
COUNTS = {
    "open_at_start": (180, "carried over 180 reports"),
    "received": (72, "received 72 new reports"),
    "reopened": (404, "404 historical reports"),
    "completed": (132, "completed the assessment of 132 reports"),
    "open_at_end": (424, "424 reports remain open"),
    "killed_to_date": (624, "at least 624 civilians have been unintentionally killed"),
}
OPENING = (
    "The Pact carried over 180 reports and received 72 new reports; 404 historical reports were added. It completed the "
    "assessment of 132 reports and 424 reports remain open. To date at least 624 civilians have been unintentionally killed.\n\n"
)
NONE_KILLED = (
    "Credible: {day}, near {place}, via social media report. Two civilians were unintentionally injured when a shell fell "
    "short. No civilian was killed."
)
REFUSED = (
    "Non-credible: {day}, near {place}, via media report. There is not enough information at this time to find that "
    "civilians were harmed <in this strike>."
)
REVERSED = (
    "Credible: {day}, near {place}, via self-report. After new footage the Pact finds that more likely than not two "
    "civilians were injured. No civilian was killed."
)
SEVERAL = (
    "Credible: {day}, near {place}, via Invented Monitor report. Eight civilians were unintentionally killed in strikes on "
    "a convoy at 37SFV0401211634."
)
NEW, ZERO = Range(8, 8), Range(0, 0)


@dataclass
class Parties:
    """Rows for the record, and the core values they were made of."""

    documents: list[Any] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    answered: list[Answered] = field(default_factory=list)
    linked: list[EntryLink] = field(default_factory=list)

    def say(self, document: str, words: str) -> Passage:
        """Write the words into the document; where they stand in it."""
        text = self.texts.setdefault(document, OPENING if document == FIRST else "")
        self.texts[document] = f"{text}{words}\n\n"
        return Passage(len(text), len(text) + len(words))

    def said(
        self, document: str, words: str, outcome: Outcome | None, reason: Reason | None = None, **more: Any
    ) -> Said:
        """One statement; without words it is a code of a sheet."""
        passage = self.say(document, words) if words else None
        return Said(DAYS[document], document, outcome, reason, passage=passage, coded=not words, **more)

    def entry(self, key: str, incident: Any, *history: Said, kind: str = ALLEGATION, **more: Any) -> None:
        """One entry of a day and place of an incident."""
        day = date.fromisoformat(incident["date_start"])
        actor, place = ABOUT[history[0].document_id][0], f"near {incident['place_name']}"
        told = {"place": place, "country": "Syria", **more}
        span = DateSpan.between(day, day)
        self.answered.append(
            Answered(key, kind, actor, history[0].document_id, span, history=history, **told)
        )

    def link(
        self, entry: str, incident: Any, decision: str = "accepted", share: Range = UNKNOWN, rank: int = 1
    ) -> None:
        """One link of an entry."""
        self.linked.append(
            EntryLink(entry, incident["id"], decision, 0.9, rank, share, why="the same day and place")
        )

    def rows(self) -> None:
        """Make the rows of all that was said."""
        self.entries = [entry_row(a, self.texts) for a in self.answered]
        self.links = [link_row(x) for x in self.linked]
        for key in dict.fromkeys(s.document_id for a in self.answered for s in a.history):
            actor, kind, title = ABOUT[key]
            self.documents.append(
                {
                    "id": key,
                    "actor": actor,
                    "kind": kind,
                    "title": title,
                    "url": f"https://example.org/{key}" if key in self.texts else "",
                    "published": str(DAYS[key]) if DAYS[key] else None,
                    "text_sha256": f"{len(self.documents):064x}" if key in self.texts else "",
                    "capture_sha256": f"{100 + len(self.documents):064x}",
                    "figures": _counts(self.texts[key]) if key == FIRST else {},
                }
            )


def _counts(text: str) -> dict[str, Any]:
    return {
        name: count_row(value, Passage(text.index(words), text.index(words) + len(words)), text)
        for name, (value, words) in COUNTS.items()
    }


def parties(incidents: list[Any], attributions: list[Any]) -> Parties:
    """Everything said of the first incidents of the record; what speaks of one that is not there is not said."""
    made, here = Parties(), {int(row["id"].rpartition("-")[2]): row for row in incidents}
    graded = {a["incident_id"]: a["grade_suggested"] for a in attributions}
    for n, row in here.items():
        if graded[row["id"]] == "confirmed":
            _confirmed(made, n, row)
    if 13 in here:
        words = _told(SEVERAL, here[13])
        square = {"mgrs": "37SFV0401211634", "point": Point(36.1, 39.4, 1, Precision.WITHIN_1M)}
        made.entry(
            "many",
            here[13],
            made.said(FIRST, words, Outcome.CREDIBLE, killed=NEW),
            via="Invented Monitor report",
            **square,
        )
        made.link("many", here[7], share=Range(5, 5))
        made.link("many", here[13], share=Range(3, 3))
    if 11 in here:
        _guard(made, here)
    if 3 in here:
        words = "Near Qasr Ghaym, two strikes engaged a tactical unit and destroyed a tunnel."
        made.entry(
            "tunnel",
            here[3],
            made.said(STRIKES, words, None),
            kind=STRIKE,
            number=2,
            targets="a tactical unit; a tunnel",
        )
        made.link("tunnel", here[3], "auto")
    made.rows()
    return made


def _told(words: str, row: Any) -> str:
    return words.format(day=row["date_start"], place=row["place_name"])


def _confirmed(made: Parties, n: int, row: Any) -> None:
    killed_none = {"killed": ZERO, "injured": Range(2, 2)}
    refused = (Outcome.NON_CREDIBLE, Reason.INSUFFICIENT_INFORMATION)
    if n == 7:  # first refused, reopened a year later
        first = made.said(FIRST, _told(REFUSED, row), *refused)
        history = (first, made.said(LATER, _told(REVERSED, row), Outcome.CREDIBLE, **killed_none))
    else:
        history = (
            made.said(FIRST, _told(NONE_KILLED, row), Outcome.CREDIBLE, Reason.NOT_GIVEN, **killed_none),
        )
    made.entry(f"e{n}", row, *history, via="social media report", mgrs="37SFV040116")
    made.link(f"e{n}", row)
    made.entry(
        f"x{n}",
        row,
        made.said(FIRST, _told(REFUSED, row), *refused),
        via="media report",
        nearest_strike_m=2000.0,
    )
    made.link(f"x{n}", row)


def _guard(made: Parties, here: dict[int, Any]) -> None:
    """A party whose word comes in a statement and in a sheet; two of its answers are linked by nobody."""
    words = "The River Guard is looking into reports of harm near Qasr Ghaym."
    made.entry("looking", here[5], made.said(WORD, words, Outcome.OPEN))
    made.link("looking", here[5], "auto")
    made.entry("coded", here[11], made.said(SHEET, "", Outcome.NON_CREDIBLE, Reason.NO_STRIKES))
    made.link("coded", here[11])
    words = "The River Guard accepts that it killed four people on the road to Wadi Noor, and does not know how many it injured."
    made.entry("road", here[8], made.said(WORD, words, Outcome.CREDIBLE, killed=Range(4, 4)), night=True)
    for rank, n in enumerate((2, 8), 1):
        made.link("road", here[n], "offered", rank=rank)


def comparisons(
    incidents: list[Any], attributions: list[Any], said: Parties, basis: str
) -> dict[str, Compared]:
    """Declared against alleged for each party; on released grades only where that is the basis, and no machine's link."""
    rows = [_row(i, [a for a in attributions if a["incident_id"] == i["id"]], basis) for i in incidents]
    if basis == "released":
        shown = {r.incident_id for r in rows if r.state == State.RELEASED}
        links = [x for x in said.linked if x.decision == "accepted" and x.incident_id in shown]
        answered = [a for a in said.answered if a.id in {x.entry_id for x in links}]
    else:
        links, answered = said.linked, said.answered
    found = {}
    for actor in (PACT, GUARD):
        done = compare(rows, answered, links, Definition(actors=(actor,), basis=basis))
        found[actor] = Compared(done, ratios(done, Random(5), draws=40))
    return found


def _row(row: Any, attributions: list[Any], basis: str) -> Row:
    state = State(row["state"])
    day = date.fromisoformat(row["date_start"])
    return Row(
        incident_id=row["id"],
        code=row["code"],
        grades=tuple((a["actor_id"], Grade(a["grade_suggested"]), state) for a in attributions),
        incident_grade=None,
        country="SY",
        admin1_pcode="",
        place_names=(row["place_name"],),
        start=day,
        end=day,
        killed=Range(row["killed_min"], row["killed_max"]),
        injured=Range(row["injured_min"], row["injured_max"]),
        parent_id=row["parent_id"] or "",
        harm_reported="yes",
        state=state,
    )
