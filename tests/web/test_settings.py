"""Settings: documented, bounded, and no misspelt name is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.web.settings import Settings, environment_name, settings_table
from masking.errors import ConfigError
from masking.reading.runtime import Runtime

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented() -> None:
    assert settings_table() in DOCUMENT.read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYBILL_MASK_WORKERS", "5")
    monkeypatch.setenv("WAYBILL_MASK_API_KEY", "sixteen-letters!")
    settings = Settings.from_environment()
    assert settings.workers == 5
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == "sixteen-letters!"
    assert "sixteen-letters!" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYBILL_MASK_API_KYE", "sixteen-letters!"),
        ("WAYBILL_MASK_API_KEY", "too-short"),
        ("WAYBILL_MASK_API_KEY", ""),
        ("WAYBILL_MASK_WORKERS", "0"),
        ("WAYBILL_MASK_WORKERS", "many"),
        ("WAYBILL_MASK_MAX_UPLOAD_BYTES", "-1"),
        ("WAYBILL_MASK_QUEUE", "-1"),
        ("WAYBILL_MASK_LOG_LEVEL", "loud"),
        ("WAYBILL_MASK_JOB_SECONDS", "0"),
        ("WAYBILL_MASK_MAX_PIXELS", "999999999999"),
    ],
)
def test_wrong_settings_are_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        Settings.from_environment()
    assert name in str(caught.value)
    assert not value or len(value) < 5 or value not in str(caught.value)
    assert caught.value.next_step


def test_safe_defaults() -> None:
    settings = Settings()
    assert settings.max_pixels < 60_000_000
    assert settings.max_upload_bytes < 300_000_000
    assert settings.trusted_proxies == ""
    assert environment_name("api_key") == "WAYBILL_MASK_API_KEY"


def test_flags_overrule_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYBILL_MASK_RUNTIME", "openvino")
    monkeypatch.setenv("WAYBILL_MASK_PRECISION", "bf16")
    assert Settings.from_environment().to_runtime() == Runtime.parse("openvino", "bf16")
    assert Settings.from_environment(precision="f32").to_runtime().precision == "f32"
    with pytest.raises(ConfigError, match="bf16 needs the runtime openvino"):
        Settings.from_environment(runtime="onnxruntime")
