"""The letters of a saved page or text: bytes enter, text leaves, by what the file itself says it is written in.

Nothing is guessed: a mark at the beginning, a declaration in the head, or UTF-8 that holds throughout. A file that
says nothing and is not UTF-8 is refused, for letters guessed wrongly read as words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from cairn.errors import RowRejected

_HEAD = 16_384
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = (
    re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE),
)
_TAKEN = re.compile(
    r"utf-8|cp125\d|cp866|cp874|iso8859-\d{1,2}|koi8-[ru]|mac-(?:cyrillic|roman|arabic)|gbk|gb18030|gb2312|big5|"
    r"euc_(?:jp|kr)|shift_jis"
)
_AS_BROWSERS_DO = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "utf-16": "utf-8",
                   "utf-16-le": "utf-8", "utf-16-be": "utf-8"}  # fmt: skip
_FEW = 0.01  # a page cut in the middle of a letter is read, one in other letters than it says is not


@dataclass(frozen=True, slots=True)
class Letters:
    """A text, the charset it was read in, and how many signs of it could not be read."""

    text: str
    charset: str
    broken: int = 0


def letters_of(data: bytes) -> Letters:
    """The text, its line ends as they are, a mark at its beginning gone.

    Raises `RowRejected` (page-charset) where the file is not in what it says, or says nothing and is not UTF-8.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], charset)
    declared = _declared(data[:_HEAD])
    if declared != "utf-8":
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            whole = ""
        if whole and (not declared or sum(c > "\x7f" for c in whole) > 2):
            return Letters(whole, "utf-8")  # saved anew as UTF-8 by a program that left the old declaration
        if not data:
            return Letters("", "utf-8")
    if not declared:
        raise _refused("it does not say what letters it is written in, and it is not UTF-8", "none")
    return _read(data, declared)


def _declared(head: bytes) -> str:
    for form in _DECLARED:
        hit = form.search(head)
        if not hit:
            continue
        try:
            name = codecs.lookup(hit[1].decode("ascii")).name
        except (LookupError, UnicodeDecodeError):
            continue
        name = _AS_BROWSERS_DO.get(name, name)
        if _TAKEN.fullmatch(name):
            return name
    return ""


def _read(data: bytes, charset: str) -> Letters:
    text = data.decode(charset, "replace")
    broken = text.count("\ufffd")
    if broken > 2 and broken > _FEW * sum(c > "\x7f" for c in text):
        raise _refused(f"it says it is written in {charset}, and {broken} signs of it are not", charset)
    return Letters(text, charset, broken)


def _refused(what: str, value: str) -> RowRejected:
    return RowRejected(
        "page-charset",
        f"the page cannot be read: {what}",
        field="charset",
        value=value,
        remedy="Save it again as UTF-8, or name its charset in a <meta charset> of its head.",
    )
