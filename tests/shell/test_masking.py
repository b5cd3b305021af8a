"""Withdrawn names are blotted out, letter for letter."""

import pytest

from cairn.shell.export.masking import NameMask


@pytest.mark.parametrize("text", ["سامر قطان", "سَامِر قَطّان", "سامـر  قطـان", "قال سامر\nقطان أمس"])
def test_a_name_is_found_through_vowel_signs_and_strokes(text):
    shown = NameMask(["سامر قطان"])(text)
    assert len(shown) == len(text)
    assert "ق" not in shown.replace("قال", "")


def test_no_names_mask_nothing():
    assert NameMask([])("Samer Qattan") == "Samer Qattan"
