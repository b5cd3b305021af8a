"""Django's template engine standing alone: no settings, no project, escaping always on.

Enters: a template's name and a context. Leaves: a page. Templates are parsed once; `Html` of the core is
the only markup that passes unescaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.template.base import Template

from cairn.publish.wording.controls import without_controls

from .compiled import NotKnown, compiled

TEMPLATES = Path(__file__).parent / "templates"
STYLE = Path(__file__).parent / "style.css"


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(TEMPLATES)], autoescape=True, debug=False, string_if_invalid="")


@cache
def _drawing(name: str) -> Callable[[Mapping[str, object]], str]:
    def get(name: str) -> Template:
        return _engine().get_template(name)

    try:
        return compiled(get(name), get)
    except NotKnown:
        return lambda context: plainly(name, context)


def page(name: str, context: Mapping[str, object]) -> str:
    """One page. Numbers are written as they are, whatever the process's locale."""
    return _drawing(name)(context)


def plainly(name: str, context: Mapping[str, object]) -> str:
    """The same page as Django's own engine draws it."""
    drawn = Context(dict(context), autoescape=True, use_l10n=False, use_tz=False)
    return without_controls(_engine().get_template(name).render(drawn))
