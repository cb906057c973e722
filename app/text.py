"""``waybill-mask text``: lines in, the same lines with hidden characters as asterisks out."""

from __future__ import annotations

from typing import TextIO

from masking.errors import UsageError
from masking.policy import Policy
from masking.rules import hide_address, hide_name, hide_phone, starred

RULES = {"name": hide_name, "phone": hide_phone, "address": hide_address}
"""What ``--kind`` may be."""


def run(kind: str, policy: str, source: TextIO, sink: TextIO) -> None:
    """Mask each line of `source` into `sink`, one at a time.

    Raises:
        UsageError: no such kind or policy.
    """
    try:
        rule = RULES[kind]
        chosen = Policy.parse(policy)
    except (KeyError, ValueError):
        raise UsageError(
            f"kind is one of {', '.join(RULES)}; policy is one of standard, strict, full"
        ) from None
    for line in source:
        text = line.rstrip("\r\n")
        sink.write(starred(text, rule(text, chosen)) + line[len(text) :])
