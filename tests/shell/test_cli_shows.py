"""What the command line shows: tables that hold their contract, public ones that hold no more, sums."""

import json

from cairn.publish.allow import PUBLIC_FIELDS, WORD_FIELDS
from cairn.publish.tables.specification import TABLES, columns
from cairn.shell.records import find
from conftest import jsonl as report_lines
from conftest import report
from shell.answers import SECOND, SIGN, error_of, told
from shell.desk import NOOR, with_far
from shell.register_rows import entry
from shell.register_rows import lines as jsonl

TOTAL = report(
    "paper-1", "At least 900 civilians have been killed in the province since 2016, the Orchard Network says."
)

OTHER = report(
    "far-2",
    "A Russian air strike killed 2 civilians in Kafr Nabl on 3 March 2021.",
    published="2021-03-03T10:00:00Z",
)
RELEASE = """\
1. On May 8, 2025, near Maarrat Misrin, Syria, via social media report: two civilians were unintentionally killed in a market.

2. On May 2, 2019, near Marj Latif, Syria, via social media report: the report remains open.
"""


def with_a_party(cli, folder):
    """A release with an entry for the strike on the market and one that fits nothing; and another strike."""
    (folder / "2025-06-02.txt").write_text(RELEASE)
    cli("add", folder / "2025-06-02.txt", "--as", "official", "--party", "russia")
    (folder / "far.jsonl").write_bytes(report_lines(OTHER))
    cli("add", folder / "far.jsonl")


def refer(cli, folder):
    """The strike referred to that party, and its reply."""
    sent = ("--to", "russia", "--out", folder / "out", "--format", "json", "--send", *SECOND)
    assert cli("refer", "wire-1", *sent).exit_code == 0
    (folder / "reply.txt").write_text("We have received it.")
    reference = told(cli("export", "referrals", "--json"))["rows"][0]["id"]
    reply = ("--reply", reference, folder / "reply.txt", "--on", "2099-01-01", *SECOND)
    assert cli("refer", *reply).exit_code == 0


def test_an_export_has_exactly_the_columns_of_its_table(cli, three):
    (three.root / "c.csv").write_text("actor,country,from,to,level\nrussia,SY,2025-01-01,2025-12-31,full\n")
    cli("add", three.root / "c.csv", "--as", "coverage")
    (three.root / "bad.jsonl").write_text('{"id": "x"}\n')
    cli("add", three.root / "bad.jsonl")
    (three.root / "theirs.jsonl").write_bytes(jsonl(entry("r-1", "RD1")))
    cli("add", three.root / "theirs.jsonl", "--as", "register")
    (three.root / "total.jsonl").write_bytes(report_lines(TOTAL))
    with_a_party(cli, three.root)
    cli("run", three.root / "total.jsonl", "--no-preview")
    cli("judge", "wire-1", "--grade", "russia=fair", *SIGN)
    cli("release", "wire-1", *SECOND)
    refer(cli, three.root)
    cli("add", "raqqa-2017", "--as", "control")
    assert {table: columns_told(cli, table) for table in TABLES} == {t: {columns(t)} for t in TABLES}


def columns_told(cli, table):
    """The columns of every row of an export, in whatever form it is asked for."""
    lines = cli("export", table).stdout.splitlines()
    assert lines, table
    sheet = cli("export", table, "--format", "csv").stdout.splitlines()
    rows = told(cli("export", table, "--json"))["rows"]
    assert len(rows) == len(lines), table
    return {tuple(sheet[0].split(",")), *map(tuple, rows), *(tuple(json.loads(line)) for line in lines)}


def test_the_words_of_an_exported_claim_stand_where_it_says(cli, three):
    texts = {r["id"]: r["text"] for r in told(cli("export", "reports", "--json"))["rows"]}
    claims = told(cli("export", "claims", "--json"))["rows"]
    assert len(claims) > 10
    assert all(texts[c["report_id"]][c["start"] : c["end"]] == c["quote"] != "" for c in claims)


def test_an_export_to_a_file_is_what_the_terminal_shows(cli, three):
    out = three.root / "claims.csv"
    value = told(cli("export", "claims", "--format", "csv", "--out", out, "--json"))
    shown = cli("export", "claims", "--format", "csv").stdout
    assert out.read_text("utf-8") == shown
    assert value["rows"] > 10


