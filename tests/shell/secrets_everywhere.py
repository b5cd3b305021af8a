"""A workspace that has everything, brought in by the acts of the commands, with a secret in every text that may hold one.

`secrets_planted.plant` brings reports and decisions. Here come the parties' own words, ground and who is who, pictures,
another recorder's register, referrals, words of the team's own, corrections, versions, and all that was taken back.
What is public is planted too, in words that are no secret: `FREE` says by which field of the allow-list each goes out.
"""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.ExifTags import Base

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.acts.add_media import add_media
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_places import add_coverage, add_places
from cairn.shell.acts.add_register import add_register
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.add_words import add_words
from cairn.shell.acts.correct_claim import correct_claim
from cairn.shell.acts.link_by_hand import decide_link
from cairn.shell.acts.merge_incidents import say_of_two
from cairn.shell.acts.origin_by_hand import origin_by_hand
from cairn.shell.acts.refer import log_reply, send
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.show_media import Words, release_media, tell
from cairn.shell.acts.undo import undo
from cairn.shell.export.referrals import reference
from cairn.shell.records.models import (
    AccountRow,
    AssignmentRow,
    Capture,
    ClaimRow,
    ControlArea,
    IncidentProjection,
    Media,
    OfficialOutcome,
    PastProjection,
    Referral,
    Rejected,
    ReportRow,
    Source,
)
from cairn.shell.search import bring_up_to_date
from cairn.shell.workspace import Workspace
from cairn.sources.control_model import Defaults
from cairn.vocab.load import use_words
from conftest import jsonl, report, silent
from control_rows import collection, feature
from shell.register_rows import entry, lines
from shell.secrets_planted import plant
from shell.secrets_sought import Planted

FREE = {
    "Freetown Square": ("incidents", "place_name"),
    "Freely told in the summary": ("incidents", "summary_en"),
    "ملخص مفتوح للجميع": ("incidents", "summary_ar"),
    "Free Title of July": ("official_documents", "title"),
    "free media report": ("official_entries", "via"),
    "near Free Crossing": ("official_entries", "place_text"),
    "free-decree 7": ("designations", "act"),
    "Free gazette of the Reed Valley": ("designations", "source"),
    "Free Hill quarter": ("areas", "names"),
    "A free man in a blue coat": ("media", "told_en"),
}
"""Words that stand where the public may read them, and the field by which they go out."""

PARTY = "russia"


def everything(ws: Workspace, folder: Path) -> Planted:
    """The workspace, and its secrets by the kind of place each was put into. `folder` takes the files that come in."""
    planted = plant(ws, incidents=12, released=9)
    _many_columns(planted, ws)
    _corrected(planted, ws)
    _of_parties(planted, ws, folder)
    _of_ground(planted, ws, folder)
    _of_actors(planted, ws)
    _of_places(planted, ws)
    _of_others(planted, ws)
    _pictures(planted, ws, folder)
    _versions(planted)
    _of_people(planted, ws)
    _words_of_the_team(planted, ws)
    run(ws, silent, preview=False)
    _referred(planted, ws)
    _by_the_machine(planted)
    bring_up_to_date(ws, silent)
    return planted


