"""A site's own address is one, or none is told."""

from __future__ import annotations

import pytest

from cairn.publish.rows.site_address import site_address
from hostile import ADDRESSES


@pytest.mark.parametrize(
    "told", ["https://record.example", "https://record.example/", " https://record.example// "]
)
def test_it_ends_with_one_stroke(told: str) -> None:
    assert site_address({"address": told}) == "https://record.example/"


@pytest.mark.parametrize(
    "told", ["http://127.0.0.1:8017/site", "https://سجل.example/a%20b", "https://[::1]/x"]
)
def test_a_port_a_folder_and_letters_of_any_script_are_taken(told: str) -> None:
    assert site_address({"address": told}) == f"{told}/"


@pytest.mark.parametrize(
    "told",
    ["", "record.example", "javascript:x", "https://", "https:///x", "http://[", "https://x:y/", "https://a@b.example",
     "https://x.example/a b", 'https://x.example/"', "https://x.example/?q", "https://x.example/#a", "https://x/\u202e"],
)  # fmt: skip
def test_what_can_be_no_sites_address_is_none(told: str) -> None:
    assert site_address({"address": told}) == ""


def test_whatever_is_told_it_is_none_or_plain() -> None:
    made = {site_address({"address": told}) for told in ADDRESSES} - {""}
    assert all(one.startswith(("https://", "http://")) and one.endswith("/") for one in made)
    assert not any(set(one) & set("\"'<>{}\\ \n\r\t\u202e") for one in made)
