"""What a feed must be, read strictly: the rules of RFC 4287 in RELAX NG, written down by us, and those that no schema holds.

The schema is narrower than the standard: no element from elsewhere, and of XHTML only what our entries hold, so that
nothing in an entry can run or load anything. `tests/publish/feeds/test_atom_rules.py` breaks each rule once.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from urllib.parse import urljoin, urlsplit

from lxml import etree

ATOM, XHTML, XML = (
    "{http://www.w3.org/2005/Atom}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/XML/1998/namespace}",
)
MOMENT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
HERE = "https://where.it.stands.example/some/folder/"
"""Where a site may stand: what leads out of it is no longer below it."""
KINDS = {"new", "changed", "corrected", "withdrawn"}

SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"
         ns="http://www.w3.org/2005/Atom">
  <start><element name="feed">
    <ref name="common"/>
    <interleave>
      <oneOrMore><ref name="author"/></oneOrMore>
      <zeroOrMore><ref name="category"/></zeroOrMore>
      <zeroOrMore><element name="contributor"><ref name="person"/></element></zeroOrMore>
      <optional><element name="generator"><ref name="common"/>
        <optional><attribute name="uri"><data type="anyURI"/></attribute></optional>
        <optional><attribute name="version"/></optional><text/></element></optional>
      <optional><element name="icon"><ref name="address"/></element></optional>
      <ref name="id"/>
      <oneOrMore><ref name="link"/></oneOrMore>
      <optional><element name="logo"><ref name="address"/></element></optional>
      <optional><element name="rights"><ref name="words"/></element></optional>
      <optional><element name="subtitle"><ref name="words"/></element></optional>
      <element name="title"><ref name="words"/></element>
      <element name="updated"><ref name="date"/></element>
    </interleave>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </element></start>
  <define name="entry"><element name="entry">
    <ref name="common"/>
    <interleave>
      <zeroOrMore><ref name="author"/></zeroOrMore>
      <zeroOrMore><ref name="category"/></zeroOrMore>
      <optional><element name="content"><ref name="common"/><ref name="markup"/></element></optional>
      <zeroOrMore><element name="contributor"><ref name="person"/></element></zeroOrMore>
      <ref name="id"/>
      <zeroOrMore><ref name="link"/></zeroOrMore>
      <optional><element name="published"><ref name="date"/></element></optional>
      <optional><element name="rights"><ref name="words"/></element></optional>
      <optional><element name="summary"><ref name="words"/></element></optional>
      <element name="title"><ref name="words"/></element>
      <element name="updated"><ref name="date"/></element>
    </interleave>
  </element></define>
  <define name="common">
    <optional><attribute name="xml:base"><data type="anyURI"/></attribute></optional>
    <optional><attribute name="xml:lang"><data type="string"><param name="pattern">[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*</param></data></attribute></optional>
  </define>
  <define name="words"><ref name="common"/><optional><attribute name="type"><value>text</value></attribute></optional>
    <text/></define>
  <define name="date"><ref name="common"/><data type="dateTime"/></define>
  <define name="address"><ref name="common"/><data type="anyURI"/></define>
  <define name="id"><element name="id"><ref name="common"/><data type="anyURI"><param name="pattern">[a-z][a-z0-9+.-]*:.+</param></data></element></define>
  <define name="author"><element name="author"><ref name="person"/></element></define>
  <define name="person"><ref name="common"/><interleave>
    <element name="name"><text/></element>
    <optional><element name="uri"><ref name="address"/></element></optional>
    <optional><element name="email"><data type="string"><param name="pattern">[^@]+@[^@]+</param></data></element></optional>
  </interleave></define>
  <define name="category"><element name="category"><ref name="common"/>
    <attribute name="term"/>
    <optional><attribute name="scheme"><data type="anyURI"/></attribute></optional>
    <optional><attribute name="label"/></optional><empty/></element></define>
  <define name="link"><element name="link"><ref name="common"/>
    <attribute name="href"><data type="anyURI"/></attribute>
    <optional><attribute name="rel"><data type="string"><param name="pattern">[a-z]+</param></data></attribute></optional>
    <optional><attribute name="type"><data type="string"><param name="pattern">[^/ ]+/[^/ ]+</param></data></attribute></optional>
    <optional><attribute name="hreflang"><data type="string"><param name="pattern">[a-z]{2}</param></data></attribute></optional>
    <optional><attribute name="title"/></optional><optional><attribute name="length"/></optional><empty/></element></define>
  <define name="markup">
    <attribute name="type"><value>xhtml</value></attribute>
    <element name="div" ns="http://www.w3.org/1999/xhtml"><ref name="direction"/><zeroOrMore><ref name="block"/></zeroOrMore></element>
  </define>
  <define name="direction"><optional><attribute name="dir"><choice><value>ltr</value><value>rtl</value></choice></attribute></optional></define>
  <div ns="http://www.w3.org/1999/xhtml">
    <define name="block"><choice>
      <element name="p"><ref name="inline"/></element>
      <element name="ul"><oneOrMore><element name="li"><ref name="inline"/></element></oneOrMore></element>
    </choice></define>
    <define name="inline"><zeroOrMore><choice><text/>
      <element name="a"><attribute name="href"><data type="anyURI"/></attribute><ref name="inline"/></element>
      <element name="b"><ref name="inline"/></element>
      <element name="bdi"><ref name="inline"/></element>
    </choice></zeroOrMore></define>
  </div>
</grammar>
"""


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(SCHEMA))


