"""Text to spans to hide: the standard's sentences, one file for each.

GB/T 41833-2022 as its announcements quote it: 收寄件人姓名应隐藏1个汉字以上，联系电话应隐藏6位以上，
地址应隐藏单元户室号等. Every function is pure; its spans are sorted and do not overlap.
"""

from masking.rules.addresses import address_is_clear, hide_address, hide_address_value
from masking.rules.names import hide_name, hide_name_value
from masking.rules.numbers import hide_id_number, hide_waybill_number
from masking.rules.phones import hide_phone, hide_phone_value
from masking.rules.spans import starred

__all__ = [
    "address_is_clear",
    "hide_address",
    "hide_address_value",
    "hide_id_number",
    "hide_name",
    "hide_name_value",
    "hide_phone",
    "hide_phone_value",
    "hide_waybill_number",
    "starred",
]
