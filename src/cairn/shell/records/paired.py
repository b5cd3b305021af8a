"""What people said of whether an entry of a register and an incident of ours are the same: the last word on each."""

from __future__ import annotations

from cairn.crosswalk.model import Word

from . import official
from .models import Judgement

KIND = "pair"
ANSWERS = ("same", "different", "unsure")


def words(register: str = "") -> list[Word]:
    """Every word that stands, of one register where it is named; merged incidents are followed to where they went."""
    leads = official.leading(None)
    rows = Judgement.objects.filter(kind=KIND, live=True).select_related("person").order_by("id")
    if register:
        rows = rows.filter(subject__startswith=f"{register}:")
    last: dict[tuple[str, str], Word] = {}
    for row in rows:
        ours = leads(row.other)
        last[row.subject, ours] = Word(ours, row.subject, row.value["answer"], row.person.name)
    return list(last.values())
