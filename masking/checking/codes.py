"""After masking, codes that stay must decode to the same, and codes that go must not decode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from masking.model import Code
from masking.reading.codes import contents_at, find_codes
from masking.reading.engine import Pixels

AROUND_HIDDEN = 0.25
"""Added around a hidden code that can still be decoded, in its sides: it is painted so large."""


def damaged(delivered: Pixels, kept: Sequence[Code]) -> list[Code]:
    """Those of the kept codes that no longer decode to the content they had.

    Args:
        delivered: shape (H, W, 3), decoded from what the user will get.
        kept: as found on the source; those that could not be decoded there are passed over.
    """
    asked = [code for code in kept if code.content is not None]
    lost = [code for code in asked if code.content not in contents_at(delivered, code)]
    if not lost:
        return []
    # Some decode only with all of the picture around them, as on the source.
    everywhere = {code.content for code in find_codes(delivered)}
    return [code for code in lost if code.content not in everywhere]


def still_decodes(delivered: Pixels, hidden: Sequence[Code]) -> list[Code]:
    """Those of the hidden codes that can still be decoded at their place, grown to be painted."""
    return [
        replace(
            code,
            quad=code.quad.grown(AROUND_HIDDEN * code.quad.width, AROUND_HIDDEN * code.quad.height),
        )
        for code in hidden
        if code.content is not None and code.content in contents_at(delivered, code)
    ]
