"""The mark: a small cairn, stones laid on stones."""

from __future__ import annotations

from cairn.publish.wording.markup import Html

CAIRN = Html(
    '<svg class="cairn" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
    '<path d="M7 44c-3-1-4-5-1-7 3-3 8-3 12-3 7-1 15-1 21 1 4 1 6 5 4 7-2 3-5 2-8 2-9 1-19 1-28 0z"/>'
    '<path d="M12 31c-3-1-3-5 0-7 4-2 9-2 13-1 4 0 9 0 12 2 2 2 2 5-1 6-7 2-17 2-24 0z"/>'
    '<path d="M17 20c-2-1-2-5 1-6 4-2 10-1 13 0 3 2 2 5 0 6-4 2-10 1-14 0z"/>'
    '<path d="M21 11c-2-1-1-5 1-6 3-1 5 0 6 2 1 3-1 4-3 5-1 0-3 0-4-1z"/></svg>'
)
