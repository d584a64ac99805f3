"""Bills are read as they come: any preamble, any encoding, text or workbook; what is none says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import Limits
from leaderdesk.features.payments.rules.bills import Bill, Channel, Way, parse_moment, read_bill
from tests.features.payments.bill_files import (
    ALIPAY,
    AT,
    WECHAT,
    alipay,
    csv_text,
    sealed_zip,
    wechat,
    write_csv,
    write_xlsx,
)

SERIAL = (AT - dt.datetime(1899, 12, 30)).total_seconds() / 86_400


@pytest.fixture(autouse=True)
def english() -> object:
    with language("en"):
        yield


def read(path: Path) -> Bill:
    return read_bill(read_sheets(path, Limits()), path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("preamble", [1, 16, 24, 90])
def test_a_wechat_bill_in_any_encoding_behind_any_preamble(tmp_path: Path, encoding: str, preamble: int) -> None:
    rows = [wechat("1001", "豆豆妈", note="3-1001 草莓"), wechat("1002", "便利店", "¥1,023.50", way="支出")]
    bill = read(write_csv(tmp_path / "b.csv", WECHAT, rows, encoding=encoding, preamble=preamble))
    first, second = bill.lines
    assert (bill.channel, first.key, first.payer, first.amount_fen) == (Channel.WECHAT, "1001", "豆豆妈", 10_000)
    assert (first.note, first.goods, first.way, first.is_settled) == (
        "3-1001 草莓",
        "收款方备注:二维码收款",
        Way.IN,
        True,
    )
    assert dt.datetime.fromtimestamp(first.at_ms / 1000) == AT
    assert (second.way, second.amount_fen) == (Way.OUT, 102_350)
    assert bill.received == (first,)
    assert bill.unread == ()


def test_a_wechat_workbook_with_serial_dates_and_numbers(tmp_path: Path) -> None:
    def row(key: str, money: float, at: object) -> list[object]:
        return [at, *wechat(key, "Teacher Liu")[1:5], money, *wechat(key, "")[6:]]

    rows = [row("1", 62, AT), row("2", 0.1 + 0.2, SERIAL), row("3", 1234.5, "2026/1/25 20:58")]
    bill = read(write_xlsx(tmp_path / "b.xlsx", WECHAT, rows))  # type: ignore[arg-type]
    assert [line.amount_fen for line in bill.lines] == [6200, 30, 123_450]
    moments = [dt.datetime.fromtimestamp(line.at_ms / 1000) for line in bill.lines]
    assert moments == [AT, AT, AT.replace(second=0)]


def test_an_alipay_bill_with_a_refund_in_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [
        alipay("77", "*建芳"),
        alipay("77_refund", "*建芳", "28.00", way="不计收支", status="退款成功"),
        alipay("78", "小罗", "12.00"),
    ]
    bill = read(write_csv(tmp_path / "a.csv", ALIPAY, rows, encoding="gb18030", preamble=24))
    assert bill.channel is Channel.ALIPAY
    assert [(line.key, line.amount_fen, line.refunded_fen) for line in bill.received] == [
        ("77", 10_000, 2800),
        ("78", 1200, 0),
    ]


def test_lines_below_the_payments_are_no_payments(tmp_path: Path) -> None:
    text = csv_text(ALIPAY, [alipay("77", "小罗")], trailer=["-" * 80, "共1笔记录,,,,", "导出时间：[2026-02-02]"])
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="gb18030", newline="")
    assert (len(read(path).lines), read(path).unread) == (1, ())


@pytest.mark.parametrize(
    ("status", "refunded", "settled"),
    [
        ("已全额退款", 10_000, True),
        ("已退款(￥1.00)", 100, True),
        ("已退款（¥28.50）", 2850, True),
        ("已存入零钱", 0, True),
        ("待确认收款", 0, False),
        ("", 0, False),
    ],
)
def test_what_went_back_and_what_has_not_come(tmp_path: Path, status: str, refunded: int, settled: bool) -> None:
    (line,) = read(write_csv(tmp_path / "b.csv", WECHAT, [wechat("1", "老葛", status=status)])).lines
    assert (line.refunded_fen, line.is_settled) == (refunded, settled)


@pytest.mark.parametrize(
    "money", ["12.345", "-5.00", "1e3", "NaN", "1_000", "三十", "٣", "", "99999999999999", "12,34.00", "¥¥3"]
)
def test_what_is_no_sum_is_listed_with_its_row(tmp_path: Path, money: str) -> None:
    bill = read(write_csv(tmp_path / "b.csv", WECHAT, [wechat("1", "甲"), wechat("2", "乙", money)]))
    assert [line.key for line in bill.lines] == ["1"]
    assert [unread.row for unread in bill.unread] == [19]


def test_full_width_digits_are_read(tmp_path: Path) -> None:
    (line,) = read(write_csv(tmp_path / "b.csv", WECHAT, [wechat("1", "甲", "￥１００．５０")])).lines
    assert line.amount_fen == 10_050


@pytest.mark.parametrize("at", ["2026-02-30 10:00:00", "0000-00-00", "25.1.2026", "99999", "20:58"])
def test_what_is_no_moment_is_listed_with_its_row(tmp_path: Path, at: str) -> None:
    bill = read(write_csv(tmp_path / "b.csv", WECHAT, [wechat("1", "甲", at=at)]))
    assert (bill.lines, [unread.row for unread in bill.unread]) == ((), [18])
    assert parse_moment(at) is None


def test_one_number_twice_counts_once(tmp_path: Path) -> None:
    rows = [wechat("1", "甲"), wechat("1", "甲"), wechat("1", "乙", "¥5.00")]
    bill = read(write_csv(tmp_path / "b.csv", WECHAT, rows))
    assert [line.payer for line in bill.lines] == ["甲"]
    assert [unread.row for unread in bill.unread] == [20]


def test_a_bill_without_sums_names_the_column(tmp_path: Path) -> None:
    header = [column for column in WECHAT if column != "金额(元)"]
    with pytest.raises(UserError, match="金额"):
        read(write_csv(tmp_path / "b.csv", header, [wechat("1", "甲")]))


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "date,neighbour,product\n2024-01-01,张,草莓\n", "\x00\x01", "<html>"]
)
def test_what_is_no_bill_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        read(path)


def test_a_packed_bill_says_where_its_password_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="password in a message"):
        read(sealed_zip(tmp_path / "微信支付账单.zip"))
