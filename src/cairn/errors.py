"""The tree of errors a user can meet. Each has a stable code, and says field, value and remedy.

    CairnError                 exit 1
    ├── FileRefused            the whole file is refused; nothing of it went in
    ├── RowRejected            one row is set aside verbatim; the rest went in
    ├── NotFound               the id or name does not exist here
    ├── NotAllowed             the rules forbid it (two persons, reserved words, frozen things)
    ├── WorkspaceFault         the folder is missing, busy, read-only or of another version
    ├── MissingExtra           an optional dependency is needed; the message names the extra
    └── ModelFault             a language model, or the endpoint that serves it, did not do its part

docs/errors.md lists every code with its remedy; a test holds the two together.
"""

from __future__ import annotations


class CairnError(Exception):
    """An error to be shown to the person at the keyboard.

    `code` is stable and documented; `field` and `value` name what was wrong; `remedy` says what to do.
    `row` is the line of the file where it stands (1 is the first), where one line can be named.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str = "",
        value: object = None,
        remedy: str = "",
        row: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.value = value
        self.remedy = remedy
        self.row = row

    def __reduce__(self) -> tuple[object, ...]:
        """Whole again on the other side of a process: a worker's error keeps its code, field and remedy."""
        return (_again, (type(self), self.__dict__))

    def as_dict(self) -> dict[str, str]:
        """The error as plain strings for `--json` and for the `rejected` table; `row` only where one is known."""
        shown = "" if self.value is None else str(self.value)[:200]
        return {
            **({} if self.row is None else {"row": str(self.row)}),
            "code": self.code,
            "field": self.field,
            "value": shown,
            "message": self.message,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        place = "" if self.row is None else f"row {self.row}, "
        where = f" [{place}{self.field}={str(self.value)[:80]!r}]" if self.field else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.code}: {self.message}{where}{remedy}"


def _again(kind: type[CairnError], parts: dict[str, object]) -> CairnError:
    error = kind.__new__(kind)
    Exception.__init__(error, parts["message"])
    error.__dict__.update(parts)
    return error


class FileRefused(CairnError):
    """A fault of a file: nothing of it went in."""


class RowRejected(CairnError):
    """A fault of one row: it is set aside verbatim and the rest goes in."""


class NotFound(CairnError):
    """No such thing in this workspace."""


class NotAllowed(CairnError):
    """A rule of recording forbids it."""


class WorkspaceFault(CairnError):
    """The workspace folder cannot be used as it is."""


class MissingExtra(CairnError):
    """An optional dependency is needed."""


class ModelFault(CairnError):
    """A language model, or the endpoint that serves it, did not do its part."""
