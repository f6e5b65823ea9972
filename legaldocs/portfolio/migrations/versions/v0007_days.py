"""Contacts, promises, disputes, tasks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    _task()
    _contact()
    _task_item()
    _dispute()
    _promise()
    left = sa.text("amount_fen <> matched_fen")
    op.create_index(
        "receipt_part_left", "receipt_part", ["receipt_id"],
        sqlite_where=left, postgresql_where=left,
    )  # fmt: skip
    refuse_deletion("task", "contact", "task_item", "dispute", "promise")


def _task() -> None:
    op.create_table(
        "task",
        *kept(),
        sa.Column("key", sa.Text()),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        text("step"),
        text("letter"),
        text("owner"),
        text("channel"),
        sa.Column("amount_fen", ID, nullable=False),
        text("why"),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("approval_level", ID, nullable=False),
        sa.Column("sent_on", sa.Date()),
        text("result"),
        sa.Column("arrived_on", sa.Date()),
        sa.Column("pay_by", sa.Date()),
        text("tracking"),
        text("address"),
        sa.Column("done_on", sa.Date()),
        text("outcome"),
        text("drafts"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_task_customer_id", "task", ["customer_id"])
    op.create_index("ix_task_owner", "task", ["owner"])
    op.create_index("ix_task_step", "task", ["step"])
    op.create_index("task_open", "task", ["done_on", "due_on"])


def _contact() -> None:
    op.create_table(
        "contact",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        text("at"),
        text("channel"),
        text("direction"),
        text("who"),
        text("with_whom"),
        text("gist"),
        text("attitude"),
        sa.Column("task_id", ID, sa.ForeignKey("task.id")),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id")),
        text("sha256"),
        text("kept_as"),
        sa.Column("proves", sa.Boolean(), nullable=False),
    )
    op.create_index("contact_of", "contact", ["customer_id", "happened_on"])
    op.create_index("ix_contact_engagement_id", "contact", ["engagement_id"])
    op.create_index("ix_contact_task_id", "contact", ["task_id"])


def _task_item() -> None:
    op.create_table(
        "task_item",
        *kept(),
        sa.Column("task_id", ID, sa.ForeignKey("task.id"), nullable=False),
        sa.Column("receivable_id", ID, sa.ForeignKey("receivable.id"), nullable=False),
        text("step"),
        sa.Column("attempt", ID, nullable=False),
        sa.Column("amount_fen", ID, nullable=False),
    )
    op.create_index("ix_task_item_task_id", "task_item", ["task_id"])
    columns = ["receivable_id", "step", "attempt"]
    op.create_index("task_item_once", "task_item", columns, unique=True)


def _dispute() -> None:
    op.create_table(
        "dispute",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("receivable_id", ID, sa.ForeignKey("receivable.id")),
        sa.Column("contact_id", ID, sa.ForeignKey("contact.id")),
        sa.Column("raised_on", sa.Date(), nullable=False),
        text("ground"),
        sa.Column("amount_fen", ID),
        sa.Column("answered_on", sa.Date()),
        text("answer"),
        sa.Column("settled_on", sa.Date()),
        text("outcome"),
    )
    op.create_index("ix_dispute_contact_id", "dispute", ["contact_id"])
    op.create_index("ix_dispute_customer_id", "dispute", ["customer_id"])
    op.create_index("ix_dispute_receivable_id", "dispute", ["receivable_id"])
    op.create_index("ix_dispute_settled_on", "dispute", ["settled_on"])


def _promise() -> None:
    op.create_table(
        "promise",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("contact_id", ID, sa.ForeignKey("contact.id"), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", ID, nullable=False),
        sa.Column("receivable_id", ID, sa.ForeignKey("receivable.id")),
        sa.Column("judged_on", sa.Date()),
        text("outcome"),
    )
    op.create_index("ix_promise_contact_id", "promise", ["contact_id"])
    op.create_index("ix_promise_customer_id", "promise", ["customer_id"])
    op.create_index("ix_promise_receivable_id", "promise", ["receivable_id"])
    op.create_index("promise_due", "promise", ["due_on", "customer_id"])
    op.create_index("promise_judged", "promise", ["judged_on"])
