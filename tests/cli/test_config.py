"""Settings: flags over the TOML file over defaults; unknown keys are errors."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.config import BatchConfig, load
from masking.errors import ConfigError, ExitCode
from masking.policy import Level, Policy
from masking.reading.runtime import Runtime

TOML = """
policy = "strict"
workers = 3
keep_companies = true

[limits]
max_pages = 7
max_bytes = 1000

[worker]
page_seconds = 2.5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


def test_defaults() -> None:
    config = load(None, {})
    assert config == BatchConfig()
    assert config.to_policy() == Policy.STANDARD
    assert config.resume is True
    assert config.limits.to_limits().max_pixels == 50_000_000


def test_the_file_is_taken_and_flags_overrule_it(file: Path) -> None:
    assert load(file, {}).policy is Level.STRICT
    flags = {"policy": "full", "workers": None, "limits": {"max_pages": 9}}
    config = load(file, flags)
    assert config.policy is Level.FULL
    assert config.workers == 3
    assert config.keep_companies is True
    assert config.limits.max_pages == 9
    assert config.limits.max_bytes == 1000
    assert config.worker.page_seconds == 2.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('polic = "strict"', "unknown setting polic"),
        ("[limits]\nmax_page = 3", "unknown setting limits.max_page"),
        ("[worker]\nfoo = 3", "unknown setting worker.foo"),
        ('policy = "secret"', "policy: Input should be 'standard', 'strict' or 'full'"),
        ("workers = 0", "workers: Input should be greater than or equal to 1"),
        ("[limits]\nmax_pixels = 999999999", "limits.max_pixels: Input should be less"),
        ("[limits]\nmax_pages = '3'", "limits.max_pages: Input should be a valid integer"),
        ("policy = ", "not valid TOML"),
        ("[limits", "not valid TOML"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    assert message in str(caught.value)
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "missing.toml", {})


def test_every_setting_says_what_it_is() -> None:
    for name, field in BatchConfig.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        for key, setting in (inner or {name: field}).items():
            assert setting.description, key


def test_the_documented_settings_are_all_there_are_with_their_defaults(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    documented = tomllib.loads(example)
    known = BatchConfig().model_dump(mode="json")
    assert documented.keys() == known.keys()
    for table in ("limits", "worker"):
        assert documented[table] == known[table]
    assert documented["ray"] == {**known["ray"], "address": "head:6379"}
    for name in documented.keys() - {"limits", "worker", "ray", "workers", "review_dir"}:
        assert documented[name] == known[name]


def test_a_runtime_and_a_precision_that_do_not_go_together(file: Path) -> None:
    file.write_text('runtime = "openvino"\nprecision = "bf16"\n', encoding="utf-8")
    assert load(file, {}).to_runtime() == Runtime.parse("openvino", "bf16")
    with pytest.raises(ConfigError, match="bf16 needs the runtime openvino"):
        load(file, {"runtime": "onnxruntime"})
    with pytest.raises(ConfigError, match="runtime"):
        load(None, {"runtime": "tensorrt"})
