"""The table `[llm]` of a workspace: where the model is served, and whose texts may go there.

An endpoint on this machine (loopback) may read every text. Any other is *hosted*: it reads only texts of the kinds of
source that `hosted_may_read` names, none by default, so that no private person's words leave unless a team says so.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cairn.errors import ModelFault, NotAllowed
from cairn.vocab.closed import SourceKind

KEY = "CAIRN_LLM_KEY"
_HELP = "docs/guide/language-model.md shows a whole table."


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is reached. Seconds, characters of a text that are sent, tokens of an answer at most.

    `key_from` names the environment variable with the key of a hosted endpoint: a workspace is copied, a key must
    not be in it. `temperature` is in hundredths, for a record holds no fractions.
    """

    endpoint: str
    model: str
    hosted_may_read: frozenset[SourceKind] = frozenset()
    key_from: str = KEY
    timeout: int = 120
    longest_text: int = 12_000
    longest_answer: int = 2_000
    temperature: int = 0
    seed: int = 7

    @property
    def is_hosted(self) -> bool:
        """Whether the endpoint is anywhere else than on this machine."""
        return not is_loopback(self.endpoint)

    def may_read(self, kind: SourceKind) -> bool:
        """Whether a text of this kind of source may be sent."""
        return not self.is_hosted or kind in self.hosted_may_read

    @property
    def parameters(self) -> dict[str, int]:
        """What is sent beside the text, as it is kept with every answer."""
        return {
            "temperature_hundredths": self.temperature,
            "seed": self.seed,
            "longest_text": self.longest_text,
            "longest_answer": self.longest_answer,
        }


def is_loopback(endpoint: str) -> bool:
    """Whether an address is this machine's own, by its host as written: no name is looked up."""
    host = urlsplit(endpoint).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def settings_of(config: Mapping[str, object]) -> Settings:
    """The settings in a workspace's configuration.

    Raises `ModelFault` where there are none (llm-off) or one is wrong (llm-setting); `NotAllowed` for a hosted
    endpoint without encryption (llm-endpoint-open).
    """
    table = config.get("llm")
    if table is None:
        raise ModelFault(
            "llm-off",
            "no language model is switched on in this workspace",
            field="llm",
            remedy=f"Add a table [llm] with endpoint and model to cairn.toml. {_HELP}",
        )
    if not isinstance(table, Mapping):
        raise _wrong("llm", table, "a table")
    unknown = sorted(set(table) - {*Settings.__dataclass_fields__})
    if unknown:
        raise _wrong(unknown[0], table[unknown[0]], "no setting of this name")
    made = Settings(
        endpoint=_endpoint(table.get("endpoint")),
        model=_text("model", table.get("model")),
        hosted_may_read=_kinds(table.get("hosted_may_read", [])),
        key_from=_text("key_from", table.get("key_from", KEY)),
        timeout=_whole(table, "timeout", 1, 3_600),
        longest_text=_whole(table, "longest_text", 200, 200_000),
        longest_answer=_whole(table, "longest_answer", 50, 20_000),
        temperature=_whole(table, "temperature", 0, 200),
        seed=_whole(table, "seed", 0, 2**31),
    )
    if made.is_hosted and not made.endpoint.startswith("https://"):
        raise NotAllowed(
            "llm-endpoint-open",
            "texts would cross a network unencrypted",
            field="endpoint",
            value=made.endpoint,
            remedy="Use https, or reach the machine through a tunnel that ends on 127.0.0.1.",
        )
    return made


def _endpoint(value: object) -> str:
    text = _text("endpoint", value)
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine or "@" in parts.netloc:
        raise _wrong("endpoint", text, "an address such as http://127.0.0.1:11434/v1, without a password")
    return text


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, value, "a text")
    return value.strip()


def _whole(table: Mapping[str, object], name: str, least: int, most: int) -> int:
    value = table.get(name, Settings.__dataclass_fields__[name].default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise _wrong(name, value, f"a whole number from {least} to {most}")
    return value


def _kinds(value: object) -> frozenset[SourceKind]:
    try:
        if isinstance(value, list):
            return frozenset(SourceKind(kind) for kind in value)
    except ValueError:
        pass
    raise _wrong("hosted_may_read", value, f"a list of {', '.join(SourceKind)}")


def _wrong(name: str, value: object, wanted: str) -> ModelFault:
    return ModelFault(
        "llm-setting",
        f"a setting of [llm] cannot be used; wanted is {wanted}",
        field=name,
        value=value,
        remedy=f"Mend cairn.toml. {_HELP}",
    )
