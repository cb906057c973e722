"""The manifests are valid by their schemas, and as locked up as they are said to be."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from app.web.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SCHEMA = Path(__file__).parent / "schemas" / "compose" / "compose_spec.json"
PREFIX = "WAYBILL_MASK_"


def manifests() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        found += yaml.safe_load_all(path.read_text(encoding="utf-8"))
    return found


def of_kind(kind: str) -> dict[str, Any]:
    (manifest,) = [manifest for manifest in manifests() if manifest["kind"] == kind]
    return manifest


def container() -> dict[str, Any]:
    (only,) = of_kind("Deployment")["spec"]["template"]["spec"]["containers"]
    return dict(only)


def service() -> dict[str, Any]:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["services"]["waybill-mask"])


@pytest.mark.parametrize("manifest", manifests(), ids=lambda m: m["kind"])
def test_kubernetes_takes_it(manifest: dict[str, Any]) -> None:
    version = kubernetes_validate.latest_version()
    kubernetes_validate.validate(manifest, version, strict=True)
    wrong = copy.deepcopy(manifest)
    wrong["speck"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, version, strict=True)


def test_compose_takes_it() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    content = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(content, schema)
    content["services"]["waybill-mask"]["read_onli"] = True
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema)


def test_nothing_goes_out_and_nothing_is_root() -> None:
    policy = of_kind("NetworkPolicy")["spec"]
    assert policy["egress"] == []
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    labels = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert policy["podSelector"]["matchLabels"].items() <= labels.items()
    pod = of_kind("Deployment")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    security = container()["securityContext"]
    assert security["readOnlyRootFilesystem"] is True
    assert security["allowPrivilegeEscalation"] is False
    assert security["capabilities"] == {"drop": ["ALL"]}
    assert service()["read_only"] is True
    assert service()["cap_drop"] == ["ALL"]
    assert service()["user"].split(":")[0] == str(pod["securityContext"]["runAsUser"])
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"--uid {pod['securityContext']['runAsUser']}" in dockerfile


def test_probes_limits_and_the_autoscaler_name_what_is_there() -> None:
    from app.web.metrics import Metrics

    (metric,) = of_kind("HorizontalPodAutoscaler")["spec"]["metrics"]

    class Idle:
        waiting = ready = restarts = 0

    exposition = Metrics(Idle()).exposition().decode()  # type: ignore[arg-type]
    assert f"\n{metric['pods']['metric']['name']} " in exposition
    paths = {container()[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness")}
    assert paths == {"/readyz"}
    assert container()["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container()["resources"]["limits"].keys() == {"cpu", "memory"}


def test_every_variable_is_a_setting() -> None:
    names = {entry["name"] for entry in container()["env"]} | set(service()["environment"])
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert names <= known
