"""The endpoints as CONTRACT promises them: answers, headers, negotiation."""

from __future__ import annotations

import base64
import io

import httpx
import pytest
from PIL import Image

from app.web.api import wants_json
from masking.painting import paint
from tests.web.fakes import FIELDS, REGIONS
from tests.web.pictures import SIZE, Scenario, draw, encoded, pixels, png
from tests.web.service import Service

PROBLEM = "application/problem+json"


def json_of(service: Service, data: bytes, **fields: str) -> dict:
    answer = service.client.post(
        "/api/v1/mask",
        files={"image": data},
        data=fields,
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_mask_answers_the_image_with_two_headers(service: Service) -> None:
    answer = service.post("mask", png())
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-waybill-status"] == "masked"
    assert answer.headers["x-waybill-fields"] == "3"
    assert "x-waybill-reasons" not in answer.headers
    assert pixels(answer.content) == paint(draw(), REGIONS[:3], "stars")


def test_review_names_its_reasons(service: Service) -> None:
    answer = service.post("mask", png(Scenario.REVIEW))
    assert answer.headers["x-waybill-status"] == "review"
    assert answer.headers["x-waybill-reasons"] == "unread-text"
    assert pixels(answer.content) == paint(draw(Scenario.REVIEW), REGIONS[:4], "stars")


def test_mask_as_json(service: Service) -> None:
    document = json_of(service, png(Scenario.REVIEW))
    picture = base64.b64decode(document.pop("image"))
    assert pixels(picture) == paint(draw(Scenario.REVIEW), REGIONS[:4], "stars")
    milliseconds = document.pop("ms")
    assert milliseconds.keys() == {"open", "read", "paint", "check", "encode"}
    assert document.pop("fields") == [
        {
            "kind": field.kind.value,
            "role": field.role and field.role.value,
            "hidden": field.hidden,
            "of": field.of,
            "rule": field.rule,
            "quad": field.quad.rounded(),
            "confidence": field.confidence,
        }
        for field in FIELDS[:4]
    ]
    assert [r["kind"] for r in document.pop("regions")] == ["name", "phone", "address", "block"]
    assert document == {
        "status": "review",
        "reasons": ["unread-text: text was detected that could not be read"],
        "size": list(SIZE),
        "media_type": "image/png",
        "source": None,
    }


def test_source_for_display_is_the_upright_picture(service: Service) -> None:
    sideways = draw().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(sideways, "JPEG", exif=exif, quality=95)
    source = json_of(service, data, include_source="true")["source"]
    assert source["media_type"] == "image/jpeg"
    shown = Image.open(io.BytesIO(base64.b64decode(source["image"])))
    assert shown.size == SIZE
    assert not shown.getexif()


@pytest.mark.parametrize(
    ("options", "regions", "style"),
    [
        ({"policy": "full"}, [*REGIONS[:3], REGIONS[4]], "stars"),
        ({"hide_waybill_number": "true"}, [*REGIONS[:3], REGIONS[4]], "stars"),
        ({"style": "solid"}, REGIONS[:3], "solid"),
        ({"policy": "strict", "style": "solid"}, REGIONS[:3], "solid"),
    ],
)
def test_options_reach_the_masker(
    service: Service, options: dict[str, str], regions: list, style: str
) -> None:
    answer = service.post("mask", png(), **options)
    assert pixels(answer.content) == paint(draw(), regions, style)


def test_options_of_one_request_do_not_leak_into_the_next(service: Service) -> None:
    for _ in range(3):
        service.post("mask", png(), policy="full", style="solid")
    assert pixels(service.post("mask", png()).content) == paint(draw(), REGIONS[:3], "stars")


@pytest.mark.parametrize(
    ("sent", "wanted", "media_type"),
    [
        ("PNG", None, "image/png"),
        ("JPEG", None, "image/jpeg"),
        ("WEBP", None, "image/webp"),
        ("TIFF", None, "image/tiff"),
        ("GIF", None, "image/gif"),
        ("BMP", None, "image/bmp"),
        ("PDF", None, "application/pdf"),
        ("PNG", "jpeg", "image/jpeg"),
        ("JPEG", "png", "image/png"),
        ("PNG", "pdf", "application/pdf"),
    ],
)
def test_format_of_the_answer(
    service: Service, sent: str, wanted: str | None, media_type: str
) -> None:
    fields = {"format": wanted} if wanted else {}
    answer = service.post("mask", encoded(draw(), sent), **fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media_type


def test_metadata_does_not_come_back(service: Service) -> None:
    exif = Image.Exif()
    exif[0x010E] = "camera of somebody"
    answer = service.post("mask", encoded(draw(), "JPEG", exif=exif, comment=b"somebody"))
    assert b"somebody" not in answer.content
    assert not Image.open(io.BytesIO(answer.content)).getexif()


def test_pages_of_a_document(service: Service) -> None:
    pages = [draw(), draw(Scenario.REVIEW)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    refused = service.post("mask", data)
    assert (refused.status_code, refused.json()["code"]) == (422, "page-needed")
    assert refused.json()["pages"] == 2
    second = service.post("mask", data, page="1")
    assert second.headers["x-waybill-status"] == "review"
    assert pixels(second.content) == paint(pages[1], REGIONS[:4], "stars")
    beyond = service.post("mask", data, page="2")
    assert (beyond.status_code, beyond.json()["code"]) == (422, "bad-option")


def test_redact_paints_exactly_the_regions(service: Service) -> None:
    answer = service.post(
        "redact",
        png(),
        regions="[[[60,120],[180,120],[180,150],[60,150]],[[60,300],[340,260],[345,292],[65,332]]]",
    )
    assert answer.headers["content-type"] == "image/png"
    assert pixels(answer.content) == paint(draw(), [REGIONS[0], REGIONS[2]], "solid")


def test_redact_with_asterisks(service: Service) -> None:
    answer = service.post(
        "redact", png(), regions="[[[60,120],[180,120],[180,150],[60,150]]]", stars="[2]"
    )
    assert pixels(answer.content) == paint(draw(), REGIONS[:1], "stars")


def test_redact_nothing_changes_no_pixel(service: Service) -> None:
    assert pixels(service.post("redact", png(), regions="[]").content) == draw()


def test_check(service: Service) -> None:
    document = service.post("check", png()).json()
    assert document.pop("ms").keys() == {"open", "read"}
    assert document.pop("fields") == [
        {
            "kind": "phone",
            "role": "sender",
            "visible": 5,
            "of": 11,
            "required": "six digits hidden",
            "complies": True,
            "quad": REGIONS[1].quad.rounded(),
        }
    ]
    assert document == {"complies": True, "readable": True, "reasons": []}
    assert service.post("check", png(Scenario.REVIEW)).json()["complies"] is False


@pytest.mark.parametrize(
    ("scenario", "status", "code"),
    [
        (Scenario.NOTHING, 422, "no-text"),
        (Scenario.FAILED, 422, "no-sender-or-receiver"),
        (Scenario.ENGINE, 500, "engine-failed"),
        (Scenario.RAISE, 500, "internal"),
    ],
)
@pytest.mark.parametrize("path", ["mask", "check"])
def test_images_without_a_result(
    service: Service, path: str, scenario: Scenario, status: int, code: str
) -> None:
    answer = service.post(path, png(scenario))
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    document = answer.json()
    assert document["code"] == code
    assert document["type"] == f"urn:waybill-mask:problem:{code}"
    assert document["status"] == status
    assert document["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/api/v1/nowhere", 404, "not-found"),
        ("GET", "/api/v1/mask", 405, "method-not-allowed"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
        ("POST", "/", 405, "method-not-allowed"),
        ("GET", "/static/nothing.js", 404, "not-found"),
        ("GET", "/static/../settings.py", 404, "not-found"),
        ("GET", "/static/%2e%2e/settings.py", 404, "not-found"),
        ("GET", "/static/..%5csettings.py", 404, "not-found"),
    ],
)
def test_wrong_addresses(service: Service, method: str, path: str, status: int, code: str) -> None:
    answer = service.client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["code"] == code
    assert (status == 405) == ("allow" in answer.headers)


@pytest.mark.parametrize(
    ("accept", "json"),
    [
        ("application/json", True),
        ("application/json, text/plain, */*", True),
        ("application/json;q=0.9, image/*;q=0.5", True),
        ("image/png", False),
        ("*/*", False),
        ("", False),
        ("text/html, */*;q=0.8", False),
        ("image/png, application/json;q=0.5", False),
        ("application/json;q=0", False),
        ("application/json;q=nonsense", False),
        ("application/jsonp", False),
    ],
)
def test_accept(accept: str, json: bool) -> None:
    assert wants_json(accept) is json


def test_operation_endpoints(service: Service) -> None:
    assert service.client.get("/healthz").json() == {"status": "ok"}
    assert service.client.get("/readyz").json() == {"status": "ready", "workers": 2}
    text = service.client.get("/metrics")
    assert text.headers["content-type"].startswith("text/plain")
    for name in (
        'waybill_mask_requests_total{method="GET",route="/healthz",status="200"}',
        "waybill_mask_queue_depth 0.0",
        "waybill_mask_workers_ready 2.0",
    ):
        assert name in text.text


def test_metrics_count_verdicts_and_stages(service: Service) -> None:
    def value(name: str) -> float:
        lines = service.client.get("/metrics").text.splitlines()
        return next((float(x.rpartition(" ")[2]) for x in lines if x.startswith(name)), 0.0)

    names = (
        'waybill_mask_images_total{verdict="review"}',
        'waybill_mask_images_total{verdict="no-text"}',
        'waybill_mask_stage_seconds_count{stage="read"}',
        'waybill_mask_requests_total{method="POST",route="/api/v1/mask",status="200"}',
    )
    before = [value(name) for name in names]
    service.post("mask", png(Scenario.REVIEW))
    service.post("mask", png(Scenario.NOTHING))
    assert [value(name) - was for name, was in zip(names, before, strict=True)] == [1, 1, 1, 1]


def test_request_id_is_taken_over_only_when_harmless(service: Service) -> None:
    def answered(offered: str) -> str:
        headers = {"X-Request-Id": offered}
        return service.client.get("/healthz", headers=headers).headers["x-request-id"]

    assert answered("order-2024.17") == "order-2024.17"
    for offered in ("short", "a" * 65, 'x"y"zzzzzz', "spaces are bad"):
        assert answered(offered) != offered


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/healthz", "/static/page.css", "/nope"]
)
def test_security_headers_everywhere(service: Service, path: str) -> None:
    headers = service.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_cors_is_closed(service: Service) -> None:
    preflight = service.client.options(
        "/api/v1/mask",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
    )
    assert preflight.status_code == 405
    answer = service.client.post(
        "/api/v1/mask", files={"image": png()}, headers={"Origin": "https://example.org"}
    )
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_head_of_the_page(service: Service) -> None:
    answer: httpx.Response = service.client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
