"""Templates as plain functions say what Django's engine says, byte for byte; what they do not know is left to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Engine

from cairn.publish.wording.markup import Html
from cairn.shell.site import engine
from cairn.shell.site.compiled import NotKnown, compiled
from cairn.shell.site.render import write_site
from publish.sample import sample

TEMPLATES = sorted(path.name for path in engine.TEMPLATES.glob("*.html"))


@dataclass
class Thing:
    name: str
    parts: tuple[Any, ...] = ()

    def told(self) -> str:
        return f"<{self.name}>"


def both(words: str, context: Mapping[str, Any]) -> tuple[str, str]:
    held = {"row": "{{ n }}:{{ thing.name }};", "base": BASE}
    made = Engine(autoescape=True, loaders=[("django.template.loaders.locmem.Loader", held)])
    ours = compiled(made.from_string(words), made.get_template)(context)
    return ours, made.from_string(words).render(Context(dict(context), use_l10n=False, use_tz=False))


BASE = "<main>{% block main %}none{% endblock %}</main>{{ title }}{% block foot %}foot{% endblock %}"
CONTEXT = {
    "title": "a < b & 'c' \"d\"",
    "html": Html("<b>bold</b>"),
    "n": 1234567,
    "half": 0.5,
    "none": None,
    "yes": True,
    "thing": Thing("<x>", (("a", 1), ("b", 2))),
    "rows": [Thing("one", (1, 2)), Thing("two"), Thing("three", (3,))],
    "table": {"key": "value", "items": "mine", "in": {"1": "deep"}},
    "empty": [],
}


@pytest.mark.parametrize(
    "words",
    [
        "{{ title }} {{ html }} {{ n }} {{ half }} {{ none }} {{ yes }} {{ missing }}",
        "{{ thing.name }} {{ thing.told }} {{ thing.missing.more }} {{ thing.parts.1.0 }} {{ thing.parts.9 }}",
        "{{ table.key }} {{ table.items }} {{ table.in.1 }} {{ table.missing }} {{ 'word' }} {{ 7 }} {{ None }}",
        "{% if missing %}1{% elif thing.parts and not none %}2{% else %}3{% endif %}",
        "{% if n == 1234567 or missing.more %}a{% endif %}{% if title != thing.name and n > 3 %}b{% endif %}",
        "{% if 'key' in table %}a{% endif %}{% if 'x' in missing %}b{% endif %}{% if n > title %}c{% endif %}",
        "{% for r in rows %}{{ forloop.counter }}{{ r.name }}{% if not forloop.last %}, {% endif %}{% endfor %}{{ r }}",
        "{% for r in rows %}{% for p in r.parts %}{{ p }}{% empty %}-{% endfor %}{% if forloop.first %}!{% endif %}{% endfor %}",
        "{% for a, b in thing.parts %}{{ a }}={{ b }} {% endfor %}{{ a }}",
        "{% for r in empty %}x{% empty %}none{% endfor %}{% for r in missing %}x{% endfor %}{% for r in none %}x{% endfor %}",
        "{% for title in rows %}{{ title.name }}{% endfor %}{{ title }}",
        "{% include 'row' with n=title %}{{ n }}{% for thing in rows %}{% include 'row' %}{% endfor %}",
        "{% extends 'base' %}{% block main %}{{ thing.name }}{% endblock %}",
        "{% extends 'base' %}{% block foot %}{% for r in rows %}{{ r.name }}{% endfor %}{% endblock %}",
    ],
)
def test_it_says_what_django_says(words: str) -> None:
    ours, plain = both(words, CONTEXT)
    assert ours == plain


def test_a_generator_is_gone_through_once() -> None:
    words = "{% for w in some %}{{ w }}{% if forloop.last %}.{% endif %}{% endfor %}"
    ours, _ = both(words, {"some": (w for w in "xyz")})
    assert ours == "xyz."


@pytest.mark.parametrize(
    "words",
    [
        "{{ title|upper }}",
        "{% if title|length %}x{% endif %}",
        "{% for r in rows reversed %}x{% endfor %}",
        "{% for r in rows %}{{ forloop.revcounter }}{% endfor %}",
        "{% extends 'base' %}{% block main %}{{ block.super }}{% endblock %}",
        "{% with a=1 %}{{ a }}{% endwith %}",
        "{% include 'row' only %}",
    ],
)
def test_what_it_does_not_know_it_refuses(words: str) -> None:
    with pytest.raises(NotKnown):
        both(words, CONTEXT)


def test_a_day_is_refused_because_django_would_put_it_into_words() -> None:
    with pytest.raises(TypeError, match="set down in words"):
        both("{{ day }}", {"day": date(2031, 1, 1)})


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_of_the_site_is_known(name: str) -> None:
    made = engine._engine()
    compiled(made.get_template(name), made.get_template)


@pytest.mark.parametrize("preview", [False, True])
def test_every_page_of_the_sample_is_the_one_that_django_draws(
    preview: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, names = engine.page, set()

    def checked(name: str, context: Mapping[str, object]) -> str:
        names.add(name)
        drawn = ours(name, context)
        assert drawn == engine.plainly(name, context), name
        return drawn

    monkeypatch.setattr(engine, "page", checked)
    write_site(sample(9, basis="best" if preview else "released"), tmp_path / "site", preview=preview)
    assert {"incident.html", "front.html", "list.html", "moved.html"} <= names
