"""Labels for the tests: usual ones, and ones in which everything is as long as it gets."""

from __future__ import annotations

from leaderdesk.documents.label import Label, LabelItem, Storage

CODE = "71000004710123456789"
LONG_NAME = "非常非常长的名字她在群里叫什么来着我也不知道反正就是很长"
LONG_ROOM = "幸福里小区三期东区第一百二十八栋九单元一千四百零二室"
LONG_PRODUCT = "一种名字长得不得了的进口有机无添加慢火熬煮手工草莓果酱礼盒装"
GOODS = ("王大叔草莓", "无蔗糖酸奶", "散养土鸡蛋", "全麦面包", "手工皂")
LATIN = "Abracadabrasimsalabimwithoutanyspaceinit"
FOOTER = "第 23 期 2/1 周日 10–18 点"


def bag(
    room: str = "3-502",
    name: str = "张阿姨",
    *,
    items: tuple[LabelItem, ...] = (LabelItem("王大叔草莓", "×2"), LabelItem("无蔗糖酸奶", "×1")),
    storage: Storage = "chilled",
    number: int = 1,
    count: int = 1,
    gift: str | None = "推荐礼 1 份",
    code: str = CODE,
    pickup_code: str = "047",
    tail: str = "1234",
    footer: str = FOOTER,
    pieces: int | None = None,
) -> Label:
    return Label(room, name, tail, pickup_code, storage, number, count, items, gift, footer, code, pieces)


def products(count: int, name: str = "商品", amount: str = "×1") -> tuple[LabelItem, ...]:
    return tuple(LabelItem(f"{name}{number}", amount) for number in range(1, count + 1))


EXTREMES = (
    bag(),
    bag("", LONG_NAME, storage="ambient", gift=None),
    bag(LONG_ROOM, LONG_NAME, items=products(40, LONG_PRODUCT, "×1234.567 公斤"), pickup_code="1234567", count=9),
    bag(LONG_ROOM * 3, LONG_NAME * 3, items=products(5), gift=LONG_PRODUCT * 2, footer=FOOTER * 5, tail="12345678901"),
    bag(LATIN, LATIN, items=products(4, LATIN, LATIN), pickup_code=LATIN, gift=LATIN, footer=LATIN, storage="frozen"),
    bag("12栋3单元1402室", "𠅤㛃䶮𰻞🐱", items=products(7), storage="frozen", count=2),
    bag("3-502", "", items=products(1), tail="", gift=None, footer="", storage="ambient"),
    bag("3-502", "<b>李婶</b>", items=(LabelItem("<img src='/etc/passwd'/>", "×1"),)),
)  # fmt: skip


def many(count: int) -> tuple[Label, ...]:
    """Return labels of a large round, each with a code, room and name of its own."""
    return tuple(
        bag(
            f"{1 + number // 200}-{number % 200 // 4 + 1}0{number % 4 + 1}",
            f"{'陈林黄张李王吴刘'[number % 8]}{'妈阿姨叔婶老师姐哥'[number % 9]}",
            items=tuple(
                LabelItem(GOODS[(number + place) % 5], f"×{place + 1}")
                for place in range(1 + number % 4)
            ),
            code=f"71{number:07d}0{number * 7919:010d}",
            pickup_code=f"{number:03d}",
            tail=f"{number * 37 % 10000:04d}",
            gift=None if number % 10 else "推荐礼 1 份",
        )
        for number in range(count)
    )  # fmt: skip
