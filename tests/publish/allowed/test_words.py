"""Whose words on ground and on who is who carry their author's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cairn.publish.allowed.words import authors
from publish.sample import sample
from publish.sample_control import PACT, PERSON


@pytest.mark.parametrize(
    ("author", "named"),
    [
        (PACT, True),  # an actor of the list
        ("The Invented Courier", True),  # an outlet of this record
        ("Reuters", True),  # an organisation of the list of kinds
        (PERSON, False),
        ("Invented Person", False),  # a source of this record, and a private person
        ("some handle_77", False),
        ("", False),
    ],
)
def test_an_author_is_named_who_is_an_actor_or_an_organisation(author: str, named: bool) -> None:
    assert authors(sample())(author) is named


def test_an_author_of_a_file_that_ships_is_named() -> None:
    record = replace(sample(), public_authors=frozenset({"An Invented Institute"}))
    assert authors(record)("An Invented Institute")
    assert not authors(sample())("An Invented Institute")
