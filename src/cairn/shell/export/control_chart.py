"""The share of a place over time as a drawing in a file: an answer's shares and claims enter, SVG leaves."""

from __future__ import annotations

from cairn.errors import NotFound
from cairn.publish.drawings.share_chart import share_chart
from cairn.publish.drawings.share_file import share_svg
from cairn.vocab.labels import say

from .control_share import Drawable


def chart_svg(drawable: Drawable, lang: str) -> str:
    """The drawing, with the claims on the actor's share. Raises `NotFound` (control-nothing-to-draw)."""
    found, actor = drawable.found, drawable.found.side.actor
    if not drawable.shares:
        raise NotFound(
            "control-nothing-to-draw",
            "nothing is told of the place in these days",
            field="from",
            value=found.place.id,
            remedy="Ask for other days, or leave out --from and --to.",
        )
    title = say(
        lang,
        "share_chart_title",
        actor=found.held.name_of(actor, lang),
        place=found.held.area_name(found.place.id, lang),
    )
    claims = [one for one in drawable.claims if one.computed.actor == actor]
    chart = share_chart(lang, title, drawable.shares, claims, lambda id: found.held.name_of(id, lang))
    return share_svg(lang, chart)
