"""Who is accused of an attack and who accuses; all sentences invented."""

from __future__ import annotations

import pytest

from cairn.extract.actors import claims_actors


def _roles(text: str) -> dict[str, tuple[str, str]]:
    language = "en" if text[0].isascii() else "ar"
    return {c.value: (c.role, c.manner) for c in claims_actors(text, language)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("ويتهم ناشطون روسيا بقتل عشرة من أهالي البلدة", "russia"),
        ("واتهمت المعارضة قوات النظام السوري بالوقوف وراء التفجير", "syrian_government"),
        ("وتُتهم قسد بتنفيذ الهجوم على السوق", "sdf"),
        ("حمل وجهاء البلدة قسد مسؤولية الانفجار في السوق", "sdf"),
        ("Residents accused Russia of killing ten farmers", "russia"),
        ("Turkey blamed the PKK for the attack on the market", "pkk"),
        ("Israel has been accused by residents of bombing the school", "israel"),
    ],
)
def test_whoever_is_accused_is_the_alleged_attacker(text: str, actor: str) -> None:
    assert _roles(text)[actor] == ("attacker", "accused")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("واتهمت تركيا قسد بقصف المشفى", "turkey"),
        ("Ukraine accused Russia of striking the hospital", "ukraine"),
        ("Israel is accused by Iran of an attack on the port", "iran"),
    ],
)
def test_whoever_accuses_is_a_source(text: str, actor: str) -> None:
    assert _roles(text)[actor][0] == "source"


@pytest.mark.parametrize(
    ("text", "actor"), [("واتهمت تركيا قسد بالكذب", "sdf"), ("Ukraine accused Russia of lying", "russia")]
)
def test_to_be_accused_of_something_else_is_no_attack(text: str, actor: str) -> None:
    assert _roles(text)[actor][0] != "attacker"
