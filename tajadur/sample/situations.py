"""The situation of branches over the last months: what most of them said of it, and what their provinces said."""

from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.situations.models import SituationEndorsement, SituationWord
from tajadur.activity.situations.queries.facts import BranchSituation, situations
from tajadur.activity.situations.vocabulary import SituationAnswer
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role
from tajadur.rules.situation import SituationStatus

# Days before today on which branches were asked, and how many of a hundred answered.
ASKED_BEFORE = ((300, 35), (120, 55), (20, 45))
DISPUTED = 4
_REMARKS = ("نجتمع أسبوعيا في المقر، والمحاضر في الطريق.", "الكاتب الجديد معين، وينتظر التسجيل.")


def write_words_of_branches(*, seed: int, on: date) -> None:
    """Words of branches of each round, three in four of them endorsed by the province."""
    random = Random(seed + 59)
    for before, percent in ASKED_BEFORE:
        day = on - timedelta(days=before)
        standing = [row for row in situations("true", day) if row.status is not SituationStatus.DISSOLVED]
        secretaries = _secretaries(day)
        chosen = [row for row in standing if row.id in secretaries and random.randrange(100) < percent]
        words = SituationWord.objects.bulk_create(
            [_word(row, secretaries[row.id], day, random) for row in chosen], batch_size=1000
        )
        given = day + timedelta(days=4)
        above = {row.id: secretaries.get(row.parent_id or 0) for row in chosen}
        SituationEndorsement.objects.bulk_create(
            [
                SituationEndorsement(
                    word=word, in_favour=True, given_on=given, given_at=_at(given, random), mandate_id=mandate
                )
                for word in words
                if (mandate := above[word.unit_id]) and given <= on and random.randrange(100) < 75
            ],
            batch_size=1000,
        )  # fmt: skip


def _word(row: BranchSituation, mandate_id: int, day: date, random: Random) -> SituationWord:
    disputed = row.status is SituationStatus.WEAK and random.randrange(100) < DISPUTED
    return SituationWord(
        unit_id=row.id,
        status=row.status,
        answer=SituationAnswer.DISPUTED if disputed else SituationAnswer.AGREED,
        remark=random.choice(_REMARKS) if disputed else "",
        given_on=day,
        given_at=_at(day, random),
        mandate_id=mandate_id,
    )


def _at(day: date, random: Random) -> datetime:
    return instant(day, time(9 + random.randrange(9), random.randrange(60)))


def _secretaries(day: date) -> dict[int, int]:
    """Unit -> mandate of the secretary of its office on a day."""
    rows = Mandate.objects.filter(
        in_force(day), post__post_type__office=Role.SECRETARY, post__body__body_type__code=LeadingBody.OFFICE
    )
    return dict(rows.order_by("pk").values_list("post__unit_id", "pk"))