def test_an_unknown_figure_is_an_empty_cell_and_null(cli, three):
    cli("judge", "wire-1", "--injured", "unknown", *SIGN)
    assert told(cli("export", "incidents", "--json"))["rows"][0]["injured_min"] is None
    head, row = cli("export", "incidents", "--format", "csv").stdout.splitlines()[:2]
    assert row.split(",")[head.split(",").index("injured_min")] == ""


def test_the_map_of_incidents_is_valid_geojson(cli, three):
    value = json.loads(cli("export", "incidents", "--format", "geojson").stdout)
    assert (value["type"], len(value["features"])) == ("FeatureCollection", 1)
    feature = value["features"][0]
    lon, lat = feature["geometry"]["coordinates"]
    assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
    assert (35 < lat < 37.5, 35 < lon < 43) == (True, True)
    assert feature["properties"]["place_radius_m"] > 0


def test_what_has_no_place_is_no_geojson(cli, three):
    assert error_of(cli("export", "actors", "--format", "geojson", "--json"))["code"] == "format-unknown"


def test_a_table_that_does_not_exist_is_refused(cli, three):
    error = error_of(cli("export", "secrets", "--json"))
    assert (error["code"], error["value"]) == ("table-unknown", "secrets")
    assert "incidents" in error["remedy"]


def test_a_public_export_holds_allow_listed_fields_of_released_incidents_only(cli, three):
    with_far(three)
    cli("judge", "wire-1", "--grade", "russia=fair", *SIGN)
    cli("release", "wire-1", *SECOND)
    cli("judge", "far-1", "--killed", "2", *SIGN)
    far = str(find.incident("far-1").id)
    filled = {table for table in TABLES if public_rows(cli, table, far)}
    shown = ("reports", "claims", "incidents", "attributions", "actors", "relations", "designations")
    assert filled == set(shown)


def public_rows(cli, table, far):
    """The rows of a public export, of which none says a word too much."""
    rows = told(cli("export", table, "--public", "--json"))["rows"]
    allowed = {*PUBLIC_FIELDS.get(table, ()), "from", "to"}
    extra = {
        "claims": {*WORD_FIELDS, "value"},
        "reports": {"publisher", "url", "capture_sha256", "text_sha256"},
    }
    for row in rows:
        theirs = row.get("source_kind") == "individual"
        known = {key for key, value in row.items() if value is not None}
        assert known <= (allowed if theirs else allowed | extra.get(table, set())), table
        assert far not in row.values(), table
    said = json.dumps(rows, ensure_ascii=False)
    for word in ("far-1", "Kafr Nabl", "Sahar", "I saw it", "social.example", NOOR, "read them all"):
        assert word not in said, (table, word)
    for line in cli("export", table, "--public", "--format", "csv").stdout.splitlines()[1:]:
        assert "far-1" not in line, table
    return rows


# sums


def test_a_tally_holds_its_contract(cli, three):
    value = told(cli("tally", "--actor", "russia", "--grades", "all", "--json"))
    wanted = {
        "definition", "incidents", "killed", "injured", "incidents_without_figure", "jointly_attributed",
        "machine_suggested", "coverage", "as_of",
    }  # fmt: skip
    assert wanted <= set(value)
    assert (set(value["killed"]), set(value["injured"])) == ({"min", "max_of_known"},) * 2
    assert (value["incidents"], value["killed"]) == (1, {"min": 7, "max_of_known": 9})
    assert value["machine_suggested"] == 1
    assert value["definition"]["actors"] == ["russia"]


def test_a_tally_in_words_prints_its_coverage_first(cli, three):
    first = cli("tally", "--actor", "russia").stdout.splitlines()[0].lower()
    assert "monitor" in first or "coverage" in first


def test_a_tally_of_what_is_released_is_empty_until_two_persons_agree(cli, three):
    ask = ("tally", "--basis", "released", "--json")
    cli("judge", "wire-1", "--grade", "russia=fair", *SIGN)
    assert told(cli(*ask))["incidents"] == 0
    cli("release", "wire-1", *SECOND)
    assert (told(cli(*ask))["incidents"], told(cli(*ask))["machine_suggested"]) == (1, 0)
