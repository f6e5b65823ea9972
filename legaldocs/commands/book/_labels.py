"""What a person calls the tables of the book and their columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOUNS = {
    "customer": "客户", "contact_person": "联系人", "receivable": "应收", "receipt": "回款",
    "receipt_part": "核销", "contract": "合同", "approval": "审批", "credit_review": "授信评定",
    "signal_answer": "危险信号", "warning_move": "预警", "contact": "联络", "promise": "承诺",
    "dispute": "争议", "task": "待办", "task_item": "待办所涉应收", "account_statement": "对账单",
    "statement_answer": "对账回执", "book_case": "案件", "book_case_item": "案件所涉应收",
    "agency": "受托机构", "engagement": "委托", "engagement_item": "委托所涉应收",
    "engagement_step": "委托的步骤", "commission": "佣金", "work_hours": "工时", "expense": "费用",
    "agency_complaint": "投诉", "snapshot": "日结", "imported_file": "导入的文件",
}  # fmt: skip
NOUN_OF = {name: noun for noun, name in NOUNS.items()}

_FIELDS = {
    "name": "名称", "code": "客户编码", "uscc": "统一社会信用代码", "id_number": "公民身份号码",
    "kind": "种类", "address": "地址", "representative": "法定代表人",
    "service_address": "送达地址", "post": "职务", "phone": "电话", "email": "电子邮箱",
    "number": "单号", "invoice_number": "发票号码", "contract_number": "合同编号", "part": "期次",
    "amount_fen": "金额", "due_on": "到期日", "issued_on": "开票日期", "starts_on": "起始日",
    "invoice_received_on": "收票日期", "invoice_confirmed_on": "发票确认日期", "owner": "经办人",
    "note": "备注", "paid_on": "付款日期", "method": "付款方式", "payer": "付款人",
    "closed_on": "关闭日", "closed_why": "关闭原因", "trade": "行业", "segment": "客户类别",
    "registration": "登记情况", "owners": "股东和实际控制人", "licence": "执业许可证号",
    "contact": "联系人", "customer_id": "客户编号", "contact_id": "联络编号",
    "receivable_id": "应收编号", "receipt_id": "回款编号", "task_id": "待办编号",
    "engagement_id": "委托编号", "agency_id": "机构编号", "statement_id": "对账单编号",
    "book_case_id": "案件编号", "row_id": "对象编号", "noun": "对象", "what": "事项",
    "level": "级别", "who": "谁", "decided_on": "审批日", "outcome": "结果", "digest": "摘要",
    "signed_on": "签订日期", "price_fen": "价款", "terms": "条件", "events": "事件",
    "pending_fen": "日期未定的金额", "reviewed_on": "评定日", "grade": "等级", "reasons": "理由",
    "limit_fen": "额度", "term_days": "账期天数", "prepayment_bp": "预付比例（万分之）",
    "checked_on": "检查日", "signal": "信号", "answer": "答复", "moved_on": "变动日",
    "happened_on": "日期", "at": "时间", "channel": "方式", "direction": "方向",
    "with_whom": "对方", "gist": "要点", "attitude": "态度", "proves": "证明",
    "sha256": "SHA-256", "kept_as": "留底", "made_on": "日期", "judged_on": "判定日",
    "raised_on": "提出日", "ground": "理由", "answered_on": "答复日", "settled_on": "了结日",
    "step": "步骤", "letter": "函件", "why": "缘由", "approval_level": "须几级审批",
    "sent_on": "寄出日", "result": "投递结果", "arrived_on": "送达日", "pay_by": "付款期限",
    "tracking": "快递单号", "done_on": "办结日", "drafts": "草稿", "attempt": "第几次",
    "towards": "付的是", "matched_fen": "已核销", "from_on": "起始日", "to_on": "截止日",
    "through_on": "截止日", "opening_fen": "期初", "closing_fen": "期末", "reply_by": "回复期限",
    "content_sha256": "内容的 SHA-256", "document_sha256": "文件的 SHA-256",
    "code_sha256": "答复码的 SHA-256", "folder": "文件夹", "way": "途径",
    "balance_fen": "确认的余额", "authority": "授权", "state": "状态", "followed_on": "跟进日",
    "case_sha256": "案件的 SHA-256", "placed_on": "委托日", "placed_fen": "委托金额",
    "accepted_on": "受理日", "ends_on": "期限末日", "ended_on": "结束日",
    "received_fen": "回款", "fee_fen": "佣金", "tax_fen": "税额", "total_fen": "应付",
    "detail": "明细", "files": "文件", "worked_on": "日期", "minutes": "分钟",
    "spent_on": "日期", "received_on": "收到日", "upheld": "是否属实", "taken_on": "日期",
    "dimension": "口径", "bucket": "账龄", "count": "笔数", "import_number": "第几次导入",
}  # fmt: skip
_OF_ONE = {
    ("customer", "kind"): "主体类型", ("customer", "address"): "住所",
    ("customer", "owner"): "业务员", ("receivable", "owner"): "业务员",
    ("receipt", "paid_on"): "回款日期", ("receipt", "towards"): "核销",
    ("statement_answer", "answered_on"): "答复日",
}  # fmt: skip
_LONG = frozenset({"terms", "events", "detail", "sha256", "digest"})
"""What is for programs, and left out where a person reads."""


def label(noun: str, field: str) -> str:
    """Return what a person calls a column of a table."""
    return _OF_ONE.get((noun, field)) or _FIELDS.get(field, field)


def shown(field: str, value: str) -> str:
    """Return a value of the history as a person reads it: fen as yuan."""
    from legaldocs.portfolio.fen import yuan_of

    return f"{figure(yuan_of(int(value)))} 元" if field.endswith("_fen") and value else value


def new_row(noun: str, text: str) -> str:
    """Return the content of a new row, which the history has as JSON, in words."""
    return "，".join(_filled(noun, json.loads(text)))


def _filled(noun: str, row: Mapping[str, str]) -> Iterator[str]:
    for field, value in row.items():
        if field.endswith(("key", "sha256")) or field in _LONG or value in ("", "0", "False"):
            continue
        yield f"{label(noun, field)} {shown(field, value)}"