def _save(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _many_columns(planted: Planted, ws: Workspace) -> None:
    """Columns that nobody knows, faults of every kind, and a report that came again with other words."""
    word = planted.word
    row = report(
        "changing-1",
        f"Russian jets hit a house in Binnish on 9 May 2024, killing 3 civilians, {word('earlier text')} said.",
        published="2024-05-09T10:00:00Z",
        author=word("author"),
        platform=word("platform"),
        quality=word("quality"),
        **{f"{word('column')}": word("column") for _ in range(60)},
        nested={word("column"): [word("column"), {"deep": word("column")}]},
    )
    faulty = [{"id": word("rejected id"), "text": "", word("rejected"): word("rejected")} for _ in range(30)]
    add_reports(ws, f"{word('file name')}.jsonl", jsonl(row, *faulty))
    run(ws, silent, preview=False)
    later = {**row, "text": row["text"].replace("killing 3", "killing 4"), "notes": word("column")}
    add_reports(ws, f"{word('file name')}.jsonl", jsonl(later))
    run(ws, silent, preview=False)


def _corrected(planted: Planted, ws: Workspace) -> None:
    """A claim corrected by hand, a word on two accounts and one on two incidents, and one that was taken back."""
    word = planted.word
    claim = ClaimRow.objects.filter(account__report_id="org-9", kind="killed", live=True)[0]
    correct_claim(
        claim.id, {"min": 6, "max": 6, "value": word("corrected value")}, who=word("decider"), why=word("why")
    )
    resident = planted.secrets["individual's id"]
    origin_by_hand(ws, f"{resident[9]}#1", "org-9#1", "apart", who=word("decider"), why=word("why"))
    say_of_two("org-10", "org-11", "different", who=word("decider"), why=word("why"))
    held = set_assessment(Decision("org-10", word("decider"), word("why"), summary_en=word("undone summary")))
    undo(ws, held.act_id, who=word("decider"), why=word("why"))
    withdraw("claim", claim.id, who=word("decider"), why=word("why"), note=word("note of a withdrawal"))


def _of_parties(planted: Planted, ws: Workspace, folder: Path) -> None:
    """A document and three entries: one linked by a person, one rejected, one that nobody looked at."""
    word = planted.word
    free = "On 8 January 2018, near Free Crossing, via free media report. Closed."
    hidden = [f"On {n} March 2018, near {word('place of a waiting entry')}. Closed." for n in (1, 2)]
    text = f"{word('whole text of a party')}\n\n1. {free}\n\n2. {hidden[0]}\n\n3. {hidden[1]}\n\n{word('whole text of a party')}\n"
    document = {
        "id": "free-july", "actor": PARTY, "published": "2018-02-04", "title": "Free Title of July",
        "url": "https://party.example/july", "text": text, "note": word("column"),
    }  # fmt: skip
    other = {
        **document, "id": word("id of a waiting document").lower(), "title": word("title of a waiting document"),
        "url": f"https://party.example/{word('address of a waiting document')}", "published": "2018-05-01",
        "text": f"1. {hidden[0]}",
    }  # fmt: skip
    add_official(ws, _save(folder, f"{word('file name')}.jsonl", jsonl(document, other)))
    base = {"document_id": "free-july", "actor": PARTY, "outcome": "credible", "reason": ""}
    waits = [word("id of a waiting entry").lower() for _ in range(6)]
    rows = [
        {**base, "id": "free-entry", "date": "2018-01-08", "place_text": "near Free Crossing",
         "via": "free media report", "killed_min": 2, "killed_max": 2, "note": word("column of an entry")},
        *({**base, "id": waits[n - 2], "date": f"2018-0{n}-08", "place_text": f"near {word('place of a waiting entry')}",
           "via": word("via of a waiting entry"), "reason": word("reason of a waiting entry"),
           "killed_min": 1, "killed_max": 1, "note": word("column of an entry")} for n in range(2, 8)),
        {**base, "id": word("rejected entry"), "date": "no day", "outcome": word("rejected outcome")},
    ]  # fmt: skip
    add_official(ws, _save(folder, f"{word('file name')}.jsonl", jsonl(*rows)))
    decide_link("free-entry", "org-0", "accept", who=word("decider"), why=word("why"))
    decide_link(waits[0], "org-1", "reject", who=word("decider"), why=word("why"))
    withdraw("entry", waits[1], who=word("decider"), why=word("why"))


def _of_ground(planted: Planted, ws: Workspace, folder: Path) -> None:
    """Areas, words and a drawing by people who may not be named."""
    word = planted.word
    areas = [
        {"id": "free-hill", "name_en": "Free Hill quarter", "name_ar": "تل حر", "parent": "N0461",
         "kind": "neighbourhood", "source": word("who drew an area"), "aliases": [word("alias of an area")]},
    ]  # fmt: skip
    words = [
        {"id": word("id of a word"), "area": "free-hill", "holding": "held", "actor": "sdf", "from": f"2017-08-{n:02}",
         "asserted_by": f"{word('author of ground')} {word('author of ground')}", "source": word("source of ground"),
         "note": word("note on ground")} for n in range(1, 9)
    ]  # fmt: skip
    add_control(ws, _save(folder, f"{word('file name')}.jsonl", jsonl(*areas, *words)), Asked())
    add_control(
        ws,
        _save(folder, "2017-09-01.geojson", collection(feature(**{word("property"): word("property")}))),
        Asked(Defaults(holder="sdf", asserted_by=planted.name("author of a drawing"), source=word("source"))),
    )


def _of_actors(planted: Planted, ws: Workspace) -> None:
    """Relations and designations with their notes, and a private person's word on a party."""
    word = planted.word
    rows = [
        f"sdf,partner of,United States,,,{planted.name('author of a relation')},{word('source')},{word('note')}"
        for _ in range(4)
    ]
    head = "subject,relation,object,from,to,asserted by,source,note\n"
    add_actors(ws, f"{word('file name')}.csv", (head + "\n".join(rows) + "\n").encode())
    told = (
        "actor,authority,list,act,from,to,source,note\n"
        f"YPG,Turkey,Invented list,free-decree 7,2031-05-01,,Free gazette of the Reed Valley,{word('note')}\n"
    )
    add_actors(ws, f"{word('file name')}.csv", told.encode())
    actor = (
        '[[actor]]\nid = "mill_guard"\nkind = "group"\nnames = { en = "Mill Guard", ar = "حرس" }\n'
        f'aliases = ["{word("alias of an actor")}"]\nnote = "{word("note on an actor")}"\n'
    )
    add_actors(ws, "actors.toml", actor.encode())


def _of_places(planted: Planted, ws: Workspace) -> None:
    place = {
        "id": planted.word("id of a place"), "place_en": planted.word("unused place"), "place_ar": "بئر", "lat": 34.15,
        "lon": 39.42, "location_precision": "village", "country_code": "SY", "admin_en": "Homs",
        "note": planted.word("note"),
    }  # fmt: skip
    add_places(ws, f"{planted.word('file name')}.jsonl", jsonl(place))
    told = f"actor,country,from,to,level,note\n{PARTY},SY,2018-01-01,2018-12-31,full,{planted.word('note')}\n"
    add_coverage(ws, f"{planted.word('file name')}.csv", told.encode())


def _of_others(planted: Planted, ws: Workspace) -> None:
    """Another recorder's register stands apart: no site of ours shows it."""
    word = planted.word
    rows = [
        entry(word("ref of a register"), word("code of a register"), place_en=word("register"), notes=word("register"),
              previous_codes=[word("code of a register")]) for _ in range(10)
    ]  # fmt: skip
    add_register(ws, f"{word('register name')}.jsonl", lines(*rows))


def _pictures(planted: Planted, ws: Workspace, folder: Path) -> None:
    """One that is shown, told anew since; one that was told and not released; each as a camera wrote it."""
    word = planted.word
    for n, name in enumerate(("org-0", "org-1")):
        image, exif = Image.new("RGB", (8 + n, 8), (n, 40, 90)), Image.Exif()
        exif[Base.Artist], exif[Base.ImageDescription] = word("camera"), word("camera")
        out = io.BytesIO()
        image.save(out, "JPEG", exif=exif, comment=word("camera").encode())
        add_media(ws, _save(folder, f"{word('file name')}.jpg", out.getvalue()), report=name)
    shown, waits = (Media.objects.get(report_id=name) for name in ("org-0", "org-1"))
    tell(
        shown.id, Words(told_en=word("earlier telling"), warning="none"), who=word("decider"), why=word("why")
    )
    tell(
        shown.id,
        Words(told_en="A free man in a blue coat", warning="none"),
        who=word("decider"),
        why=word("why"),
    )
    release_media(ws, shown.id, who=word("decider"), why=word("why"))
    tell(shown.id, Words(told_en=word("later telling"), warning="none"), who=word("decider"), why=word("why"))
    tell(
        waits.id,
        Words(told_ar=word("waiting telling", arabic=True), warning="none"),
        who=word("decider"),
        why=word("why"),
    )


def _versions(planted: Planted) -> None:
    """An incident of three versions: the first and second were public, the third waits."""
    word = planted.word
    told = ({"summary_en": word("replaced summary"), "summary_ar": word("replaced summary", arabic=True)},
            {"summary_en": "Freely told in the summary", "summary_ar": "ملخص مفتوح للجميع"},
            {"summary_en": word("waiting summary"), "summary_ar": word("waiting summary", arabic=True)})  # fmt: skip
    for n, summary in enumerate(told):
        place = word("waiting place") if n == 2 else "Freetown Square"
        set_assessment(
            Decision("org-2", word("decider"), word("why"), grades={PARTY: "fair"}, **summary,
                     fields={"killed_min": 7 + n, "killed_max": 9 + n, "place_name": place})
        )  # fmt: skip
        if n < 2:
            release("org-2", who=word("decider"), why=word("why"))


def _of_people(planted: Planted, ws: Workspace) -> None:
    """Residents alone: an incident that nobody but private persons tells of, and which is released all the same."""
    word = planted.word
    rows = [
        report(
            planted.hide("individual's id", f"{word('handle').lower()}-alone"),
            f"Shelling on a school in Saraqib on 3 March 2016, {4 + n} civilians were killed. {word('their words')} "
            f"and {word('their words')} saw it from {word('their words')}.",
            published="2016-03-03T11:12:13Z", publisher=planted.name("individual"), author=word("author"),
            source_kind="individual", url=f"https://social.example/{word('handle')}/{n}",
        ) for n in range(2)
    ]  # fmt: skip
    add_reports(ws, "people.jsonl", jsonl(*rows))
    run(ws, silent, preview=False)
    name = rows[0]["id"]
    set_assessment(Decision(name, word("decider"), word("why"), fields={"killed_min": 4, "killed_max": 5}))
    release(name, who=word("decider"), why=word("why"))


def _words_of_the_team(planted: Planted, ws: Workspace) -> None:
    try:
        add_words(ws, "en_people.toml", f'[generic]\nplural = ["{planted.word("word list")}"]\n'.encode())
    finally:
        use_words({})


def _referred(planted: Planted, ws: Workspace) -> None:
    """Asked of a party, and its answer."""
    (made,) = send(ws, ["org-0"], PARTY, who=planted.word("decider"), why=planted.word("why")).made
    assert made.row is not None
    reply = json.dumps({"said": planted.word("reply")}).encode()
    log_reply(
        ws, reference(made.row), reply, on=date.today() + timedelta(days=1), who=planted.word("decider"), why=planted.word("why")
    )  # fmt: skip


BY_THE_MACHINE = {
    Rejected: ("page", "code", "field", "value", "message", "remedy"),
    ClaimRow: ("scope", "attributed_to", "role", "extractor"),
    AccountRow: ("extractor",),
    ReportRow: ("language", "read_by", "refused"),
    Capture: ("how",),
    IncidentProjection: ("policy",),
    PastProjection: ("policy",),
    Referral: ("actor",),
    OfficialOutcome: ("value",),
    AssignmentRow: ("features",),
    Source: ("party",),
    ControlArea: ("parent",),
}
"""Columns that our own code fills, with words that a table or a source may have brought: written to as it does."""


def _by_the_machine(planted: Planted) -> None:
    """In a row of each that is not to be seen: the last, or what nobody released."""
    individuals = set(planted.secrets["individual's id"])
    resident = ReportRow.objects.get(id=planted.secrets["individual's id"][9])
    with recorded("planted"):
        for model, names in BY_THE_MACHINE.items():
            rows = model.objects.order_by("pk")
            if model is ReportRow:
                rows = rows.filter(id=resident.id)
            if model is Source:
                rows = rows.filter(id=resident.source_id)
            if model in (ClaimRow, AccountRow, AssignmentRow):
                rows = [r for r in rows if _report_of(r) in individuals]
            row = list(rows)[-1]
            for name in names:
                held, secret = getattr(row, name), planted.word(f"{model.__name__}.{name}")
                if isinstance(held, str):
                    setattr(row, name, secret[: model._meta.get_field(name).max_length or 99])
                else:
                    setattr(
                        row,
                        name,
                        {**held, "note": secret}
                        if isinstance(held, dict)
                        else [*held, {"name": secret, "weight": 1.0, "sentence": secret}],
                    )
            row.save()


def _report_of(row: Any) -> str:
    account = row if isinstance(row, AccountRow) else row.account
    return str(account.report_id)


def as_rows(value: Any) -> str:
    """A value of a column as the text that it holds."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
