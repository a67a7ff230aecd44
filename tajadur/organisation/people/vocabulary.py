"""The words of persons, mandates and accounts, and what can go wrong."""

from typing import Protocol

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tajadur.foundation.installation import offered
from tajadur.permissions.matrix import Role
from tajadur.permissions.powers import PowerAct


class Sex(models.TextChoices):
    """For quotas only."""

    WOMAN = "f", _("Woman")
    MAN = "m", _("Man")


class MandateStatus(models.TextChoices):
    """Where a mandate stands."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


# What opens nothing and stands in nobody's way: kept to be read.
CLOSED = frozenset({MandateStatus.REFUSED, MandateStatus.TAKEN_BACK})


class PendingStatus(models.TextChoices):
    """Where an act stands that needs a second person."""

    WAITING = "waiting", _("Waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("act", "Confirmed")
    REFUSED = "refused", pgettext_lazy("act", "Refused")


class Language(models.TextChoices):
    """The languages of the interface, each in its own words."""

    ARABIC = "ar", "العربية"
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"


# Who follows a unit for the follow-up cell, as its own page says it: of a region, a sector or an organisation.
FOLLOWER_WORDS = {
    Role.RESPONSIBLE: _("Follows it for the cell"),
    Role.ASSISTANT: _("Assists whoever follows it"),
}


def language_choices() -> list[tuple[str, str]]:
    """The languages offered, the default first, each in its own words."""
    return [(language, str(Language(language).label)) for language in offered()]


PROBLEMS = {
    "act_not_chosen": _("Choose what you confirm."),
    "act_not_waiting": _("This was decided a moment ago."),
    "act_by_oneself": _("You asked for this yourself: another person confirms it."),
    "act_about_oneself": _("This is about you: another person confirms it."),
    "act_waits_already": _("This waits for a second person already."),
    "person_name_missing": _("Give the name in Arabic."),
    "same_person": _("A person of this name is recorded already: %(names)s. Is it the same?"),
    "holding_refuses": _("A rule refuses this: %(rule)s. Source: %(source)s."),
    "holding_asks": _("This goes against a rule: %(rule)s. Source: %(source)s."),
    "person_unknown": _("Choose the person again: nobody was found under this number."),
    "post_unknown": _("Choose the post again: none was found under this number."),
    "birth_year": _("A year of birth lies between %(first)s and %(last)s."),
    "consent_in_future": _("Consent is noted once it is given: choose a day up to today."),
    "phone_unreadable": _(
        "This telephone number cannot be read. Write it as 06 61 23 45 67, or with + and the country code."
    ),
    "identity_number": _("Remove what looks like an identity number (%(found)s): none is kept here."),
    "mandate_for_oneself": _("Nobody gives a mandate to themselves. Ask another administrator."),
    "mandate_ends_before_start": _("The last day comes before the first one. Correct one of the two."),
    "mandate_before_unit": _("The unit exists from %(day)s only. Choose that day or a later one."),
    "mandate_after_unit": _("The unit is closed from %(day)s. Choose days before it."),
    "mandate_overlaps": _(
        "This post already has a holder from %(from_on)s to %(to_on)s. End that mandate first or choose other days."
    ),
    "mandate_overlaps_open": _(
        "This post already has a holder since %(from_on)s, with no end. End that mandate first or choose other days."
    ),
    "mandate_twice": _(
        "This person already holds this post on some of these days (from %(from_on)s). Choose other days."
    ),
    "mandate_follows": _(
        "From %(from_on)s this post is given to somebody already. Take that mandate back first or choose another day."
    ),
    "mandate_begun": _("This mandate began on %(day)s. End it or correct its days instead."),
    "mandate_not_planned": _("Only a mandate that was given and has not begun can be taken back."),
    "holder_changed": _("One of those who would end no longer holds the post on that day. Look at the list again."),
    "nothing_to_hand_over": _("Nobody holds this post on that day, and nobody is named to follow."),
    "hand_over_changed": _("Something changed in the meantime. Look at the preview again."),
    "erase_oneself": _("Nobody erases their own record. Ask another administrator."),
    "erase_in_office": _("This person holds an office, now or soon, or was proposed for one: end that first."),
    "merge_unknown": _("Choose the two records again: one of them was not found."),
    "merge_oneself": _("Nobody merges their own record. Ask another administrator."),
    "merge_same": _("These are the same record: choose two."),
    "merge_already": _("One of these records is part of another one already."),
    "merge_same_post": _(
        "Both records hold the same post on some of the same days in a way that cannot be joined. Correct the days "
        "first."
    ),
    "merge_undone": _("This was taken back already."),
    "merge_too_old": ngettext_lazy(
        "This can be taken back for %(days)s day only.", "This can be taken back for %(days)s days only.", "days"
    ),
    "merge_went_on": _("One of the two records was merged again since. Take that back first."),
    "interim_without_end": _("An interim mandate needs its last day."),
    "interim_too_long": _("An interim mandate lasts 90 days at most: %(day)s at the latest."),
    "unit_is_led": _("This unit has a secretary, who leads its work: a committee is formed only while there is none."),
    "body_unknown": _("This unit has no such body to form."),
    "renewal_not_waiting": _("This mandate is not waiting for a confirmation."),
    "interim_not_waiting": _("This mandate is not waiting for an approval."),
    "interim_shortened_only": _(
        "An approved interim can only be shortened, from %(from_on)s to %(to_on)s at most. "
        "For other days give a new one: the Secretary General approves it."
    ),
    "mandate_only_proposed": _("This mandate is only proposed: there is nothing to end yet."),
    "mandate_refused": _("This mandate was refused or taken back. Give a new one instead."),
    "reason_required": _("Write the reason in a sentence."),
    "mandate_over": _("This mandate already ended on %(day)s."),
    "mandate_end_later": _(
        "A mandate is ended earlier, never later: it already ends on %(day)s. Give a new mandate instead."
    ),
    "administrator_exists": _("An administrator already exists."),
    "account_taken": _("An account with this user name or e-mail already exists."),
    "mandate_starts_later": _("A mandate of this unit begins on %(day)s or later. Correct it first."),
}

# What a merge moves, by the table and column that refer to the person; what it takes over, by column.
MERGE_WORDS: dict[str, str | Promise] = {
    "people.Invitation.person": _("Invitation links"),
    "people.NotificationPreferences.person": _("Wishes about messages"),
    "people.PersonChannel.person": _("Agreements to be told elsewhere"),
    "people.PendingAct.about": _("Acts that wait for a second person, or did"),
    "exports.Export.account": _("Files of lists asked for (they stay with the account)"),
    "people.PendingAct.asked_by": _("Acts asked for (they stay as they are)"),
    "people.PendingAct.decided_by": _("Acts decided (they stay as they are)"),
    "people.FormerAddress.person": _("Former e-mail addresses"),
    "people.Person.merged_into": _("Records merged before"),
    "people.Merge.stays": _("Merges before (they stay as they are)"),
    "people.Merge.goes": _("Merges before (they stay as they are)"),
    "people.FeedToken.account": _("Private calendar addresses (stopped with the account that is closed)"),
    "account.EmailAddress.user": _("Addresses of the account (they stay with it)"),
    "meetings.Draft.saved_by": _("Drafts saved (they stay as they are)"),
    "census.AnswersDraft.saved_by": _("Drafts of answers saved (they stay as they are)"),
    "notices.PushDevice.person": _("Devices that are notified"),
    "notices.Delivery.person": _("Letters and messages"),
    "congresses.Elected.person": _("Lists of congresses"),
    "training.TrainingConsent.person": _("Agreements that training attended is kept"),
    "congresses.StageChange.asked_by": _("Acts asked for (they stay as they are)"),
    "congresses.StageChange.decided_by": _("Acts decided (they stay as they are)"),
    "name_latin": _("name in Latin letters"),
    "sex": _("sex"),
    "birth_year": _("year of birth"),
    "phone": _("telephone"),
    "email": _("e-mail"),
    "consented_on": _("day of agreement"),
}

# Codes of the operations on accounts.
INVITATION_PROBLEMS: dict[str, str | Promise] = {
    "username_shape": _("Use 3 to 40 small Latin letters, digits, dots or dashes, for example amina.b"),
    "username_taken": _("This user name is taken. Choose another one."),
    "password_weak": "%(reasons)s",
    "invite_oneself": _("You cannot make a link for yourself. Ask another administrator."),
    "account_of_general": _(
        "A new password for the Secretary General is given at the console of the server, not by an administrator."
    ),
    "no_mandate_to_open": _("This person holds no mandate, now or to come. Record the mandate first."),
    "mandate_waits": _("The mandate still waits for an approval. Make the link once it is confirmed."),
    "nobody_to_invite": _("Everybody in office there has an account already."),
    "too_many_to_invite": ngettext_lazy(
        "%(count)s person at once is too many: choose a region or a kind, %(most)s at most.",
        "%(count)s persons at once are too many: choose a region or a kind, %(most)s at most.",
        "count",
    ),
    "invitation_hours": ngettext_lazy(
        "A link can be valid for %(most)s hour at most.",
        "A link can be valid from 1 to %(most)s hours.",
        "most",
    ),
    "unknown": _("Choose one of the languages."),
}

# Codes of the import of people and mandates, by row.
IMPORT_PROBLEMS = {
    "unit_missing": _("Give the code or the name of the unit."),
    "unit_unknown": _("No unit has the code or the name «%(typed)s». Copy its code from the list of units."),
    "unit_several": _("«%(typed)s» may be several units: %(units)s. Give the code, or the province beside the name."),
    "unit_not_under": _("No unit of this name is there under %(above)s, but: %(units)s. Correct one of the two."),
    "above_unknown": _("No region or province is called «%(typed)s»."),
    "unit_read_as": _("«%(typed)s» is read as %(unit)s, %(code)s."),
    "post_several": _("«%(typed)s» may be several posts of %(unit)s. Give the body, and the whole title."),
    "post_missing": _("Give the body and the post."),
    "post_unknown_here": _("%(unit)s has no post «%(post)s» in a body «%(body)s». Take the words of the second sheet."),
    "post_by_area": _("This post follows a region: give this mandate on the page of the person."),
    "from_missing": _("Give the first day in office."),
    "sex_unknown": _("Write the sex as %(woman)s or %(man)s, or leave it empty."),
    "email_shape": _("This is not an e-mail address."),
    "same_contact_other_name": _(
        "The e-mail or telephone belongs to somebody recorded under another name, «%(name)s». Correct one of the two."
    ),
    "contacts_of_two": _("The e-mail belongs to one recorded person, the telephone to another. Correct one of them."),
    "contact_of_several": _("Several recorded persons have this telephone. Give the e-mail too."),
    "row_twice": _(
        "This row says the same as row %(other)s. Remove one of the two; if they are two persons, give the year "
        "of birth or the telephone of each."
    ),
    "row_overlaps": _("Row %(other)s gives this post to somebody on some of these days. Correct one of the two."),
    "rows_differ": _("Row %(other)s has the same e-mail or telephone under another name. Correct one of the two."),
    "import_changed": _("Something changed in the meantime. Check the file again."),
}

# What the acts are called where they wait for a second person; the order is that of the table.
POWER_ACT_WORDS: dict[str, Promise] = {
    PowerAct.GIVE_POWER: _("Give a mandate"),
    PowerAct.END_BEFORE_TODAY: _("End a mandate on a day that is past"),
    PowerAct.CHANGE_DAYS: _("Change the days of a mandate"),
    PowerAct.MERGE: _("Merge two records of one person"),
    PowerAct.HAND_OVER: _("Hand a post over"),
}
POWER_ACT_CHOICES = [(str(act), words) for act, words in POWER_ACT_WORDS.items()]

_LANGUAGES = ("ar", "fr", "en")


class Held(Protocol):
    """A grant or a term of office."""

    @property
    def post_names(self) -> tuple[str, str, str]:
        """The post in Arabic, French, English."""

    @property
    def place_names(self) -> tuple[str, str]:
        """Where it is held, in Arabic and in Latin letters; two empty texts for the whole country."""


def title_of(held: Held) -> str:
    """«الكاتب الإقليمي، ورزازات», «Secrétaire provincial, Ouarzazate»; the post alone for the whole country."""
    language = (get_language() or "ar")[:2]
    post = held.post_names[_LANGUAGES.index(language) if language in _LANGUAGES else 0]
    place = held.place_names[0 if language == "ar" else 1]
    return f"{post}{'، ' if language == 'ar' else ', '}{place}" if place else post


def by_name(person: str = "") -> tuple[str, str, str]:
    """The order of every list of persons in the language of the page; ``person`` leads to them, as ``"person__"``."""
    keys = ("sort_ar", "sort_latin") if (get_language() or "ar").startswith("ar") else ("sort_latin", "sort_ar")
    return f"{person}{keys[0]}", f"{person}{keys[1]}", f"{person}pk"
