"""What is asked of any page that is open: what axe finds, whether it scrolls sideways, what the keyboard stands on."""

from __future__ import annotations

from typing import Any

AXE = {"rules": {"target-size": {"enabled": True}}}
"""Everything axe looks for by itself, and WCAG 2.2's smallest target, which it leaves off."""

WIDTHS = (320, 390, 1600)


def faults(page: Any) -> list[str]:
    """What axe finds wrong, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{page.url}: {v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def sideways(page: Any) -> list[str]:
    """Widths at which the whole page scrolls sideways, and whether it does with text twice as large."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{page.url}: {width} pixels")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if page.evaluate("document.documentElement.scrollWidth") > 1280:
        wrong.append(f"{page.url}: text twice as large")
    return wrong


UNSEEN = """() => {
  const here = document.activeElement, box = here.getClientRects()[0], style = getComputedStyle(here);
  if (!box) return "nothing of it is drawn";
  if (style.outlineStyle === "none") return "no outline";
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return at && (here.contains(at) || at.contains(here)) ? "" : "something lies over it";
}"""
"""Why one does not see what the keyboard stands on; nothing where one does."""


def tab_to(page: Any, link: Any, most: int = 400) -> None:
    """Press Tab until the keyboard stands on `link`, and hold that it is seen there."""
    wanted = link.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            unseen = page.evaluate(UNSEEN)
            assert not unseen, f"{unseen}: {wanted.evaluate('e => e.outerHTML')}"
            return
    raise AssertionError(f"not reached by {most} presses of Tab: {wanted.evaluate('e => e.outerHTML')}")
