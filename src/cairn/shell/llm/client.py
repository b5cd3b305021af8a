"""The one request there is: a question goes to the endpoint, the raw answer comes back, or a coded fault.

No tools, no conversation, no second try of the model's own: instructions and text in, one JSON object out. Redirects
are not followed and proxies of the environment not used, or a text could end elsewhere than `cairn.toml` says.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from cairn.errors import CairnError, MissingExtra, ModelFault
from cairn.extract.llm import SCHEMA, Question
from cairn.extract.llm.answer import plain

from .settings import Settings

if TYPE_CHECKING:
    from pydantic_ai.models import Model

TRIES = 2
"""How often the client itself tries again where an endpoint is busy or a connection breaks."""


def ask(
    question: Question, settings: Settings, *, model: Model[Any] | None = None, tries: int = TRIES
) -> str:
    """The raw answer to one question. `model` stands in for the endpoint in tests.

    Raises `MissingExtra` without the client; `ModelFault`: llm-unreachable, llm-timeout, llm-busy (429), llm-key,
    llm-model-unknown, llm-text-too-long, llm-endpoint-fault, llm-refused, llm-answer-cut, llm-answer-empty.
    """
    demand_client()
    return asyncio.run(_asked(question, settings, model, tries))


def demand_client() -> None:
    """Raises `MissingExtra` where the client is not installed."""
    try:
        import openai  # noqa: F401
        import pydantic_ai  # noqa: F401
    except ImportError as e:
        raise MissingExtra(
            "extra-missing",
            "asking a language model needs its client, which is not installed",
            field="extra",
            value="llm",
            remedy="Install it with its extra: cairn-record[llm].",
        ) from e


async def _asked(question: Question, settings: Settings, model: Model[Any] | None, tries: int) -> str:
    try:
        async with asyncio.timeout(settings.timeout):
            if model is not None:
                return await _answer(question, settings, model)
            async with _client(settings, tries) as client:
                return await _answer(question, settings, _model(settings, client))
    except TimeoutError as e:
        raise _timeout(settings) from e


def _client(settings: Settings, tries: int) -> Any:
    """An OpenAI client that goes where it is told and nowhere else."""
    import httpx2
    from openai import AsyncOpenAI

    return AsyncOpenAI(
        base_url=settings.endpoint,
        api_key=os.environ.get(settings.key_from) or "none",
        timeout=settings.timeout,
        max_retries=tries,
        http_client=httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=settings.timeout),
    )


def _model(settings: Settings, client: Any) -> Model[Any]:
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider

    profile = OpenAIModelProfile(supports_json_schema_output=True)
    if not settings.is_hosted:
        profile["openai_chat_supports_max_completion_tokens"] = False  # what local servers know
    return OpenAIChatModel(settings.model, provider=OpenAIProvider(openai_client=client), profile=profile)


async def _answer(question: Question, settings: Settings, model: Model[Any]) -> str:
    from pydantic_ai import ModelRequest, ModelSettings, exceptions
    from pydantic_ai.direct import model_request
    from pydantic_ai.messages import ModelResponse
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition

    shape = OutputObjectDefinition(json_schema=dict(SCHEMA), name="claims", strict=True)
    sent = ModelSettings(
        max_tokens=settings.longest_answer, temperature=settings.temperature / 100, seed=settings.seed
    )
    try:
        response: ModelResponse = await model_request(
            model,
            [ModelRequest.user_text_prompt(question.text, instructions=question.instructions)],
            model_settings=sent,
            model_request_parameters=ModelRequestParameters(
                output_mode="native", output_object=shape, allow_text_output=True
            ),
        )
    except exceptions.ModelAPIError as e:
        raise _fault(e, settings) from e
    except exceptions.AgentRunError as e:  # the endpoint answered, and not in the form of a chat
        raise _endpoint_fault(settings, str(e)) from e
    return _said(response, settings)


def _said(response: Any, settings: Settings) -> str:
    """The words of a response."""
    if response.finish_reason == "content_filter" or (response.provider_details or {}).get("refusal"):
        raise ModelFault(
            "llm-refused",
            "the model refused to read this text",
            field="model",
            value=settings.model,
            remedy="The reading by rules stands. Ask a model that reads reports of violence.",
        )
    text = plain(response.text or "")
    if not text.strip():
        raise ModelFault(
            "llm-answer-empty",
            "the model said nothing",
            field="model",
            value=settings.model,
            remedy="See that the model follows a JSON schema, or take another.",
        )
    if response.finish_reason == "length":
        raise ModelFault(
            "llm-answer-cut",
            "the model's answer was cut off before its end",
            field="longest_answer",
            value=settings.longest_answer,
            remedy="Raise longest_answer, or the size of the context where the model is served.",
        )
    return text


def _fault(error: Any, settings: Settings) -> CairnError:
    """The coded fault of a failed request."""
    from pydantic_ai import exceptions

    if isinstance(error, exceptions.ModelTimeoutError):
        return _timeout(settings)
    if isinstance(error, exceptions.ModelConnectionError):
        return ModelFault(
            "llm-unreachable",
            "no model answers at this address",
            field="endpoint",
            value=settings.endpoint,
            remedy="Start the server that serves the model, and see that host, port and path are right.",
        )
    if isinstance(error, exceptions.ModelRateLimitError | exceptions.ModelQuotaExceededError):
        return ModelFault(
            "llm-busy",
            "the endpoint takes no more requests for now",
            field="endpoint",
            value=settings.endpoint,
            remedy="Wait, then run the same command again: it goes on where it stopped.",
        )
    if isinstance(error, exceptions.ModelAuthenticationError):
        return ModelFault(
            "llm-key",
            "the endpoint does not accept the key",
            field="key_from",
            value=settings.key_from,
            remedy="Put the key of the endpoint into this environment variable.",
        )
    if isinstance(error, exceptions.ModelNotFoundError):
        return ModelFault(
            "llm-model-unknown",
            "the endpoint serves no model of this name, or has another path",
            field="model",
            value=settings.model,
            remedy="Name a model that it serves; the path mostly ends in /v1.",
        )
    if isinstance(error, exceptions.ModelContextWindowExceededError):
        return ModelFault(
            "llm-text-too-long",
            "the text is longer than the model can read at once",
            field="longest_text",
            value=settings.longest_text,
            remedy="Lower longest_text, or serve the model with a larger context.",
        )
    return _endpoint_fault(settings, str(error))


def _timeout(settings: Settings) -> ModelFault:
    return ModelFault(
        "llm-timeout",
        "the model did not answer in time",
        field="timeout",
        value=settings.timeout,
        remedy="Raise timeout (seconds), lower longest_text, or take a smaller model.",
    )


def _endpoint_fault(settings: Settings, what: str) -> ModelFault:
    return ModelFault(
        "llm-endpoint-fault",
        f"the endpoint failed: {what[:300]}",
        field="endpoint",
        value=settings.endpoint,
        remedy="See the log of the server that serves the model.",
    )
