"""Flags, streams and exit codes of the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import check as check_command
from app import cli
from app.batch import run as batch_run
from app.batch.local import LocalEngine
from app.errors_to_exit import exit_code_of
from masking.checking.compliance import FieldVerdict, Verdict
from masking.errors import EngineError, ExitCode, UsageError
from masking.geometry import Quad
from masking.model import FieldKind, Role
from masking.reading.runtime import Runtime
from tests.batch import fakes
from tests.batch.conftest import InProcess
from tests.batch.fakes import SECRET, Act, save

PROJECT = Path(__file__).parents[2]


def waybill_mask(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, **options)


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """``batch`` works in this process with the fake masker."""
    monkeypatch.setattr(batch_run, "LocalEngine", lambda config: InProcess(fakes.make))


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(3):
        began = time.monotonic()
        result = waybill_mask("--help")
        times.append(time.monotonic() - began)
        assert result.returncode == 0
        assert b"Exit codes:" in result.stdout
    # Without an import of the engine; the fastest of three, since machines are busy.
    assert min(times) < 1.0
    result = waybill_mask("batch", "--help")
    assert b"--review-dir" in result.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, app.cli\n"
        "try: app.cli.main(['batch', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'PIL', 'masking', 'pydantic', 'rich', 'cv2', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=True
    )
    assert result.stderr.strip() == b"[]"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["batch"],
        ["batch", "in"],
        ["batch", "in", "out", "--policy", "lax"],
        ["batch", "in", "out", "--workers", "many"],
        ["batch", "in", "out", "--frobnicate"],
        ["text"],
        ["text", "--kind", "age"],
        ["check"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().out == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("waybill-mask ")


@pytest.mark.usefixtures("fake_engine")
class TestBatch:
    def test_everything_in_order(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        save(tmp_path / "in" / "a.png")
        assert cli.main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "masked 1, review 0, failed 0; 1 fields hidden" in captured.err

    @pytest.mark.parametrize(("act", "code"), [(Act.MASK, 0), (Act.REVIEW, 3), (Act.NOTHING, 4)])
    def test_exit_codes(self, tmp_path: Path, act: Act, code: int) -> None:
        save(tmp_path / "in" / "a.png", act)
        assert cli.main(["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--quiet"]) == code

    def test_quiet_is_quiet_about_all_but_errors(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        save(tmp_path / "in" / "a.png", Act.NOTHING)
        cli.main(["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--quiet"])
        assert capsys.readouterr() == ("", "")
        assert cli.main(["batch", str(tmp_path / "no"), str(tmp_path / "out"), "--quiet"]) == 2
        assert capsys.readouterr().err == (
            "waybill-mask: error: INPUT does not exist\nwaybill-mask: Check the path.\n"
        )

    def test_failures_are_named_on_stderr(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        save(tmp_path / "in" / "a.png", Act.BUG)
        cli.main(["batch", str(tmp_path / "in"), str(tmp_path / "out")])
        captured = capsys.readouterr()
        assert "failed: a.png: internal-error: unexpected ValueError" in captured.err
        assert SECRET not in captured.err

    def test_a_dry_run_says_and_writes_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        source, output = tmp_path / "in", tmp_path / "out"
        save(source / "a.png")
        command = ["batch", str(source), str(output)]
        assert cli.main([*command, "--dry-run"]) == 0
        assert capsys.readouterr().out == "mask\ta.png\ta.png\n"
        assert not output.exists()
        cli.main(command)
        save(source / "b.png", number=2)
        (source / "c.png").symlink_to(tmp_path / "outside.png")
        before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
        capsys.readouterr()
        assert cli.main([*command, "--dry-run"]) == 0
        assert capsys.readouterr().out == (
            "keep\ta.png\ta.png\n"
            "mask\tb.png\tb.png\n"
            "fail\tc.png\tbroken-link: the link leads nowhere\n"
        )
        assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before

    def test_flags_reach_the_settings(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = []

        def run(source: Path, output: Path, config: object) -> ExitCode:
            seen.append((source, output, config))
            return ExitCode.OK

        monkeypatch.setattr(batch_run, "run", run)
        file = tmp_path / "a.toml"
        file.write_text('style = "solid"\nquiet = true\n[limits]\nmax_bytes = 5\n')
        flags = "--policy full --hide-waybill-number --keep-last-four --keep-companies"
        flags += " --workers 2 --no-resume --no-quiet --review-dir r --with-originals"
        flags += " --ray-address head:6379 --ray-cpus 2 --ray-gpus 0.5 --max-pixels 5000"
        flags += f" --config {file}"
        assert cli.main(["batch", "in", "out", *flags.split()]) == 0
        ((source, output, config),) = seen
        assert (source, output) == (Path("in"), Path("out"))
        assert config.model_dump(exclude={"worker", "limits", "ray"}) == {
            "policy": "full",
            "style": "solid",
            "hide_waybill_number": True,
            "keep_last_four": True,
            "keep_companies": True,
            "engine": "local",
            "runtime": "onnxruntime",
            "precision": "auto",
            "device": "cpu",
            "workers": 2,
            "resume": False,
            "quiet": False,
            "dry_run": False,
            "review_dir": Path("r"),
            "with_originals": True,
        }
        assert config.ray.model_dump() == {"address": "head:6379", "cpus": 2, "gpus": 0.5}
        assert (config.limits.max_pixels, config.limits.max_bytes) == (5000, 5)

    def test_the_ray_engine_is_an_extra(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        save(tmp_path / "in" / "a.png")
        command = ["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--engine", "ray"]
        assert cli.main(command) == 2
        assert "needs an extra that is not installed" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()


def test_the_local_engine_is_the_default(tmp_path: Path) -> None:
    from app.config import BatchConfig

    assert batch_run._engine(BatchConfig()) == LocalEngine(BatchConfig())


def raised(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("a sentence", next_step="Do this."), 2, "error: a sentence\n"),
        (EngineError("it failed"), 4, "error: it failed\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (ValueError(SECRET), 4, "error: unexpected ValueError\n"),
    ],
)
def test_errors_become_exit_codes(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(raised(error)) == code
    shown = capsys.readouterr().err
    assert words in shown
    assert SECRET not in shown
    assert "Traceback" not in shown


def test_the_place_of_a_fault_is_shown_without_the_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import config

    monkeypatch.setattr(config, "_read", lambda file: {}["SECRET"])
    assert exit_code_of(lambda: len(str(config.load(Path("x"), {})))) == 4
    shown = capsys.readouterr().err
    assert "unexpected KeyError in app/config.py:" in shown
    assert str(PROJECT) not in shown


class TestText:
    def test_utf_8_whatever_the_locale_says(self) -> None:
        lines = "13812345678\n+86 138 1234 5678\n"
        result = waybill_mask(
            "text", "--kind", "phone", input=lines.encode(), env={"PYTHONIOENCODING": "ascii"}
        )
        assert result.returncode == 0, result.stderr
        shown = result.stdout.decode()
        assert [len(line) for line in shown.splitlines()] == [11, 17]
        assert shown.splitlines()[0] == "1******5678"

    def test_line_ends_and_broken_bytes_stay(self) -> None:
        data = "张伟".encode() + b"\r\n" + b"\xff\xfe\n" + "李娜".encode()
        result = waybill_mask("text", "--kind", "name", input=data)
        lines = result.stdout.split(b"\n")
        assert lines[0] == "张*".encode() + b"\r"
        assert lines[2] == "李*".encode()
        assert result.stdout.count(b"\n") == 2


def verdict(complies: bool, readable: bool = True) -> Verdict:
    quad = Quad.of_box(1, 2, 3, 4)
    visible = 5 if complies else 11
    phone = FieldVerdict(
        FieldKind.PHONE, Role.RECEIVER, visible, 11, "at least six digits hidden", complies, quad
    )
    if not readable:
        return Verdict(False, False, (), ("no-text: not one line of text was found",))
    return Verdict(complies, True, (phone,), ())


VERDICTS = {Act.MASK: verdict(True), Act.REVIEW: verdict(False), Act.NOTHING: verdict(False, False)}


class TestCheck:
    def run(self, source: Path, *, as_json: bool = False) -> ExitCode:
        def check(image: Any) -> Verdict:
            return VERDICTS[fakes.act_of(image) or Act.MASK]

        return check_command.command(source, as_json=as_json, check=check)

    @pytest.mark.parametrize(
        ("acts", "code"),
        [
            ([Act.MASK], 0),
            ([Act.REVIEW], 3),
            ([Act.NOTHING], 4),
            ([Act.MASK, Act.REVIEW], 3),
            ([Act.REVIEW, Act.NOTHING, Act.MASK], 4),
        ],
    )
    def test_exit_codes(self, tmp_path: Path, acts: list[Act], code: int) -> None:
        for number, act in enumerate(acts):
            save(tmp_path / f"{number}.png", act)
        assert self.run(tmp_path) == code

    def test_a_file_gives_a_table(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.run(save(tmp_path / "a.png", Act.REVIEW))
        assert capsys.readouterr().out == (
            "a.png: does not comply\n"
            "  NOT  receiver phone             11 of 11 visible; at least six digits hidden\n"
        )

    def test_a_folder_gives_a_summary(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        save(tmp_path / "a.png", Act.REVIEW)
        save(tmp_path / "b.png", Act.MASK)
        (tmp_path / "c.jpg").write_text("no picture")
        assert self.run(tmp_path) == 4
        assert capsys.readouterr().out == (
            "does not comply a.png: receiver phone\n"
            "complies        b.png\n"
            "unreadable      c.jpg: not-an-image\n"
            "                 found  comply  do not\n"
            "phone                2       1       1\n"
            "1 complies, 1 does not comply, 1 unreadable\n"
        )

    def test_json_has_one_object_a_page(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        save(tmp_path / "a.png", Act.REVIEW)
        save(tmp_path / "面单.png", Act.NOTHING)
        self.run(tmp_path, as_json=True)
        first, second = map(json.loads, capsys.readouterr().out.splitlines())
        assert first == {
            "source": "a.png",
            "page": 0,
            "complies": False,
            "readable": True,
            "reasons": [],
            "fields": [
                {
                    "kind": "phone",
                    "role": "receiver",
                    "visible": 11,
                    "of": 11,
                    "required": "at least six digits hidden",
                    "complies": False,
                    "quad": [[1.0, 2.0], [3.0, 2.0], [3.0, 4.0], [1.0, 4.0]],
                }
            ],
        }
        assert second["source"] == "面单.png"
        assert second["readable"] is second["complies"] is False
        assert second["reasons"] == ["no-text: not one line of text was found"]

    def test_nothing_to_check_is_wrong_usage(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no images"):
            self.run(tmp_path)
        with pytest.raises(UsageError, match="does not exist"):
            self.run(tmp_path / "missing")


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m app.cli text --kind name | head -c 1"
    data = io.BytesIO("张伟\n".encode() * 200_000)
    if sys.platform == "win32":
        pytest.skip("a POSIX shell")
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=PROJECT,
        input=data.getvalue(),
        capture_output=True,
        check=False,
    )
    assert result.stderr == b""
    assert result.returncode == 0


@pytest.mark.parametrize("command", [["batch", ".", "out"], ["check", "."], ["serve"]])
def test_runtime_flags(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from app import config
    from app.web import server

    seen: list[Any] = []

    def heard(*words: Any, **named: Any) -> ExitCode:
        seen.extend([*words, *named.values()])
        raise UsageError("enough heard")

    monkeypatch.setattr(config, "load", heard)
    monkeypatch.setattr(check_command, "command", heard)
    monkeypatch.setattr(server, "serve", heard)
    flags = ["--runtime", "openvino", "--precision", "bf16", "--device", "gpu"]
    assert cli.main([*command, *flags]) == ExitCode.USAGE
    given = {"runtime": "openvino", "precision": "bf16", "device": "gpu"}
    assert any(
        one == Runtime.parse("openvino", "bf16", "gpu")
        or (isinstance(one, dict) and given.items() <= one.items())
        for one in seen
    )
