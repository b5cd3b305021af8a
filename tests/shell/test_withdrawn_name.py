"""A withdrawn name that stands in every text of a workspace leaves every page, in ids and addresses too."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.acts.add_media import add_media
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.link_by_hand import decide_link
from cairn.shell.acts.release import release
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.show_media import Words, release_media, tell
from cairn.shell.records.models import Media
from cairn.shell.site.refresh import write
from cairn.shell.workspace import Workspace
from conftest import jsonl, report, silent
from shell.desk import LINA, SAM
from shell.secrets_sought import layers

NAME = "Zqadira Zqalloum"
SPELT = ("zqadira", "zqalloum")


def plant(ws: Workspace, folder: Path) -> None:
    """The name in every text that somebody may write, also as an id, in an address, and as who decides."""
    slug, address = "zqadira-zqalloum", "https://wire.example/zqadira%20zqalloum"
    text = f"Russian jets hit a house in Binnish on 8 May 2021, killing 3 civilians, {NAME} said."
    rows = [
        report(f"{slug}-1", text, published="2021-05-08T12:00:00Z", url=address, author=NAME),
        report(
            f"x-{slug}",
            f"{text} It was heard far away.",
            published="2021-05-08T13:00:00Z",
            publisher=f"Page of {NAME} (invented)",
        ),
    ]
    add_reports(ws, f"{NAME}.jsonl", jsonl(*rows))
    document = {
        "id": f"{slug}-paper", "actor": "russia", "published": "2021-06-04", "title": f"On {NAME}",
        "url": address, "text": f"1. On 8 May 2021, near Binnish, via {NAME}. Closed.",
    }  # fmt: skip
    entry = {
        "id": f"{slug}-entry", "document_id": f"{slug}-paper", "actor": "russia", "outcome": "credible", "date": "2021-05-08",
        "place_text": f"near the house of {NAME}", "via": NAME, "killed_min": 1, "killed_max": 1, "quote": NAME,
    }  # fmt: skip
    for n, row in enumerate((document, entry)):
        (folder / f"{n}.jsonl").write_bytes(jsonl(row))
        add_official(ws, folder / f"{n}.jsonl")
    run(ws, silent, preview=False)
    fields = {"killed_min": 3, "killed_max": 3, "place_name": f"House of {NAME}"}
    told = Decision(
        f"{slug}-1", NAME, f"{NAME} was heard", fields=fields, grades={"russia": "fair"}, summary_en=f"{NAME} saw it.",
        summary_ar=f"{NAME}.",
    )  # fmt: skip
    set_assessment(told)
    release(f"{slug}-1", who=SAM, why=f"{NAME} agrees")
    decide_link(f"{slug}-entry", f"{slug}-1", "accept", who=LINA, why=NAME)
    _beside(ws, folder, slug)


def _beside(ws: Workspace, folder: Path, slug: str) -> None:
    area = {
        "id": slug,
        "name_en": f"{NAME} quarter",
        "parent": "N0461",
        "kind": "neighbourhood",
        "source": NAME,
    }
    word = {
        "id": f"w-{slug}", "area": slug, "holding": "held", "actor": "sdf", "from": "2017-08-04", "asserted_by": "Example Monitor",
        "source": f"{NAME}, https://example.org/{slug}", "note": NAME,
    }  # fmt: skip
    (folder / "control.jsonl").write_bytes(jsonl(area, word))
    add_control(ws, folder / "control.jsonl", Asked())
    head = "subject,relation,object,from,to,asserted by,source,note\n"
    add_actors(ws, "r.csv", f"{head}sdf,partner of,United States,,,Turkey,of {NAME},{NAME}\n".encode())
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    (folder / f"{slug}.jpg").write_bytes(out.getvalue())
    add_media(ws, folder / f"{slug}.jpg", report=f"{slug}-1")
    key = Media.objects.get().id
    tell(key, Words(told_en=f"{NAME} stands there", told_ar=NAME, warning="none"), who=LINA, why=NAME)
    release_media(ws, key, who=SAM, why=NAME)


def stands_in(folder: Path) -> list[str]:
    """Where some spelling of the name stands, however it is written down."""
    heap = "\n".join(layers(folder))
    if not any(s in heap for s in SPELT):
        return []
    held = {
        p: (str(p) + p.read_bytes().decode("utf-8", "replace")).lower()
        for p in folder.rglob("*")
        if p.is_file()
    }
    return [str(p.relative_to(folder)) for p, told in held.items() if any(s in told for s in SPELT)] or [
        *SPELT
    ]


def test_a_withdrawn_name_leaves_every_page_of_both_sites_and_the_report(
    ws: Workspace, cli: Any, tmp_path: Path
) -> None:
    config = ws.root / "cairn.toml"
    config.write_text("name_deciders = true\n" + config.read_text("utf-8"), "utf-8")
    ws, folder, out = Workspace(ws.root), tmp_path / "in", tmp_path / "out"
    for made in (folder, out):
        made.mkdir()
    plant(ws, folder)
    for preview in (False, True):
        write(ws, None, preview=preview)
    assert len(stands_in(ws.site)) > 20
    done = cli("withdraw", NAME, "--kind", "name", "--as", LINA, "--why", "she asks", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["rewritten"] == ["public site", "preview"]
    assert stands_in(ws.site) == []
    assert stands_in(ws.preview) == []
    assert len(list(ws.site.glob("incidents/*.json"))) == 1
    made = cli("report", "--from", "2021-01-01", "--to", "2021-12-31", "--out", out / "page.html")
    assert made.exit_code == 0, made.output
    assert stands_in(out) == []
