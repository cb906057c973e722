"""A short run of the fuzzer; the long one is ``python -m fuzz``."""

from __future__ import annotations

import random
from pathlib import Path

from fuzz.mutate import mutated
from fuzz.run import fuzz
from fuzz.seeds import seeds
from masking.images import Format, sniff

INPUTS = 600


def test_broken_files_cost_nothing_but_their_row(tmp_path: Path) -> None:
    tally = fuzz(tmp_path, INPUTS, seed=7, workers=1, keep=tmp_path.parent / "findings")
    assert tally.findings == []
    assert tally.words["masked"] > INPUTS * 0.1
    assert tally.words["  damaged-image"] > INPUTS * 0.3


def test_the_seeds_are_good_files_of_every_format() -> None:
    formats = {sniff(data[:1024]) for data in seeds().values()}
    assert formats == {*Format, None}  # None is the ZIP


def test_the_same_seed_makes_the_same_files() -> None:
    data, others = bytes(range(256)) * 4, [b"other"]
    first, second = (mutated(data, others, random.Random("1-2")) for _ in range(2))
    assert first == second != data
