"""What an isolated text may be: a name, not a name, or either."""

from __future__ import annotations

import pytest

from masking.text.names import after_post, has_surname, looks_like_company, looks_like_name

YES = "张三 王小明 李娜 欧阳青青 司马光明 阿依古丽·买买提 王女士 李先生 张小姐 林生 刘老师 陈经理 小刘 老王 小陈同学 阿李师傅 孙** 李XX 孙^_^ 王*明 平平"
UNSURE = "文三路 周志园 小雨点 小草莓 momo123 丹 ZHANG 某某 宝贝 爱丽丝 星星点灯 某某贸易有限公司 某某旗舰店"
NO = (
    "顺丰速运 圆通速递 中通快递 韵达 申通 极兔速递 中国邮政 京东物流 德邦 杭州转运中心 华东分拨 集散中心 已验视 已安检 "
    "到付 寄付月结 代收货款 易碎 生鲜 服饰 文件 日用品 签收 签名 保价 杭州 浙江 杭州市 义乌 北京 客服热线 "
    "扫码关注 第二联 付款方式 连衣裙 文件袋 13812345678 2024-05-13 746 A01 V50 阳光花园 西湖区 建国村委会 温馨提示 "
    "人民医院 请勿折叠 电子面单 白色均码 左手 楼右手 公司 店铺 初二 门面 公室 原因 小样 有效期 起站"
)


@pytest.mark.parametrize("text", YES.split())
def test_yes(text):
    assert looks_like_name(text) == "yes"


@pytest.mark.parametrize("text", UNSURE.split())
def test_unsure(text):
    assert looks_like_name(text) == "unsure"


@pytest.mark.parametrize("text", [*NO.split(), "", " ", "()", "-" * 50, "张" * 50, "123"])
def test_no(text):
    assert looks_like_name(text) == "no"


def test_there_are_more_negatives():
    assert len(NO.split()) >= len(YES.split()) + len(UNSURE.split())


@pytest.mark.parametrize("text", ["张三", "欧阳青青"])
def test_surnames(text):
    assert has_surname(text)


@pytest.mark.parametrize("text", ["的", "", "123", "某某"])
def test_no_surnames(text):
    assert not has_surname(text)


@pytest.mark.parametrize("text", ["某某贸易有限公司", "某某旗舰店", "某某电子商行", "某某服饰厂"])
def test_companies(text):
    assert looks_like_company(text)


@pytest.mark.parametrize("text", ["张三", "李先生", "阳光花园", ""])
def test_no_companies(text):
    assert not looks_like_company(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("前台小刘", 2), ("驿站代收王芳", 4), ("门卫老王", 2), ("张三", 0), ("前台", 0), ("", 0)],
)
def test_the_post_before_a_name(text, length):
    assert after_post(text) == length
