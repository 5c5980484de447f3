"""Every field of a release in words: the page shows them, and a test holds them to what is sent."""

from match.foundation.language import _
from match.openness.extension import BIDS, PATH


def dictionary() -> list[tuple[str, str]]:
    """(path, meaning) in the order of a release; a path stands for all below it."""
    return [
        ("ocid", _("一次采购的统一编号，合同和付款也用它")),
        ("id", _("这一次发布的编号，永不改变")),
        ("date", _("发布时间，北京时间")),
        ("tag", _("这一步是什么：计划、公告、结果、合同、履约等")),
        ("initiationType", _("固定为 tender")),
        ("language", _("文字所用的语言")),
        ("parties", _("涉及的机构、统一社会信用代码和它们的角色")),
        ("buyer", _("采购单位")),
        ("planning.budget", _("预算年度和金额（元）")),
        ("planning.rationale", _("需求调查结论（已公开时）")),
        ("tender.id", _("采购编号，与 /purchases/ 页面一致")),
        ("tender.title", _("采购名称")),
        ("tender.description", _("服务要求")),
        (
            "tender.status",
            _("planned 意向、active 进行中、complete 已定、unsuccessful 废标、cancelled 终止"),
        ),
        ("tender.statusDetails", _("废标、终止、暂停的原因（本站扩展）")),
        ("tender.procuringEntity", _("采购单位")),
        ("tender.items", _("采购品目，财政部2022年目录")),
        ("tender.value", _("预算金额（元）")),
        ("tender.procurementMethod", _("方式归类：open、selective、direct")),
        ("tender.procurementMethodDetails", _("采购方式的法定名称")),
        ("tender.procurementMethodRationale", _("采用该方式的依据")),
        ("tender.mainProcurementCategory", _("固定为 services")),
        ("tender.awardCriteria", _("最低价或综合评分")),
        ("tender.awardCriteriaDetails", _("评审因素和分值")),
        ("tender.submissionMethod", _("电子提交；镜像采购没有")),
        ("tender.submissionMethodDetails", _("法定发布媒体上的公告地址")),
        ("tender.tenderPeriod", _("公告时间和截止时间")),
        ("tender.enquiryPeriod", _("提问期限")),
        ("tender.awardPeriod", _("计划确定结果的日期")),
        ("tender.contractPeriod", _("服务天数")),
        ("tender.eligibilityCriteria", _("供应商资格要求")),
        ("tender.numberOfTenderers", _("应标家数，开启后才有")),
        ("tender.tenderers", _("应标机构，开启后才有")),
        ("tender.documents", _("公告和文件的地址")),
        ("tender.amendments", _("公告后的更正和原因")),
        ("tender.relatedNeeds", _("这次采购要解决的儿童之家需求（本站扩展）")),
        ("bids", _("已开启的投标、报价和是否有效（bids 扩展）")),
        ("awards", _("中标（成交）机构和金额，结果公告后才有")),
        ("contracts.id", _("合同编号")),
        ("contracts.awardID", _("对应的中标结果")),
        ("contracts.title", _("合同名称")),
        ("contracts.status", _("合同状态")),
        ("contracts.period", _("起止日期")),
        ("contracts.value", _("合同金额（元）")),
        ("contracts.dateSigned", _("签订时间")),
        ("contracts.documents", _("合同公告的地址")),
        ("contracts.milestones", _("分期：到期日、是否验收合格")),
        ("contracts.amendments", _("合同变更和原因")),
        ("contracts.implementation", _("已验收的分期和已支付的款项")),
        ("complaints", _("质疑和投诉：时间、状态、结果（本站扩展）")),
    ]


def never_told() -> list[str]:
    """What is in no release, whoever asks."""
    return [
        _("儿童、监护人和家庭的任何信息"),
        _("开启前的投标内容、报价和应标机构"),
        _("结果公告前的中标机构"),
        _("评审专家的姓名、个人账号、电话和证件"),
        _("预算科目的内部名称"),
    ]


def extensions() -> list[tuple[str, str]]:
    """(name, address) of every extension that packages declare."""
    return [("bids", BIDS), ("xiangtonghui", f"{PATH}/extension.json")]
