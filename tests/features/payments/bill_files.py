"""Bills as WeChat and Alipay save them, made row by row, with every oddity seen in real ones."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

WECHAT = [
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号",
    "商户单号", "备注",
]  # fmt: skip
ALIPAY = [
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态",
    "交易订单号", "商家订单号", "备注",
]  # fmt: skip
AT = dt.datetime(2026, 1, 25, 20, 58, 11)
Row = Sequence[str | int | float | dt.datetime]


def wechat(key: str, payer: str, money: str = "¥100.00", **changed: str) -> list[str]:
    """Return one row of a WeChat bill; `changed` replaces cells by at, kind, goods, way, status and note."""
    cells = {"at": f"{AT:%Y-%m-%d %H:%M:%S}", "kind": "二维码收款", "goods": "收款方备注:二维码收款", "way": "收入",
             "status": "已收钱", "note": "/"} | changed  # fmt: skip
    return [
        cells["at"], cells["kind"], payer, cells["goods"], cells["way"], money, "/", cells["status"], f"{key}\t", "/\t",
        cells["note"],
    ]  # fmt: skip


def alipay(key: str, payer: str, money: str = "100.00", **changed: str) -> list[str]:
    """Return one row of an Alipay bill; `changed` replaces cells by at, kind, account, goods, way, status and note."""
    cells = {"at": f"{AT:%Y-%m-%d %H:%M:%S}", "kind": "转账红包", "account": "138******34", "goods": "转账",
             "way": "收入", "status": "交易成功", "note": ""} | changed  # fmt: skip
    return [
        cells["at"], cells["kind"], payer, cells["account"], cells["goods"], cells["way"], money, "余额",
        cells["status"], f"{key}\t", "\t", cells["note"],
    ]  # fmt: skip


def csv_text(header: Sequence[str], rows: Sequence[Row], *, preamble: int = 16, trailer: Sequence[str] = ()) -> str:
    """Return a bill as text: so many lines of words first, then the header and the rows."""
    first = ["微信支付账单明细" if header is WECHAT else "-" * 60]
    words = [*first, *(f"说明{place}：[李姐]" for place in range(preamble - 1))]
    return "\r\n".join(
        [*(f"{line},,,," for line in words), ",".join(header), *(_line(row) for row in rows), *trailer, ""]
    )


def write_csv(
    path: Path, header: Sequence[str], rows: Sequence[Row], *, encoding: str = "utf-8-sig", **how: int
) -> Path:
    """Write a bill as text and return its path."""
    path.write_text(csv_text(header, rows, preamble=how.get("preamble", 16)), encoding=encoding, newline="")
    return path


def write_xlsx(path: Path, header: Sequence[str], rows: Sequence[Row], *, preamble: int = 16) -> Path:
    """Write a bill as a workbook, as WeChat does since 2025, and return its path."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place in range(preamble):
        sheet.append([f"说明{place}"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def sealed_zip(path: Path) -> Path:
    """Write a packed folder whose file has a password, as bills are sent, and return its path."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("微信支付账单.csv", b"\x00" * 64)
    content = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    path.write_bytes(bytes(content))
    return path


def _line(row: Row) -> str:
    return ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row)
