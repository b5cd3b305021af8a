"""`cairn ask-model`: what a second reader says is kept, sealed and checked; it adds no figure and moves no text unasked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cairn.errors import CairnError
from cairn.shell.acts.ask_model import KIND, ask_model, choose
from cairn.shell.acts.read_reports import reader_version
from cairn.shell.acts.release import withdraw
from cairn.shell.export.second_readings import to_look_at
from cairn.shell.llm.measure import Measured, measured
from cairn.shell.llm.settings import Settings
from cairn.shell.records.models import Act, ClaimRow, ReadingRow, Seal
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import SourceKind
from conftest import PRIVATE, STRIKE_EN, silent
from shell.stub_model import Stub, stub_model

pytest.importorskip("pydantic_ai", reason="the extra llm is not installed")
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

LOCAL = Settings(endpoint="http://127.0.0.1:1/v1", model="second")
HOSTED = Settings(endpoint="https://models.example/v1", model="second")
RIGHT = [
    {"quote": "killing 7 civilians", "kind": "killed", "min": 7, "max": 7},
    {"quote": "injuring 12", "kind": "injured", "min": 12, "max": 12},
]
OTHERWISE = [{"quote": "killing 7 civilians", "kind": "killed", "min": 7, "max": 7, "event": "cumulative"}]


def model(*claims: dict[str, Any], raw: str = "", heard: list[str] | None = None) -> FunctionModel:
    """A model that says the same of every text, and remembers what it was sent."""

    def answer(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        assert not info.function_tools
        if heard is not None:
            heard.append("".join(str(p.content) for m in messages for p in m.parts))
        return ModelResponse(
            parts=[TextPart(raw or json.dumps({"claims": list(claims)}, ensure_ascii=False))]
        )

    return FunctionModel(answer)


def asked(
    ws: Workspace, name: str, *claims: dict[str, Any], settings: Settings = LOCAL, **more: Any
) -> dict[str, Any]:
    chosen = choose(ws, settings, [name], 20)
    (row,) = ask_model(ws, chosen.reports, settings, silent, model=model(*claims, **more))
    return row


def figures() -> list[Any]:
    claims = ClaimRow.objects.order_by("id").values_list("id", "min", "max", "live")
    return [*claims, *ReadingRow.objects.order_by("account_id").values_list("account_id", "value")]


def test_a_right_answer_supports_the_reading_and_changes_nothing(three: Workspace) -> None:
    before = figures()
    row = asked(three, "wire-1", *RIGHT)
    assert row["accounts"] == {"wire-1#1": "supports"}
    assert {c["finding"] for c in row["claims"]} == {"same"}
    assert figures() == before


def test_the_act_keeps_the_answer_word_for_word_and_how_it_came(three: Workspace) -> None:
    raw = '```json\n{"claims": []}\n```'
    asked(three, "wire-1", raw=raw)
    act = Act.objects.get(kind=KIND)
    assert act.detail["answer"] == raw
    assert (act.detail["model"], act.detail["endpoint"]) == ("second", LOCAL.endpoint)
    assert (act.detail["reader"], len(act.detail["prompt_sha256"])) == (reader_version(three), 64)
    assert act.detail["parameters"]["seed"] == 7
    assert act.sha256


def test_what_it_kept_holds_when_everything_is_verified(three: Workspace, cli: Callable[..., Any]) -> None:
    asked(three, "wire-1", *RIGHT)
    done = cli("verify", "--json")
    assert done.exit_code == 0, done.output
    act = Act.objects.get(kind=KIND)
    Act.objects.filter(id=act.id).update(detail=act.detail | {"answer": "another"})
    assert cli("verify", "--json").exit_code == 1


def test_a_doubt_sends_a_reading_to_review_and_the_act_says_so(three: Workspace) -> None:
    _route("wire-1#1", "auto")
    words = {"quote": "killing 7 civilians", "kind": "killed", "min": 7, "max": 7, "status": "belligerent"}
    row = asked(three, "wire-1", words)
    reading = ReadingRow.objects.get(account_id="wire-1#1")
    assert row["to_review"] == ["wire-1#1"]
    assert (reading.decision, reading.value["decision"]) == ("review", "review")
    assert Seal.objects.filter(act__kind=KIND, table__icontains="reading").exists()


@pytest.mark.parametrize("route", ["review", "abstain"])
def test_nothing_a_model_says_makes_a_reading_surer(three: Workspace, route: str) -> None:
    _route("wire-1#1", route)
    asked(three, "wire-1", *RIGHT)
    assert ReadingRow.objects.get(account_id="wire-1#1").decision == route


def test_an_invention_leaves_the_route_alone(three: Workspace) -> None:
    _route("wire-1#1", "auto")
    invented = {"quote": "killing 70 civilians", "kind": "killed", "min": 70, "max": 70}
    wrong = {"quote": "killing 7 civilians", "kind": "killed", "min": 70, "max": 70}
    row = asked(three, "wire-1", invented, wrong)
    assert [c["finding"] for c in row["claims"]] == ["quote_not_in_text", "number_not_in_quote"]
    assert ReadingRow.objects.get(account_id="wire-1#1").decision == "auto"


def test_what_was_not_accepted_is_listed_for_a_person_and_what_was_invented_is_not(three: Workspace) -> None:
    invented = {"quote": "killing 70 civilians", "kind": "killed", "min": 70, "max": 70}
    asked(three, "wire-1", *OTHERWISE, invented, *RIGHT)
    (row,) = to_look_at()
    assert (row["report"], row["finding"], row["quote"]) == (
        "wire-1",
        "read_otherwise",
        "killing 7 civilians",
    )


def test_what_a_model_said_waits_in_the_desk_sheet_and_becomes_a_claim_when_signed(
    three: Workspace, cli: Callable[..., Any]
) -> None:
    asked(
        three,
        "wire-1",
        {"quote": "killing 7 civilians and injuring 12", "kind": "killed", "min": 19, "max": 19},
    )
    sheet = three.root / "desk.xlsx"
    assert cli("queue", "--out", sheet).exit_code == 0
    book = load_workbook(sheet)
    page = book["claims"]
    names = [c.value for c in page[1]]
    row = next(r for r in page.iter_rows(min_row=2) if r[names.index("said_by")].value)
    assert row[names.index("said_by")].value == "second: number_not_in_quote"
    for name, value in {"min": 7, "max": 8, "decided_by": "Noor", "why": "read again"}.items():
        row[names.index(name)].value = value
    book.save(sheet)
    done = cli("add", sheet, "--as", "judgements")
    assert done.exit_code == 0, done.output
    made = ClaimRow.objects.get(by="Noor")
    assert (made.kind, made.min, made.max) == ("killed", 7, 8)


def test_an_answer_that_is_no_json_is_kept_with_its_code_and_the_next_report_is_asked_about(
    three: Workspace,
) -> None:
    rows = choose(three, LOCAL, [], 20).reports
    told = ask_model(three, rows, LOCAL, silent, model=model(raw="As a model I would say seven."))
    assert {r["fault"] for r in told} == {"llm-answer-unreadable"}
    assert [r["answer"] for r in told] == ["As a model I would say seven."] * len(rows)
    assert len(rows) == 3


def test_a_report_is_asked_about_once(three: Workspace) -> None:
    asked(three, "wire-1", *RIGHT)
    again = choose(three, LOCAL, ["wire-1"], 20)
    assert (again.reports, again.asked_before) == ([], 1)
    other = Settings(endpoint=LOCAL.endpoint, model="third")
    assert len(choose(three, other, ["wire-1"], 20).reports) == 1


def test_a_later_reader_checks_the_kept_answer_and_does_not_ask_again(
    three: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(three, "wire-1", *RIGHT)
    monkeypatch.setattr("cairn.shell.acts.ask_model.reader_version", lambda ws: "another/2")
    second = asked(three, "wire-1", raw="not asked")
    assert second["answer"] == first["answer"]
    assert second["answered_in"] == Act.objects.filter(kind=KIND).order_by("id").first().seq


def test_those_that_wait_for_a_look_come_first(three: Workspace) -> None:
    _route("wire-1#1", "auto")
    _route("rescue-1#1", "review")
    _route("resident-1#1", "abstain")
    assert [r.id for r in choose(three, LOCAL, [], 2).reports] == ["rescue-1", "wire-1"]


def test_a_private_persons_words_do_not_go_to_a_hosted_model(three: Workspace) -> None:
    news = Settings(endpoint=HOSTED.endpoint, model="m", hosted_may_read=frozenset({SourceKind.NEWS}))
    chosen = choose(three, news, [], 20)
    assert [r.id for r in chosen.reports] == ["wire-1"]
    assert sorted(chosen.kept_back) == [("rescue-1", "rescue"), ("resident-1", "individual")]
    assert choose(three, HOSTED, [PRIVATE["id"]], 20).reports == []


def test_a_withdrawn_report_is_sent_to_nobody(three: Workspace) -> None:
    withdraw("report", "resident-1", who="Noor", why="asked for it")
    assert "resident-1" not in [r.id for r in choose(three, LOCAL, [], 20).reports]
    with pytest.raises(CairnError) as fault:
        choose(three, LOCAL, ["resident-1"], 20)
    assert fault.value.code == "report-not-read"


def test_a_withdrawn_name_is_covered_before_a_text_leaves_the_machine(three: Workspace) -> None:
    withdraw("name", "Maarrat Misrin", who="Noor", why="stands for a person's name here")
    everything = Settings(endpoint=HOSTED.endpoint, model="m", hosted_may_read=frozenset(SourceKind))
    heard: list[str] = []
    asked(three, "wire-1", settings=everything, heard=heard)
    assert "Misrin" not in heard[0]
    asked(three, "wire-1", heard=heard)
    assert "Misrin" in heard[1]


def test_instructions_in_a_text_stay_data(three: Workspace) -> None:
    heard: list[str] = []
    asked(three, "wire-1", heard=heard)
    assert heard[0].startswith("REPORT\n")
    assert STRIKE_EN["text"] in heard[0]


def test_a_withdrawn_name_is_covered_where_claims_are_listed(
    three: Workspace, cli: Callable[..., Any]
) -> None:
    words = "hit the market in Maarrat Misrin on Thursday 8 May 2025, killing 7 civilians"
    asked(three, "wire-1", {"quote": words, "kind": "killed", "min": 70, "max": 70})
    assert "Misrin" in next(to_look_at())["quote"]
    withdraw("name", "Maarrat Misrin", who="Noor", why="stands for a person's name here")
    assert "Misrin" not in json.dumps(list(to_look_at()), ensure_ascii=False)


# the command


@pytest.fixture
def served(three: Workspace) -> Iterator[Stub]:
    with stub_model() as stub:
        stub.says(json.dumps({"claims": RIGHT}))
        with (three.root / "cairn.toml").open("a", encoding="utf-8") as toml:
            toml.write(f'\n[llm]\nendpoint = "{stub.address}"\nmodel = "stub"\ntimeout = 5\n')
        yield stub


def test_the_command_is_off_until_a_model_is_named(three: Workspace, cli: Callable[..., Any]) -> None:
    done = cli("ask-model", "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (1, "llm-off")


def test_a_dry_run_sends_nothing(served: Stub, cli: Callable[..., Any]) -> None:
    done = cli("ask-model", "--dry-run", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["reports"] == ["rescue-1", "resident-1", "wire-1"]
    assert served.asked == []
    assert not Act.objects.filter(kind=KIND).exists()


def test_the_command_says_what_was_supported_and_what_to_look_at(
    served: Stub, cli: Callable[..., Any]
) -> None:
    served.says(json.dumps({"claims": [*RIGHT, *OTHERWISE]}))
    done = cli("ask-model", "wire-1")
    assert done.exit_code == 0, done.output
    assert "1 reports read by stub" in done.stdout
    assert "read these words otherwise" not in done.stdout
    assert "our reader reads these words otherwise there" in done.stdout


def test_where_the_endpoint_fails_what_was_asked_before_stands(served: Stub, cli: Callable[..., Any]) -> None:
    assert cli("ask-model", "wire-1").exit_code == 0
    served.fails(401)
    done = cli("ask-model", "--json")
    assert json.loads(done.stdout)["error"]["code"] == "llm-key"
    assert Act.objects.filter(kind=KIND).count() == 1


# measuring


class _Text:
    id = "t"
    published = None
    text = "Shelling of Tel Zahra on Monday killed three people and injured five."


def test_a_model_is_measured_as_it_says_and_as_checked() -> None:
    says = model(
        {"quote": "killed three people", "kind": "killed", "min": 3, "max": 3},
        {"quote": "injured five", "kind": "injured", "min": 50, "max": 50},
    )
    asking = Measured(LOCAL, None, model=says)
    read = {name: reader(_Text())[0].reading for name, reader in asking.readers().items()}
    assert {name: (r.killed.min, r.injured.min) for name, r in read.items()} == {
        "second, as said": (3, 50),
        "second, checked": (3, None),
    }


def test_an_answer_that_comes_to_nothing_is_measured_as_one_without_a_claim() -> None:
    asking = Measured(LOCAL, None, model=model(raw="no"))
    (read,) = asking.readers()["second, checked"](_Text())
    assert read.reading.killed.is_unknown
    assert asking.faults == {"llm-answer-unreadable": 1}


def _config(folder: Path, text: str) -> Path:
    path = folder / "model.toml"
    path.write_text(text, "utf-8")
    return path


def test_labelled_texts_go_to_a_hosted_model_only_where_every_kind_may(tmp_path: Path) -> None:
    table = '[llm]\nendpoint = "https://models.example/v1"\nmodel = "m"\nhosted_may_read = '
    with pytest.raises(CairnError) as fault:
        measured(_config(tmp_path, table + '["news", "ngo"]'), None)
    assert fault.value.code == "llm-texts-of-persons"
    every = json.dumps([kind.value for kind in SourceKind])
    assert list(measured(_config(tmp_path, table + every), None).readers()) == ["m, as said", "m, checked"]


def test_a_configuration_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CairnError) as fault:
        measured(_config(tmp_path, "[llm"), None)
    assert fault.value.code == "llm-config-unreadable"


def _route(account: str, decision: str) -> None:
    from cairn.shell.acts.act import recorded

    with recorded("for-the-test"):
        row = ReadingRow.objects.get(account_id=account)
        row.decision, row.value = decision, row.value | {"decision": decision}
        row.save()
