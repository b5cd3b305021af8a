"""A log written file by file is the same whether it grew at once or in steps."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.archive.growth import Growth, edge_tiles
from cairn.archive.tiles import Tile, changed, decode_bundle, decode_tile, superseded
from cairn.archive.tree import Frontier, leaf_hash, root_of
from merkle import node_of


def resumed(files: dict[str, bytes], leaves: list[bytes]) -> Growth:
    tiles = edge_tiles(len(leaves))
    levels = [decode_tile(files[tile.path]) if tile else [] for tile in tiles]
    bundle = decode_bundle(files[tiles[0].bundle]) if tiles and tiles[0] else []
    return Growth(Frontier.at(len(leaves), node_of(leaves)), levels, bundle)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=4))
def test_a_log_grown_in_steps_has_the_files_of_one_grown_at_once(steps):
    records = [b"%d" % n for n in range(sum(steps))]
    leaves = [leaf_hash(record) for record in records]
    in_steps, at_once, done = {}, {}, 0
    for step in steps:
        growth = resumed(in_steps, leaves[:done])
        in_steps.update(growth.files(records[done : done + step]))
        assert growth.edge.root() == root_of(leaves[: done + step])
        for tile in superseded(done, done + step):
            del in_steps[tile.path]
            if tile.level == 0:
                del in_steps[tile.bundle]
        done += step
    at_once.update(Growth(Frontier()).files(records))
    assert in_steps == at_once


def test_only_the_files_that_changed_come_out_and_all_of_them():
    rng = random.Random(2)
    for _ in range(20):
        old, more = rng.randrange(1200), rng.randrange(1, 600)
        records = [b"%d" % n for n in range(old + more)]
        leaves = [leaf_hash(record) for record in records]
        before: dict[str, bytes] = {}
        before.update(Growth(Frontier()).files(records[:old]))
        tiles = list(changed(old, old + more))
        expected = {t.path for t in tiles} | {t.bundle for t in tiles if t.level == 0}
        assert {path for path, _ in resumed(before, leaves[:old]).files(records[old:])} == expected


def test_a_log_of_65_536_records_has_three_levels():
    files: dict[str, bytes] = {}
    files.update(Growth(Frontier()).files([b"x"] * 65_536))
    assert edge_tiles(65_536) == [None, None, Tile(2, 0, 1)]
    assert decode_tile(files["tile/2/000.p/1"]) == [root_of([leaf_hash(b"x")] * 65_536)]
