"""The live API reads no database of Django's, so a connection that another test left open is none of its business."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@pytest.fixture(autouse=True)
def connections_left_alone() -> Iterator[None]:
    """As Django's own client for tests does it: asking does not look after connections of this thread."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
