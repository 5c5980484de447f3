"""
The texts that guardians are read and asked about, by scope and version (个保法17, 29, 31; 儿童个人
信息网络保护规定9, 10). A text that was once used is never changed: a new one gets a new version.
"""

import hashlib

from match.care.states import ConsentScope

CURRENT = "2026-1"

_TEXTS: dict[tuple[str, ConsentScope], str] = {
    ("2026-1", ConsentScope.collect): (
        "儿童之家为了照护和关爱孩子，需要记录孩子的姓名、出生日期、证件号码、住址、联系电话、就读学校、健康"
        "状况、监护情况，以及活动和走访的情况。这些信息加密保存在境内，只有经批准的工作人员为了工作才能查阅，"
        "每次查阅都有记录。孩子年满18周岁或离开后归档，期满销毁。您可以拒绝：拒绝后孩子仍可参加开放活动，只是"
        "不能签订服务协议、建立个人档案。您可以随时查阅、复制、更正、要求删除，也可以随时撤回同意。"
    ),
    ("2026-1", ConsentScope.share): (
        "需要专业机构为孩子服务（例如心理辅导、康复）时，儿童之家会把服务所必需的信息提供给您知道名称的那一家"
        "机构，用途和期限会先告诉您。您可以拒绝：拒绝不影响孩子参加儿童之家的其他服务。您可以随时撤回同意，撤回"
        "后机构须停止使用并删除。"
    ),
    ("2026-1", ConsentScope.photo): (
        "儿童之家想在公开的活动报道中使用有孩子在内的照片。照片不配姓名、学校和住址，默认不露正脸。您可以拒绝："
        "拒绝不影响孩子参加任何活动。您可以随时撤回同意，撤回后照片立即撤下。"
    ),
}


def text_of(scope: ConsentScope, version: str = CURRENT) -> str:
    """The text of *scope* as it was asked in *version*. Raises KeyError for an unknown one."""
    return _TEXTS[version, scope]


def hash_of(scope: ConsentScope, version: str = CURRENT) -> str:
    """SHA-256 of that text, in hex, as it is kept with each answer."""
    return hashlib.sha256(text_of(scope, version).encode()).hexdigest()
