"""A process that only reads starts without the libraries that paddleocr imports and reading never calls.

They are clients of model hubs and web services, a library for tables, and the whole pipelines that are
made of the models which reading calls one by one: two thirds of the import's time, and a tenth of a
worker's memory. Placeholders stand for them while paddleocr is imported. What
was imported on them keeps them, so this is for processes that use paddleocr for nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

UNUSED = (
    "aiohttp",
    "paddleocr._pipelines",
    "paddlex.inference.pipelines",
    "paddlex.inference.utils.official_models",
    "pandas",
    "requests",
)
"""Modules that a placeholder stands for, with all below them; `official_models` fetches models."""
FAMILY = ("paddleocr", "paddlex")
"""Packages that are imported on placeholders."""


@contextmanager
def without_unused() -> Iterator[None]:
    """Import within it what reading needs, on placeholders.

    Nothing stays but in the modules that were imported: who imports one of these libraries later gets
    it. Where the import fails, what was begun of it is taken back, for it to be tried whole.
    """
    finder, before = _Finder(), frozenset(sys.modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    except Exception:
        for name in sys.modules.keys() - before:
            if name.partition(".")[0] in FAMILY:
                del sys.modules[name]
        raise
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, one in sys.modules.items() if isinstance(one, _Placeholder)]:
            del sys.modules[name]


class _Anything(type):
    """A class that has whatever attribute is asked for: another such class."""

    def __getattr__(cls, name: str) -> Any:
        return _anything(name)


def _anything(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Anything(name, (), {"__init__": _accept, "__getattr__": lambda _, of: _anything(of)})


def _accept(*_: Any, **__: Any) -> None:
    """Take any arguments: some are made when a module is imported, such as a table's holidays."""


class _Placeholder(ModuleType):
    """A module that has whatever is imported from it."""

    __path__: list[str] = []  # noqa: RUF012 - as every package has it

    def __getattr__(self, name: str) -> Any:
        return _anything(name)


class _Finder(MetaPathFinder, Loader):
    """Answers for `UNUSED`, unless they are imported already."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A placeholder's specification; None for any other module."""
        unused = any(name == one or name.startswith(f"{one}.") for one in UNUSED)
        return ModuleSpec(name, self, is_package=True) if unused else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The placeholder."""
        return _Placeholder(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""
