"""The passes over what is owed: open what is asked, follow what changed, plan what is to be told."""

from ..operations.following import cancel_and_rewrite
from ..operations.opening import open_periods
from .reminding import plan_reminders, reminders_due

__all__ = ["cancel_and_rewrite", "open_periods", "plan_reminders", "reminders_due"]
