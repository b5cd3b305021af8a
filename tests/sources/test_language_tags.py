"""Tags of languages: what is one goes in, and who wrote a name is told the code."""

from __future__ import annotations

import pytest

from cairn.errors import RowRejected
from cairn.sources.language import language_or_none, language_tag


@pytest.mark.parametrize(
    ("told", "kept"),
    [("ar", "ar"), ("AR", "ar"), (" ckb ", "ckb"), ("ar-sy", "ar-SY"), ("zh-hant-TW", "zh-Hant-TW"), ("apc", "apc"),
     ("ara", "ara"), ("und", "und"), ("ar-Latn", "ar-Latn"), ("de-CH-1901", "de-CH-1901"), ("", "")],
)  # fmt: skip
def test_a_well_formed_tag_of_a_known_language_goes_in(told: str, kept: str) -> None:
    assert language_tag(told) == kept


@pytest.mark.parametrize(
    ("told", "remedy"),
    [("Arabic", "Write `ar`."), ("العربية", "Write `ar`."), ("Kurmanji", "Write `kmr`."), ("en_US", "Write `en-US`."),
     ("klingon!!", "Write its code"), ("xx", "Write its code"), ("a", "Write its code"), ("ar-", "Write its code")],
)  # fmt: skip
def test_anything_else_is_refused_and_the_remedy_names_the_code_where_it_can(told: str, remedy: str) -> None:
    with pytest.raises(RowRejected) as refused:
        language_tag(told)
    assert refused.value.code == "report-language-unknown"
    assert refused.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("told", "kept"),
    [("ar_SY", "ar-SY"), ("en_US.UTF-8", "en-US"), ("ar, en", "ar"), ("Arabic", ""), ("", "")],
)
def test_what_a_page_says_of_itself_is_taken_where_it_is_a_tag(told: str, kept: str) -> None:
    assert language_or_none(told) == kept
