"""Templates as plain functions: what Django's engine parses, run without what a page of ours does not need.

Django looks up the locale, the time zone and lazy words for each value that it sets down. Ours are finished words, so a
template is walked once and becomes nested functions that say the same, byte for byte, in a third of the time. Only
what our templates use is known here: a template with anything else (a filter, a tag, a format of dates) is refused, and
drawn by Django itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date, time, timedelta
from typing import Any

from django.template.base import FilterExpression, NodeList, TextNode, VariableNode
from django.template.base import Template as DjangoTemplate
from django.template.defaulttags import ForNode, IfNode, TemplateLiteral
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

from cairn.publish.wording.markup import SPECIAL, text

Scope = dict[str, Any]
Value = Callable[[Scope], Any]
Draw = Callable[[Scope, Callable[[str], None]], None]
Get = Callable[[str], DjangoTemplate]

_NONE: Any = object()
_LOOP = ("first", "last", "counter", "counter0")


class NotKnown(Exception):
    """A template holds something that is left to Django's engine."""


def compiled(template: DjangoTemplate, get: Get) -> Callable[[Mapping[str, object]], str]:
    """The template as a function of its context; `get` gives the templates that it includes or extends.

    Raises `NotKnown`.
    """
    draw = _Compiler(get).whole(template)

    def page(context: Mapping[str, object]) -> str:
        parts: list[str] = []
        draw({"True": True, "False": False, "None": None, **context}, parts.append)
        return "".join(parts)

    return page


class _Compiler:
    def __init__(self, get: Get) -> None:
        self._get = get
        self._blocks: dict[str, NodeList] = {}

    def whole(self, template: DjangoTemplate) -> Draw:
        nodes = template.nodelist
        if nodes and isinstance(nodes[0], ExtendsNode):
            for name, block in nodes[0].blocks.items():
                self._blocks.setdefault(name, block.nodelist)
            return self.whole(self._named(nodes[0].parent_name))
        return self._all(nodes)

    def _named(self, expression: Any) -> DjangoTemplate:
        if not isinstance(expression, FilterExpression) or not isinstance(expression.var, str):
            raise NotKnown("a template whose name is not told")
        return self._get(str(expression.var))

    def _all(self, nodes: Iterable[Any]) -> Draw:
        draws = [self._node(node) for node in nodes]
        if len(draws) == 1:
            return draws[0]

        def draw(scope: Scope, out: Callable[[str], None]) -> None:
            for one in draws:
                one(scope, out)

        return draw

    def _node(self, node: Any) -> Draw:
        kind = type(node)
        if kind is TextNode:
            words = str(node.s)
            return lambda scope, out: out(words)
        if kind is VariableNode:
            value = _value(node.filter_expression, "")
            return lambda scope, out: out(_shown(value(scope)))
        if kind is BlockNode:
            return self._all(self._blocks.get(node.name, node.nodelist))
        if kind is IfNode:
            return self._if(node)
        if kind is ForNode:
            return self._for(node)
        if kind is IncludeNode:
            return self._include(node)
        raise NotKnown(kind.__name__)

    def _if(self, node: IfNode) -> Draw:
        branches = [
            (_condition(test) if test is not None else None, self._all(nodes))
            for test, nodes in node.conditions_nodelists
        ]

        def draw(scope: Scope, out: Callable[[str], None]) -> None:
            for test, inside in branches:
                if test is None or test(scope):
                    inside(scope, out)
                    return

        return draw

    def _for(self, node: ForNode) -> Draw:
        if node.is_reversed:
            raise NotKnown("a loop backwards")
        values, names = _value(node.sequence, None), tuple(node.loopvars)
        inside, empty = self._all(node.nodelist_loop), self._all(node.nodelist_empty)
        hidden = ("forloop", *names)

        def draw(scope: Scope, out: Callable[[str], None]) -> None:
            rows = values(scope)
            rows = [] if rows is None else rows if hasattr(rows, "__len__") else list(rows)
            if not rows:
                empty(scope, out)
                return
            before = {name: scope.get(name, _NONE) for name in hidden}
            loop = scope["forloop"] = dict.fromkeys(_LOOP, 0)
            last = len(rows) - 1
            for n, row in enumerate(rows):
                loop["counter0"], loop["counter"], loop["first"], loop["last"] = n, n + 1, n == 0, n == last
                if len(names) == 1:
                    scope[names[0]] = row
                else:
                    scope.update(zip(names, row, strict=True))
                inside(scope, out)
            _restored(scope, before)

        return draw

    def _include(self, node: IncludeNode) -> Draw:
        if node.isolated_context:
            raise NotKnown("a template that is included alone")
        more = {name: _value(expression, "") for name, expression in node.extra_context.items()}
        inside = _Compiler(self._get).whole(self._named(node.template))

        def draw(scope: Scope, out: Callable[[str], None]) -> None:
            given = {name: value(scope) for name, value in more.items()}
            before = {name: scope.get(name, _NONE) for name in given}
            scope.update(given)
            inside(scope, out)
            _restored(scope, before)

        return draw


def _restored(scope: Scope, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        if value is _NONE:
            scope.pop(name, None)
        else:
            scope[name] = value


class _Operand:
    """A side of an operator, as Django's operators ask for it."""

    def __init__(self, value: Value) -> None:
        self.eval = value


def _condition(test: Any) -> Value:
    """The condition as a function; its operators are Django's own, over our values."""
    if isinstance(test, TemplateLiteral):
        return _value(test.value, None)
    own = copy(test)  # the parsed template is Django's
    for side in ("first", "second"):
        inside = getattr(test, side, None)
        if inside is not None:
            setattr(own, side, _Operand(_condition(inside)))
    return own.eval  # type: ignore[no-any-return]


def _value(expression: Any, missing: object) -> Value:
    """What stands for an expression; `missing` where there is nothing of that name."""
    if not isinstance(expression, FilterExpression) or expression.filters:
        raise NotKnown("a filter")
    variable = expression.var
    if isinstance(variable, str):  # a word in quotes, which Django takes for safe
        return lambda scope: variable
    if variable.translate:
        raise NotKnown("words to translate")
    if variable.lookups is None:
        literal = variable.literal
        return lambda scope: literal
    first, rest = str(variable.lookups[0]), tuple(map(str, variable.lookups[1:]))
    if first == "forloop" and rest[:1] and rest[0] not in _LOOP:
        raise NotKnown(f"forloop.{rest[0]}")
    if first == "block":
        raise NotKnown("a block within its own")

    def value(scope: Scope) -> Any:
        found = scope.get(first, _NONE)
        for name in rest:
            found = _step(found, name)
        if found is _NONE:
            return missing
        return found() if callable(found) else found

    return value


def _step(found: Any, name: str) -> Any:
    """One dot: a key, else an attribute, else a place in a list, as Django tries them."""
    if callable(found):
        found = found()
    if hasattr(found, "__getitem__"):
        try:
            return found[name]
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            pass
    try:
        return getattr(found, name)
    except AttributeError:
        pass
    try:
        return found[int(name)]
    except (IndexError, ValueError, KeyError, TypeError):
        return _NONE


def _shown(value: Any) -> str:
    """The value as it is set down: escaped, unless it is markup already."""
    if type(value) is str:
        return text(value) if SPECIAL(value) else value
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, (date, time, timedelta)):
        raise TypeError(f"a day is set down in words, not as {type(value).__name__}")
    return text(value)
