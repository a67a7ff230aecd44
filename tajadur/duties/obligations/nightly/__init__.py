"""The passes over what is owed: open what is asked, follow what changed, plan what is to be told."""

from ..operations.opening import open_periods
from ..operations.sync_obligations import cancel_and_rewrite
from .reminding import plan_reminders, reminders_due

__all__ = ["cancel_and_rewrite", "open_periods", "plan_reminders", "reminders_due"]
