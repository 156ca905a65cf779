"""The shelves of Sunny Select: what is sold, by whom it is made, what it costs and in which corner it stands."""

from msgspec import Struct

from regulars.demo.corners import Channel

SHOP_AND_WEB: tuple[Channel, ...] = ("store", "online")
CAFE: tuple[Channel, ...] = ("cafe",)
CINEMA: tuple[Channel, ...] = ("cinema",)
WEB: tuple[Channel, ...] = ("online",)


class Good(Struct, frozen=True):
    sku: str
    name: str
    price: int
    brand: str
    category: str


class Shelf(Struct, frozen=True):
    """Goods that stand together; a shelf with a `season` is set up only while that season lasts."""

    category: str
    corners: tuple[Channel, ...]
    goods: tuple[Good, ...]
    season: str | None = None


def _shelf(
    category: str,
    *,
    sku: str,
    brand: str,
    corners: tuple[Channel, ...] = SHOP_AND_WEB,
    season: str | None = None,
    priced: dict[str, int],
) -> Shelf:
    goods = tuple(
        Good(f"{sku}-{number:02d}", name, price, brand, category)
        for number, (name, price) in enumerate(priced.items(), start=1)
    )
    return Shelf(category, corners, goods, season)


BOOKS = (
    _shelf(
        "books/literature",
        sku="BL",
        brand="白鹽書社",
        priced={
            "雨停之後的巷子": 360,
            "外婆的無線電": 320,
            "二十四節氣便當": 380,
            "鯨落電影院": 420,
            "沒有寄出的明信片": 300,
            "山線末班車": 350,
            "島上的修錶匠": 399,
            "夏天借我一把傘": 330,
        },
    ),
    _shelf(
        "books/children",
        sku="BC",
        brand="慢燈童書",
        priced={
            "小石虎找月亮": 320,
            "誰把雲吃掉了": 300,
            "阿嬤的紅眠床": 340,
            "巷口的郵差貓": 320,
            "一起來煮蘿蔔湯": 280,
            "晚安，燈塔": 350,
        },
    ),
    _shelf(
        "books/design",
        sku="BD",
        brand="直角線文化",
        priced={
            "老房子的窗花圖鑑": 680,
            "字的散步": 520,
            "一張椅子的理由": 580,
            "台式招牌色票集": 750,
            "紙的十二種摺法": 460,
        },
    ),
    _shelf(
        "books/living",
        sku="BV",
        brand="半日灶腳",
        priced={
            "一個人的電鍋料理": 380,
            "陽台種菜筆記": 360,
            "咖啡，慢慢來": 420,
            "環島火車小旅行": 399,
            "把抽屜清空的週末": 340,
        },
    ),
    _shelf(
        "books/ideas",
        sku="BI",
        brand="風箏坡出版",
        priced={
            "慢下來的經濟學": 450,
            "巷弄裡的民主": 480,
            "為什麼我們需要午睡": 380,
            "一座港口的五百年": 560,
            "寫給忙碌的人的哲學課": 420,
        },
    ),
    _shelf(
        "books/comics",
        sku="BM",
        brand="三格漫畫社",
        priced={
            "便利店的夜班貓（一）": 180,
            "便利店的夜班貓（二）": 180,
            "社區棒球隊": 220,
            "廟口偵探事務所": 200,
            "書店打工日記": 240,
        },
    ),
    _shelf(
        "books/magazines",
        sku="BZ",
        brand="午後刊",
        priced={"午後刊：麵包特集": 220, "午後刊：散步特集": 220, "午後刊：老戲院特集": 250, "影格季刊": 280},
    ),
)

GOODS = (
    _shelf(
        "stationery/paper",
        sku="SP",
        brand="摺角紙品",
        priced={
            "布面方格筆記本": 280,
            "口袋週計畫": 220,
            "山稜便箋組": 120,
            "和紙膠帶・海岸線": 90,
            "植物圖鑑明信片組": 180,
            "晴日手帳": 680,
        },
    ),
    _shelf(
        "stationery/pens",
        sku="SN",
        brand="鵝卵石文具",
        priced={
            "黃銅原子筆": 780,
            "透明鋼筆": 980,
            "茶色墨水 30ml": 420,
            "六角鉛筆一打": 260,
            "帆布筆袋": 450,
        },
    ),
    _shelf(
        "home/tableware",
        sku="HT",
        brand="丸田陶作",
        priced={
            "霧面馬克杯": 580,
            "淺口飯碗": 420,
            "柴燒茶杯一對": 1280,
            "手沖壺 600ml": 1980,
            "橢圓盤": 760,
            "筷架五入": 360,
        },
    ),
    _shelf(
        "home/textiles",
        sku="HX",
        brand="藍曬布房",
        priced={
            "雙層紗手帕": 260,
            "棉麻圍裙": 980,
            "水洗棉抱枕套": 720,
            "羊毛薄毯": 2480,
            "帆布托特包": 890,
            "純棉浴巾": 780,
        },
    ),
    _shelf(
        "home/scents",
        sku="HS",
        brand="雨後實驗室",
        priced={
            "檜木擴香瓶": 1280,
            "柚花香氛蠟燭": 880,
            "艾草手工皂": 220,
            "茶樹護手霜": 380,
            "書房線香": 450,
        },
    ),
    _shelf(
        "food/tea",
        sku="FT",
        brand="霽山茶行",
        priced={
            "高山烏龍 75g": 480,
            "蜜香紅茶 50g": 420,
            "炭焙鐵觀音 75g": 520,
            "桂花包種茶包": 280,
            "冷泡茶組": 350,
        },
    ),
    _shelf(
        "food/beans",
        sku="FB",
        brand="晴日咖啡",
        priced={
            "晴日配方豆 227g": 380,
            "深焙曼波豆 227g": 360,
            "日曬單品豆 227g": 520,
            "水洗單品豆 227g": 480,
            "濾掛十入": 390,
        },
    ),
    _shelf(
        "food/sweets",
        sku="FS",
        brand="糖霜巷",
        priced={
            "黑糖核桃糕": 180,
            "海鹽花生糖": 160,
            "鳳梨夾心餅": 320,
            "柚子果醬": 290,
            "芝麻蛋捲": 240,
            "果乾三入": 260,
        },
    ),
    _shelf(
        "toys/craft",
        sku="TC",
        brand="積木巷口",
        priced={
            "木拼圖・島嶼": 650,
            "紙雕小戲院": 480,
            "手縫貓咪材料包": 520,
            "桌遊・夜市老闆": 890,
            "積木街屋": 1180,
        },
    ),
    _shelf(
        "gifts/sets",
        sku="GS",
        brand="晴日選物",
        priced={
            "晴日早晨禮盒": 1280,
            "茶與陶禮盒": 1880,
            "讀書人禮盒": 1480,
            "寶寶的第一本書禮盒": 1180,
            "禮物卡片與包裝": 120,
        },
    ),
    _shelf(
        "online/bundles",
        sku="OB",
        brand="晴日選物",
        corners=WEB,
        priced={"線上限定福袋": 999, "豆子訂閱三個月": 1380, "童書共讀箱": 1250, "獨立雜誌半年訂": 1180},
    ),
)

