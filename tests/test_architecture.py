"""The import directions that keep the library free of its users, and data flowing one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIBRARY = sorted((ROOT / "masking").rglob("*.py"))
EVERYTHING = sorted([*LIBRARY, *(ROOT / "app").rglob("*.py")])

FOREIGN_TO_THE_LIBRARY = {
    "app",
    "argparse",
    "fastapi",
    "prometheus_client",
    "pydantic_settings",
    "rich",
    "starlette",
    "typer",
    "uvicorn",
}

LAYERS = [
    ["geometry", "errors"],
    ["model", "policy"],
    ["reasons"],
    ["text", "images"],
    ["reading", "rules"],
    ["fields"],
    ["hiding"],
    ["painting"],
    ["checking"],
    ["pipeline"],
    ["masker"],
    ["__init__"],
]
"""From the ground up: a room may import what stands in its own row or above it in this list."""


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room(path: Path) -> str:
    """The part of the library that a file belongs to."""
    return path.relative_to(ROOT / "masking").parts[0].removesuffix(".py")


def test_the_search_sees_files() -> None:
    assert len(LIBRARY) > 30
    assert "numpy" in imported(ROOT / "masking" / "reading" / "paddle.py")


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: str(p.relative_to(ROOT)))
def test_library_knows_neither_web_nor_command_line(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    assert not tops & FOREIGN_TO_THE_LIBRARY


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_one_file_knows_paddleocr(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    if path.relative_to(ROOT).as_posix() != "masking/reading/paddle.py":
        assert not tops & {"paddleocr", "paddlex", "rapidocr", "onnxruntime"}


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_one_file_knows_openvino(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    if path.relative_to(ROOT).as_posix() != "masking/reading/on_openvino.py":
        assert "openvino" not in tops


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_points_up(path: Path) -> None:
    rank = {name: index for index, row in enumerate(LAYERS) for name in row}
    own = rank[room(path)]
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("masking.")}
    too_high = {name for name in rooms if name in rank and rank[name] > own}
    assert not too_high


def test_every_room_has_a_place() -> None:
    placed = {name for row in LAYERS for name in row}
    assert {room(path) for path in LIBRARY} == placed


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_small_enough_to_know_by_heart(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420
