"""The word lists open whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.errors import CairnError
from cairn.vocab.load import load_toml, load_words


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package with a data folder of its own, importable for one test."""
    name = f"lists_{tmp_path.name.replace('-', '_')}"
    data = tmp_path / name / "data"
    data.mkdir(parents=True)
    (tmp_path / name / "__init__.py").write_text("")
    (data / "good.toml").write_text('words = ["one", "two"]\n[inner]\nmore = ["three"]\nnumber = 4\n')
    (data / "hollow.toml").write_text("words = []\n")
    (data / "deep.toml").write_text("[a.b]\nwords = [[]]\n")
    (data / "blank.toml").write_text("\n# nothing\n")
    (data / "broken.toml").write_text("words = [\n")
    (data / "rows.csv").write_text("# a note\nid,name\n1,one\n2,\n")
    (data / "heads.csv").write_text("id,name\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    sys.modules.pop(name, None)


def test_it_opens_tables_and_lists(package: str) -> None:
    assert load_toml("good", package)["inner"]["number"] == 4
    assert load_words("good", "words", package) == ("one", "two")
    assert load_words("good", "inner.more", package) == ("three",)


@pytest.mark.parametrize("name", ["hollow", "deep", "blank"])
def test_it_refuses_an_empty_list(package: str, name: str) -> None:
    with pytest.raises(CairnError) as refusal:
        load_toml(name, package)
    assert refusal.value.code == "vocab-empty"


@pytest.mark.parametrize("name", ["absent", "../load"])
def test_it_refuses_an_unknown_list(package: str, name: str) -> None:
    with pytest.raises(CairnError) as refusal:
        load_toml(name, package)
    assert refusal.value.code == "vocab-unknown"


@pytest.mark.parametrize("key", ["absent", "inner", "inner.number", "words.deeper"])
def test_it_refuses_an_unknown_key(package: str, key: str) -> None:
    with pytest.raises(CairnError) as refusal:
        load_words("good", key, package)
    assert refusal.value.code == "vocab-unknown"


def test_it_refuses_what_is_no_toml(package: str) -> None:
    with pytest.raises(CairnError) as refusal:
        load_toml("broken", package)
    assert refusal.value.code == "vocab-unreadable"
