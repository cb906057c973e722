"""A Ray cluster of two nodes and an S3-compatible store, both on this machine."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

QUICK = {
    "health_check_initial_delay_ms": 1000,
    "health_check_period_ms": 1000,
    "health_check_failure_threshold": 5,
    "health_check_timeout_ms": 2000,
    "worker_niceness": 0,
}
"""Otherwise Ray takes half a minute to notice that a node is gone, and its workers step back behind
everything else on this machine."""
START_SECONDS = 120


@pytest.fixture(scope="session")
def cluster(s3: Any) -> Iterator[Any]:
    """The head, where no worker fits, and what tests add to it.

    It starts after the store, since its nodes find the store by the environment they start with.
    """
    import os

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "include_dashboard": False, "_system_config": QUICK}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    yield cluster
    cluster.shutdown()


@pytest.fixture
def nodes(cluster: Any) -> Iterator[list[Any]]:
    """Two nodes of one worker each; they are gone after the test, if the test left any."""
    both = [cluster.add_node(num_cpus=1), cluster.add_node(num_cpus=1)]
    yield both
    for node in both:
        if node in cluster.worker_nodes:
            cluster.remove_node(node, allow_graceful=False)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Address of a server that speaks S3, in a process of its own."""
    code = (
        "from moto.server import ThreadedMotoServer; import time;"
        "s = ThreadedMotoServer('127.0.0.1', 0, verbose=False); s.start();"
        "print(s.get_host_and_port()[1], flush=True); time.sleep(3600)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.1)
        yield address
    finally:
        server.kill()
        server.wait()


@pytest.fixture(scope="session")
def s3(s3_server: str) -> Iterator[Any]:
    """A client of that server. The keys are invented, and in the environment where every client,
    here and in the workers, looks for them; so is the address."""
    import s3fs

    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": s3_server,
        }.items():
            patch.setenv(name, value)
        yield s3fs.S3FileSystem(use_listings_cache=False)


def upload(client: Any, folder: Path, bucket: str) -> str:
    """Put a folder into a new bucket; answers its address."""
    client.mkdir(bucket)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            client.put_file(str(path), f"{bucket}/in/{path.relative_to(folder).as_posix()}")
    return f"s3://{bucket}/in"


def in_store(client: Any, folder: str) -> dict[str, bytes]:
    """Every file of the results there, the tool's own state apart."""
    return {
        path[len(folder) + 1 :]: client.cat_file(path)
        for path in client.find(folder)
        if ".waybill-mask" not in path.split("/")
    }
