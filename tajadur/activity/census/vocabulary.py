"""The words and numbers of census campaigns."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tajadur.rules.campaigns import CampaignState

LATE_DAYS = 15  # a late answer is taken so many days after the last one, and marked
DRAFT_LIMIT = 400_000  # bytes of JSON


class KnownFact(StrEnum):
    """What the product knows of a branch: the name a question has to be filled in with it."""

    LAST_MEETING = "last_meeting_on"
    LAST_PRESENT = "last_meeting_present"
    LAST_WOMEN = "last_meeting_women"
    MEETINGS_HELD = "meetings_held"
    HAS_SECRETARY = "has_secretary"
    SECRETARY_SINCE = "secretary_since"
    OFFICE_ENDS = "office_ends_on"
    OFFICE_MEMBERS = "office_members"
    OFFICE_WOMEN = "office_women"
    OFFICE_MEN = "office_men"
    OFFICE_18_24 = "office_18_24"
    OFFICE_25_34 = "office_25_34"
    OFFICE_35_59 = "office_35_59"
    OFFICE_60 = "office_60"
    HAS_PREMISES = "has_premises"
    PREMISES_COUNT = "premises_count"
    PREMISES_SINCE = "premises_since"
    PREMISES_ADDRESS = "premises_address"
    PREMISES_SHARING = "premises_sharing"
    PREMISES_CONDITION = "premises_condition"
    PREMISES_HOURS = "premises_hours"


class KnownSource(StrEnum):
    """Where the product has it from."""

    MEETINGS = "meetings"
    MANDATES = "mandates"
    PREMISES = "premises"


# Said beside what is filled in, with the day it is of.
SOURCE_WORDS = {
    KnownSource.MEETINGS: _("From the meetings recorded here, as of %(day)s: correct it if it is wrong."),
    KnownSource.MANDATES: _("From the mandates recorded here, as of %(day)s: correct it if it is wrong."),
    KnownSource.PREMISES: _("From what you said of your premises on %(day)s: correct it if it is wrong."),
}


# The members of an office by age: the fact, the youngest and the oldest of the group, in years lived by the year's end.
AGE_GROUPS = (
    (KnownFact.OFFICE_18_24, 18, 24),
    (KnownFact.OFFICE_25_34, 25, 34),
    (KnownFact.OFFICE_35_59, 35, 59),
    (KnownFact.OFFICE_60, 60, 200),
)


STATE_WORDS = {
    CampaignState.DRAFT: _("Draft"),
    CampaignState.WITHDRAWN: _("Withdrawn"),
    CampaignState.AHEAD: _("Not open yet"),
    CampaignState.RUNNING: _("Running"),
    CampaignState.LATE: _("Late answers are taken"),
    CampaignState.CLOSED: _("Closed"),
}
PROBLEMS = {
    "opens_past": _("It cannot open before today, %(today)s."),
    "closes_before_opening": _("It would close on %(last)s, before it opens on %(first)s."),
    "sheet_unreadable": _("This file is no form that can be read: save it as XLSX, XLS or ODS, then send it again."),
    "form_unchanged": _("This form says exactly what the campaign asks already."),
    "campaign_closed": _("This campaign is closed: late answers were taken until %(last)s."),
    "draft_too_large": _("This is longer than a form can keep (%(limit)s kB). Shorten the longest text."),
    "draft_unreadable": _("This draft cannot be read."),
    "answers_flawed": _("Some answers cannot be taken yet: they are marked below."),
}
CONFLICTS = {
    "key_reused": _("This form was already sent with other answers. Open it again from the campaign."),
    "already_declared": _(
        "Somebody declared for this branch meanwhile. What you typed is kept here: compare before sending again."
    ),
    "form_changed": _("The form was changed meanwhile. What you typed is kept: read the questions again, then send."),
    "draft_changed": _("This text was also changed elsewhere. Choose which one to keep"),
    "campaign_over": _("This campaign was withdrawn."),
}
ANSWER_PROBLEMS = {
    "answer_required": _("Answer this question."),
    "constraint_unmet": _("This answer does not agree with what the form allows."),
    "whole_number_unreadable": _("Type a whole number, in digits."),
    "number_unreadable": _("Type a number, for example 12.5."),
    "number_too_large": _("This number is too large."),
    "too_many_decimals": _("Too many decimals: the limit is %(most)s."),
    "choice_gone": _("Choose again: this choice is not offered."),
    "too_many_repeats": _("Too many entries: the limit is %(most)s."),
    "text_too_long": _("Too long: %(length)s typed, the limit is %(limit)s."),
    "text_has_nul": _("This text holds a character that cannot be kept. Type it again."),
    "text_has_broken_characters": _("This text holds broken characters. Type it again."),
    "not_a_day": _("Type a day, for example 21/05/2026."),
    "no_such_day": _("This day does not exist."),
    "year_out_of_range": _("Type a day between %(earliest)s and %(latest)s."),
    "day_missing": _("Type the whole day: a month or a year alone is not enough."),
    "day_two_ways": _("This could be two days. Write the month in letters."),
    "day_islamic": _("This is a day of the Islamic calendar. Type the civil day."),
    "identity_number": _("«%(number)s» looks like an identity number. Leave it out: it is not needed here."),
}
FORM_PROBLEMS = {
    "no_survey": _("The file has no sheet «survey»."),
    "sheet_unread": _("This sheet is not part of the forms that are asked here. Remove it."),
    "column_unread": _("This column is not supported."),
    "column_twice": _("This column stands twice."),
    "column_without_heading": _("This cell stands in a column without a heading."),
    "language_unknown": _("Forms are asked in Arabic, French and English only."),
    "language_two_ways": _("The language is written one way in «survey» and another way here."),
    "cell_formula": _("This cell holds a formula or an error. Write its value."),
    "cell_too_long": _("Too long: the limit is %(most)s."),
    "text_has_nul": _("This cell holds a character that cannot be kept."),
    "text_too_long": _("This is too long."),
    "text_has_broken_characters": _("This cell holds broken characters."),
    "settings_twice": _("The settings are one row only."),
    "list_name_missing": _("The choice has no list."),
    "list_name_malformed": _("The name of a list has no blanks."),
    "type_missing": _("The row has no type."),
    "type_unread": _("The type «%(type)s» is not supported."),
    "type_or_other": _("«or other» is not supported: add a choice and a text question."),
    "section_open": _("This group or repeat has no end."),
    "section_empty": _("This group or repeat has no question."),
    "end_without_begin": _("This end closes nothing."),
    "not_on_section": _("A group or repeat cannot have this."),
    "not_on_end": _("The end of a group or repeat has nothing but its type."),
    "required_unread": _("Write «yes» or «no»: conditions are not supported here."),
    "form_empty": _("The form asks nothing."),
    "too_many_questions": _("Too many questions: the limit is %(most)s."),
    "too_many_choices": _("Too many choices in one list: the limit is %(most)s."),
    "too_deep": _("Groups stand in each other at most %(most)s deep."),
    "repeat_in_repeat": _("A repeat inside a repeat is not supported."),
    "name_missing": _("The name is missing."),
    "name_too_long": _("This name is too long: the limit is %(most)s."),
    "name_malformed": _("«%(name)s» cannot be a name: letters, digits, «_», «-» and «.», beginning with a letter."),
    "name_reserved": _("«%(name)s» is a name the format keeps for itself."),
    "name_twice": _("«%(name)s» is the name of another question or group."),
    "choice_twice": _("«%(name)s» stands twice in this list."),
    "choice_has_blank": _("«%(name)s» has a blank: the name of a choice has none."),
    "label_missing": _("The text to read is missing."),
    "answer_in_text": _("An answer inside a text is not supported."),
    "list_unknown": _("The list «%(name)s» has no choices."),
    "nothing_to_answer": _("A note has nothing to answer."),
    "nothing_to_ask": _("«%(name)s» is a group or a note: it has no answer."),
    "asked_in_repeat": _("«%(name)s» stands in a repeat: it cannot be asked about from outside."),
    "own_in_relevant": _("Whether a question is asked cannot hang on its own answer («.»)."),
    "relevant_in_circle": _("Whether «%(name)s» is asked hangs on itself, through the questions named here."),
    "name_unknown": _("No question is named «%(name)s»."),
    "day_as_text": _("A day is compared with today() or date('2026-05-21'), not read as text."),
    "expression_too_long": _("This expression is too long: the limit is %(most)s."),
    "expression_too_deep": _("This expression is too deep or too long."),
    "expression_unreadable": _("This expression cannot be read."),
    "expression_sign": _("The sign «%(sign)s» is not supported in expressions."),
    "expression_word": _("«%(name)s» is no part of an expression: a question is written ${%(name)s}."),
    "expression_function": _("The function «%(name)s» is not supported."),
    "expression_bare_day": _("Write the day as date('%(day)s')."),
    "expression_day": _("The day %(day)s does not exist."),
}
