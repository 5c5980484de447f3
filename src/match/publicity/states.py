"""The lives of an article and of a policy document, and what is said of each in words."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class ArticleStatus(StrEnum):
    """
    Where the text at work stands: author → editor → proof-reader (notice 5.6). What the public
    reads is the last text that was published, whatever happens to a revision meanwhile.
    """

    draft = "draft"
    editing = "editing"
    proofing = "proofing"
    scheduled = "scheduled"
    published = "published"
    withdrawn = "withdrawn"


class PolicyStatus(StrEnum):
    """Whether a document stands in the library; a record made by mistake is taken out."""

    listed = "listed"
    removed = "removed"


class Level(StrEnum):
    """Who issued a document: the state, the province, a prefecture, a county."""

    national = "national"
    province = "province"
    prefecture = "prefecture"
    county = "county"


class Validity(StrEnum):
    """Whether a document binds today; computed from its days and from what replaced it."""

    coming = "coming"
    in_force = "in_force"
    amended = "amended"
    expired = "expired"
    superseded = "superseded"


class Relation(StrEnum):
    """How one document (first) stands to another."""

    based_on = "based_on"
    amends = "amends"
    supersedes = "supersedes"


class Shows(StrEnum):
    """What a picture shows, as its author says and its editor checks."""

    nobody = "nobody"
    adults = "adults"
    backs = "backs"
    children = "children"


class Counted(StrEnum):
    """What is counted of an article: never who."""

    read = "read"
    shared = "shared"


A = ArticleStatus
ARTICLE_MACHINE = Machine(
    {
        (A.draft, "submit"): Move(A.editing, "article.submitted"),
        (A.editing, "pass"): Move(A.proofing, "article.edited"),
        (A.editing, "return"): Move(A.draft, "article.returned"),
        (A.proofing, "return"): Move(A.draft, "article.returned"),
        (A.proofing, "publish"): Move(A.published, "article.published"),
        (A.proofing, "schedule"): Move(A.scheduled, "article.scheduled"),
        (A.scheduled, "publish"): Move(A.published, "article.published"),
        (A.scheduled, "return"): Move(A.draft, "article.returned"),
        (A.published, "revise"): Move(A.draft, "article.revised"),
        (A.draft, "withdraw"): Move(A.withdrawn, "article.withdrawn"),
        (A.editing, "withdraw"): Move(A.withdrawn, "article.withdrawn"),
        (A.proofing, "withdraw"): Move(A.withdrawn, "article.withdrawn"),
        (A.scheduled, "withdraw"): Move(A.withdrawn, "article.withdrawn"),
        (A.published, "withdraw"): Move(A.withdrawn, "article.withdrawn"),
    }
)
POLICY_MACHINE = Machine(
    {
        (PolicyStatus.listed, "remove"): Move(PolicyStatus.removed, "policy.removed"),
        (PolicyStatus.removed, "restore"): Move(PolicyStatus.listed, "policy.listed"),
    }
)


def article_word(status: ArticleStatus | str) -> str:
    """Where an article stands, in words."""
    return {
        A.draft: pgettext("article", "草稿"),
        A.editing: pgettext("article", "待编辑"),
        A.proofing: pgettext("article", "待校对"),
        A.scheduled: pgettext("article", "待定时发布"),
        A.published: pgettext("article", "已发布"),
        A.withdrawn: pgettext("article", "已撤下"),
    }[ArticleStatus(status)]


def policy_status_word(status: PolicyStatus | str) -> str:
    """Whether a record stands in the library, in words."""
    return {
        PolicyStatus.listed: pgettext("policy", "在库"),
        PolicyStatus.removed: pgettext("policy", "已撤出"),
    }[PolicyStatus(status)]


def level_word(level: Level | str) -> str:
    """Whose document it is, in a word."""
    return level_words()[Level(level)]


def level_words() -> dict[Level, str]:
    """Every level, widest first."""
    return {
        Level.national: pgettext("policy", "国家"),
        Level.province: pgettext("policy", "省级"),
        Level.prefecture: pgettext("policy", "市州"),
        Level.county: pgettext("policy", "县级"),
    }


def validity_word(validity: Validity | str) -> str:
    """Whether it binds, in words."""
    return validity_words()[Validity(validity)]


def validity_words() -> dict[Validity, str]:
    """Every validity, the living first."""
    return {
        Validity.in_force: pgettext("policy", "现行有效"),
        Validity.amended: pgettext("policy", "已修改"),
        Validity.coming: pgettext("policy", "尚未施行"),
        Validity.expired: pgettext("policy", "已过有效期"),
        Validity.superseded: pgettext("policy", "已被替代"),
    }


def validity_tone(validity: Validity | str) -> str:
    """The colour of its chip; the words beside it say the same."""
    return {
        Validity.in_force: "zhu",
        Validity.amended: "dao",
        Validity.coming: "ji",
    }.get(Validity(validity), "")


def relation_words() -> dict[Relation, str]:
    """What the first document does to the second."""
    return {
        Relation.based_on: pgettext("policy", "依据"),
        Relation.amends: pgettext("policy", "修改"),
        Relation.supersedes: pgettext("policy", "替代"),
    }


def relation_back_words() -> dict[Relation, str]:
    """The same relation read from the second document."""
    return {
        Relation.based_on: pgettext("policy", "以本文件为依据"),
        Relation.amends: pgettext("policy", "被修改于"),
        Relation.supersedes: pgettext("policy", "被替代于"),
    }


def shows_words() -> dict[Shows, str]:
    """What a picture may show."""
    return {
        Shows.nobody: pgettext("picture", "没有人，只有场地或物品"),
        Shows.adults: pgettext("picture", "只有成年人，且本人同意公开"),
        Shows.backs: pgettext("picture", "有孩子，但认不出是谁（背影、远景、已遮挡）"),
        Shows.children: pgettext("picture", "能认出孩子"),
    }
