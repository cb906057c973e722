"""Pages of a shop, a parcel locker or a station, which name a receiver and no sender."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Found
from masking.fields.page import Page, PageLine
from masking.fields.values import label_kind
from masking.model import FieldKind, Role
from masking.text.labels import LabelKind
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


def is_title(page: Page, line: PageLine, fields: Sequence[Found]) -> bool:
    """Whether 收货地址 is all of the first line and no other label asks for an address: a screen's title,
    above the addresses that somebody has stored."""
    asked = [
        other
        for other, label in page.pieces(PieceKind.LABEL)
        if label_kind(label) is LabelKind.ADDRESS
    ]
    stored = any(field.kind is FieldKind.ADDRESS for field in fields)
    alone = len(line.pieces) == 1 and line.text[-1:] not in ":："
    return stored and alone and asked == [line] and line is page.level_lines[0]
