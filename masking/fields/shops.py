"""Pages of a shop, a parcel locker or a station, which name a receiver and no sender."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Found
from masking.fields.page import Page
from masking.model import FieldKind, Role
from masking.text.split import PieceKind
from masking.text.words import listed

SHOP_WORDS = listed(
    "实付 付款时间 下单时间 创建时间 发货时间 支付方式 订单详情 商品清单 确认收货 再次购买 卖家已发货 投递时间 "
    "投递凭条 柜机编号 入库时间 营业时间 取件请"
)
"""What an order page of a shop, or the slip of a parcel locker or a station, says and no waybill does."""


def is_about_receiver(page: Page, fields: Sequence[Found]) -> bool:
    """Whether this is a shop's order page or a station's slip: it names somebody, and no sender."""
    named = any(field.kind is FieldKind.NAME for field in fields)
    roles = {label.role for _, label in page.pieces(PieceKind.LABEL)}
    said = {word for line in page.lines for word in SHOP_WORDS if word in line.text}
    # A page that says so much of an order needs no label to be one.
    shop = len(said) > 1 or (bool(said) and Role.RECEIVER in roles)
    return named and shop and Role.SENDER not in roles
