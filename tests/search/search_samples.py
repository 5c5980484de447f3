"""A handful of documents, each with a reason, and the words that mean the same."""

from search.documents import (
    Beneficiaries,
    HomeDocument,
    NeedDocument,
    OfferDocument,
    OrganisationDocument,
    PolicyDocument,
    PurchaseDocument,
)
from search.text import Group, Lexicon

GROUPS = (
    Group("心理辅导", ("心理疏导", "心理咨询")),
    Group("图书", ("书籍", "绘本", "读物")),
    Group("书包", ("双肩包",)),
    Group("村", ("村庄", "村寨"), expand=False),
)
LEXICON = Lexicon(GROUPS)

HUAYUAN, JISHOU, LONGSHAN, YUELU = "433124", "433101", "433130", "430104"
POINTS = {
    HUAYUAN: (28.5720, 109.4821),
    JISHOU: (28.2623, 109.6981),
    LONGSHAN: (29.4577, 109.4439),
    YUELU: (28.2352, 112.9313),
}
NAMES = {
    HUAYUAN: ("湘西土家族苗族自治州", "花垣县"),
    JISHOU: ("湘西土家族苗族自治州", "吉首市"),
    LONGSHAN: ("湘西土家族苗族自治州", "龙山县"),
    YUELU: ("长沙市", "岳麓区"),
}
CATEGORY_NAMES = {
    "MAT-BOOK": ("图书绘本", "books and picture books"),
    "MAT-BAG": ("书包礼包", "school bags and gift packs"),
    "MAT-CLOTH": ("衣物鞋帽", "clothing and shoes"),
    "SVC-PSY": ("心理健康服务", "mental health services"),
    "FAC-READC": ("阅读角", "reading corner"),
}


def need(id: int, title: str, category: str, county: str, **more: object) -> NeedDocument:
    lat, lon = POINTS[county]
    fields: dict[str, object] = {
        "version": 1,
        "body": "",
        "kind": "service" if category.startswith("SVC") else "goods",
        "status": "open",
        "categories": (category,),
        "category_names": CATEGORY_NAMES[category],
        "division": county,
        "place_names": NAMES[county],
        "lat": lat,
        "lon": lon,
        "quantity_asked": 10,
        "quantity_left": 10,
    }
    return NeedDocument(id=id, title=title, **(fields | more))  # type: ignore[arg-type]


PICTURE_BOOKS = need(
    1,
    "十八洞村儿童之家想要两百册绘本",
    "MAT-BOOK",
    HUAYUAN,
    division="433124104201",
    village_name="十八洞村",
    home_id=7,
    urgency=1,
    beneficiaries=Beneficiaries.FROM_30,
    published_on=20_100,
    due_on=20_200,
    amount_minor=400_000,
)
COUNSELLOR = need(
    2,
    "每周一次心理疏导",
    "SVC-PSY",
    JISHOU,
    body="孩子的父母都在外面打工, 希望有 volunteer 老师来谈心",
    urgency=3,
    beneficiaries=Beneficiaries.FROM_10,
    published_on=20_102,
    due_on=20_150,
)
SCHOOL_BAGS = need(
    3,
    "开学前三十个双肩包",
    "MAT-BAG",
    LONGSHAN,
    body="里耶镇的孩子要走很远的山路",
    urgency=2,
    beneficiaries=Beneficiaries.FROM_30,
    published_on=20_101,
    due_on=20_120,
    amount_minor=150_000,
    quantity_left=4,
)
READING_CORNER = need(
    4,
    "布置一个阅读角",
    "FAC-READC",
    YUELU,
    body="需要书架和地垫, also some English readers",
    beneficiaries=Beneficiaries.FROM_5,
    published_on=20_090,
    amount_minor=2_000_000,
)
WINTER_COATS = need(
    5,
    "过冬的棉衣",
    "MAT-CLOTH",
    HUAYUAN,
    division="433124104",
    beneficiaries=Beneficiaries.UNDER_5,
    published_on=20_103,
    due_on=20_110,
    amount_minor=90_000,
    quantity_left=0,
)
CLOSED_BOOKS = need(
    6, "图书已经送到", "MAT-BOOK", JISHOU, status="met", published_on=20_000, quantity_left=0
)
NEEDS = (PICTURE_BOOKS, COUNSELLOR, SCHOOL_BAGS, READING_CORNER, WINTER_COATS, CLOSED_BOOKS)

OFFERS = (
    OfferDocument(
        id=1,
        version=1,
        title="捐赠绘本五百册",
        kind="goods",
        status="open",
        modes=("GOODS",),
        categories=("MAT-BOOK",),
        category_names=CATEGORY_NAMES["MAT-BOOK"],
        areas=("4331",),
        organisation_name="长沙市岳麓区晨光公益服务中心",
        organisation_kind="SO-SVC",
        verified=True,
        quantity_left=500,
    ),
)
PURCHASES = (
    PurchaseDocument(
        id=1,
        version=1,
        title="花垣县未成年人关爱保护服务采购",
        status="open",
        division=HUAYUAN,
        purchaser_name="花垣县民政局",
        method="INTERNAL",
        procurement_codes=("C05010300",),
        amount_minor=9_800_000,
        due_on=20_140,
    ),
)
HOMES = (
    HomeDocument(
        id=7,
        version=1,
        title="十八洞村儿童之家",
        status="open",
        standing="main",
        division="433124104201",
        place_names=(*NAMES[HUAYUAN], "双龙镇", "十八洞村"),
        village_name="十八洞村",
    ),
)
ORGANISATIONS = (
    OrganisationDocument(
        id=1,
        version=1,
        title="覃氏心理咨询工作室",
        organisation_kind="SO-SVC",
        skills=("PSY-2",),
        skill_names=("心理咨询师二级",),
        areas=("4331",),
        verified=True,
    ),
)
POLICIES = (
    PolicyDocument(
        id=1,
        version=1,
        title="国务院关于加强农村留守儿童关爱保护工作的意见",
        kind="national",
        status="in_force",
        numbers=("国发〔2016〕13号", "国发2016 13号"),
        issuers=("国务院",),
        topics=("left_behind",),
    ),
)
