"""A practice shop with one livestream whose run-sheet is that of 李姐's weekend kitchen: nine cues, 63 minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.clock import FixedClock
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.queries import cues_of, stream_of
from leaderdesk.features.streams.rules import Cue, CueKind, Shows, Stream
from leaderdesk.features.streams.rules.planning import NewCue
from leaderdesk.features.streams.rules.timing import Schedule, schedule
from leaderdesk.storage.database import Store
from tests.practice import TODAY, open_shop

STARTS_AT = dt.datetime.combine(TODAY, dt.time(20, 0))


@dataclass(frozen=True, slots=True)
class Evening:
    """The open store, its open round, and the stream of tonight with the goods it is about."""

    store: Store
    clock: FixedClock
    round_id: int
    stream_id: int
    product_ids: tuple[int, ...]

    def stream(self) -> Stream:
        """Return the stream as it stands."""
        with self.store.read() as connection:
            found = stream_of(connection, self.stream_id)
        assert found is not None
        return found

    def cues(self) -> tuple[Cue, ...]:
        """Return the cues of the run-sheet as they stand."""
        with self.store.read() as connection:
            return cues_of(connection, self.stream_id)

    def cue(self, kind: CueKind) -> Cue:
        """Return the first cue of that kind."""
        return next(cue for cue in self.cues() if cue.kind is kind)

    def schedule(self) -> Schedule:
        """Return the times of the run-sheet."""
        return schedule(self.stream().starts_at, self.cues())

    def product_name(self, product_id: int) -> str:
        """Return the name of the product."""
        with self.store.read() as connection:
            return next(one.name for one in product_rows(connection) if one.id == product_id)


def open_evening(home: Path, *, orders: int = 4, cues: Sequence[NewCue] | None = None) -> Evening:
    """Return a practice shop in `home` with tonight's stream at 20:00, planned for an hour."""
    shop = open_shop(home, orders=orders)
    added = actions.add_stream(
        shop.store, starts_at=STARTS_AT, change={"theme": "李姐的周末厨房", "round_id": shop.round_id}
    )
    with shop.store.read() as connection:
        goods = tuple(offer.product_id for offer in offers_of_round(connection, shop.round_id))
    for cue in sheet(goods) if cues is None else cues:
        actions.add_cue(shop.store, added.id, cue)
    return Evening(shop.store, shop.clock, shop.round_id, added.id, goods)


def sheet(goods: Sequence[int]) -> tuple[NewCue, ...]:
    """Return the nine cues, 63 minutes long, about these goods."""
    return (
        NewCue(CueKind.OPENING, 180, points=("大家晚上好，我是 3 号楼李姐，先跟新邻居问个好",)),
        NewCue(CueKind.MEET, 300, points=("欢迎小陈妈妈、老徐，说说你们家最爱吃什么",)),
        NewCue(
            CueKind.UNBOXING,
            600,
            points=(
                "当面拆箱，挑一盒最小的给大家看，不藏着",
                "个头小，因为不用膨大剂",
                "称重：净重够 500 克",
                "鸡蛋打一个，看蛋黄颜色",
                "坏果当场包赔，怎么报给我",
            ),
            props=("草莓 2 盒、厨房秤", "检测报告打印件", "白盘子、小刀"),
            product_ids=tuple(goods[:2]),
            shows=Shows.PRODUCT,
        ),
        NewCue(
            CueKind.TASTING,
            480,
            points=("请豆豆来尝，说真实口感，酸就说酸",),
            product_ids=(goods[0], goods[2]),
            shows=Shows.PRODUCT,
        ),
        NewCue(
            CueKind.TOUR, 720, points=("连线王大叔大棚，看滴灌、看检测单",), product_ids=(goods[0],), shows=Shows.TRACE
        ),
        NewCue(CueKind.QUESTIONS, 600, points=("配料表、保存几天、孩子能不能吃",), shows=Shows.COMBINED),
        NewCue(
            CueKind.POLL,
            300,
            points=("下期想团 A 粑粑柑，还是 B 蓝莓",),
            product_ids=tuple(goods[3:5]),
            shows=Shows.POLL,
        ),
        NewCue(CueKind.THANKS, 360, points=("谢谢张阿姨、豆豆妈、小林，推荐礼今天一起取",), shows=Shows.THANKS),
        NewCue(CueKind.NEXT, 240, points=("周三开新团，亲子故事会周六下午报名",)),
    )