def feed_faults(name: str, data: bytes, held: dict[str, bytes]) -> list[str]:
    """Every rule that the feed at `name` breaks; `held` are the files of its site, to which its links must lead."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as e:
        return [f"no XML: {e}"]
    if not _schema().validate(root):
        return [f"line {e.line}: {e.message[:200]}" for e in _schema().error_log]
    return [*_said_twice(root), *_moments(root), *_doors(name, root, held), *_categories(root)]


def _said_twice(root: etree._Element) -> list[str]:
    """RFC 4287, 4.2.6 and 4.2.7: an id stands for one entry; of one kind and language there is one alternate."""
    ids = Counter(e.text for e in root.iter(f"{ATOM}id"))
    found = [f"id {n} times: {i}" for i, n in ids.items() if n > 1]
    for one in (root, *root.iter(f"{ATOM}entry")):
        told = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if not told:
            found.append("leads to no page")
        pairs = Counter((link.get("type"), link.get("hreflang")) for link in told)
        found += [f"two alternates of {pair}" for pair, n in pairs.items() if n > 1]
    own = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    return found if len(own) == 1 else [*found, "does not say where it stands"]


def _moments(root: etree._Element) -> list[str]:
    """RFC 4287, 3.3: with a capital T and Z; the feed's own moment is that of its newest entry."""
    told = [e.text or "" for e in root.iter(f"{ATOM}updated", f"{ATOM}published")]
    found = [f"no moment: {at!r}" for at in told if not MOMENT.fullmatch(at)]
    entries = [e.findtext(f"{ATOM}updated") or "" for e in root.iter(f"{ATOM}entry")]
    if entries and root.findtext(f"{ATOM}updated") != max(entries):
        found.append("its moment is not that of its newest entry")
    return found


def _categories(root: etree._Element) -> list[str]:
    told = [[c.get("term") for c in e.findall(f"{ATOM}category")] for e in root.iter(f"{ATOM}entry")]
    return [f"categories {some}" for some in told if len(some) != 1 or some[0] not in KINDS]


def _doors(name: str, root: etree._Element, held: dict[str, bytes]) -> list[str]:
    """Each link leads to a file of the site, resolved as a reader of feeds does it."""
    found = []
    site = f"{HERE}{name}"
    for one in root.iter(f"{ATOM}link", f"{XHTML}a"):
        base = urljoin(site, root.get(f"{XML}base") or "")
        leads = urlsplit(urljoin(base, one.get("href", "")))._replace(fragment="").geturl()
        if not leads.startswith(HERE) or leads.removeprefix(HERE) not in held:
            found.append(f"leads to no file: {one.get('href', '')[:80]!r}")
        if one.get("rel") == "self" and leads != site:
            found.append(f"stands elsewhere than it says: {leads}")
    return found
