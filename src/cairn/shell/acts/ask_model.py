"""Ask a language model to read reports a second time, beside the rules, and keep what it said, checked.

One act a report holds the model's name, what was asked (by hash), the parameters, the raw answer word for word, and
what the check of each claim came to. No claim and no figure is written. The one change a second reading may make is
to send a reading that could have been taken unseen to a person, where words of the text say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cairn.errors import CairnError, NotFound
from cairn.extract.language import detect
from cairn.extract.llm import Checked, Second, Weight, parse_answer, question, readable, second_reading
from cairn.extract.llm.prompt import prompt_sha256
from cairn.extract.model import Account, Claim, Extraction
from cairn.shell.export.masking import NameMask
from cairn.shell.llm.client import ask
from cairn.shell.llm.settings import Settings
from cairn.shell.records import load
from cairn.shell.records.convert import claim_of, reading_of
from cairn.shell.records.models import AccountRow, Act, ClaimRow, ReadingRow, ReportRow
from cairn.shell.workspace import Workspace
from cairn.sources.kinds import source_of
from cairn.vocab.closed import ReadingDecision
from cairn.vocab.load import use_words

from .act import recorded
from .add_words import words_in_force
from .read_reports import Progress, reader_version

if TYPE_CHECKING:
    from pydantic_ai.models import Model

KIND = "ask-model"
OF_ONE_TEXT = frozenset(
    {"llm-refused", "llm-answer-unreadable", "llm-answer-cut", "llm-answer-empty", "llm-text-too-long"}
)
"""Faults that are of one text: they are kept, and the next report is asked about. Any other stops the command."""
_FIRST = {ReadingDecision.REVIEW: 0, ReadingDecision.AUTO: 1, ReadingDecision.ABSTAIN: 2}
Row = dict[str, Any]


@dataclass(slots=True)
class Chosen:
    """Which reports are to be asked about, and which may not be sent: their ids with the kind of their source."""

    reports: list[ReportRow] = field(default_factory=list)
    kept_back: list[tuple[str, str]] = field(default_factory=list)
    asked_before: int = 0


def choose(ws: Workspace, settings: Settings, named: Sequence[str], limit: int) -> Chosen:
    """The reports named, or those whose reading waits for a look, first. Withdrawn ones are never among them.

    Raises `NotFound` for a name that is no report here, or none that was read.
    """
    version = reader_version(ws)
    before = _answers(settings)
    chosen = Chosen()
    for row in _named(named) if named else _waiting():
        kind = source_of(load.report(row, "")).kind
        if not settings.may_read(kind):
            chosen.kept_back.append((row.id, kind.value))
        elif row.text_sha256 in before and before[row.text_sha256]["reader"] == version:
            chosen.asked_before += 1
        elif len(chosen.reports) < limit:
            chosen.reports.append(row)
    return chosen


def _named(names: Sequence[str]) -> Iterator[ReportRow]:
    gone = load.withdrawn("report")
    for name in names:
        row = ReportRow.objects.filter(id=name).select_related("source").first()
        if row is None or row.id in gone or not _accounts(row):
            raise NotFound(
                "report-not-read",
                "there is no report of this id that was read",
                field="report",
                value=name,
                remedy="Give the id of a report; run `cairn run` first.",
            )
        yield row


def _waiting() -> list[ReportRow]:
    """Reports that were read, those that wait for a look first, then those that could go unseen."""
    gone = load.withdrawn("report")
    told = ReadingRow.objects.filter(account__live=True).values_list("account__report_id", "decision")
    order: dict[str, int] = {}
    for report, decision in told:
        order[report] = min(order.get(report, 9), _FIRST[ReadingDecision(decision)])
    rows = ReportRow.objects.filter(id__in=order.keys() - gone).select_related("source")
    return sorted((r for r in rows if _accounts(r)), key=lambda r: (order[r.id], r.id))


def _accounts(row: ReportRow) -> list[AccountRow]:
    """Its accounts as last read; none where it was changed since."""
    return list(
        AccountRow.objects.filter(report_id=row.id, live=True, report_version=row.version).order_by("n")
    )


def _answers(settings: Settings) -> dict[str, Row]:
    """What this model answered before to this question, by the hash of the text: the last act of each."""
    told = Act.objects.filter(kind=KIND, detail__model=settings.model, seq__isnull=False).order_by("id")
    asked = (prompt_sha256(), settings.parameters)
    return {
        detail["text_sha256"]: detail | {"seq": seq}
        for seq, detail in told.values_list("seq", "detail")
        if (detail["prompt_sha256"], detail["parameters"]) == asked
    }


def ask_model(
    ws: Workspace,
    reports: Sequence[ReportRow],
    settings: Settings,
    progress: Progress,
    *,
    model: Model[Any] | None = None,
) -> list[Row]:
    """Ask about each report in turn; what is kept of each, as in its act. `model` stands in for the endpoint in tests.

    An answer the model once gave to the same text and question is checked anew and not asked for again. Raises
    `MissingExtra`, `ModelFault` where the endpoint fails; what was asked before that stands.
    """
    use_words(words_in_force(ws))
    asking = _Asking(ws, settings, reader_version(ws), _answers(settings), model)
    found = []
    for n, row in enumerate(reports, start=1):
        found.append(asking.about(row))
        progress("Asking the model", n, len(reports))
    return found


@dataclass(frozen=True, slots=True)
class _Asking:
    """One run of questions: whom, with what, and what was answered before."""

    ws: Workspace
    settings: Settings
    version: str
    before: dict[str, Row]
    model: Model[Any] | None

    def about(self, row: ReportRow) -> Row:
        """Ask about one report, check, and keep it; what is kept."""
        text = self.ws.objects.text(row.text_sha256)
        heard = self._heard(row, text)
        accounts = _accounts(row)
        rows = load.claims_by_account([a.id for a in accounts])
        ours = {claim_of(c): c.id for claims in rows.values() for c in claims}
        second = Second((), {})
        if not heard["fault"]:
            try:
                second = second_reading(
                    text, _extraction(text, accounts, rows), parse_answer(heard["answer"])
                )
            except CairnError as e:
                heard["fault"] = e.code
        by_number = {a.n: a.id for a in accounts}
        detail: Row = {
            "report": row.id,
            "text_sha256": row.text_sha256,
            "reader": self.version,
            "endpoint": self.settings.endpoint,
            "model": self.settings.model,
            "prompt_sha256": prompt_sha256(),
            "parameters": self.settings.parameters,
            **heard,
            "malformed": second.malformed,
            "claims": [_told(c, ours, text, accounts) for c in second.checked],
            "accounts": {by_number[n]: weight.value for n, weight in sorted(second.weights.items())},
        }
        with recorded(KIND) as act:
            detail["to_review"] = _doubted(detail["accounts"])
            act.detail = detail
        return detail

    def _heard(self, row: ReportRow, text: str) -> Row:
        """The raw answer, asked for or kept from before; or the code of what went wrong with this text."""
        if before := self.before.get(row.text_sha256):
            kept = {k: before[k] for k in ("answer", "fault", "sent_in_part")}
            return kept | {"answered_in": before["seq"]}
        asked = question(_sent(text, self.settings), self.settings.longest_text)
        heard: Row = {"answer": "", "fault": "", "sent_in_part": asked.part, "answered_in": None}
        try:
            return heard | {"answer": ask(asked, self.settings, model=self.model)}
        except CairnError as e:
            if e.code not in OF_ONE_TEXT:
                raise
            return heard | {"fault": e.code}


def _sent(text: str, settings: Settings) -> str:
    """What the model reads: the text without furniture; where it leaves this machine, without withdrawn names."""
    words = readable(text).text
    return NameMask(load.withdrawn("name"))(words) if settings.is_hosted else words


def _extraction(
    text: str, accounts: Sequence[AccountRow], claims: Mapping[str, Sequence[ClaimRow]]
) -> Extraction:
    """What stands of a report: its live accounts and claims, corrections by persons among them."""
    readings = {r.account_id: reading_of(r.value) for r in ReadingRow.objects.filter(account__in=accounts)}
    read = (
        Account(a.n, a.main, a.start, a.end, tuple(map(claim_of, claims.get(a.id, ()))), readings[a.id])
        for a in accounts
    )
    return Extraction(detect(readable(text).text), tuple(read))


def _told(checked: Checked, ours: Mapping[Claim, str], text: str, accounts: Sequence[AccountRow]) -> Row:
    """One checked claim as it is kept."""
    said, claim = checked.said, checked.claim
    at = claim and next((a.id for a in accounts if a.start <= claim.start < a.end), None)
    return {
        "finding": checked.finding.value,
        "account": at,
        "kind": said.kind.value,
        "min": said.min,
        "max": said.max,
        "group": said.group.value,
        "status": said.status.value,
        "event": said.event.value,
        "said_quote": said.quote,
        "start": claim and claim.start,
        "end": claim and claim.end,
        "quote": text[claim.start : claim.end] if claim else None,
        "supports": ours[claim] if claim and checked.accepted else None,
    }


def _doubted(weights: dict[str, str]) -> list[str]:
    """Sends readings that could have gone unseen to a person where the model doubts them; which those are."""
    doubts = [account for account, weight in weights.items() if weight == Weight.DOUBTS]
    rows = list(
        ReadingRow.objects.filter(account_id__in=doubts, decision=ReadingDecision.AUTO).order_by("account_id")
    )
    for row in rows:
        row.decision = ReadingDecision.REVIEW.value
        row.value = row.value | {"decision": row.decision}
        row.save()
    return [row.account_id for row in rows]
