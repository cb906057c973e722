"""Hide names, phone numbers and room numbers on pictures of express waybills.

GB/T 41833-2022《快递电子运单》asks for it; `Policy` says how much is hidden, `Masker` does it, and
`hide_name`, `hide_phone` and `hide_address` are the rules on plain text.
"""

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
