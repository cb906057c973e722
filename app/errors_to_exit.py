"""The one place where exceptions become a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from masking.errors import ExitCode, WaybillMaskError

_OURS = ("app", "masking")


def exit_code_of(command: Callable[[], int | None]) -> int:
    """Run a command; answer its exit code, or that of what it raised.

    Foreseen errors say what is wrong and what to do next. Of any other only the type and the
    place are shown: its message may quote what was read on an image.
    """
    try:
        return command() or 0
    except WaybillMaskError as error:
        _say(f"error: {error}")
        if error.next_step:
            _say(error.next_step)
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough. What is buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        _say(f"error: unexpected {type(error).__name__}{_place(error)}")
        _say("This is a fault of the program: please report this line and the program's version.")
        return ExitCode.FAILED


def _say(message: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    text = message.encode(encoding, "backslashreplace").decode(encoding)
    print(f"waybill-mask: {text}", file=sys.stderr)


def _place(error: Exception) -> str:
    """`` in package/module.py:12``: the innermost line of this project, not the machine's path."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename == __file__:
            continue
        parts = Path(frame.filename).parts
        for package in _OURS:
            if package in parts:
                inner = "/".join(parts[parts.index(package) :])
                return f" in {inner}:{frame.lineno}"
    return ""
