"""Agencies, engagements, expenses, complaints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    _agency()
    _engagement()
    _agency_complaint()
    _engagement_item()
    _expense()
    _engagement_step()
    _work_hours()
    _commission()
    refuse_deletion("agency", "engagement", "agency_complaint", "engagement_item", "expense")
    refuse_deletion("engagement_step", "work_hours", "commission")


def _agency() -> None:
    op.create_table(
        "agency",
        *kept(),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        text("name"),
        text("kind"),
        text("uscc"),
        text("licence"),
        text("address"),
        text("contact"),
        text("phone"),
        text("email"),
        text("note"),
    )


def _engagement() -> None:
    op.create_table(
        "engagement",
        *kept(),
        sa.Column("agency_id", ID, sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, unique=True),
        text("state"),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_fen", ID, nullable=False),
        text("terms"),
        sa.Column("accepted_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        text("outcome"),
        text("sha256"),
        text("kept_as"),
    )
    op.create_index("ix_engagement_agency_id", "engagement", ["agency_id"])
    op.create_index("ix_engagement_customer_id", "engagement", ["customer_id"])


def _agency_complaint() -> None:
    op.create_table(
        "agency_complaint",
        *kept(),
        sa.Column("agency_id", ID, sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id")),
        sa.Column("received_on", sa.Date(), nullable=False),
        text("gist"),
        sa.Column("upheld", sa.Boolean()),
    )
    op.create_index("ix_agency_complaint_agency_id", "agency_complaint", ["agency_id"])
    op.create_index("ix_agency_complaint_engagement_id", "agency_complaint", ["engagement_id"])


def _engagement_item() -> None:
    op.create_table(
        "engagement_item",
        *kept(),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id"), nullable=False),
        sa.Column("receivable_id", ID, sa.ForeignKey("receivable.id"), nullable=False),
        sa.Column("placed_fen", ID, nullable=False),
    )
    op.create_index("ix_engagement_item_engagement_id", "engagement_item", ["engagement_id"])
    op.create_index("ix_engagement_item_receivable_id", "engagement_item", ["receivable_id"])


def _expense() -> None:
    op.create_table(
        "expense",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id")),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id")),
        sa.Column("spent_on", sa.Date(), nullable=False),
        text("kind"),
        sa.Column("amount_fen", ID, nullable=False),
        text("who"),
        text("note"),
    )
    op.create_index("ix_expense_customer_id", "expense", ["customer_id"])
    op.create_index("ix_expense_engagement_id", "expense", ["engagement_id"])


def _engagement_step() -> None:
    op.create_table(
        "engagement_step",
        *kept(),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id"), nullable=False),
        text("step"),
        sa.Column("done_on", sa.Date(), nullable=False),
        text("who"),
        text("note"),
        text("files"),
    )
    op.create_index("ix_engagement_step_engagement_id", "engagement_step", ["engagement_id"])


def _work_hours() -> None:
    op.create_table(
        "work_hours",
        *kept(),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id"), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", ID, nullable=False),
        text("who"),
        text("gist"),
    )
    op.create_index("ix_work_hours_engagement_id", "work_hours", ["engagement_id"])


def _commission() -> None:
    op.create_table(
        "commission",
        *kept(),
        sa.Column("engagement_id", ID, sa.ForeignKey("engagement.id"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, unique=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("through_on", sa.Date(), nullable=False),
        sa.Column("received_fen", ID, nullable=False),
        sa.Column("fee_fen", ID, nullable=False),
        sa.Column("price_fen", ID, nullable=False),
        sa.Column("tax_fen", ID, nullable=False),
        sa.Column("total_fen", ID, nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date()),
        text("detail"),
    )
    op.create_index("ix_commission_engagement_id", "commission", ["engagement_id"])
