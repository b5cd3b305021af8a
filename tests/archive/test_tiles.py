"""Which files a size of tree needs, where they stand, and what is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive.tiles import (
    Tile,
    changed,
    decode_bundle,
    decode_tile,
    encode_bundle,
    encode_tile,
    superseded,
    tile_at,
)

sizes = st.integers(0, 2**20)


def test_the_example_of_the_specification_holds_for_70_000_records():
    tiles = list(changed(0, 70_000))
    assert [t for t in tiles if t.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert len([t for t in tiles if t.level == 0 and t.width == 256]) == 273
    assert [t for t in tiles if t.level == 1] == [Tile(1, 0, 256), Tile(1, 1, 17)]


def test_256_records_are_one_full_tile_and_one_hash_above_it():
    assert list(changed(0, 256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067, 256), "tile/0/x001/x234/067"),
        (Tile(0, 1234, 57), "tile/0/x001/234.p/57"),
        (Tile(3, 0, 1), "tile/3/000.p/1"),
        (Tile(1, 999, 256), "tile/1/999"),
        (Tile(1, 1000, 256), "tile/1/x001/000"),
    ],
)
def test_numbers_stand_in_groups_of_three_digits(tile, path):
    assert tile.path == path


def test_records_stand_beside_the_tile_of_their_hashes():
    assert Tile(0, 1234, 57).bundle == "tile/entries/x001/234.p/57"


@given(sizes, sizes)
def test_what_changed_and_what_stayed_is_all_of_the_new_tree(a, b):
    old, new = sorted((a, b))
    before, after, between = set(changed(0, old)), set(changed(0, new)), set(changed(old, new))
    assert between == after - before
    assert set(superseded(old, new)) == before - after


@given(st.integers(0, 2**40), st.integers(0, 600))
def test_one_act_changes_few_files_however_large_the_log(size, more):
    assert len(list(changed(size, size + more))) <= 8 + more // 128


def test_a_tree_does_not_shrink():
    with pytest.raises(ValueError, match="does not grow"):
        list(changed(2, 1))


@pytest.mark.parametrize(
    ("level", "index", "size"), [(0, 0, 0), (0, 1, 256), (1, 0, 255), (-1, 0, 5), (0, -1, 5)]
)
def test_there_is_no_tile_without_hashes(level, index, size):
    with pytest.raises(ValueError, match="has no tile"):
        tile_at(level, index, size)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_gives_back_its_records(records):
    assert decode_bundle(encode_bundle(records)) == records


def test_the_longest_record_fits_and_a_longer_one_is_refused():
    assert decode_bundle(encode_bundle([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(ValueError, match="longer than a log"):
        encode_bundle([b"x" * 65_536])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", b"\x00\x01ab", b"\xff\xff"])
def test_a_bundle_cut_off_is_refused(data):
    with pytest.raises(ValueError, match="middle of a record"):
        decode_bundle(data)


def test_a_bundle_of_more_than_256_is_refused():
    with pytest.raises(ValueError, match="at most 256"):
        decode_bundle(b"\x00\x00" * 257)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=256))
def test_a_tile_gives_back_its_hashes(hashes):
    assert decode_tile(encode_tile(hashes)) == hashes


@pytest.mark.parametrize("length", [0, 31, 33, 257 * 32])
def test_bytes_that_are_no_whole_hashes_are_no_tile(length):
    with pytest.raises(ValueError, match="no tile"):
        decode_tile(b"x" * length)
