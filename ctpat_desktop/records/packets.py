"""Packets issued for a signature: frozen once issued, with what they were made from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Packet(CompanyPart):
    """One packet: a draft, then issued, then signed. Its issued PDF is found by `sha256`.

    `signers` is JSON: role, name and title of each. `sources` is JSON: the outline and the words
    of the company it was made from. `places` is JSON: page and box of each signature line.
    `signed_sha256` is the newest signed file, `official_id` CBP's own text put behind it.
    """

    __tablename__ = "packet"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="mou")
    title: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    code: Mapped[str] = mapped_column(default="", index=True)
    issued_on: Mapped[date | None]
    issued_by: Mapped[str] = mapped_column(default="")
    outline: Mapped[str] = mapped_column(default="")
    official_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    signers: Mapped[str] = mapped_column(default="")
    page_count: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    sources: Mapped[str] = mapped_column(default="")
    places: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    way: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    signed_sha256: Mapped[str] = mapped_column(default="")
    signed_size: Mapped[int] = mapped_column(default=0)
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    renewal_on: Mapped[date | None]


class PacketSignature(CompanyPart):
    """One signature on a packet, by hand or with a certificate; `at` is in UTC."""

    __tablename__ = "packet_signature"

    packet_id: Mapped[str] = mapped_column(ForeignKey("packet.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime | None]
    issuer: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
