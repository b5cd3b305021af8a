"""The rules for feeds are not blind: each is broken once."""

from __future__ import annotations

import pytest

from atom_rules import feed_faults

NAME = "feeds/en/all.atom"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="../../">
<id>urn:uuid:1</id><title>T</title><updated>2026-01-02T03:04:05Z</updated><author><name>N</name></author>
<link rel="self" type="application/atom+xml" href="feeds/en/all.atom"/><link href="en/x.html" type="text/html"/>
<entry><id>urn:uuid:2</id><title>E</title><updated>2026-01-02T03:04:05Z</updated><category term="new"/>
<link href="en/x.html"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" dir="ltr"><p>a <a href="en/x.html#w">b</a></p></div></content></entry>
</feed>"""
HELD = {NAME: b"", "en/x.html": b""}


def test_a_good_feed_has_no_fault() -> None:
    assert feed_faults(NAME, FEED.encode(), HELD) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<title>T</title>", ""), ("<id>urn:uuid:1</id>", ""), ("<id>urn:uuid:1</id>", "<id>no address</id>"),
        ("<author><name>N</name></author>", ""), ("<name>N</name>", ""), ("<title>E</title>", "<title>E</title><title>F</title>"),
        ("urn:uuid:2", "urn:uuid:1"), ("<updated>2026-01-02T03:04:05Z</updated><author>", "<updated>2026-01-02</updated><author>"),
        ("03:04:05Z</updated><category", "03:04:05+00:00</updated><category"), ("03:04:05Z</updated><author", "03:04:06Z</updated><author"),
        ('<category term="new"/>', ""), ('term="new"', 'term="odd"'), ('<link href="en/x.html"/>', ""),
        ('<link href="en/x.html"/>', '<link href="en/x.html"/><link href="en/x.html"/>'), ('rel="self"', 'rel="via"'),
        ('href="feeds/en/all.atom"', 'href="en/x.html"'), ("en/x.html#w", "en/gone.html"), ("en/x.html#w", "javascript:alert(1)"),
        ("en/x.html#w", "//evil.invalid/"), ("en/x.html#w", "https://evil.invalid/"), ("<p>a ", "<p onclick='x'>a "), ("<p>a ", "<p><script>x</script>"),
        ("<p>a ", "<p><img src='en/x.html'/>"), ("<p>a ", "<style>x</style><p>"), ('type="xhtml"', 'type="html"'),
        ('dir="ltr"', 'dir="up"'), ('dir="ltr"', 'style="x"'), ("<p>a ", "<p>a & "), ("<p>a ", "<p>a\x0b"), ("</feed>", ""),
        ("</entry>", '</entry><x xmlns="urn:x"/>'), ('xml:lang="en"', 'xml:lang="not a language"'), ("../../", "../"),
        ("<title>E</title>", '<title type="html">E</title>'), ("</entry>", "</entry><rights>late</rights>"),
    ],
)  # fmt: skip
def test_each_rule_can_be_broken(was: str, now: str) -> None:
    assert was in FEED
    assert feed_faults(NAME, FEED.replace(was, now, 1).encode(), HELD) != []
