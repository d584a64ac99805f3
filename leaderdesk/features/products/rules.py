"""What a product and a supplier are, and how what is typed about them is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from leaderdesk.core.amount import ONE, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import cleaned, compare_key, name_text, one_line

StorageKind = Literal["ambient", "chilled", "frozen"]
STORAGE_KINDS: tuple[StorageKind, ...] = ("ambient", "chilled", "frozen")

Lack = Literal["facts", "supplier"]
"""What a product still needs: facts to answer questions from, a supplier to order it from."""

ProductField = Literal[
    "name", "code", "short_name", "spec", "unit", "storage", "price", "cost", "case", "step", "origin", "story"
]
SupplierField = Literal["name", "contact", "phone", "payment_terms", "note"]

MOST_STORY = 1000
"""Characters a story may have."""

MOST_FACT_NAME = 20
MOST_FACT = 200
_MOST_WORD = 40
_MOST_UNIT = 8
_MOST_CODE = 20
_MOST_TYPED = 20_000

_STORAGE_WORDS = {"ambient": N_("Ambient"), "chilled": N_("Chilled"), "frozen": N_("Frozen")}


@dataclass(frozen=True, slots=True)
class Product:
    """One line of the list of products; `photo_id` is the main picture, `lacks` what it still needs."""

    id: int
    code: str
    name: str
    short_name: str
    spec: str
    unit: str
    storage: StorageKind
    supplier_id: int | None
    supplier_name: str
    price_fen: int
    cost_fen: int
    photo_id: int | None
    lacks: tuple[Lack, ...]
    search_key: str
    rests_since_ms: int | None

    @property
    def is_cold(self) -> bool:
        """Whether it goes into the cold bag."""
        return self.storage != "ambient"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a product, as 配料: 鲜草莓，没有添加."""

    id: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a product: `id` of its place at the product, `photo_id` of its content."""

    id: int
    photo_id: int
    caption: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """Everything this feature knows of one product; facts and pictures in order, the main picture first."""

    product: Product
    case_milli: int | None
    step_milli: int
    origin: str
    story: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who brings products; `product_count` leaves out those that rest."""

    id: int
    name: str
    contact: str
    phone: str
    payment_terms: str
    note: str
    product_count: int
    rests_since_ms: int | None


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product to be added; what is not said has the value most products have. An empty code is made from the name."""

    name: str
    unit: str
    price_fen: int
    spec: str = ""
    short_name: str = ""
    storage: StorageKind = "ambient"
    supplier_id: int | None = None
    cost_fen: int = 0
    case_milli: int | None = None
    step_milli: int = ONE
    origin: str = ""
    story: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: its id, and the id of the action of the journal that did so."""

    id: int
    action_id: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a product stands among the rounds: 0 rounds ago is on sale now, 1 was in the last one."""

    rounds_ago: int


@dataclass(frozen=True, slots=True)
class PricePoint:
    """What a product cost in one round, in fen; a price that was not set is None."""

    round_number: int
    price_fen: int | None
    cost_fen: int


def storage_text(kind: StorageKind) -> str:
    """Return the word for how a product is kept."""
    return _(_STORAGE_WORDS[kind])


def spec_text(spec: str, unit: str) -> str:
    """Return spec and unit as they read together: 500 g / 盒."""
    return f"{spec} / {unit}" if spec else unit


def lacks_of(*, facts: int, supplier_id: int | None) -> tuple[Lack, ...]:
    """Return what a product still needs, the more pressing first."""
    missing: list[Lack] = []
    if facts == 0:
        missing.append("facts")
    if supplier_id is None:
        missing.append("supplier")
    return tuple(missing)


def read_field(field: ProductField, typed: str) -> str | int | None:
    """Return what was typed into a field of a product as it is kept. UserError, with what to write, if it cannot be."""
    return _FIELDS[field](typed[:_MOST_TYPED])


def read_supplier_field(field: SupplierField, typed: str) -> str:
    """Return what was typed into a field of a supplier as it is kept. UserError if it cannot be."""
    typed = typed[:_MOST_TYPED]
    if field == "phone":
        return parse_phone(typed)
    words = name_text(typed) if field == "name" else one_line(typed)[:MOST_FACT]
    if field == "name" and not compare_key(words):
        raise UserError(_("Write the name of the supplier."))
    return words


def read_name(typed: str) -> str:
    """Return the name of a product, or another word for it; UserError if nothing is left of it."""
    name = name_text(typed[:_MOST_TYPED])
    if not compare_key(name):
        raise UserError(_("Write the name of the product."))
    return name


def read_fact(name: str, value: str) -> tuple[str, str]:
    """Return name and value of a fact as they are kept; UserError if either is missing."""
    kept = one_line(name[:_MOST_TYPED])[:MOST_FACT_NAME].strip(":： "), one_line(value[:_MOST_TYPED])[:MOST_FACT]
    if not kept[0]:
        raise UserError(_("Write what the fact is about, like ingredients."))
    if not kept[1]:
        raise UserError(_("Write the fact itself behind its name."))
    return kept


def read_price(typed: str) -> int:
    """Return the fen of a price in yuan; UserError if it is none or below nothing."""
    fen = parse_yuan(typed)
    if fen < 0:
        raise UserError(_("A price is not below zero."))
    return fen


def read_step(typed: str) -> int:
    """Return the smallest amount that can be ordered, in thousandths; nothing typed is one unit."""
    return _above_zero(typed) if typed.strip() else ONE


def read_case(typed: str) -> int | None:
    """Return how much is in a case, in thousandths; None for nothing, which stands for "no cases"."""
    return _above_zero(typed) if typed.strip() else None


def _above_zero(typed: str) -> int:
    milli = parse_amount(typed)
    if milli == 0:
        raise UserError(_("This must be more than 0."))
    return milli


def _word(typed: str) -> str:
    return one_line(typed)[:_MOST_WORD].strip()


def _unit(typed: str) -> str:
    unit = one_line(typed)
    if not unit:
        raise UserError(_("Write the unit, like box or jin."))
    if len(unit) > _MOST_UNIT:
        raise UserError(_("A unit has {most} signs at most, like box or jin.").format(most=_MOST_UNIT))
    return unit


def _code(typed: str) -> str:
    code = one_line(typed).upper().replace(" ", "")
    if not code:
        raise UserError(_("Write a code, like CM-001."))
    return code[:_MOST_CODE]


def _storage(typed: str) -> str:
    if typed not in STORAGE_KINDS:
        raise UserError(_("Choose ambient, chilled or frozen."))
    return typed


def _story(typed: str) -> str:
    lines = (" ".join(line.split()) for line in cleaned(typed).splitlines())
    return "\n".join(lines).strip()[:MOST_STORY]


_FIELDS: Mapping[ProductField, Callable[[str], str | int | None]] = MappingProxyType(
    {
        "name": read_name,
        "code": _code,
        "short_name": _word,
        "spec": _word,
        "unit": _unit,
        "storage": _storage,
        "price": read_price,
        "cost": lambda typed: read_price(typed) if typed.strip() else 0,
        "case": read_case,
        "step": read_step,
        "origin": _word,
        "story": _story,
    }
)
