"""A party is asked about an incident, and answers: the package and the reply are kept as they went out and came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from cairn.archive import sha256_hex
from cairn.errors import CairnError, FileRefused, NotAllowed, NotFound
from cairn.publish.referral.files import as_json
from cairn.publish.referral.model import Referral as Package
from cairn.publish.referral.package import referral
from cairn.shell.export.asked import actor_asked
from cairn.shell.export.names import actors_of
from cairn.shell.export.referral import Desk, sent
from cairn.shell.export.referrals import reference
from cairn.shell.records import find
from cairn.shell.records.models import Code, Incident, Person, Referral, ReferralReply
from cairn.shell.workspace import Workspace
from cairn.vocab.actors import registry
from cairn.vocab.closed import State

from .act import demand_why, now, person, recorded

LARGEST_REPLY = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Made:
    """A package; `row` where just this one was sent, now or before, and `anew` where it was now."""

    package: Package
    data: bytes
    row: Referral | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Packages, and why there is none of an incident that was asked for."""

    made: tuple[Made, ...]
    refused: tuple[CairnError, ...]


def packages(ws: Workspace, incidents: Sequence[str], actor: str) -> Batch:
    """The package of each incident to this party, as it would be sent now; one that was sent just so is that one.

    What has none is set aside: incident-unknown, referral-no-day, referral-no-place, referral-not-set,
    referral-withdrawn. Raises `NotFound` (actor-unknown).
    """
    to, desk = _party(ws, actor), Desk(ws)
    made: dict[UUID, Made] = {}
    refused = []
    for name in dict.fromkeys(incidents):
        try:
            incident = find.incident(name)
            if incident.id not in made:
                made[incident.id] = _package(desk, incident, to)
        except (NotAllowed, NotFound) as e:
            refused.append(e)
    return Batch(tuple(made.values()), tuple(refused))


def send(ws: Workspace, incidents: Sequence[str], actor: str, *, who: str, why: str) -> Batch:
    """Record that these packages go out; what went out just so before goes out no second time.

    Only what a second person released is sent (rule 1): the rest is set aside, as referral-not-released.
    Raises `NotFound` (actor-unknown), `NotAllowed` (person-missing, why-missing).
    """
    why = demand_why(why)
    with ws.objects.keeping() as kept, transaction.atomic():
        by, batch = person(who), packages(ws, incidents, actor)
        out = [one for one in batch.made if one.package.state == State.RELEASED]
        held = [_unreleased(one.package) for one in batch.made if one not in out]
        sent_now = (one if one.row else _sent(one, kept.put(one.data), by, why) for one in out)
        return Batch(tuple(sent_now), (*batch.refused, *held))


def _sent(one: Made, sha: str, by: Person, why: str) -> Made:
    p = one.package
    detail = {"incident": p.incident_id, "actor": p.to.id, "n": p.number, "package": sha}
    with recorded("refer", who=by, why=why, detail=detail) as act:
        row = Referral.objects.create(
            incident_id=p.incident_id,
            actor=p.to.id,
            n=p.number,
            day=now().date(),
            package_sha256=sha,
            act=act,
        )
    return Made(p, one.data, row, anew=True)


def log_reply(ws: Workspace, name: str, data: bytes, *, on: date, who: str, why: str = "") -> ReferralReply:
    """Keep what a party answered, as text; the same words of the same day twice are one reply.

    Raises `NotFound` (referral-unknown), `FileRefused` (reply-unreadable), `NotAllowed` (reply-too-early,
    person-missing).
    """
    row = referral_named(name)
    data = _text(data)
    if on < row.day:
        raise NotAllowed(
            "reply-too-early",
            f"the package went out on {row.day}",
            field="on",
            value=on,
            remedy="Give the day on which the reply came.",
        )
    sha = sha256_hex(data)
    with ws.objects.keeping() as kept, transaction.atomic():
        by = person(who)
        before = ReferralReply.objects.filter(referral=row, day=on, text_sha256=sha).first()
        if before is not None:
            return before
        kept.put(data)
        n = (ReferralReply.objects.filter(referral=row).aggregate(n=Max("n"))["n"] or 0) + 1
        detail = {"referral": reference(row), "n": n, "day": on.isoformat(), "text": sha}
        with recorded("refer-reply", who=by, why=why.strip(), detail=detail) as act:
            return ReferralReply.objects.create(referral=row, n=n, day=on, text_sha256=sha, act=act)


def referral_named(given: str) -> Referral:
    """The package sent under this reference, by any code the incident ever had. Raises `NotFound`."""
    name, _, rest = given.strip().partition("/")
    actor, _, number = rest.rpartition("/")
    codes = Code.objects.filter(code__iexact=name).values_list("incident_id", flat=True)
    if number.isdigit() and actor:
        ids = {*codes, find.incident(name).id} if codes else {find.incident(name).id}
        row = Referral.objects.filter(incident_id__in=ids, actor=actor, n=int(number)).order_by("id").first()
        if row is not None:
            return row
    raise NotFound(
        "referral-unknown",
        "no package was sent under this reference",
        field="reply",
        value=given,
        remedy="CODE/ACTOR/NUMBER, as the package has it; `cairn export referrals` lists all.",
    )


def _party(ws: Workspace, actor: str) -> str:
    """The actor's id, from its id, a name or an alias. Raises `NotFound` (actor-unknown)."""
    return actor_asked(actor, {**registry(), **actors_of(ws)})


def _package(desk: Desk, incident: Incident, to: str) -> Made:
    """As it was last sent, where that gives the same bytes now; else under the next number, with all before it in its
    log. A package holds no moment of its making, and of its own sending nothing."""
    last = Referral.objects.filter(incident=incident, actor=to).order_by("-n").first()
    if last is not None:
        again = referral(desk.material(incident, to, last.n, sent(incident, to, before=last.n)))
        data = as_json(again)
        if sha256_hex(data) == last.package_sha256:
            return Made(again, data, last)
    number = last.n + 1 if last else 1
    package = referral(desk.material(incident, to, number, sent(incident, to)))
    return Made(package, as_json(package))


def _unreleased(package: Package) -> NotAllowed:
    return NotAllowed(
        "referral-not-released",
        f"{package.code}: one person set this incident, and what leaves the desk a second one releases",
        field="incident",
        value=package.code,
        remedy="Ask a second person: `cairn release`. Without --send the package is written as a draft.",
    )


def _text(data: bytes) -> bytes:
    """The reply as UTF-8 text. Raises `FileRefused`."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        words, fault = "", str(e)
    else:
        fault = "it is empty" if not words.strip() else "it is too long" if len(data) > LARGEST_REPLY else ""
    if fault:
        raise FileRefused(
            "reply-unreadable",
            f"a reply is kept as its text: {fault}",
            field="file",
            remedy="Save the words of the reply as a UTF-8 text file.",
        )
    return words.encode()
