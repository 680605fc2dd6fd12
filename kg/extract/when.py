"""A date or period that a text gives, once it is known which."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from kg import dates
from kg.dates import PartialDate


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date or period; ``end`` is its last day or month, None of a date.

    It lies ``ahead`` where its words tell that it had not come when they were written, though its month or year had.
    """

    start: PartialDate
    end: PartialDate | None = None
    ahead: bool = field(default=False, compare=False)

    @property
    def is_day(self) -> bool:
        """Whether it is one whole day."""
        return self.end is None and dates.is_day(self.start)

    def month(self) -> When | None:
        """The month of it; None where it reaches from one into another."""
        start, end = self.start[:7], (self.end or self.start)[:7]
        return When(PartialDate(start)) if start == end else None

    def lasting(self, days: int) -> When:
        """So many days from its first day on, which has to be known."""
        last = datetime.date.fromisoformat(self.start) + datetime.timedelta(days - 1)
        return When(self.start, PartialDate(last.isoformat()))
