"""How fast ``waybill-mask text`` is on one core, and whether its memory stays flat.

    python benchmarks/text_speed.py [--lines 1000000] [--kind address]

The lines are drawn from invented places with a fixed seed, as they are read.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Iterator

from app.text import RULES, run

REGIONS = (
    "浙江省杭州市西湖区",
    "上海市浦东新区",
    "江苏省苏州市吴中区",
    "广东省深圳市南山区",
    "北京市朝阳区",
)
ROADS = ("星湖路", "长风街", "人民东路", "建宁大道", "望江巷")
PLACES = (
    "阳光花园",
    "翠湖家园",
    "锦绣城",
    "云谷中心",
    "桃园新村",
    "滨河大厦",
    "石桥村",
    "建材市场",
)
TAILS = (
    *("{a}幢{b}单元{r}室", "{a}-{b}-{r}", "{a}栋{r}", "{a}号楼{b}单元", "A座{r}", "{b}楼{r}"),
    *("", "", "", "", "{a}号", "{a}幢"),
)
"""Half of them name a unit, floor or room, as about half of all addresses do."""
NAMES = ("张三", "王小明", "欧阳青青", "李女士")


def lines(kind: str, count: int, seed: int = 1) -> Iterator[str]:
    """That many lines of a kind, each with its line end."""
    draw = random.Random(seed)
    for _ in range(count):
        if kind == "name":
            yield f"收件人：{draw.choice(NAMES)} 1{draw.randint(3 * 10**9, 10**10 - 1)}\n"
        elif kind == "phone":
            yield f"{draw.choice(NAMES)} 1{draw.randint(3 * 10**9, 10**10 - 1)}\n"
        else:
            tail = draw.choice(TAILS).format(
                a=draw.randint(1, 60), b=draw.randint(1, 9), r=draw.randint(101, 3299)
            )
            road = f"{draw.choice(ROADS)}{draw.randint(1, 999)}号"
            yield f"{draw.choice(REGIONS)}{road}{draw.choice(PLACES)}{tail}\n"


class _Nowhere(io.TextIOBase):
    """Takes text and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main() -> None:
    """Print seconds and peak memory; drawing the lines is timed apart and taken off."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=sorted(RULES), default="address")
    parser.add_argument("--policy", default="standard")
    options = parser.parse_args()
    begin = time.process_time()
    characters = sum(len(line) for line in lines(options.kind, options.lines))
    drawing = time.process_time() - begin
    run(options.kind, options.policy, iter(lines(options.kind, 1000)), _Nowhere())
    warm = _peak_megabytes()
    begin = time.process_time()
    run(options.kind, options.policy, lines(options.kind, options.lines), _Nowhere())
    seconds = time.process_time() - begin - drawing
    print(
        f"{options.lines} lines of {characters / options.lines:.0f} characters: "
        f"{seconds:.1f} s of one core, {1e6 * seconds / options.lines:.0f} µs a line; "
        f"peak memory {warm:.0f} MB after 1000 lines, {_peak_megabytes():.0f} MB at the end"
    )


if __name__ == "__main__":
    main()
