"""What a unit tells of one of its actions."""

from django.utils.translation import gettext_lazy as _

from tajadur.activity.meetings.operations.actions import NEWS_LIMIT
from tajadur.activity.meetings.vocabulary import NEWS_PROBLEMS
from tajadur.web.forms import DayField, PlainForm, TextField


class NewsForm(PlainForm):
    """What was done, and on which day."""

    text = TextField(
        label=_("What was done"), limit=NEWS_LIMIT, error_messages={"required": NEWS_PROBLEMS["text_missing"]}, rows=2
    )
    told_on = DayField(label=_("On which day"), error_messages={"required": NEWS_PROBLEMS["told_on_missing"]})
