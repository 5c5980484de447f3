"""The text a guardian is asked about before a pair begins. Once used it is never changed."""

import hashlib

CURRENT = "2026-1"
TEXTS = {
    "2026-1": (
        "有一位经过背景审查、由儿童之家和县级民政部门共同同意的爱心人士，愿意一对一帮扶您的孩子。对方不会知道"
        "孩子的姓名、住址、学校、电话和照片；书信由儿童之家审阅后转交，见面只在儿童之家、有至少两名成年人在场。"
        "您可以拒绝，拒绝不影响孩子参加儿童之家的任何服务；同意后可以随时撤回，撤回后帮扶立即结束。"
    ),
}


def text_of(version: str = CURRENT) -> str:
    """The text of a version. Raises KeyError for an unknown one."""
    return TEXTS[version]


def hash_of(version: str = CURRENT) -> str:
    """SHA-256 of the text, as it is kept with each answer."""
    return hashlib.sha256(TEXTS[version].encode()).hexdigest()
