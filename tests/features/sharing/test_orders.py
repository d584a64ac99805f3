"""Orders of 快团团 and 群接龙 into a round: every oddity of real files, once each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours, neighbour_rows
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.sharing.actions import import_orders, review_orders
from leaderdesk.features.sharing.rules import ImportReview, Outcome
from tests.features.orders.estate import Estate
from tests.features.sharing.books import HEADER, Cell, ktt, line, sheet, sheet_xml, with_sheet_xml


def take(estate: Estate, path: Path) -> ImportReview:
    return import_orders(estate.store, path, round_id=estate.round_id)


def orders(estate: Estate) -> dict[str, Order]:
    with estate.store.read() as connection:
        return {order.room or order.neighbour_name: order for order in orders_of_round(connection, estate.round_id)}


def goods(estate: Estate) -> dict[str, dict[str, int]]:
    """Return what stands in the round: thousandths by the name of the goods, by the room of the order."""
    return {
        who: {line.product_name: line.amount_milli for line in order.lines} for who, order in orders(estate).items()
    }


def reasons(review: ImportReview) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in review.rows if row.outcome is Outcome.SKIPPED]


def two_goods(path: Path) -> Path:
    """One order of two goods: what belongs to the order is merged over both rows, as the platform writes it."""
    rows: list[dict[str, Cell]] = [
        line(
            "张阿姨", "1", "草莓(2斤装)", spec="2斤装", amount=2, money=72, total=100, note="1:少冰", phone=13800000001
        ),
        {
            "下单人": "张阿姨",
            "跟团号": "1",
            "商品": "无蔗糖酸奶",
            "数量": 1,
            "商品金额": "28.00",
            "联系电话": "13800000001",
        },
    ]
    return ktt(path, rows, merged=[f"{column}2:{column}3" for column in "BCKLTVWX"])


def test_merged_cells_belong_to_every_row_and_the_sum_counts_once(estate: Estate, tmp_path: Path) -> None:
    review = take(estate, two_goods(tmp_path / "a.xlsx"))
    assert goods(estate) == {"3-502": {"草莓": 2000, "无蔗糖酸奶": 1000}}
    assert (review.new, review.money_fen) == (1, 10000)
    assert orders(estate)["3-502"].note == "1:少冰"


def test_a_sum_filled_down_by_hand_counts_once(estate: Estate, tmp_path: Path) -> None:
    rows = [line("张阿姨", "1", "草莓", total=64), line("张阿姨", "1", "无蔗糖酸奶", total=64)]
    assert take(estate, ktt(tmp_path / "a.xlsx", rows)).money_fen == 6400


def test_the_same_file_twice_changes_nothing(estate: Estate, tmp_path: Path) -> None:
    path = two_goods(tmp_path / "a.xlsx")
    take(estate, path)
    before = estate.dump()
    again = take(estate, path)
    assert estate.dump() == before
    assert (again.new, again.changed, again.same, again.action_id) == (0, 0, 1, None)


def test_one_import_is_one_step_to_undo(estate: Estate, tmp_path: Path) -> None:
    before = estate.dump()
    rows = [
        line("新邻居", "1", "草莓", room="701", building="6", phone="13900000000"),
        line("王哥", "2", "土鸡蛋", room="803"),
    ]
    review = take(estate, ktt(tmp_path / "a.xlsx", rows))
    assert review.action_id is not None
    estate.store.undo(review.action_id)
    after = estate.dump()
    # The book of money keeps its entries and their opposites; all else is as it was.
    assert {table for table in after if after[table] != before[table]} <= {"ledger_entry", "ledger_line"}
    assert take(estate, tmp_path / "a.xlsx").new == 2


def test_a_later_export_changes_only_what_it_says_otherwise(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", amount=2)]))
    rows = [line("张阿姨", "1", "草莓", amount=3), line("王哥", "2", "土鸡蛋", room="803", building="2")]
    review = take(estate, ktt(tmp_path / "b.xlsx", rows))
    assert (review.new, review.changed) == (1, 1)
    assert goods(estate) == {"2-803": {"土鸡蛋": 1000}, "3-502": {"草莓": 3000}}


def test_orders_joined_by_the_platform_are_not_counted_twice(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "229", "草莓", amount=1)]))
    joined = [line("张阿姨", "229、230", "草莓", amount=3, note="229：少放冰")]
    review = take(estate, ktt(tmp_path / "b.xlsx", joined))
    assert goods(estate) == {"3-502": {"草莓": 3000}}
    assert (review.new, review.changed) == (0, 1)
    assert orders(estate)["3-502"].note == "229：少放冰"


def test_the_same_number_in_two_group_buys_is_two_people(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")]))
    take(estate, ktt(tmp_path / "b.xlsx", [line("王哥", "1", "草莓", room="803", building="2")]))
    assert goods(estate) == {"2-803": {"草莓": 1000}, "3-502": {"草莓": 1000}}


def test_two_orders_of_one_person_add_up(estate: Estate, tmp_path: Path) -> None:
    rows = [line("张阿姨", "1", "草莓", amount=1), line("张阿姨", "9", "草莓", amount=2)]
    take(estate, ktt(tmp_path / "a.xlsx", rows))
    assert goods(estate) == {"3-502": {"草莓": 3000}}


def test_the_same_goods_from_another_source_are_asked_not_counted_twice(estate: Estate, tmp_path: Path) -> None:
    order_for(
        estate.store, round_id=estate.round_id, neighbour_id=estate.neighbours[0], amounts={estate.offers["A"]: 2000}
    )
    rows = [line("张阿姨", "1", "草莓", amount=1), line("张阿姨", "1", "土鸡蛋", amount=1)]
    with language("en"):
        review = take(estate, ktt(tmp_path / "a.xlsx", rows))
    assert goods(estate) == {"3-502": {"草莓": 2000, "土鸡蛋": 1000}}
    assert [(row, "×2 is there from another source" in reason) for row, reason in reasons(review)] == [(2, True)]


@pytest.mark.parametrize(
    ("room", "building", "address", "found"),
    [
        ("501", "3", "", "3-501"),
        ("501室", "3号楼", "", "3-501"),
        ("", "38#602", "", "38-602"),
        ("502号。", "52－502室。", "", "52-502"),
        (502, 14, "", "14-502"),
        ("801", "14号楼", "上海市闵行区紫龙路500弄", "14-801"),
        ("602", "一，500弄", "", "1-602"),
        ("", "511室", "上海市闵行区紫龙路500弄7号511室", "7-511"),
        ("", "500弄", "上海市闵行区紫龙路500弄58号902室", "58-902"),
        ("", "", "上海市吴泾镇紫龙路500弄88–705（嘉怡水岸）", "88-705"),
    ],
)
def test_rooms_are_read_as_people_write_them(
    room: str | int, building: str | int, address: str, found: str, estate: Estate, tmp_path: Path
) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("小草", "1", "草莓", room=room, building=building, address=address)]))
    assert list(orders(estate)) == [found]


def test_of_two_rooms_the_one_that_was_asked_for_counts_and_is_said(estate: Estate, tmp_path: Path) -> None:
    rows = [line("小草", "1", "草莓", room="102", building="47", address="紫龙路500弄69号902")]
    with language("en"):
        review = take(estate, ktt(tmp_path / "a.xlsx", rows))
    assert list(orders(estate)) == ["47-102"]
    assert review.notices == ("Row 2: 47-102 was taken; the address says 69-902.",)


def test_a_room_nobody_can_read_is_kept_as_a_note_and_never_guessed(estate: Estate, tmp_path: Path) -> None:
    rows = [
        line("小草", "1", "草莓", room="别墅", building="29"),
        line("张阿姨", "2", "草莓", room="楼下", building=""),
    ]
    review = take(estate, ktt(tmp_path / "a.xlsx", rows))
    assert [(order.neighbour_name, order.room, order.note) for order in orders(estate).values()] == [
        ("小草", "", "29 别墅")
    ]
    assert [row for row, _reason in reasons(review)] == [3]


def test_somebody_known_by_phone_at_her_door_is_not_made_anew(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", phone="138 0000 0001")]))
    take(estate, ktt(tmp_path / "b.xlsx", [line("快乐每一天", "7", "土鸡蛋", phone=13800000001)]))
    assert goods(estate) == {"3-502": {"草莓": 1000, "土鸡蛋": 1000}}
    with estate.store.read() as connection:
        assert [one.phone for one in neighbour_rows(connection) if one.room == "3-502"] == ["13800000001"]


def test_the_recipient_may_be_who_is_known(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("快乐每一天", "1", "草莓", recipient="张阿姨")]))
    with estate.store.read() as connection:
        assert [one.name for one in known_neighbours(connection) if one.room == "3-502"] == ["张阿姨"]


@pytest.mark.parametrize("money", [36, 36.0, "36.00", "¥36"])
def test_money_is_read_in_every_type(money: str | float, estate: Estate, tmp_path: Path) -> None:
    review = take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", money=money, total=money)]))
    assert (review.money_fen, review.notices) == (3600, ())


def test_another_price_than_the_rounds_is_said(estate: Estate, tmp_path: Path) -> None:
    with language("en"):
        review = take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", money=30, total=30)]))
    assert "differ" in review.notices[0]
    assert orders(estate)["3-502"].total_fen == 3600


@pytest.mark.parametrize(
    ("product", "spec"),
    [
        ("草莓", ""),
        ("草莓(2斤装)", "2斤装"),
        ("草莓（2斤装）", "一箱七斤"),
        ("草莓", "2斤装"),
        ("【新款】草莓(2斤装)", ""),
        (" 草 莓 ", ""),
    ],
)
def test_goods_are_known_by_name_and_spec(product: str, spec: str, estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", product, spec=spec)]))
    assert goods(estate) == {"3-502": {"草莓": 1000}}


@pytest.mark.parametrize(("product", "spec"), [("西瓜", ""), ("草莓(5斤装)", "5斤装"), ("草莓", "5斤装"), ("草", "")])
def test_goods_nobody_knows_refuse_the_file_and_change_no_byte(
    product: str, spec: str, estate: Estate, tmp_path: Path
) -> None:
    path = ktt(tmp_path / "a.xlsx", [line("新邻居", "1", "酸奶"), line("王哥", "2", product, spec=spec)])
    before = estate.dump()
    with language("en"), pytest.raises(UserError, match="row 3"):
        take(estate, path)
    assert estate.dump() == before
    review = review_orders(estate.store, path, round_id=estate.round_id)
    assert 3 in [row.row for row in review.asked]
    assert estate.dump() == before


def test_formulas_give_their_last_value_and_it_is_said(estate: Estate, tmp_path: Path) -> None:
    cells = ["张阿姨", "1", "草莓", "2", "3-502"]
    head = "".join(
        f'<c r="{column}1" t="str"><v>{name}</v></c>'
        for column, name in zip("ABCDE", ["下单人", "跟团号", "商品", "数量", "详细地址"], strict=True)
    )
    row = "".join(
        f'<c r="{column}2" t="str"><f>Z9</f><v>{value}</v></c>' for column, value in zip("ABCDE", cells, strict=True)
    )
    path = with_sheet_xml(tmp_path / "a.xlsx", sheet_xml(f'<row r="1">{head}</row><row r="2">{row}</row>'))
    with language("en"):
        review = take(estate, path)
    assert goods(estate) == {"3-502": {"草莓": 2000}}
    assert review.notices == ("5 cells are formulas; their last values were read.",)


def test_formulas_without_a_value_are_followed_to_the_cell_they_name_or_said(estate: Estate, tmp_path: Path) -> None:
    rows = [line("张阿姨", "1", "草莓"), line("", "1", "土鸡蛋")]
    path = ktt(tmp_path / "a.xlsx", rows, more={"A3": "=R3", "R3": "=A2", "S3": "=S2+1"})
    with language("en"):
        review = take(estate, path)
    assert goods(estate) == {"3-502": {"草莓": 1000, "土鸡蛋": 1000}}
    assert any("S3" in notice for notice in review.notices)


def test_columns_that_are_hidden_unknown_or_twice(estate: Estate, tmp_path: Path) -> None:
    header = [*HEADER, "备注", "想几点来", "内部"]
    rows = [line("张阿姨", "1", "草莓") | {"备注": "放门口", "想几点来": "六点", "内部": "不给人看"}]
    path = ktt(tmp_path / "a.xlsx", rows, header=header, hidden=["AA", "G"])
    take(estate, path)
    assert orders(estate)["3-502"].note == "放门口；备注：放门口；想几点来：六点"
    assert goods(estate) == {"3-502": {"草莓": 1000}}


def test_columns_are_found_by_name_wherever_they_stand(estate: Estate, tmp_path: Path) -> None:
    rows = [["团号", "数量", "货品", "电话", "收件人", "几号楼", "几室", "买家", "留言"]]
    rows += [["7", "2", "草莓", "13800000001", "张阿姨", "3号楼", "502", "张阿姨", "谢谢"]]
    take(estate, sheet(tmp_path / "a.xlsx", rows))
    assert goods(estate) == {"3-502": {"草莓": 2000}}


def test_the_newer_form_has_all_goods_in_one_cell(estate: Estate, tmp_path: Path) -> None:
    head = "订单号 跟团号 下单人 团员备注 支付时间 团长备注 商品 商品种类数 订单金额 订单退款 订单状态 自提点"
    head += " 收货人 联系电话 详细地址"
    rows: list[list[Cell]] = [
        [*head.split(" ")],
        [
            "P1",
            "1",
            "张阿姨",
            "",
            "2026-01-25 20:00:00",
            "",
            "【新款】草莓(2斤装)+1\n无蔗糖酸奶+2",
            2,
            92,
            0,
            "待发货",
            "门岗",
            "张",
            "",
            "3-502",
        ],
        ["P2", "2", "王哥", "", "", "", "草莓(2斤装)+1", 1, 36, 36, "已取消", "门岗", "王", "", "2-803"],
        ["P3", "3", "小王", "", "", "", "草莓(2斤装)+1", 1, 36, 36, "待发货", "门岗", "王", "", "2-306"],
    ]
    review = take(estate, sheet(tmp_path / "a.xlsx", rows))
    assert goods(estate) == {"3-502": {"草莓": 1000, "无蔗糖酸奶": 2000}}
    assert [row for row, _reason in reasons(review)] == [3, 4]


@pytest.mark.parametrize("amount", ["", 0, "-1", "三", "1_000", 99999999999, "٣", "1.5"])
def test_an_amount_that_is_none_leaves_the_row_out_by_name(amount: str | int, estate: Estate, tmp_path: Path) -> None:
    review = take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", amount=amount)]))
    assert [row for row, _reason in reasons(review)] == [2]
    assert orders(estate) == {}


def test_a_file_of_qunjielong_is_one_product_named_like_the_file(estate: Estate, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["收货人", "联系电话", "订单总金额", "支付状态", "收货地址", "订购数量"],
        ["张阿姨", "13800000001", "72.00", "已支付", "春风小区3号楼502", 2],
        ["小草", "13800000002", 36, "未支付", "6-701", "1"],
        ["合计", "", 108, "", "", 3],
    ]
    path = sheet(tmp_path / "草莓(1).xlsx", rows)
    review = take(estate, path)
    assert goods(estate) == {"3-502": {"草莓": 2000}, "6-701": {"草莓": 1000}}
    assert (review.new, review.money_fen) == (2, 10800)
    assert take(estate, path).same == 2


def test_what_was_handed_over_or_paid_is_only_said(estate: Estate, tmp_path: Path) -> None:
    take(estate, ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", amount=1)]))
    path = ktt(tmp_path / "b.xlsx", [line("张阿姨", "1", "草莓", amount=2)])
    ids = [order.id for order in orders(estate).values()]
    for guards in (Guards(paid_orders=lambda _c, _i: ids), Guards(locked_lines=_lines)):
        review = import_orders(estate.store, path, round_id=estate.round_id, guards=guards)
        assert [row for row, _reason in reasons(review)] == [2]
    assert goods(estate) == {"3-502": {"草莓": 1000}}


def _lines(connection: Connection, _ids: Sequence[int]) -> list[int]:
    return list(connection.execute(text("SELECT id FROM line")).scalars())


def test_the_day_the_file_does_not_say_can_be_given(estate: Estate, tmp_path: Path) -> None:
    path = ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")])
    import_orders(estate.store, path, day=dt.date(2026, 1, 20))
    assert local(orders(estate)["3-502"].created_at_ms).date() == dt.date(2026, 1, 20)


@pytest.mark.parametrize("rows", [[], [["名称", "售价"], ["草莓", 36]]])
def test_a_table_without_orders_is_refused(rows: list[list[Cell]], estate: Estate, tmp_path: Path) -> None:
    before = estate.dump()
    with language("en"), pytest.raises(UserError, match="no table of orders"):
        take(estate, sheet(tmp_path / "a.xlsx", rows))
    assert estate.dump() == before
