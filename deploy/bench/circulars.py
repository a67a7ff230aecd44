"""A circular of headquarters to every secretary of the full size, issued and amended. Everything is rolled back."""

from django.contrib.auth.hashers import make_password
from django.db import connection

from deploy.bench.figures import Figure
from deploy.bench.trials import seconds, undone
from tajadur.activity.circulars.models import Circular
from tajadur.activity.circulars.operations.drafting import Audience, CircularDraft, draft_amendment, draft_circular
from tajadur.activity.circulars.operations.issuing import issue_circular
from tajadur.activity.circulars.queries.audience import audience_of
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account, Person
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor

KINDS = ("region", "province", "branch")
TEXTS = {
    "subject_ar": "تحضير المؤتمر", "text_ar": "يعقد كل مكتب اجتماعا قبل نهاية الشهر.",
    "subject_fr": "Préparation du congrès", "text_fr": "Chaque bureau se réunit avant la fin du mois.",
}  # fmt: skip
AMENDED = TEXTS | {"text_ar": "يعقد كل مكتب اجتماعين قبل نهاية الشهر."}


def circulars() -> list[Figure]:
    """Issued, then amended, which takes back and asks every post again; each holder can log in."""
    on, at = clock.today(), clock.now()
    with undone():
        by = actor_of(Account.objects.get(username="sg"), on)
        unit = Unit.objects.select_related("kind").get(pk=by.grants[0].unit_id)
        draft = CircularDraft(TEXTS, Audience(kinds=KINDS, posts=("secretary",)))
        circular_id = draft_circular(unit=unit, draft=draft, on=on, by=by, at=at)
        posts = audience_of(Circular.objects.select_related("unit__kind", "subtree").get(pk=circular_id), on)
        held = Person.objects.filter(mandates__post__in=posts, account=None).distinct()
        password = make_password(None)
        Account.objects.bulk_create(
            Account(username=f"b{person.pk}", password=password, person=person, created_at=at)
            for person in held.order_by("pk")
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE people_account")
        count = posts.count()
        issued, first = _sent(circular_id, count, by)
        draft_amendment(circular_id=circular_id, texts=AMENDED, by=by, at=at)
        amended, second = _sent(circular_id, count, by)
    return [
        Figure(f"circular issued to {count:,} posts, {first:,} asked", issued, "s", 3),
        Figure(f"… amended: {second:,} asked again", amended, "s", 3),
        Figure("… posts not asked again", max(0, first - second), "posts", 0),
    ]


def _sent(circular_id: int, count: int, by: Actor) -> tuple[float, int]:
    """(seconds, how many are asked for the version in force)."""
    on, at = clock.today(), clock.now()
    spent, _ = seconds(lambda: issue_circular(circular_id=circular_id, count=count, on=on, by=by, at=at))
    owed = Obligation.objects.filter(directive__circular=circular_id, filed_on=None, cancelled_on=None)
    return spent, owed.count()
