"""The index of a static site's search: everything public is found, nothing withheld is in it, every file is small."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.allow import PUBLIC_FIELDS, public
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.search.index import MOST_BYTES, search_files
from cairn.publish.search.numbers import packed
from cairn.publish.search.words import asked, forms
from publish.sample import sample

Files = Mapping[str, str]


@pytest.fixture(scope="module")
def files() -> Files:
    return search_files(index(public(sample())), preview=False)


def unpacked(text: str) -> list[int]:
    """As the script reads it."""
    if text.startswith("="):
        bits = base64.b64decode(text[1:])
        return [n for n in range(len(bits) * 8) if bits[n // 8] >> n % 8 & 1]
    at, found = 0, []
    for gap in text.split(".") if text else ():
        at += int(gap, 36)
        found.append(at)
    return found


def things(files: Files, word: str) -> tuple[set[int], set[int]]:
    """As the script looks it up: the file with the longest name that the word begins with."""
    head = json.loads(files["search/index.json"])
    names = ["u" + "-".join(f"{ord(c):x}" for c in word[: n + 1]) for n in range(len(word))]
    own = [name for name in names if name in head["words"]]
    body = json.loads(files[f"search/words/{own[-1]}.json"]) if own else {}
    called, saying = [*body.get(word, [""]), ""][:2]
    return set(unpacked(called)), set(unpacked(saying))


def rows(files: Files) -> list[Any]:
    head = json.loads(files["search/index.json"])
    return [row for n in range(len(head["rows"])) for row in json.loads(files[f"search/rows/{n}.json"])]


def found(files: Files, typed: str) -> list[Any]:
    every = rows(files)
    each = [set.union(*things(files, word)) for word in asked(typed)]
    return [every[n] for n in sorted(set.intersection(*each))]


def words_of(files: Files) -> set[str]:
    return {w for name, body in files.items() if "/words/" in name for w in json.loads(body)}


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("tell sarab", {"c", "i"}),
        ("تل سراب", {"c", "i"}),
        ("القصر غيم", {"i"}),
        ("NP007", {"i"}),
        ("OLD3", {"i"}),
        ("أيار 2016", {"i"}),
        ("May 2016", {"i"}),
        ("2016-05-07", {"i"}),
        ("bread queue", {"i"}),
        ("طابور خبز", {"i"}),
        ("invented courier", {"i"}),
        ("غارة جوية", {"i"}),
        ("Idleb", {"i", "p"}),
    ],
)
def test_a_thing_is_found_by_its_words_in_either_language(files: Files, typed: str, kinds: set[str]) -> None:
    assert {row[0] for row in found(files, typed)} == kinds


def test_actors_documents_and_entries_are_found(files: Files) -> None:
    assert {row[0] for row in found(files, "Northern Pact")} >= {"a", "b", "c", "d", "e", "i"}


def test_a_row_tells_the_range_and_unknown_is_never_zero(files: Files) -> None:
    by_code = {row[2]: row for row in rows(files) if row[0] == "i"}
    assert by_code["NP001"] == [
        "i", "NP001", "NP001", "Wadi Noor", "وادي نور", "2016-02-04", "", 3, 4, 7, 11, "likely",
    ]  # fmt: skip
    assert by_code["NP008"][7:9] == [None, None]


def test_what_is_called_so_is_told_from_what_says_so(files: Files) -> None:
    called, saying = things(files, "sarab")
    assert called
    assert not called & saying
    assert not things(files, "courier")[0]
    assert things(files, "courier")[1]


def test_the_same_record_gives_the_same_bytes(files: Files) -> None:
    again = search_files(index(public(sample())), preview=False)
    assert list(again.items()) == list(files.items())


def test_only_a_preview_says_that_it_is_not_to_be_cited(files: Files) -> None:
    preview = search_files(index(sample(basis="best")), preview=True)
    assert "do not cite" in json.loads(preview["search/index.json"])["notice"]
    assert "notice" not in json.loads(files["search/index.json"])


def test_a_record_of_nothing_has_an_index_of_nothing() -> None:
    empty = search_files(index(Record(generated_at="2026-11-22T20:00:00Z")), preview=False)
    head = json.loads(empty["search/index.json"])
    assert (head["things"], head["incidents"], head["rows"], head["words"]) == (0, 0, [], [])


@given(st.sets(st.integers(0, 4000), max_size=300))
def test_numbers_come_out_as_they_went_in(numbers: set[int]) -> None:
    assert unpacked(packed(sorted(numbers))) == sorted(numbers)


@given(st.sets(st.integers(0, 9_999)), st.integers(0, 9_999))
def test_a_word_said_everywhere_takes_no_more_than_a_bit_for_each(numbers: set[int], upper: int) -> None:
    every = [*range(upper)]
    assert len(packed(every)) <= upper // 6 + 8
    assert len(packed(sorted(numbers))) <= 10_000 // 6 + 8


def many_words(count: int) -> Record:
    """A record whose summaries hold words by the thousand, many of one beginning."""
    chance = random.Random(8)
    record = sample(count, released=count)
    for row in record.incidents:
        said = (f"{chance.choice(('qar', 'qas', 'q', 'zu'))}{chance.randrange(10**9)}" for _ in range(400))
        row["summary_en"] = " ".join(said)
    return record


def test_every_file_is_small_and_every_word_is_in_the_file_where_it_is_looked_for() -> None:
    record = public(many_words(60))
    files = search_files(index(record), preview=False)
    sizes = {name: len(body.encode()) for name, body in files.items()}
    assert max(n for name, n in sizes.items() if "/words/" in name or "/rows/" in name) <= MOST_BYTES + 4
    assert sum("/words/" in name for name in files) > 60
    head = json.loads(files["search/index.json"])
    assert head["bytes"] == sum(n for name, n in sizes.items() if name != "search/index.json")
    assert head["largest"] == max(n for name, n in sizes.items() if name != "search/index.json")
    for n, row in enumerate(index(record).incidents.values()):
        assert all(n in things(files, word)[1] for word in forms([row["summary_en"]]))


def plant(record: Record) -> tuple[Record, list[str]]:
    """A secret word in every field of every row that the public must not see, told apart by nothing but the allow-list."""
    secrets: list[str] = []

    def secret() -> str:
        secrets.append(f"secret{len(secrets):05d}")
        return secrets[-1]

    def fill(rows: Iterable[Any], fields: Iterable[str]) -> None:
        for row in rows:
            for field in fields:
                row[field] = f"{secret()} {row.get(field) or ''}"

    waiting = [r for r in record.incidents if r["state"] != "released"]
    private = {r["id"] for r in record.reports if r["source_kind"] == "individual"}
    for table in ("incidents", "reports", "claims", "attributions", "history"):
        rows = cast(list[Any], getattr(record, table))
        named = {
            "publisher",
            "url",
            "capture_sha256",
            "text_sha256",
            "quote",
            "scope",
            "value",
            "start",
            "end",
        }
        known = {
            *PUBLIC_FIELDS[table],
            *named,
            "state",
            "released",
            "released_fields",
            "account_id",
            "public",
            "who",
        }
        told = {"why", "why_ar"} if table == "history" else set()
        inside = {k for r in rows for k, v in r.items() if isinstance(v, str)} - known - told
        fill(rows, sorted(inside | {"note", "text", "handle"}))
    texts = (
        "code",
        "place_name",
        "place_name_ar",
        "admin1",
        "admin1_ar",
        "summary_en",
        "summary_ar",
        "admin1_pcode",
    )
    fill(waiting, texts)
    fill((r for r in record.reports if r["id"] in private), ("publisher", "url", "author", "platform"))
    fill((c for c in record.claims if c["report_id"] in private), ("quote", "value", "scope"))
    hidden = {r["id"] for r in waiting}
    fill((c for c in record.claims if c["incident_id"] in hidden), ("quote", "value"))
    fill((h for h in record.history if not h.get("public")), ("who", "why"))
    fill(record.assignments, ("why", "decided_by"))
    victims = [
        {"id": f"v{n}", "incident_id": "incident-001", "name": secret(), "released": False} for n in range(9)
    ]
    who = replace(
        record.who, actors={k: replace(a, aliases=(secret(),)) for k, a in record.who.actors.items()}
    )
    held = {
        key: replace(place, words=tuple(replace(w, note=secret()) for w in place.words))
        for key, place in record.control.items()
    }
    texts_of = {key: f"{text} {secret()}" for key, text in record.texts.items()}
    salted = replace(record, victims=cast(Any, victims), who=who, control=held, texts=texts_of, salt=secret())
    return salted, secrets


def leaked(record: Record, secrets: Iterable[str]) -> set[str]:
    files = search_files(index(public(record)), preview=False)
    assert found(files, "Wadi Noor"), "it must hold something"
    written = "\n".join(files.values()).casefold()
    return {s for s in secrets if s in written}


def test_no_planted_secret_is_in_the_index() -> None:
    record, secrets = plant(sample(25, released=15))
    assert len(secrets) > 500
    assert not leaked(record, secrets)


@pytest.mark.parametrize("field", ["quote", "attributed_to"])
def test_the_leak_test_can_fail(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    """Where the allow-list lets a field of claims out, its words must be found: the test above is not blind."""
    record, secrets = plant(sample(25, released=15))
    wider = {**PUBLIC_FIELDS, "claims": (*PUBLIC_FIELDS["claims"], field)}
    monkeypatch.setattr("cairn.publish.allow.PUBLIC_FIELDS", wider)
    assert bool(leaked(record, secrets)) is (field == "quote"), "no page shows whom a claim is attributed to"


def test_a_withdrawn_or_waiting_incident_is_in_no_file() -> None:
    files = search_files(index(public(sample(25, released=15))), preview=False)
    assert not {"np020", "gone1"} & words_of(files)
    assert "NP020" not in "".join(files.values())


def test_other_spellings_of_an_actor_are_in_no_file_even_of_a_preview() -> None:
    """They are kept for reading posts (rule 5)."""
    record, secrets = plant(sample(6, released=4))
    aliases = {a for actor in record.who.actors.values() for a in actor.aliases}
    assert aliases <= set(secrets)
    assert not aliases & words_of(search_files(index(record), preview=True))
