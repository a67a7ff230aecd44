"""The rest of the life of an organisation from a file: one thing of every room it opened, so that each page is shown.

What the factories typed in Arabic is typed in Latin letters afterwards, as its people would have.
"""

from datetime import timedelta

from django.apps import apps
from django.db import connection

from tajadur.activity.proximity.models import ProximityActivity
from tajadur.organisation.people.models import Account, Mandate, Post
from tests.access.world_of_census import lay_campaign
from tests.access.world_of_circulars import lay_circulars
from tests.access.world_of_plans import follow_plan, lay_plan
from tests.access.world_of_premises import lay_premises
from tests.access.world_of_resources import lay_requests
from tests.access.world_of_training import lay_training
from tests.factories.organisation import Organisation
from tests.factories.party import acting
from tests.factories.support import made, planned, promised

ARABIC = "[\u0600-\u06ff]+"


def live_fully(organisation: Organisation) -> None:
    """In the unit that reports, and in the one above it: nothing stands in a room that its file closed."""
    today, level = organisation.today, organisation.file.directives[0].level
    unit = organisation.unit(level)
    secretary = organisation.secretary(level, "office")
    mandate, by = Mandate.objects.get(person_id=secretary.person_id), acting(secretary, today)
    is_open = set(organisation.file.closed_rooms).isdisjoint
    if is_open({"plans"}):
        lay_plan(_of_role(organisation, "administrator"), _of_role(organisation, "secretary_general"), today)
        follow_plan(unit, by)
    if is_open({"circulars"}):
        lay_circulars(unit, secretary, today)
    if is_open({"premises"}):
        _premises, activity = lay_premises(unit, mandate.pk, today)
        if not is_open({"proximity"}):
            ProximityActivity.objects.filter(pk=activity).delete()
    if is_open({"resources"}):
        lay_requests(unit, mandate.pk, today)
    if is_open({"training"}):
        lay_training(unit, mandate, today)
    if is_open({"census"}):
        lay_campaign(unit, today)
    _help(organisation)
    _in_latin_letters()


def _help(organisation: Organisation) -> None:
    if not any("/responsible:" in name for name in organisation.accounts):
        return  # nobody follows others there
    level = organisation.file.directives[0].level
    unit = organisation.unit(level)
    by = acting(_of_role(organisation, "responsible"), organisation.today)
    planned(unit, by)
    visit = planned(unit, by, organisation.today)
    made(visit, by, met=Post.objects.get(mandates__person_id=organisation.secretary(level, "office").person_id))
    promised(unit, by, organisation.today + timedelta(days=30))


def _of_role(organisation: Organisation, role: str) -> Account:
    return next(account for name, account in organisation.accounts.items() if f"/{role}:" in name)


def _in_latin_letters() -> None:
    """Every text in every table; rows that may not change are changed all the same, as nobody typed them so."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            table = model._meta.db_table
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            for field in model._meta.local_concrete_fields:
                kind = field.db_type(connection) or ""
                if kind.startswith(("varchar", "text", "jsonb")) and not field.generated:
                    column = field.column
                    cursor.execute(
                        f'UPDATE "{table}" SET "{column}" = regexp_replace("{column}"::text, %s, %s, %s)::{kind} '
                        f'WHERE "{column}"::text ~ %s',
                        [ARABIC, "Aa", "g", ARABIC],
                    )
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
