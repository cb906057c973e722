"""JSON log lines that can hold neither recognised text nor file names.

A line holds a fixed message of this project and members from a closed list. Messages of other
libraries and of exceptions are withheld: they may quote what was read.
"""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import PurePath
from traceback import extract_tb

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside of one."""

MEMBERS = (
    "method",
    "route",
    "status",
    "ms",
    "bytes",
    "verdict",
    "reasons",
    "code",
    "trace",
    "workers",
)
"""What a log call may add through ``extra``: numbers, codes and route templates."""
OWN = ("app", "masking", "uvicorn")
"""Loggers whose messages are fixed sentences."""


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        own = record.name.partition(".")[0] in OWN
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if own else "withheld",
        }
        if identifier := request_id.get():
            line["request_id"] = identifier
        line |= {name: getattr(record, name) for name in MEMBERS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["trace"] = trace_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def trace_of(error: BaseException) -> list[str]:
    """An exception's type and ``file:line function`` for each frame, without its message."""
    frames = extract_tb(error.__traceback__)
    return [
        type(error).__name__,
        *(f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames),
    ]


def configure(level: str) -> None:
    """Send every log record of this process to stderr as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("uvicorn",):
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.propagate = True
    # Addresses may hold what a client typed; the service writes its own line for each request.
    logging.getLogger("uvicorn.access").disabled = True
