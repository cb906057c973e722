"""Hide names, phone numbers and room numbers on pictures of express waybills.

GB/T 41833-2022《快递电子运单》asks for it; `Policy` says how much is hidden, `Masker` does it, and
`hide_name`, `hide_phone` and `hide_address` are the rules on plain text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from masking.checking.compliance import Verdict
    from masking.errors import WaybillMaskError
    from masking.masker import Masker, check
    from masking.model import Field, FieldKind, Masked, Region, Role, Span, Status
    from masking.painting import Style
    from masking.policy import Level, Policy
    from masking.rules import hide_address, hide_name, hide_phone

__all__ = [
    "Field",
    "FieldKind",
    "Level",
    "Masked",
    "Masker",
    "Policy",
    "Region",
    "Role",
    "Span",
    "Status",
    "Style",
    "Verdict",
    "WaybillMaskError",
    "check",
    "hide_address",
    "hide_name",
    "hide_phone",
]

# Each name is imported when it is first asked for: a process that only handles files, or only
# answers --help, does not load the rules and the image libraries.
_HOMES = {
    "masking.checking.compliance": ("Verdict",),
    "masking.errors": ("WaybillMaskError",),
    "masking.masker": ("Masker", "check"),
    "masking.model": ("Field", "FieldKind", "Masked", "Region", "Role", "Span", "Status"),
    "masking.painting": ("Style",),
    "masking.policy": ("Level", "Policy"),
    "masking.rules": ("hide_address", "hide_name", "hide_phone"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
