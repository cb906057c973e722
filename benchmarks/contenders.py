"""What is measured against each other: full masking, and stock tools that read only.

Each contender works in processes of its own, started anew, so that nobody's threads, allocator or
loaded libraries touch another's. A process answers every path it is sent with the CPU it is done.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from masking.reading.shipped import (
    DETECTION,
    ORIENTATION,
    RECOGNITION,
    RECOGNITION_MIN_WIDTH,
    Shipped,
    weights_of,
)
from masking.reading.weights import metadata

Work = Callable[[Path], None]
_work: Work | None = None


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to work on an image.

    Attributes:
        load: answers what is done with an image, in a fresh process; it gets the threads.
        per_core: a process with one thread for each core; otherwise one with its own defaults.
        needs: modules and programs that have to be installed.
    """

    load: Callable[[int], Work]
    per_core: bool
    needs: tuple[str, ...] = ()

    def missing(self) -> str:
        """What is not installed, or nothing."""
        absent = [
            name
            for name in self.needs
            if importlib.util.find_spec(name) is None and shutil.which(name) is None
        ]
        return f"{', '.join(absent)} is not installed" if absent else ""

    @contextmanager
    def crew(self, cores: int) -> Iterator[Crew]:
        """Its processes, loaded."""
        processes = cores if self.per_core else 1
        with ProcessPoolExecutor(
            processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self.load, 1 if self.per_core else 0),
        ) as pool:
            yield Crew(pool, processes)


class Crew:
    """A contender's processes."""

    def __init__(self, pool: ProcessPoolExecutor, processes: int) -> None:
        self._pool = pool
        self.processes = processes
        self._peaks: dict[int, float] = {}

    def seconds(self, paths: Sequence[Path]) -> float:
        """Wall seconds in which all pictures are done."""
        began = time.perf_counter()
        for process, peak in self._pool.map(_one, paths):
            self._peaks[process] = max(peak, self._peaks.get(process, 0.0))
        return time.perf_counter() - began

    def peak_megabytes(self) -> float:
        """The most that one of the processes took so far."""
        return max(self._peaks.values())


def _start(load: Callable[[int], Work], threads: int) -> None:
    global _work
    _work = load(threads)


def _one(path: Path) -> tuple[int, float]:
    assert _work is not None
    _work(path)
    memory = psutil.Process().memory_info()
    return os.getpid(), getattr(memory, "peak_wset", _peak()) / 2**20


def _peak() -> int:
    """The most memory this process had, in bytes, where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return int(psutil.Process().memory_info().rss)
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _pixels(path: Path) -> Any:
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))[:, :, ::-1]


def waybill_mask(threads: int) -> Work:
    """Full masking: decode, read, find, paint, check, encode, as the batch does it."""
    return _masking(threads, "onnxruntime")


def waybill_mask_openvino(threads: int) -> Work:
    """The same on OpenVINO."""
    return _masking(threads, "openvino")


def waybill_mask_bf16(threads: int) -> Work:
    """The same on OpenVINO, multiplying numbers of 16 bits."""
    return _masking(threads, "openvino", "bf16")


def _masking(threads: int, *runtime: str) -> Work:
    from app.batch.worker import load_masker
    from masking import Policy
    from masking.images import Delivery, open_document
    from masking.reading.runtime import Runtime

    masker = load_masker(Policy(), "stars", threads, Runtime.parse(*runtime))

    def work(path: Path) -> None:
        with open_document(path) as document:
            image = document.page(0).image
            answer = masker.mask_upright(image, Delivery(document.format))
        assert answer.encoded

    return work


def rapidocr(threads: int) -> Work:
    """Stock RapidOCR, reading only."""
    import logging

    from rapidocr import RapidOCR

    logging.disable(logging.CRITICAL)
    params = {"EngineConfig.onnxruntime.intra_op_num_threads": threads} if threads else None
    engine = RapidOCR(params=params)

    def work(path: Path) -> None:
        assert engine(_pixels(path)).txts

    return work


def paddleocr(threads: int) -> Work:
    """Stock PaddleOCR with its defaults, reading only: the same weights on ONNX Runtime.

    Page orientation and unwarping are off: their weights would have to be downloaded.
    """
    del threads
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    from paddleocr import PaddleOCR

    options: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        for role, (shipped, settings) in _stock().items():
            folder = Path(name, shipped.official_name)
            folder.mkdir()
            options[f"{role}_model_name"] = shipped.official_name
            options[f"{role}_model_dir"] = str(folder)
            (folder / "inference.onnx").write_bytes(weights_of(shipped))
            (folder / "inference.yml").write_text(settings, encoding="utf-8")
        engine = PaddleOCR(
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            engine="onnxruntime",
            **options,
        )

    def work(path: Path) -> None:
        assert engine.predict(_pixels(path))

    return work


def _stock() -> dict[str, tuple[Shipped, str]]:
    """Each model with its authors' own settings, where masking's differ, by PaddleOCR's name for it."""
    detection = DETECTION.config.replace("box_thresh: 0.5", "box_thresh: 0.6")
    detection = detection.replace("unclip_ratio: 1.6", "unclip_ratio: 1.5")
    # A list in JSON is one in YAML too.
    characters = metadata(weights_of(RECOGNITION))["character"].splitlines()
    recognition = RECOGNITION.config.replace(f"48, {RECOGNITION_MIN_WIDTH}]", "48, 320]")
    recognition = recognition.replace("['0']", json.dumps(characters))
    return {
        "text_detection": (DETECTION, detection),
        "text_recognition": (RECOGNITION, recognition),
        "textline_orientation": (ORIENTATION, ORIENTATION.config),
    }


def presidio(threads: int) -> Work:
    """presidio-image-redactor on Tesseract: its own recognisers, which know no Chinese."""
    del threads
    from PIL import Image
    from presidio_image_redactor import ImageRedactorEngine

    engine = ImageRedactorEngine()

    def work(path: Path) -> None:
        with Image.open(path) as image:
            engine.redact(image.convert("RGB"), ocr_kwargs={"lang": "chi_sim"})

    return work


CONTENDERS = {
    "waybill-mask": Contender(waybill_mask, per_core=True),
    "waybill-mask-openvino": Contender(waybill_mask_openvino, per_core=True, needs=("openvino",)),
    "waybill-mask-bf16": Contender(waybill_mask_bf16, per_core=True, needs=("openvino",)),
    "rapidocr": Contender(rapidocr, per_core=False),
    "rapidocr-per-core": Contender(rapidocr, per_core=True),
    "paddleocr": Contender(paddleocr, per_core=False),
    "presidio": Contender(presidio, per_core=False, needs=("presidio_image_redactor", "tesseract")),
}
