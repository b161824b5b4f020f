"""Days as people read them."""

from __future__ import annotations

from datetime import datetime


def day(moment: datetime) -> str:
    """`4 May 2022`, in the time zone the article gave."""
    return f"{moment.day} {moment:%B %Y}"
