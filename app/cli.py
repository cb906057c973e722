"""``waybill-mask``: the command line. Only names and flags live here; each command is imported
when it runs, so that ``--help`` answers at once.

Exit codes: 0 all masked or compliant, 3 review or not compliant, 4 failed or unreadable,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

LEVELS = ("standard", "strict", "full")
STYLES = ("stars", "solid")
KINDS = ("name", "phone", "address")
ENGINES = ("local", "ray")
RUNTIME = {
    "runtime": (("onnxruntime", "openvino"), "what runs the OCR models (onnxruntime)"),
    "precision": (("auto", "f32", "bf16"), "bf16 only with the runtime openvino (auto)"),
    "device": (("cpu", "gpu"), "what they run on (cpu)"),
}
"""Flags of the commands that read pictures: choices and help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; answers the exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int | None] = options.command

    from app.errors_to_exit import exit_code_of

    _speak_utf8(sys.stdout, "backslashreplace")
    return exit_code_of(lambda: command(options))


def _batch(options: argparse.Namespace) -> int:
    from app.batch.run import run
    from app.batch.storage import place
    from app.config import load

    stop_like_ctrl_c()
    source, output = place(options.input), place(options.output)
    return run(source, output, load(options.config, _flags(options)))


def _serve(options: argparse.Namespace) -> None:
    from app.web.server import serve

    serve(options.host, options.port, _runtime_of(options))


def _check(options: argparse.Namespace) -> int:
    from app.check import command
    from masking.reading.runtime import Runtime

    words = _runtime_of(options)
    runtime = Runtime.parse(words.pop("runtime", "onnxruntime"), **words)
    return command(options.input, as_json=options.json, runtime=runtime)


def _text(options: argparse.Namespace) -> None:
    from app.text import run

    for stream in (sys.stdin, sys.stdout):  # bytes that are no UTF-8 pass through as they are
        _speak_utf8(stream, "surrogateescape", newline="")
    run(options.kind, options.policy, sys.stdin, sys.stdout)
    sys.stdout.flush()


def _samples(options: argparse.Namespace) -> None:
    from app.samples import command
    from app.samples.conditions import CONDITIONS

    all_of_them = "all" in (options.conditions or ())
    command(
        options.output,
        options.n,
        options.seed,
        conditions=list(CONDITIONS) if all_of_them else options.conditions,
        layouts=options.layouts,
        fonts=options.fonts,
    )


