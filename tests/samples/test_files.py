"""What `waybill-mask samples` writes."""

from pathlib import Path

import pytest
from PIL import Image

from app.cli import main
from app.samples import command, draw
from app.samples.fonts import FontError, available
from app.samples.gallery import EXHIBITS
from app.samples.layouts import LAYOUTS
from app.samples.truth import Truth, truth_path
from masking.errors import ExitCode, UsageError


def test_pictures_and_truth_lie_side_by_side(tmp_path: Path) -> None:
    command(tmp_path / "out", 3, 5, conditions=["clean", "jpeg-35"])
    pictures = sorted(p for p in (tmp_path / "out").iterdir() if p.suffix != ".json")
    assert [p.suffix for p in pictures] == [".png", ".jpg", ".png"]
    for picture in pictures:
        truth = Truth.load(truth_path(picture))
        with Image.open(picture) as image:
            assert image.size == truth.size
        assert truth.lines
    assert len(list((tmp_path / "out").iterdir())) == 6


def test_layouts_take_turns(tmp_path: Path) -> None:
    command(tmp_path, len(LAYOUTS), 1)
    found = [Truth.load(p).layout for p in sorted(tmp_path.glob("*.truth.json"))]
    assert found == list(LAYOUTS)


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        command(tmp_path / folder, 2, 9, layouts=["run"])
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_truth_file_comes_back_as_it_was(tmp_path: Path) -> None:
    truth = draw("file", layout="badge").truth
    truth.save(tmp_path / "x.truth.json")
    back = Truth.load(tmp_path / "x.truth.json")
    assert back.to_json() == truth.to_json()
    assert back.fields == truth.fields
    assert [c.hide for c in back.characters] == [c.hide for c in truth.characters]


def test_a_truth_file_of_another_version_is_refused() -> None:
    data = draw("file", layout="badge").truth.to_json()
    data["version"] = 99
    with pytest.raises(ValueError, match="version 99"):
        Truth.from_json(data)


@pytest.mark.parametrize(
    "words",
    [{"conditions": ["rain"]}, {"layouts": ["round"]}, {"fonts": ["comic"]}],
    ids=str,
)
def test_unknown_keys_are_refused_before_anything_is_written(
    tmp_path: Path, words: dict[str, list[str]]
) -> None:
    with pytest.raises(UsageError):
        command(tmp_path / "out", 1, 1, **words)
    assert not (tmp_path / "out").exists()


def test_a_computer_without_cjk_fonts_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.samples.fonts._font_files", dict)
    with pytest.raises(FontError) as caught:
        available()
    assert "fonts-noto-cjk" in caught.value.next_step
    assert caught.value.exit_code is ExitCode.USAGE


COMMITTED = Path(__file__).parents[2] / "samples"
PICTURES = sorted(p for p in COMMITTED.iterdir() if p.suffix in {".png", ".jpg"})


def test_the_committed_samples_show_every_layout_and_stay_small() -> None:
    truths = [Truth.load(COMMITTED / "truth" / f"{p.stem}.truth.json") for p in PICTURES]
    assert {truth.layout for truth in truths} == set(LAYOUTS)
    assert [e.name for e in EXHIBITS] == [p.stem for p in PICTURES]
    assert max(p.stat().st_size for p in PICTURES) <= 250_000
    assert sum(p.stat().st_size for p in PICTURES) <= 2_500_000


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.stem)
def test_a_committed_sample_has_the_size_its_truth_says(picture: Path) -> None:
    with Image.open(picture) as image:
        assert image.size == Truth.load(COMMITTED / "truth" / f"{picture.stem}.truth.json").size


def test_the_command_draws_what_is_asked_for(tmp_path: Path) -> None:
    words = ["samples", str(tmp_path), "-n", "2", "--conditions", "faded", "turned-180"]
    assert main([*words, "--layouts", "bare"]) == 0
    truths = [Truth.load(p) for p in sorted(tmp_path.glob("*.truth.json"))]
    assert [(t.layout, t.condition) for t in truths] == [("bare", "faded"), ("bare", "turned-180")]


def test_an_unknown_condition_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["samples", str(tmp_path / "out"), "--conditions", "haunted"]) == ExitCode.USAGE
    assert "haunted" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
