"""Every code of a crosswalk has words in English and Arabic, every word its code, and the same values in both."""

from __future__ import annotations

import re
from pathlib import Path

import cairn.crosswalk
from cairn.crosswalk.model import Class
from cairn.crosswalk.words import LANGUAGES, tables
from cairn.values import is_arabic

HERE = Path(cairn.crosswalk.__file__).parent
USED = "\n".join(path.read_text("utf-8") for path in HERE.glob("*.py"))


def test_each_code_has_words_in_both_languages_with_the_same_values():
    for section in ("classes", "reasons", "notes"):
        for code, words in tables()[section].items():
            assert set(words) == set(LANGUAGES), code
            assert is_arabic(words["ar"]), code
            assert set(re.findall(r"{\w+}", words["en"])) == set(re.findall(r"{\w+}", words["ar"])), code


def test_each_reason_is_used_and_each_that_is_used_has_words():
    written = set(re.findall(r'Reason\(\s*"([a-z-]+)"', USED)) | set(
        re.findall(r'_reason\(\s*"([a-z-]+)"', USED)
    )
    named = {code for code in tables()["reasons"] if f'"{code}"' in USED}
    assert named == set(tables()["reasons"])
    assert written <= set(tables()["reasons"])


def test_each_class_has_a_name():
    assert set(tables()["classes"]) == {where.value for where in Class}
