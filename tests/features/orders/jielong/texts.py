"""Invented texts with what must be read of them, one row for each rule of reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leaderdesk.features.orders.jielong import Known, Neighbour, Offer, Reading, Rules, index_known, match, read

TODAY = date(2026, 6, 3)
FRUIT = (
    Offer("A", "草莓", "约300g", "盒", ("红颜草莓",), 1000, 2990),
    Offer("B", "鸡蛋", "30枚", "板", ("土鸡蛋",), 1000, 3600),
    Offer("C", "酸奶", "6杯", "提", (), 1000, 4500),
    Offer("D", "番茄", "", "斤", ("西红柿",), 500, 500),
    Offer("E", "五花肉", "", "斤", ("五花",), 100, 1880),
    Offer("F", "雪山淡爽啤酒", "330ml*24罐", "箱", ("雪山淡爽",), 1000, 6900),
    Offer("G", "雪山原浆啤酒", "500ml*12罐", "箱", ("雪山原浆",), 1000, 6600),
)
BUNS = (Offer("A", "鲜肉包", "6个", "袋", ("肉包",), 1000, 1200),)
PEOPLE = (
    Neighbour("n1", "豆豆妈", "3-502"),
    Neighbour("n2", "老秦", "12-3-402"),
    Neighbour("n3", "阿Kay", "6-301"),
    Neighbour("n4", "方老师", "5-101"),
    Neighbour("n5", "方老师", "7-202", ("方方",)),
    Neighbour("n6", "两斤半", "9-707"),
    Neighbour("n7", "爱吃鸡蛋的熊", "2-704"),
)
BUILDINGS = tuple(map(str, range(1, 13)))
KNOWN = index_known(Known(PEOPLE, BUILDINGS))


def reading_of(text: str, offers: Sequence[Offer] = FRUIT, *, missing_is_one: bool = True) -> Reading:
    return match(read(text, offers, Rules(missing_quantity_is_one=missing_is_one), TODAY), KNOWN)


def shown(reading: Reading) -> list[str]:
    """Each entry as `name|room|action|items|questions`, amounts in units."""
    rows = []
    for entry in reading.entries:
        items = " ".join(
            f"{item.offer or '?'}{'?' if item.quantity_milli is None else format(item.quantity_milli / 1000, 'g')}"
            for item in entry.items
        )
        asked = ",".join(dict.fromkeys(question.code for question in entry.questions))
        name = entry.name.text if entry.name else "-"
        rows.append("|".join((name, entry.room or "-", entry.action, items, asked)))
    return rows


# (what the row shows, text, entries as `shown` gives them)
FRUIT_ROWS: list[tuple[str, str, list[str]]] = [
    ("a room in front, a unit, a bare number", "1. 3-502 豆豆妈 草莓2盒 鸡蛋1", ["豆豆妈|3-502|order|A2 B1|"]),
    ("the amount before the goods", "1. 青青两盒草莓", ["青青|-|order|A2|"]),
    ("a name glued to goods", "1. 孟叔草莓 2盒", ["孟叔|-|order|A2|"]),
    ("a name that hides goods", "1. 小草莓 草莓3盒", ["小草莓|-|order|A3|"]),
    ("a known name that hides goods", "1. 爱吃鸡蛋的熊 鸡蛋3板", ["爱吃鸡蛋的熊|-|order|B3|"]),
    ("a known name that is an amount", "1. 两斤半 番茄5斤", ["两斤半|-|order|D5|"]),
    ("a name with 不要 before its room", "1. 不要叫我起床 8-1102 草莓+1", ["不要叫我起床|8-1102|order|A1|"]),
    ("a note with 不要 cancels nothing", "1. 阿甘 草莓2盒 不要太大的", ["阿甘|-|order|A2|"]),
    ("building, unit and room in words", "1. 十二号楼1单元五零二 老裘 酸奶一提", ["老裘|12-1-502|order|C1|"]),
    ("lane and estate names are dropped", "1. 桂花路88弄6号602室 小云 草莓1盒", ["小云|6-602|order|A1|"]),
    ("a floor alone is dropped", "1. 6号楼三楼 小云 草莓1盒", ["小云|6-|order|A1|"]),
    ("the building behind the room", "1. 511室 8号楼 小雪 草莓1盒", ["小雪|8-511|order|A1|"]),
    ("contradictory rooms", "1. 4栋 5-301 小元 草莓1盒", ["小元|-|order|A1|room"]),
    ("an unknown building", "1. 66号101 小元 草莓1盒", ["小元|66-101|order|A1|room"]),
    ("a list number glued to a room", "7.9-909 草莓1盒", ["-|9-909|order|A1|"]),
    ("neither name nor full room", "1. 502 草莓1盒", ["-|-502|order|A1|"]),
    ("neither name nor full room, nobody fits", "1. 8号楼 草莓1盒", ["-|8-|order|A1|who"]),
    ("two neighbours of one name", "1. 方老师 草莓1盒", ["方老师|-|order|A1|who"]),
    ("the room tells them apart", "1. 7栋方老师 草莓1盒", ["方老师|7-|order|A1|"]),
    ("an alias tells them apart", "1. 方方 草莓1盒", ["方方|-|order|A1|"]),
    ("我 is no name", "我要2盒草莓", ["-|-|order|A2|who"]),
    ("halves and compound weights", "1. 小丽 番茄2斤半 五花肉一斤二两", ["小丽|-|order|D2.5 E1.2|"]),
    ("kilograms and grams become 斤", "1. 小丽 番茄1kg 五花肉300克", ["小丽|-|order|D2 E0.6|"]),
    ("½ and full-width digits", "1. 小丽 番茄½斤 草莓２盒", ["小丽|-|order|D0.5 A2|"]),
    ("a weight against a counted unit", "1. 小丽 草莓半斤", ["小丽|-|order|A?|unit"]),
    ("份 against a weight", "1. 小丽 番茄3份", ["小丽|-|order|D?|unit"]),
    ("another counted unit", "1. 小丽 鸡蛋2盒", ["小丽|-|order|B?|unit"]),
    ("份 and 分 count what is counted", "1. 小丽 草莓2份 酸奶1分", ["小丽|-|order|A2 C1|"]),
    ("off the step", "1. 小丽 番茄3两", ["小丽|-|order|D0.3|step"]),
    ("a range is no amount", "1. 小丽 草莓1-2盒 鸡蛋2或3板", ["小丽|-|order|A? B?|quantity"]),
    ("what repeats the package is no amount", "1. 小丽 雪山淡爽330ml*24罐2箱", ["小丽|-|order|F2|"]),
    ("the same good twice on a line", "1. 小丽 草莓1盒 草莓2盒", ["小丽|-|order|A3|"]),
    ("part of two names", "1. 小丽 啤酒2箱", ["小丽|-|order|?2|product"]),
    ("goods that are not on offer", "1. 小丽 榴莲1个", ["小丽|-|order|?1|product"]),
    ("a word glued behind makes other goods", "1. 小丽 草莓酱2瓶", ["小丽|-|order|?2|product"]),
    ("an amount alone among several offers", "1. 小丽 2份", ["小丽|-|order|?2|product"]),
    ("a name alone among several offers", "1. 小丽", ["小丽|-|none||"]),
    ("initials", "1. 小丽 cm2 jd1", ["小丽|-|order|A2 B1|"]),
    ("an emoji is its word", "1. 小丽 🍓2🥚1", ["小丽|-|order|A2 B1|"]),
    ("emoji counted", "1. 小丽🌸 🍓🍓🍓", ["小丽🌸|-|order|A3|"]),
    ("各 closes all goods before it", "1. 小丽 草莓、鸡蛋、酸奶各一", ["小丽|-|order|A1 B1 C1|"]),
    ("各 after a word of several offers", "1. 小丽 啤酒各一箱", ["小丽|-|order|F1 G1|"]),
    ("各 over sorts", "1. 小丽 番茄 红和黄各一斤", ["小丽|-|order|D?|split"]),
    ("再加", "1. 小丽 草莓1盒\n2. 小丽 再加2盒草莓", ["小丽|-|order|A1|", "小丽|-|add|A2|"]),
    ("再加 of the one good", "1. 小丽 草莓1盒\n2. 小丽 再加2盒", ["小丽|-|order|A1|", "小丽|-|add|A2|"]),
    ("+1 without an earlier line", "1. 小丽 草莓+1", ["小丽|-|order|A1|"]),
    ("+1 on an earlier line", "1. 小丽 草莓1盒\n2. 小丽 草莓+1", ["小丽|-|order|A1|", "小丽|-|add|A1|"]),
    ("再加 keeps its action", "1. 小丽 再加草莓1盒", ["小丽|-|add|A1|"]),
    ("改成", "1. 小丽 草莓改成3盒", ["小丽|-|set|A3|"]),
    ("换成", "1. 小丽 草莓换成酸奶2提", ["小丽|-|set|A0 C2|"]),
    ("given up for other goods", "1. 小丽 番茄不要了，换鸡蛋1板", ["小丽|-|set|D0 B1|"]),
    ("all cancelled", "1. 小丽 不要了谢谢", ["小丽|-|cancel||"]),
    ("one good cancelled", "1. 小丽 草莓退了", ["小丽|-|cancel|A?|"]),
    ("some cancelled", "1. 小丽 草莓取消1盒", ["小丽|-|cancel|A1|"]),
    ("goods on the cancelled line", "1. 小丽 草莓2盒 取消", ["小丽|-|cancel|A2|"]),
    ("the same goods again", "1. 小丽 草莓1盒\n2. 小丽 草莓1盒", ["小丽|-|order|A1|", "小丽|-|order|A1|repeat"]),
    ("other goods simply stand", "1. 小丽 草莓1盒\n2. 小丽 鸡蛋1板", ["小丽|-|order|A1|", "小丽|-|order|B1|"]),
    ("a known name in another full room", "1. 豆豆妈 8-101 草莓1盒", ["豆豆妈|8-101|order|A1|"]),
    ("several on one line", "1. 小丽 草莓1盒 2. 3.5-704 鸡蛋2板", ["小丽|-|order|A1|", "-|5-704|order|B2|"]),
    ("continuation lines", "1. 小丽\n草莓\n鸡蛋\n各两份", ["小丽|-|order|A2 B2|"]),
    ("labels", "1. 草莓1盒\n收件人：阿德\n地址：5号301室", ["阿德|5-301|order|A1|"]),
    ("traditional characters", "① 王太 3棟1701 雞蛋兩板，已轉帳", ["王太|3-1701|order|B2|"]),
    ("signs between goods and amount", "1. 五明 草莓：2盒 鸡蛋=1 酸奶（2提）", ["五明|-|order|A2 B1 C2|"]),
    ("words between goods and amount", "1. 清明 草莓明天要2盒", ["清明|-|order|A2|"]),
    ("unknown goods are never a note", "1. 小电 前腿肉2斤", ["小电|-|order|?2|product"]),
    ("goods in front, the name behind", "1. 草莓1盒 小林 5-1202", ["小林|5-1202|order|A1|"]),
    ("another room in the note", "1. 惊蛰 2-203 草莓2盒，送到3-101王阿姨家", ["惊蛰|2-203|order|A2|"]),
    (
        "改成 and 再加 of goods ordered before",
        "1. 小丽 草莓2盒 鸡蛋1板\n2. 小丽 草莓改1盒，再来一板鸡蛋",
        ["小丽|-|order|A2 B1|", "小丽|-|set|A1 B?|quantity"],
    ),
    ("a minus needs asking", "1. 小丽 草莓 -1", ["小丽|-|order|A?|quantity"]),
    ("a number nobody orders", "1. 小丽 草莓99999999999盒", ["小丽|-|order|A?|quantity"]),
    ("more, as it sounds", "1. 小丽 草莓1盒\n2. 小丽 在加1盒草莓", ["小丽|-|order|A1|", "小丽|-|add|A1|"]),
    ("now is no more", "1. 小丽 现在要2盒草莓", ["小丽|-|order|A2|"]),
    ("one more, without its numeral", "1. 小丽 鸡蛋1板\n2. 小丽 再来盒草莓", ["小丽|-|order|B1|", "小丽|-|add|A1|"]),
    ("a letter before a name", "1. 6-702 A.房产小丽 草莓1盒", ["A.房产小丽|6-702|order|A1|"]),
    ("a letter and 0 before a name", "1. 6-702 A0装修小丽 鸡蛋1板", ["A0装修小丽|6-702|order|B1|"]),
    ("a code and the name of its goods", "1. 6-702 A.草莓2盒", ["-|6-702|order|A2|"]),
    ("a code that may be a name", "1. 6-702 A 小丽 鸡蛋1板", ["-|6-702|order|A? B1|quantity"]),
    ("a number with Latin words as a name", "1. 6-702 404 not found 草莓1盒", ["404 not found|6-702|order|A1|"]),
    ("a name of two", "1. 6-702 Tom&Jerry 草莓1盒", ["Tom&Jerry|6-702|order|A1|"]),
    ("a name that arrived", "1. 6-702 新搬来的 草莓1盒", ["新搬来的|6-702|order|A1|"]),
    ("an errand glued to a name", "1. 老秦帮对门带 草莓1盒", ["老秦|-|order|A1|"]),
    ("an errand glued to name and goods", "1. 6-702 陈姐帮女儿订草莓1盒", ["陈姐|6-702|order|A1|"]),
    ("fetching for others", "1. 6-702 老李代收 草莓1盒", ["老李|6-702|order|A1|"]),
    ("no errand but a nickname", "1. 6-702 小青给力 草莓1盒", ["小青给力|6-702|order|A1|"]),
    ("a door to the east", "1. 6东702 小丽 草莓1盒", ["小丽|6-702|order|A1|room"]),
    ("an entrance to the west", "1. 6号楼西单元301 小丽 鸡蛋1板", ["小丽|6-301|order|B1|room"]),
    ("a room with a dot", "1. 9.1102 小丽 草莓1盒", ["小丽|9-1102|order|A1|"]),
    ("the building behind entrance and door", "1. 2单元702 8号楼 小丽 草莓1盒", ["小丽|8-2-702|order|A1|"]),
    (
        "others instead",
        "1. 小丽 鸡蛋1板\n2. 小丽 不要鸡蛋 要草莓1盒",
        ["小丽|-|order|B1|", "小丽|-|set|B0 A1|"],
    ),
    (
        "fewer, said twice",
        "1. 小丽 草莓2盒\n2. 小丽 草莓不要2盒了，要1盒",
        ["小丽|-|order|A2|", "小丽|-|set|A1|"],
    ),
    (
        "goods had before are not wanted beside others",
        "1. 小丽 鸡蛋1板\n2. 小丽 草莓2盒 不要鸡蛋",
        ["小丽|-|order|B1|", "小丽|-|order|A2 B?|quantity"],
    ),
    (
        "two changes in one breath",
        "1. 小丽 草莓1盒 鸡蛋2板\n2. 小丽 鸡蛋改成1板草莓改成3盒",
        ["小丽|-|order|A1 B2|", "小丽|-|set|B1 A3|"],
    ),
    ("goods nobody offers, without an amount", "1. 小丽 苹果 草莓1盒", ["小丽|-|order|?? A1|product"]),
    ("a colour is no goods", "1. 小丽 粉色 草莓1盒", ["小丽|-|order|A1|"]),
    ("a picture that only adorns", "1. 小丽 草莓1盒🍓", ["小丽|-|order|A1|"]),
    ("for so much money", "1. 小丽 五花肉30元的", ["小丽|-|order|E?|quantity"]),
    ("at its own price", "1. 小丽 草莓29.9元", ["小丽|-|order|A1|"]),
    ("some", "1. 小丽 酸奶若干", ["小丽|-|order|C?|quantity"]),
    ("a telephone number with stars", "1. 6-702 张先生 135****8888 草莓1盒", ["张先生|6-702|order|A1|"]),
    ("asked and ordered", "小丽 草莓1盒\n9-702 小云 草莓还有没有，要2盒", ["小丽|-|order|A1|", "小云|9-702|order|A2|"]),
    ("part of their names with each", "1. 啤酒各一箱 6-702 小丽", ["小丽|6-702|order|F1 G1|"]),
]
BUNS_ROWS: list[tuple[str, str, list[str]]] = [
    ("a name alone is one", "1. 豆豆妈", ["豆豆妈|-|order|A1|"]),
    ("an amount alone", "1. 老秦 2袋\n2. 阿Kay3", ["老秦|-|order|A2|", "阿Kay|-|order|A3|"]),
    ("a name that ends in a number", "1. 王五五袋\n2. Amy88 2袋", ["王五|-|order|A5|", "Amy88|-|order|A2|"]),
    ("a note that counts something else", "1. 小丽 2袋，其中1袋送人", ["小丽|-|order|A2|"]),
    ("chat", "李蕾要3袋\n收到\n王武+1\n李蕾不要了", ["李蕾|-|order|A3|", "王武|-|order|A1|", "李蕾|-|cancel||"]),
    (
        "a wish glued to the amount, in chat",
        "小丽+1\n6-702 阿兰 1袋不要葱",
        ["小丽|-|order|A1|", "阿兰|6-702|order|A1|"],
    ),
]
