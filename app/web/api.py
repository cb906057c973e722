"""The endpoints under /api/v1."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app.web import openapi
from app.web.explain import check_document, mask_document
from app.web.guards import KeyGuard, RateGuard
from app.web.metrics import Metrics
from app.web.options import (
    CHECK_FIELDS,
    MASK_FIELDS,
    REDACT_FIELDS,
    check_job,
    mask_job,
    redact_job,
)
from app.web.problems import Problem
from app.web.schemas import CheckOut, MaskOut
from app.web.settings import Settings
from app.web.uploads import read_form
from app.web.workers.contract import (
    CheckAnswer,
    Failure,
    Job,
    MaskAnswer,
    Picture,
    RedactAnswer,
)
from app.web.workers.pool import Pool

A = TypeVar("A", MaskAnswer, RedactAnswer, CheckAnswer)

JSON = "application/json"


class Api:
    """The operations and what they share."""

    def __init__(self, settings: Settings, pool: Pool, metrics: Metrics) -> None:
        self._settings = settings
        self._pool = pool
        self._metrics = metrics
        self._key = KeyGuard(settings)
        self._rate = RateGuard(settings)

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(prefix="/api/v1", tags=["waybills"])
        router.add_api_route(
            "/mask",
            self.mask,
            methods=["POST"],
            summary="Mask a waybill",
            response_class=Response,
            openapi_extra=openapi.form(openapi.MASK_FORM, ("image",)),
            responses={
                **openapi.upload_problems(),
                200: openapi.image_answer(
                    "The masked image, or JSON where Accept asks for it.", masked=True
                )
                | {"model": MaskOut},
            },
        )
        router.add_api_route(
            "/redact",
            self.redact,
            methods=["POST"],
            summary="Paint given regions",
            response_class=Response,
            openapi_extra=openapi.form(openapi.REDACT_FORM, ("image", "regions")),
            responses={
                **openapi.upload_problems(),
                200: openapi.image_answer("The image with exactly these regions.", masked=False),
            },
        )
        router.add_api_route(
            "/check",
            self.check,
            methods=["POST"],
            summary="Tell whether a waybill complies",
            response_class=Response,
            openapi_extra=openapi.form(openapi.CHECK_FORM, ("image",)),
            responses={
                **openapi.upload_problems(),
                200: {"model": CheckOut, "description": "The verdict, field by field."},
            },
        )
        return router

    async def mask(self, request: Request) -> Response:
        """Hide what the policy asks for on one image or page.

        The answer is the image, in the upload's format unless `format` says otherwise. With
        `Accept: application/json` it is JSON with the image in Base64 and what was found.
        """
        with self._admitted(request):
            form = await read_form(request, self._settings, MASK_FIELDS)
            answer = await self._answer(request, mask_job(form), MaskAnswer)
        self._note(request, answer.status.value, answer.milliseconds)
        codes = [reason.partition(":")[0] for reason in answer.reasons]
        headers = {
            "X-Waybill-Status": answer.status.value,
            "X-Waybill-Fields": str(len(answer.fields)),
        }
        if codes:
            headers["X-Waybill-Reasons"] = ",".join(codes)
        if wants_json(request.headers.get("accept", "")):
            body = await run_in_threadpool(mask_document, answer)
            return Response(body, headers=headers, media_type=JSON)
        return _image(answer.picture, headers)

    async def redact(self, request: Request) -> Response:
        """Paint exactly the given regions, and nothing else, and answer the image."""
        with self._admitted(request):
            form = await read_form(request, self._settings, REDACT_FIELDS)
            job = redact_job(form, self._settings)
            answer = await self._answer(request, job, RedactAnswer)
        self._note(request, "redacted", answer.milliseconds)
        return _image(answer.picture, {})

    async def check(self, request: Request) -> Response:
        """Read a waybill and say whether what is printed on it already complies."""
        with self._admitted(request):
            form = await read_form(request, self._settings, CHECK_FIELDS)
            answer = await self._answer(request, check_job(form), CheckAnswer)
        verdict = "complies" if answer.verdict.complies else "violates"
        self._note(request, verdict, answer.milliseconds)
        return Response(check_document(answer), media_type=JSON)

    @contextmanager
    def _admitted(self, request: Request) -> Iterator[None]:
        self._key(request)
        self._rate(request)
        with self._pool.place():
            yield

    async def _answer(self, request: Request, job: Job, kind: type[A]) -> A:
        """The worker's answer to a job, unless its client goes away first.

        Raises:
            Problem: the job failed.
            ClientDisconnect: nobody waits any more; the job was taken back.
        """
        work = asyncio.ensure_future(self._pool.run(job))
        gone = asyncio.ensure_future(_disconnect(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ClientDisconnect
            answer = work.result()
        except Problem as problem:
            self._note(request, problem.code, {})
            raise
        finally:
            for task in (work, gone):
                task.cancel()
                with suppress(asyncio.CancelledError, Problem):
                    await task
        if isinstance(answer, Failure):
            self._note(request, answer.code, {}, answer.trace)
            raise Problem(
                answer.code, answer.detail, next_step=answer.next_step, extras=answer.extras
            )
        if not isinstance(answer, kind):
            raise TypeError("a worker answered another kind of job")
        return answer

    def _note(
        self,
        request: Request,
        verdict: str,
        milliseconds: dict[str, float],
        trace: tuple[str, ...] = (),
    ) -> None:
        self._metrics.image(verdict, milliseconds)
        request.state.note = {"verdict": verdict} | ({"trace": list(trace)} if trace else {})


def wants_json(accept: str) -> bool:
    """Whether an Accept header prefers JSON to an image.

    Only a JSON type that is named counts, unless an image type is named with as high a weight:
    ``*/*`` alone asks for the image.
    """
    json_weight = image_weight = 0.0
    for item in accept.lower().split(","):
        kind, *parameters = (part.strip() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        if kind == JSON:
            json_weight = max(json_weight, weight)
        elif kind.startswith("image/"):
            image_weight = max(image_weight, weight)
    return json_weight > image_weight


async def _disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _image(picture: Picture, headers: dict[str, str]) -> Response:
    return Response(picture.data, headers=headers, media_type=picture.media_type)
