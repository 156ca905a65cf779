"""What a row of an order can say, and under which other names shops write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: The canonical column names, in the order of the staging, each with the names that it is known by.
#: Where two columns of a file fit, the name that stands earlier here is taken.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "order_id": (
        "order id", "invoice", "invoice no", "invoice number", "order number", "order no", "order", "receipt id",
        "receipt", "receipt no", "receipt number", "transaction id", "ticket", "id",
        "訂單編號", "訂單號碼", "訂單", "交易序號", "交易編號", "交易單號", "單號", "發票號碼", "銷售單號", "收據編號",
    ),
    "line_no": ("line no", "line", "line number", "position", "項次", "序號", "明細序號"),
    "occurred_at": (
        "occurred at", "invoice date", "order date time", "order date", "datetime", "created at", "timestamp", "paid at",
        "purchased at", "ordered at", "transaction date", "transaction time",
        "交易時間", "訂單日期", "訂單時間", "訂購時間", "下單時間", "成立時間", "日期時間", "消費時間", "訂單成立時間",
    ),
    "date": ("date", "day", "sales date", "日期", "交易日期", "消費日期", "銷售日期", "發票日期", "訂購日期"),
    "time": ("time", "時間", "交易時刻", "銷售時間", "時刻"),
    "member": (
        "member", "customer id", "member id", "member no", "member number", "customer", "customer no", "customer number",
        "card number", "card no", "loyalty id", "email",
        "會員編號", "會員代號", "會員卡號", "會員", "卡號", "顧客編號", "客戶編號", "客戶代號", "會員手機", "手機號碼",
    ),
    "product": (
        "product", "stock code", "sku", "product id", "product code", "item code", "item id", "item", "article", "barcode", "ean",
        "商品編號", "商品代號", "商品貨號", "商品條碼", "產品編號", "品號", "貨號", "料號", "國際條碼", "條碼", "商品料號",
    ),
    "name": (
        "name", "description", "product name", "item name", "title", "product title",
        "商品名稱", "品名", "產品名稱", "名稱", "書名", "商品",
    ),
    "quantity": ("quantity", "qty", "units", "pieces", "數量", "銷售數量", "件數", "購買數量"),
    "price": ("price", "unit price", "單價", "售價", "銷售單價", "實售單價", "商品單價"),
    "amount": (
        "amount", "line amount", "line total", "net amount", "paid amount",
        "金額", "小計", "實付金額", "實收金額", "銷售金額", "商品小計", "實售金額", "消費金額",
    ),
    "category": ("category", "categories", "product category", "department", "product type", "分類", "類別", "商品分類", "商品類別", "部門", "大類"),
    "brand": ("brand", "vendor", "manufacturer", "品牌", "廠牌", "出版社"),
    "store": ("store", "store id", "store code", "shop", "branch", "location", "門市", "門市代號", "門市編號", "門市名稱", "分店", "店號", "店別", "店鋪"),
    "channel": ("channel", "sales channel", "source name", "通路", "銷售通路", "訂單來源", "來源"),
    "kind": ("kind", "transaction type", "order type", "交易類別", "交易類型", "交易別", "單別", "銷退別"),
    "return_of": ("return of", "of order", "original order", "original order id", "original invoice", "refund of", "原訂單編號", "原單號", "原交易序號", "原發票號碼"),
    "total": ("total", "order total", "receipt total", "grand total", "總計", "總金額", "訂單總額", "訂單金額", "合計"),
    "discount": ("discount", "line discount", "折扣", "折扣金額", "單品折扣", "商品折扣"),
    "order_discount": ("order discount", "discount amount", "訂單折扣", "整單折扣"),
    "currency": ("currency", "currency code", "幣別", "貨幣"),
    "paid_with_points": ("paid with points", "points paid", "點數折抵", "紅利折抵", "點數折抵金額", "會員點數折抵"),
    "reward": ("reward", "is reward", "reward line", "兌換品", "是否兌換品", "贈品註記"),
    "given_back": ("given back", "money back", "money given back", "refund paid", "退款金額", "實退金額", "退費金額"),
    "points_used": ("points used", "points spent", "points redeemed", "使用點數", "折抵點數", "扣抵點數", "兌換點數"),
    "points_kind": ("points kind", "kind of points", "點數種類", "點數類別"),
    "milestone": ("milestone", "reached", "order status reached", "里程碑", "到達狀態"),
    "vouchers": ("vouchers", "paid with vouchers", "gift card", "禮券", "禮券折抵", "禮券金額", "購物金折抵", "購物金"),
}  # fmt: skip

FIELDS: Final = tuple(NAMES)

#: What every row must say; the last two lines are choices.
NEEDED: Final = ("order_id", "product", "quantity")
NEEDED_ONE_OF: Final = (("occurred_at", "date"), ("price", "amount"))

#: What belongs to one line of a receipt. In nested JSON these are looked for inside its lines first.
OF_A_LINE: Final = frozenset(
    {
        "line_no",
        "product",
        "name",
        "quantity",
        "price",
        "amount",
        "category",
        "brand",
        "discount",
        "reward",
        "given_back",
    }
)

#: Layouts in which a plain name means something else. The first whose key columns are all there is taken.
LAYOUTS: Final[tuple[dict[str, str], ...]] = (
    {   # Shopify's order export: `Name` is the order, and `Total` includes shipping, so `Subtotal` is the goods.
        "order_id": "Name", "occurred_at": "Created at", "product": "Lineitem sku | Lineitem name",
        "quantity": "Lineitem quantity", "price": "Lineitem price", "name": "Lineitem name",
        "discount": "Lineitem discount", "total": "Subtotal",
    },
)  # fmt: skip
LAYOUT_KEYS: Final = ("order_id", "occurred_at", "quantity", "price")

#: An export with both of these columns marks its returns by an order id that begins with this.
RETURNS_MARKED: Final = (frozenset({"invoice", "stockcode"}), "C")

_IGNORED: Final = re.compile(r"[\s_\-./()#:]+")


def plain(name: str) -> str:
    """A column's name without what people vary: case, width, blanks, hyphens, dots and brackets."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())
