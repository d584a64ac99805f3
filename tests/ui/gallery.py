"""Every widget of the kit on one page, to look at and to walk through: `python -m tests.ui.gallery OUT.png`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.settings import Theme as Wish
from leaderdesk.ui.buttons import Button, ButtonKind, ButtonSize, IconButton
from leaderdesk.ui.cards import Card, Figure, Rule, SectionHead, StatCard
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.choices import CheckBox, ChoiceCard, RadioButton, Segments, SwitchRow
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import DrawerHead, Pane
from leaderdesk.ui.edits import AmountEdit, LineEdit, MoneyEdit, TextArea
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.moments import MomentEdit
from leaderdesk.ui.page import ActionBar, PageHeader, StatusBar
from leaderdesk.ui.pills import Avatar, Chip, CountBadge, KeyCap, StatusPill
from leaderdesk.ui.progress import ProgressBar, ProgressCard
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow
from leaderdesk.ui.search_field import SearchButton, SearchField
from leaderdesk.ui.states import CoachStrip, EmptyState, ErrorCard, Skeleton
from leaderdesk.ui.stepper import NumberStepper
from leaderdesk.ui.steps import Step, StepBar, StepTracker
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.theme import theme
from leaderdesk.ui.toast import Toast
from leaderdesk.ui.todo_card import TodoCard
from leaderdesk.ui.tokens import Tone

NOW = dt.datetime(2026, 1, 25, 15, 12)
WIDTH, HEIGHT = 1366, 1900

STEPS = (
    Step("open", "开团", "done", "周五 1/23"),
    Step("stream", "直播", "current", "今晚 20:00", has_page=False),
    Step("intake", "接单", "running", "已有 37 单"),
    Step("close", "截单", "later", "周一 22:00"),
    Step("purchase", "采购", "later", "周二 1/27"),
    Step("arrival", "到货", "later", "周六 1/31", has_page=False),
    Step("labels", "贴标", "later", "周六 1/31"),
    Step("pickup", "自提", "later", "周日 2/1"),
    Step("settle", "结算", "later", "周一 2/2", has_page=False),
)
NAUGHTY_NAME = "<b>豆豆妈</b> & 家人"


class Gallery(QWidget):
    """All widgets of the kit, with the words and figures of the pictures."""

    def __init__(self) -> None:
        super().__init__()
        theme().dress(self)
        self.setWindowTitle("Gallery")
        self.refused = MoneyEdit("卖价")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        bar = StepBar(STEPS, "intake")
        bar.set_note("距截单", "25 小时 08 分")
        column.addWidget(bar)
        body = QHBoxLayout()
        body.setContentsMargins(20, 12, 20, 12)
        body.setSpacing(20)
        for side in (self._left(), self._right()):
            body.addLayout(side, 1)
        column.addLayout(body, 1)
        column.addWidget(self._action_bar())
        column.addWidget(self._status_bar())
        self.toast = Toast(self)
        self.toast.undo_of("42 单已入账，118 件", lambda: None)

    def _header(self) -> PageHeader:
        header = PageHeader("接单", note="24 期")
        header.set_crumbs(["团期", "第 23 期 · 草莓季"])
        header.set_pill("今天 10:00–18:00", "brand")
        header.set_search(SearchButton("搜邻居、商品、订单、操作"))
        header.set_actions(Button("打印", icon="printer"), Button("加邻居", kind="primary", icon="plus"))
        return header

    def _left(self) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        tracker = Card()
        tracker.body.addWidget(StepTracker(STEPS))
        _add(column, "步骤", tracker)
        _add(column, "按钮", *_buttons())
        _add(column, "状态与标签", _pills(), _chips())
        _add(column, "筛选", _tabs(), SearchField("筛一下邻居"))
        _add(column, "表单", *self._form())
        _add(column, "选择", *_choices())
        _add(column, "排序", ReorderList("走楼的顺序", _buildings()))
        column.addStretch(1)
        return column

    def _right(self) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        empty = Card(padding=0)
        buttons = (Button("开第一个团", kind="primary"), Button("先看示例"))
        empty.body.addWidget(EmptyState("basket", "还没有团", "选几样商品，定个截单时间，就能开团了", buttons=buttons))
        _add(column, "空", empty)
        todos = QHBoxLayout()
        for card in _todos():
            todos.addWidget(card)
        column.addLayout(todos)
        loading = Card()
        loading.body.addWidget(Skeleton())
        progress = ProgressCard("正在导入邻居名单", note="停下后，这 186 行也会撤回")
        progress.set_progress(186, 300, "186 / 300 行")
        _add(column, "载入中，进度可停", loading, progress)
        error = ErrorCard("这个 Excel 打不开", "文件可能还在别处打开着。关掉它再试一次，资料没有变动。")
        _add(column, "出错", error, *_coaches())
        _add(column, "数字", _figures())
        _add(column, "抽屉", _drawer())
        column.addStretch(1)
        return column

    def _form(self) -> list[QWidget]:
        room = Field("房号", LineEdit("房号"))
        cast("LineEdit", room.control).setText("3502")
        room.show_error("没找到 3502，是不是 3-502？", fix="用 3-502", on_fix=lambda: None)
        price = Field("卖价", self.refused, hint="只管以后的单")
        self.refused.set_value(3600)
        amount = AmountEdit("每户限", optional=True)
        amount.set_value(4000)
        moment = MomentEdit("截单", FixedClock(NOW))
        moment.set_value(dt.datetime(2026, 1, 26, 22, 0))
        named = LineEdit("名字", icon="basket")
        named.setText("第 23 期 · 草莓季")
        combo = Combo("供应商", [("all", "按供应商"), ("qh", "青禾合作社")])
        note = TextArea("给群里的话", lines=3)
        note.setPlainText("第 23 期 · 草莓季，今晚 8 点直播间见~")
        first = _row(Field("名字", named), Field("截单", moment))
        second = _row(price, Field("每户限", amount), Field("供应商", combo))
        return [room, first, second, note]

    def _action_bar(self) -> ActionBar:
        bar = ActionBar()
        bar.set_totals([("42", "单"), ("118", "件"), ("¥3,264.00", "")])
        bar.set_issue("还有 3 处要您看一眼")
        commit = Button("确认入单", kind="primary", size=44, keys="Ctrl Enter")
        bar.set_buttons(Button("下一处", kind="warn", keys="F8"), Button("只入没问题的 39 单"), commit)
        return bar

    def _status_bar(self) -> StatusBar:
        bar = StatusBar()
        bar.set_text("资料只存在这台电脑里 · 15:10 已自动备份")
        bar.set_hints([("撤销", "Ctrl Z"), ("打印", "Ctrl P"), ("全部快捷键", "F1")])
        return bar


def _add(column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
    column.addWidget(Label(title, role="caption", ink="text2"))
    for widget in widgets:
        column.addWidget(widget)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _flow(*widgets: QWidget, gap: int = 8) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def _buttons() -> list[QWidget]:
    kinds: tuple[tuple[str, ButtonKind], ...] = (
        ("主要", "primary"), ("普通", "normal"), ("次要", "quiet"), ("链接", "link"),
        ("清空", "danger"), ("清掉", "dangerQuiet"), ("下一处", "warn"),
    )  # fmt: skip
    sizes: tuple[ButtonSize, ...] = (28, 36, 44, 60)
    off = Button("不可用")
    off.setEnabled(False)
    icons = (
        IconButton("close", "关上"),
        IconButton("chevron-left", "上一袋", framed=True),
        IconButton("eye", "看 10 秒电话", size=28),
    )
    named = (Button("加楼栋", icon="plus", size=28), Button("去接单", end_icon="chevron-right", kind="primary"))
    large = [Button("交给张阿姨了", kind="primary", size=size, icon="check", keys="Enter") for size in sizes]
    first = _flow(*(Button(text, kind=kind) for text, kind in kinds), off)
    return [first, _flow(*named, *icons), _flow(*large)]


def _pills() -> QWidget:
    words: tuple[tuple[str, Tone], ...] = (
        ("已付款", "brand"), ("未付款", "warn"), ("改单", "info"),
        ("缺货", "danger"), ("推荐礼", "gift"), ("未变", "neutral"),
    )  # fmt: skip
    pills = [StatusPill(text, tone) for text, tone in words]
    checked = StatusPill("已发 v1 · 09:10", "brand", icon="check")
    tag = StatusPill("核心邻居", "brand", dot=False)
    return _flow(*pills, checked, tag, CountBadge("3 份待发", 3), CountBadge("今天有直播"), KeyCap("Ctrl K"), gap=6)


def _chips() -> QWidget:
    looks = (
        Chip("草莓", "×2"), Chip("土鸡蛋", "×1", look="changed"), Chip("草莓", "×2 ?", look="unclear"),
        Chip("冷藏", look="cold"), Chip("手工皂", "×1", look="gone"),
    )  # fmt: skip
    many = ChipRow([Chip(f"很长的商品名字{number}", f"×{number}") for number in range(1, 10)])
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(_flow(*looks, Avatar("张阿姨", tone="brand"), gap=6))
    column.addWidget(many)
    return holder


def _tabs() -> FilterTabs:
    tabs = (
        Tab("all", "全部", 42), Tab("look", "要您看一眼", 3, "warn"), Tab("new", "新增", 6, "brand"),
        Tab("changed", "改单", 3, "info"), Tab("gone", "取消", 1, "danger"), Tab("same", "未变", 33, "neutral"),
    )  # fmt: skip
    return FilterTabs("看哪些", tabs)


def _choices() -> list[QWidget]:
    first, second = CheckBox("写价格"), CheckBox("写产地")
    first.setChecked(True)
    on = SwitchRow("标签上写名字", "张阿姨")
    on.switch.setChecked(True)
    radio = RadioButton("跟着电脑")
    radio.setChecked(True)
    segments = Segments("字的大小", [("100", "标准"), ("115", "大 115%"), ("130", "特大 130%")])
    cards = [
        ChoiceCard("先到先得", "按接龙的顺序", "3 位拿不到", keys="1"),
        ChoiceCard("按比例", "每户少一点", "5 位各少 1 盒", keys="2"),
    ]
    cards[0].setChecked(True)
    return [
        _flow(first, second, radio, RadioButton("暗"), segments, NumberStepper("从第几张起", least=1, most=24)),
        on,
        _row(*cards),
    ]


def _buildings() -> list[ReorderRow]:
    return [
        ReorderRow("3", "3 号楼", "我家这栋", "78 户"),
        ReorderRow("1", "1 号楼", "", "66 户"),
        ReorderRow("5", "5 号楼", "过马路", "60 户"),
    ]


def _todos() -> list[TodoCard]:
    pay = TodoCard("wallet", "warn", "未付款", "去提醒")
    pay.show_todo("5", "位邻居", "共 ¥386.00，最久 2 天")
    done = TodoCard("gift", "gift", "待发推荐礼", "去发放")
    done.show_nothing()
    return [pay, done]


def _coaches() -> list[QWidget]:
    buttons = (Button("群里喊 3 盒", kind="warn", size=28, icon="copy"), Button("不开第 5 箱", kind="quiet", size=28))
    return [
        CoachStrip("warn", "第 5 箱 10 斤，加单只有 7 斤。", lead="草莓还差 3 斤满箱。", icon="bulb", buttons=buttons),
        CoachStrip("info", "余 6 组，可以接加单"),
        CoachStrip("brand", "余 2 袋，够临时加"),
    ]


def _figures() -> QWidget:
    card = Card("结算", "4 位")
    card.head.add_right(Button("全部展开", kind="link"))
    row = QHBoxLayout()
    row.addWidget(Figure("一共", "65", "袋", "42 位邻居", large=True))
    row.addWidget(Rule(Qt.Orientation.Vertical))
    row.addWidget(Figure("该付", "¥128.00"))
    row.addWidget(Rule(Qt.Orientation.Vertical))
    stat = StatCard("本周成交")
    stat.show_figure("¥4,912", "比上周 +8%", trend="up")
    row.addWidget(stat)
    card.body.addLayout(row)
    bar = ProgressBar("已取")
    bar.set_progress(108, 120)
    card.body.addWidget(bar)
    card.body.addWidget(IconLine("warning", "还有 4 笔要您看一眼", ink="warnText"))
    return card


def _drawer() -> QWidget:
    pane = Pane()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 12)
    head = DrawerHead(NAUGHTY_NAME, "第 23 期 · 接龙第 4 位 · 取货号 048")
    head.set_picture(Avatar("豆豆妈", side=44, tone="brand"))
    head.add_action(Button("改这一单", icon="pen"))
    column.addWidget(head)
    column.addWidget(SectionHead("接龙原文", "第 8 行，一字没改"))
    column.addWidget(ElidedLabel("很长很长的一句话" * 12))
    column.addWidget(Label(NAUGHTY_NAME))
    return pane


def picture(wish: Wish, zoom_percent: int = 100) -> QImage:
    """Return the gallery as it looks in that scheme and text size."""
    theme().choose(wish, zoom_percent)
    gallery = Gallery()
    gallery.resize(WIDTH, HEIGHT)
    gallery.show()
    QApplication.processEvents()
    gallery.refused.setText("三十六")
    gallery.refused.check()
    image = gallery.grab().toImage()
    gallery.close()
    return image


def main(out: Path) -> int:
    """Write the gallery, light and dark side by side, to `out`."""
    app = QApplication.instance() or QApplication([])
    sides = [picture("light"), picture("dark")]
    both = QImage(sum(side.width() for side in sides), sides[0].height(), QImage.Format.Format_RGB32)
    painter = QPainter(both)
    left = 0
    for side in sides:
        painter.drawImage(left, 0, side)
        left += side.width()
    painter.end()
    app.quit()
    return 0 if both.save(str(out)) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
