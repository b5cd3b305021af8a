"""Organisations by name, account and site."""

from __future__ import annotations

import pytest

from cairn.errors import CairnError
from cairn.vocab.load import use_words
from cairn.vocab.outlets import general_of, outlet_at, outlet_named, site_and_account


@pytest.fixture
def _own_words():
    yield
    use_words({})


def test_the_longest_name_that_a_phrase_holds_is_meant() -> None:
    assert outlet_named("a volunteer of the Syrian Civil Defence") == "syria_civil_defence"
    assert outlet_named("للدفاع المدني") == "civil_defence" == general_of("syria_civil_defence")
    assert outlet_named("the valley rescue team") == ""


def test_sites_and_accounts_are_known_with_their_branches() -> None:
    assert outlet_at("news.snhr.org") == "snhr"
    assert outlet_at("x.com", "HalabTodayTVlive") == "halab_today"
    assert outlet_at("notsnhr.org") == outlet_at("x.com", "valleydesk") == ""


def test_an_address_is_a_site_or_an_account_of_a_platform() -> None:
    assert site_and_account("https://www.valley.example/a/b") == ("valley.example", "")
    assert site_and_account("https://t.me/s/valley/12") == ("t.me", "valley")
    assert site_and_account("https://facebook.com/watch/?v=1") == ("facebook.com", "")
    assert site_and_account("http://[broken") == ("", "")


@pytest.mark.usefixtures("_own_words")
def test_a_team_adds_its_own_organisations() -> None:
    use_words({"outlets": '[outlet.valley_desk]\nnames = ["Valley Desk"]\naccounts = ["valleydesk"]'})
    assert outlet_named("the Valley Desk said") == outlet_at("x.com", "ValleyDesk") == "valley_desk"


@pytest.mark.usefixtures("_own_words")
def test_one_name_for_two_organisations_is_refused() -> None:
    use_words({"outlets": '[outlet.other_helmets]\nnames = ["White Helmets"]'})
    with pytest.raises(CairnError) as refused:
        outlet_named("the White Helmets")
    assert refused.value.code == "outlet-named-twice"