def _speak_utf8(stream: object, errors: str, **options: str) -> None:
    """Data is UTF-8 everywhere; Windows would use its own code page."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors=errors, **options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="waybill-mask",
        description="Hide names, phone numbers and unit and room numbers on pictures of express "
        "waybills, as GB/T 41833-2022 asks.",
        epilog="Exit codes: 0 done, 2 wrong usage, 3 something needs review or does not comply, "
        "4 something failed or could not be read, 130 interrupted.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_batch(commands)

    serve = commands.add_parser("serve", help="start the web form and the REST service")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port (%(default)s)")
    _add_runtime(serve)
    serve.set_defaults(command=_serve)

    check = commands.add_parser("check", help="say whether waybills already comply")
    check.add_argument("input", type=Path, metavar="INPUT", help="image, PDF or folder")
    check.add_argument("--json", action="store_true", help="one JSON object a page")
    _add_runtime(check)
    check.set_defaults(command=_check)

    text = commands.add_parser("text", help="mask lines from stdin")
    text.add_argument("--kind", choices=KINDS, required=True, help="what each line is")
    text.add_argument("--policy", choices=LEVELS, default="standard", help="(%(default)s)")
    text.set_defaults(command=_text)

    samples = commands.add_parser("samples", help="draw waybills of invented people")
    samples.add_argument("output", type=Path, metavar="OUTPUT", help="folder")
    samples.add_argument("-n", type=int, default=12, help="how many (%(default)s)")
    samples.add_argument("--seed", type=int, default=0, help="same seed, same waybills")
    for flag, wanted, default in (
        ("conditions", "how they look: faded, photo, glare … or all", "clean"),
        ("layouts", "badge, labelled, ruled …", "all"),
        ("fonts", "keys of font families, such as noto-sans", "all that are installed"),
    ):
        samples.add_argument(f"--{flag}", nargs="+", metavar="NAME", help=f"{wanted} ({default})")
    samples.set_defaults(command=_samples)
    return parser


def _add_batch(commands: Any) -> None:
    batch = commands.add_parser(
        "batch",
        help="mask a folder of waybills",
        description="Mask every image, PDF and ZIP of images below INPUT into OUTPUT, with "
        "report.jsonl and index.html. Run the same command again to go on after an interruption.",
    )
    batch.add_argument(
        "input", metavar="INPUT", help="folder (recursive) or file, or an address like s3://…"
    )
    batch.add_argument("output", metavar="OUTPUT", help="folder for the results, or an address")
    # No defaults here: a flag that is not given leaves the word to --config.
    hide = batch.add_argument_group("what is hidden")
    hide.add_argument("--policy", choices=LEVELS, help="(standard)")
    hide.add_argument("--style", choices=STYLES, help="asterisks or plain blocks (stars)")
    _add_switch(hide, "hide-waybill-number", "waybill numbers and barcodes too")
    _add_switch(hide, "keep-last-four", "of waybill numbers that are hidden")
    _add_switch(hide, "keep-companies", "companies in the sender's place")
    work = batch.add_argument_group("how it runs")
    work.add_argument("--workers", type=int, metavar="N", help="processes (the cores)")
    work.add_argument("--engine", choices=ENGINES, help="where the work runs (local)")
    work.add_argument("--ray-address", metavar="HOST:PORT", help="cluster to join")
    work.add_argument("--ray-cpus", type=float, metavar="N", help="CPUs a worker takes (1)")
    work.add_argument("--ray-gpus", type=float, metavar="N", help="GPUs a worker reserves (0)")
    _add_runtime(work)
    _add_switch(work, "resume", "go on where an earlier run stopped (default)")
    _add_switch(work, "dry-run", "only say what would be done")
    _add_switch(work, "quiet", "say nothing but errors")
    work.add_argument("--config", type=Path, metavar="FILE.toml", help="settings; flags overrule")
    results = batch.add_argument_group("results")
    results.add_argument("--review-dir", type=Path, metavar="DIR", help="copy review outputs here")
    _add_switch(results, "with-originals", "show small originals in index.html")
    limits = batch.add_argument_group("limits on one file")
    for name, help_text in _LIMITS.items():
        limits.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help=help_text)
    batch.set_defaults(command=_batch)


_LIMITS = {
    "max_bytes": "bytes of a file (200000000)",
    "max_pixels": "pixels of a page (50000000)",
    "max_pages": "pages of a document (500)",
}
_BATCH_FLAGS = (
    *("policy", "style", "hide_waybill_number", "keep_last_four", "keep_companies"),
    *("workers", "engine", *RUNTIME, "resume", "dry_run", "quiet", "review_dir", "with_originals"),
)


def _flags(options: argparse.Namespace) -> dict[str, Any]:
    """The flags of ``batch`` under the names of `app.config.BatchConfig`."""
    flags: dict[str, Any] = {name: getattr(options, name) for name in _BATCH_FLAGS}
    limits = {name: getattr(options, name) for name in _LIMITS}
    flags["ray"] = {
        name: value
        for name in ("address", "cpus", "gpus")
        if (value := getattr(options, f"ray_{name}")) is not None
    } or None
    flags["limits"] = {name: value for name, value in limits.items() if value is not None} or None
    return flags


def _add_runtime(group: Any) -> None:
    for name, (choices, help_text) in RUNTIME.items():
        group.add_argument(f"--{name}", choices=choices, help=help_text)


def _runtime_of(options: argparse.Namespace) -> dict[str, str]:
    """Those of the flags that are given."""
    return {name: value for name in RUNTIME if (value := getattr(options, name)) is not None}


def _add_switch(group: Any, name: str, help_text: str) -> None:
    group.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=help_text)


class _Version(argparse.Action):
    """``--version``, looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"waybill-mask {metadata.version('waybill-mask')}")
        parser.exit()


def stop_like_ctrl_c() -> None:
    """Let SIGTERM end a run as Ctrl-C does: with a report of what was done."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


if __name__ == "__main__":
    sys.exit(main())
