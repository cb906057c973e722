"""Run the service on uvicorn."""

from __future__ import annotations

from collections.abc import Mapping

import uvicorn

from app.web import create_app
from app.web.connections import PatientProtocol
from app.web.logs import configure
from app.web.settings import Settings
from masking.errors import UsageError

DEFAULT_HOST = "127.0.0.1"
"""Loopback: reaching the service from elsewhere takes a decision."""
DEFAULT_PORT = 8000
KEEP_ALIVE_SECONDS = 15
"""How long an idle connection stays open."""


def serve(
    host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, given: Mapping[str, str] | None = None
) -> None:
    """Serve until a signal ends it.

    Args:
        host: address to listen on.
        port: of it.
        given: settings that overrule the environment, by the names of `Settings`.

    Raises:
        ConfigError: a setting is unknown or wrong.
        UsageError: the address cannot be listened on.
    """
    settings = Settings.from_environment(**(given or {}))
    configure(settings.log_level)
    try:
        uvicorn.run(
            create_app(settings),
            host=host,
            port=port,
            # One implementation everywhere, whatever else is installed.
            http=PatientProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=settings.shutdown_seconds,
        )
    except SystemExit as ended:
        if ended.code:
            # uvicorn has logged the system's own words.
            raise UsageError(
                f"cannot listen on {host} port {port}",
                next_step="Choose another address or port with --host and --port.",
            ) from None
