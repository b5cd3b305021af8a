"""Errors a user meets: whole on either side of a process."""

from __future__ import annotations

import pickle

from cairn.errors import CairnError, FileRefused


def test_an_error_of_a_worker_arrives_with_its_code_its_field_and_its_remedy():
    error = FileRefused(
        "file-empty", "there is nothing", field="file", value="a.csv", remedy="Choose another."
    )
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is FileRefused
    assert again.as_dict() == error.as_dict()
    assert str(again) == str(error)
    assert isinstance(again, CairnError)
