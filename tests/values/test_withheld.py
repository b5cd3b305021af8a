import copy
import json
import pickle
import traceback
from dataclasses import asdict, dataclass

import pytest

from cairn.values import Withheld

SECRET = "Planted Name Qz71"


@pytest.fixture
def hidden() -> Withheld[str]:
    return Withheld(SECRET)


def test_it_does_not_print(hidden: Withheld[str]) -> None:
    shown = (str(hidden), repr(hidden), f"{hidden}", f"{hidden!r:>40}", f"{[hidden]}")
    assert not any(SECRET in text for text in shown)


@pytest.mark.parametrize("spec", ["", "s", ">30", "x"])
def test_it_does_not_format(hidden: Withheld[str], spec: str) -> None:
    assert SECRET not in format(hidden, spec)


def test_it_does_not_serialise(hidden: Withheld[str]) -> None:
    with pytest.raises(TypeError):
        json.dumps({"name": hidden})


def test_it_does_not_pickle(hidden: Withheld[str]) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="pickled"):
            pickle.dumps(hidden, protocol)


def test_it_does_not_leak_through_a_record_that_holds_it(hidden: Withheld[str]) -> None:
    @dataclass
    class Holder:
        name: Withheld[str]

    assert SECRET not in repr(Holder(hidden))
    assert SECRET not in repr(asdict(Holder(hidden)))


def test_it_cannot_be_spread_into_a_mapping(hidden: Withheld[str]) -> None:
    with pytest.raises(TypeError):
        vars(hidden)


def test_a_copy_does_not_print_either(hidden: Withheld[str]) -> None:
    assert SECRET not in repr(copy.copy(hidden))
    assert copy.deepcopy([hidden])[0].reveal(why="a test of copies") == SECRET


def test_an_error_about_it_does_not_print_it(hidden: Withheld[str]) -> None:
    with pytest.raises(TypeError) as caught:
        json.dumps(hidden)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_it_is_revealed_with_a_reason_only(hidden: Withheld[str]) -> None:
    assert hidden.reveal(why="the family released the name") == SECRET
    with pytest.raises(ValueError, match="reason"):
        hidden.reveal(why="  ")


@pytest.mark.parametrize("method", ["__getstate__", "__reduce__"])
def test_it_hands_out_no_state(hidden: Withheld[str], method: str) -> None:
    with pytest.raises(TypeError, match="pickled"):
        getattr(hidden, method)()


def test_two_are_equal_where_their_values_are() -> None:
    assert Withheld("one") == Withheld("one")
    assert Withheld("one") != Withheld("two")
    assert Withheld("one") != "one"
    assert len({Withheld("one"), Withheld("one")}) == 1


def test_it_cannot_be_changed(hidden: Withheld[str]) -> None:
    with pytest.raises(AttributeError):
        hidden.value = "other"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        del hidden._Withheld__value  # type: ignore[attr-defined]