SEASONAL = (
    _shelf(
        "gifts/new-year",
        sku="GN",
        brand="晴日選物",
        season="new_year",
        priced={"年節茶禮盒": 1680, "手寫春聯組": 180, "紅包袋六入": 90, "團圓糖果盒": 880},
    ),
    _shelf(
        "gifts/mothers-day",
        sku="GM",
        brand="雨後實驗室",
        season="mothers_day",
        priced={"媽媽的花草禮盒": 1480, "康乃馨香氛組": 1180, "手寫卡片": 80},
    ),
    _shelf(
        "gifts/mid-autumn",
        sku="GA",
        brand="糖霜巷",
        season="mid_autumn",
        priced={"中秋月見禮盒": 1180, "柚香蛋黃酥六入": 620, "賞月茶點組": 880},
    ),
    _shelf(
        "gifts/christmas",
        sku="GX",
        brand="晴日選物",
        season="christmas",
        priced={"交換禮物驚喜包": 499, "聖誕月曆茶包": 780, "冬夜蠟燭組": 690},
    ),
)

CAFE_MENU = (
    _shelf(
        "cafe/coffee",
        sku="CC",
        brand="晴日咖啡",
        corners=CAFE,
        priced={
            "美式咖啡": 100,
            "拿鐵": 130,
            "手沖單品": 180,
            "燕麥奶拿鐵": 150,
            "西西里咖啡": 150,
            "卡布奇諾": 130,
        },
    ),
    _shelf(
        "cafe/tea",
        sku="CT",
        brand="晴日咖啡",
        corners=CAFE,
        priced={"蜜香紅茶": 120, "鮮奶茶": 140, "桂花烏龍": 130, "熱可可": 150, "檸檬氣泡飲": 140},
    ),
    _shelf(
        "cafe/plates",
        sku="CP",
        brand="晴日咖啡",
        corners=CAFE,
        priced={
            "肉桂捲": 90,
            "巴斯克乳酪蛋糕": 150,
            "檸檬塔": 140,
            "可頌": 80,
            "烤起司三明治": 180,
            "早餐盤": 260,
        },
    ),
)

CINEMA_DESK = (
    _shelf(
        "cinema/tickets",
        sku="KT",
        brand="晴日放映",
        corners=CINEMA,
        priced={"單場票": 260, "早場票": 220, "映後座談場": 350, "短片之夜": 200},
    ),
    _shelf(
        "cinema/snacks",
        sku="KS",
        brand="晴日放映",
        corners=CINEMA,
        priced={"鹹甜爆米花": 120, "汽水": 60, "放映夜啤酒": 150},
    ),
    _shelf(
        "cinema/keepsakes",
        sku="KK",
        brand="晴日放映",
        corners=CINEMA,
        priced={"電影海報": 350, "膠卷書籤": 120, "場刊": 180},
    ),
)

SHELVES: tuple[Shelf, ...] = BOOKS + GOODS + SEASONAL + CAFE_MENU + CINEMA_DESK
GOOD_BY_SKU: dict[str, Good] = {good.sku: good for shelf in SHELVES for good in shelf.goods}


class Treat(Struct, frozen=True):
    """Something that a member may have for points alone."""

    points: int
    name_zh: str
    name_en: str


TREATS = (
    Treat(25, "膠卷書籤一枚", "A film-strip bookmark"),
    Treat(40, "咖啡升級大杯", "A larger cup"),
    Treat(60, "美式咖啡一杯", "A cup of coffee"),
    Treat(120, "電影單場票一張", "A cinema ticket"),
    Treat(250, "晴日帆布袋", "A Sunny Select tote bag"),
)
