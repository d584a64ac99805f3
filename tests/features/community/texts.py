"""Polls and sign-ups as groups write them, each with what it says; written before the reader was."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its kind, its options by key, what each person says in the end, and the lines that must be asked.

    A vote is its keys ("A", "A,B", "A|B" for two questions), a sign-up its heads as adults+children+others ("2+1+0");
    "-" is somebody who took it back. `notes` are by person.
    """

    name: str
    text: str
    kind: str
    options: str = ""
    said: dict[str, str] = field(default_factory=dict)
    asked: tuple[int, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    seats: int | None = None
    several: bool = False


TEXTS = (
    Text(
        "two letters in a numbered list",
        "#接龙\n下期想团A草莓还是B蓝莓？\n\n1. 张阿姨 A\n2. 小陈妈妈 B\n3. 刘老师 A\n4. 王五 b",
        "poll",
        "A=草莓 B=蓝莓",
        {"张阿姨": "A", "小陈妈妈": "B", "刘老师": "A", "王五": "B"},
    ),
    Text(
        "options one a line",
        "【投票】下期团什么？\nA. 红颜草莓\nB. 蓝莓\nC. 都不要\n1、豆豆妈 3-1001 A\n2、阿敏 1-1102 草莓\n3、老马 C",
        "poll",
        "A=红颜草莓 B=蓝莓 C=都不要",
        {"豆豆妈": "A", "阿敏": "A", "老马": "C"},
    ),
    Text(
        "copied chat with times",
        "李姐团长 19:32\n下期想团A还是B？A车厘子 B耙耙柑\n张阿姨 19:33\nA\n王五 19:33\n我选B\n"
        "朱朱 19:34\n收到\n王五 19:40\n改选A",
        "poll",
        "A=车厘子 B=耙耙柑",
        {"张阿姨": "A", "王五": "A"},
    ),
    Text(
        "chat with names before a colon",
        "下周团草莓还是蓝莓\n张三：草莓\n李四：蓝莓！\n王五：草莓+1",
        "poll",
        "A=草莓 B=蓝莓",
        {"张三": "A", "李四": "B", "王五": "A"},
    ),
    Text(
        "numbers as options, inline",
        "周末活动去哪：1草莓园 2动物园 3图书馆，回数字\n小林：1\n何姐：2\n孙奶奶：3\n周姐：选1",
        "poll",
        "1=草莓园 2=动物园 3=图书馆",
        {"小林": "1", "何姐": "2", "孙奶奶": "3", "周姐": "1"},
    ),
    Text(
        "numbered menu in front of a numbered list",
        "大家想吃哪个？\n1. 车厘子\n2. 榴莲\n3. 山竹\n\n接龙\n1. 小安 榴莲\n2. 童童奶奶 车厘子\n3. 吴叔 3",
        "poll",
        "1=车厘子 2=榴莲 3=山竹",
        {"小安": "2", "童童奶奶": "1", "吴叔": "3"},
    ),
    Text(
        "yes or no",
        "下周三晚上也能取，要不要？\n1. 张三 要\n2. 李四 不要\n3. 王五 可以\n4. 赵六 算了",
        "poll",
        "要=要 不要=不要",
        {"张三": "要", "李四": "不要", "王五": "要", "赵六": "不要"},
    ),
    Text(
        "who wants it plus one",
        "想吃榴莲的扣1\n王五+1\n豆豆妈 +1\n李四 1\n周姐 要",
        "poll",
        "要=要",
        {"王五": "要", "豆豆妈": "要", "李四": "要", "周姐": "要"},
    ),
    Text(
        "several may be chosen",
        "投票（可多选）A草莓 B蓝莓 C樱桃\n1. 张三 A和B\n2. 李四 都要\n3. 王五 ABC\n4. 赵六 樱桃、蓝莓",
        "poll",
        "A=草莓 B=蓝莓 C=樱桃",
        {"张三": "A,B", "李四": "A,B,C", "王五": "A,B,C", "赵六": "B,C"},
        several=True,
    ),
    Text(
        "two chosen where one may be",
        "二选一：A草莓 B蓝莓\n1. 张三 A\n2. 李四 A和B\n3. 王五 都行",
        "poll",
        "A=草莓 B=蓝莓",
        {"张三": "A"},
        asked=(3, 4),
    ),
    Text(
        "several questions",
        "1、下期水果？ A草莓 B蓝莓\n2、取货时间？ A周五 B周六\n\n#接龙\n1. 张三 1A 2B\n2. 李四 1B2A\n"
        "3. 王五 A A\n4. 赵六 AB",
        "poll",
        "A=草莓 B=蓝莓 | A=周五 B=周六",
        {"张三": "A|B", "李四": "B|A", "王五": "A|A", "赵六": "A|B"},
    ),
    Text(
        "rooms beside the names",
        "下期A车厘子B草莓，接龙投票\n1. 3-502 张阿姨 A\n2. 小陈妈妈1-301 B\n3. 5栋1201刘老师 A\n4. 2-803 B",
        "poll",
        "A=车厘子 B=草莓",
        {"张阿姨": "A", "小陈妈妈": "B", "刘老师": "A", "2-803": "B"},
    ),
    Text(
        "taken back",
        "下期团A还是B\n1. 张三 A\n2. 李四 B\n3. 张三 取消\n4. 王五 不选了",
        "poll",
        "A=A B=B",
        {"张三": "-", "李四": "B", "王五": "-"},
    ),
    Text(
        "what is not understood is asked",
        "下期团A还是B\n张三：A\n李四：C\n王五：看看再说",
        "poll",
        "A=A B=B",
        {"张三": "A"},
        asked=(3, 4),
    ),
    Text(
        "words and a slash",
        "取货时间投票：周五晚上/周六上午/周日上午\n张三：周五\n李四：周六上午\n王五：周日上午",
        "poll",
        "A=周五晚上 B=周六上午 C=周日上午",
        {"张三": "A", "李四": "B", "王五": "C"},
    ),
    Text(
        "full width and traditional",
        "下期想團Ａ草莓還是Ｂ藍莓？\n１．張阿姨　Ａ\n２．小陳媽媽　藍莓",
        "poll",
        "A=草莓 B=藍莓",
        {"張阿姨": "A", "小陳媽媽": "B"},
    ),
    Text(
        "letters without a question",
        "1. 张三 A\n2. 李四 B\n3. 王五 A",
        "poll",
        "A=A B=B",
        {"张三": "A", "李四": "B", "王五": "A"},
    ),
    Text(
        "an unsure voice and a chat in between",
        "下期团草莓还是蓝莓\n张三 20:01\n草莓\n李四 20:02\n几点直播？\n王五 20:03\n哈哈哈\n赵六 20:04\n我妈想要的那个",
        "poll",
        "A=草莓 B=蓝莓",
        {"张三": "A"},
        asked=(9,),
    ),
    Text(
        "baking class with heads",
        "#接龙\n亲子烘焙课 周六14:00 3号楼架空层\n限20人，请写几大几小\n\n1. 豆豆妈 1大1小\n"
        "2. 小陈妈妈 2大1小 对花生过敏\n3. 阿敏 大人1小孩2\n4. 刘老师 1个大人 1个孩子",
        "signup",
        "",
        {"豆豆妈": "1+1+0", "小陈妈妈": "2+1+0", "阿敏": "1+2+0", "刘老师": "1+1+0"},
        notes={"小陈妈妈": "对花生过敏"},
        seats=20,
    ),
    Text(
        "families in words",
        "周日草莓园一日游报名\n1. 张三 一家三口\n2. 李四 我和孩子\n3. 王五 3人\n4. 赵六 +2\n"
        "5. 钱七 带一个朋友\n6. 周姐 我带两个娃",
        "signup",
        "",
        {"张三": "2+1+0", "李四": "1+1+0", "王五": "0+0+3", "赵六": "0+0+2", "钱七": "1+0+1", "周姐": "1+2+0"},
    ),
    Text(
        "names alone are one each",
        "品鉴会报名，限3位\n1. 张三\n2. 李四 3-502\n3. 王五 报名\n4. 赵六",
        "signup",
        "",
        {"张三": "0+0+1", "李四": "0+0+1", "王五": "0+0+1", "赵六": "0+0+1"},
        seats=3,
    ),
    Text(
        "heads wanted and not given",
        "亲子故事会报名接龙，注明几大几小\n1. 张三 1大1小\n2. 李四\n3. 王五 全家",
        "signup",
        "",
        {"张三": "1+1+0"},
        asked=(3, 4),
    ),
    Text(
        "the same person twice",
        "亲子烘焙课报名\n1. 豆豆妈 1大1小\n2. 阿敏 1大2小\n3. 豆豆妈 2大1小",
        "signup",
        "",
        {"豆豆妈": "2+1+0", "阿敏": "1+2+0"},
    ),
    Text(
        "sign-up in the chat",
        "李姐 2026年1月20日 10:01\n周六亲子烘焙课，报名的说一声几大几小\n豆豆妈 2026年1月20日 10:02\n"
        "报名 1大1小\n阿敏 2026年1月20日 10:05\n我家2大1小，孩子鸡蛋过敏\n豆豆妈 2026年1月20日 11:00\n"
        "不好意思来不了了，取消\n老马 2026年1月20日 11:30\n帮小云报名 1大1小",
        "signup",
        "",
        {"豆豆妈": "-", "阿敏": "2+1+0", "小云": "1+1+0"},
        notes={"阿敏": "孩子鸡蛋过敏"},
    ),
    Text(
        "loose plus ones",
        "草莓采摘活动报名\n王五+1\n李四+3\n豆豆妈 2大2小\n何姐 来不了",
        "signup",
        "",
        {"王五": "0+0+1", "李四": "0+0+3", "豆豆妈": "2+2+0", "何姐": "-"},
    ),
    Text(
        "sum and parts that differ",
        "亲子烘焙课报名\n1. 张三 3人（2大1小）\n2. 李四 4人（2大1小）\n3. 王五 2+1",
        "signup",
        "",
        {"张三": "2+1+0"},
        asked=(3, 4),
    ),
    Text(
        "facts of the event are no sign-ups",
        "【活动报名】自制酸奶课\n时间：周日 15:00\n地点：3号楼架空层\n费用：30元/组\n名额：10组\n"
        "1. 张三 1大1小\n2. 李四 1大",
        "signup",
        "",
        {"张三": "1+1+0", "李四": "1+0+0"},
        seats=10,
    ),
    Text(
        "an empty number and an example",
        "读书会报名接龙\n例 张三 1大1小\n1. 周姐 1大1小\n2. \n3. 朱朱 1大",
        "signup",
        "",
        {"周姐": "1+1+0", "朱朱": "1+0+0"},
    ),
    Text(
        "choices with kind words",
        "下期想团A草莓还是B蓝莓？\n1. 张阿姨 必须A！\n2. 小林 投B一票\n3. 朱朱 支持草莓🍓\n4. 何姐 A 谢谢团长",
        "poll",
        "A=草莓 B=蓝莓",
        {"张阿姨": "A", "小林": "B", "朱朱": "A", "何姐": "A"},
    ),
    Text(
        "said against one is not for it",
        "下期想团A草莓还是B蓝莓？\n1. 张三 不要A\n2. 李四 除了草莓都行\n3. 王五 A",
        "poll",
        "A=草莓 B=蓝莓",
        {"王五": "A"},
        asked=(2, 3),
    ),
)
