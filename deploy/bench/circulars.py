"""A circular of headquarters to every secretary of the full size: issued, amended, confirmed by a thousand at once."""

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.urls import reverse

from deploy.bench.figures import Figure
from deploy.bench.site import Site
from deploy.bench.trials import seconds, undone
from tajadur.activity.circulars.models import Circular, Confirmation
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


TWO, MANY, AT_ONCE = 2, 32, 1000


def circulars() -> list[Figure]:
    """Issued, then amended, which takes back and asks every post again; each holder can log in. All rolled back."""
    with undone():
        circular_id, count, by = _drafted()
        issued, first = _sent(circular_id, count, by)
        draft_amendment(circular_id=circular_id, texts=AMENDED, by=by, at=clock.now())
        amended, second = _sent(circular_id, count, by)
    return [
        Figure(f"circular issued to {count:,} posts, {first:,} asked", issued, "s", 3),
        Figure(f"… amended: {second:,} asked again", amended, "s", 3),
        Figure("… posts not asked again", max(0, first - second), "posts", 0),
    ]


def confirmed_at_once(site: Site) -> list[Figure]:
    """A thousand holders confirm over HTTP: with two clients, then with thirty-two, once it was amended."""
    circular_id, count, by = _drafted()
    _sent(circular_id, count, by)
    holders = _holders(circular_id)
    few = _confirmed(site, circular_id, holders, 1, TWO)
    draft_amendment(circular_id=circular_id, texts=AMENDED, by=by, at=clock.now())
    _sent(circular_id, count, by)
    many = _confirmed(site, circular_id, holders, 2, MANY)
    kept = Confirmation.objects.filter(version__circular=circular_id, version__number=2).count()
    return [
        Figure(f"confirmations a second, {MANY} clients at once", many, "/s"),
        Figure(f"… slower than {TWO} clients by", max(0.0, 100 - 100 * many / few), "%", 30),
        Figure(f"… of {AT_ONCE:,} lost or doubled", abs(AT_ONCE - kept), "", 0),
    ]


def _drafted() -> tuple[int, int, Actor]:
    """A circular to every secretary, how many that are, and who issues it; each of them has an account."""
    on, at = clock.today(), clock.now()
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
    return circular_id, posts.count(), by


def _holders(circular_id: int) -> list[str]:
    """The accounts of a thousand posts that are asked."""
    owed = Obligation.objects.filter(directive__circular=circular_id, filed_on=None, cancelled_on=None)
    posts = owed.order_by("pk").values("addressee")
    named = Account.objects.filter(person__mandates__post__in=posts, person__mandates__to_on=None)
    return list(named.order_by("pk").values_list("username", flat=True).distinct()[:AT_ONCE])


def _confirmed(site: Site, circular_id: int, holders: list[str], version: int, clients: int) -> float:
    """How many confirm in a second."""
    path, typed = reverse("circulars:confirm", args=[circular_id]), {"version": version}
    return site.posted([(path, typed, site.session(name)) for name in holders], clients)


def _sent(circular_id: int, count: int, by: Actor) -> tuple[float, int]:
    """(seconds, how many are asked for the version in force)."""
    on, at = clock.today(), clock.now()
    spent, _ = seconds(lambda: issue_circular(circular_id=circular_id, count=count, on=on, by=by, at=at))
    owed = Obligation.objects.filter(directive__circular=circular_id, filed_on=None, cancelled_on=None)
    return spent, owed.count()
