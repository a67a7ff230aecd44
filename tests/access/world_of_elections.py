"""An issued election in the world of the walk, with a constituency of each province; and one being prepared."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from tajadur.activity.elections.models import ChecklistItem, Constituency, ConstituencyPart, Election
from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Unit
from tajadur.rules.elections import ItemScope


def lay_elections(units: Mapping[str, Unit], mandate_id: int, today: date) -> dict[str, int]:
    """Ids by name: «election», «draft», their items «check», «unit_check», «draft_item», and the constituencies «C-own»
    and «C-other» of the two provinces."""
    at, month = instant(today, time(8)), (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    owner = PostType.objects.filter(body_type__unit_kind__code="province", body_type__code="office")[0]
    values = {"drafted_at": at, "mandate_id": mandate_id, "month_on": month}
    election = Election.objects.create(kind="communal", standing="issued", issued_on=today, issued_at=at, **values)
    draft = Election.objects.create(kind="regional", **values)
    item = {"name_ar": "لقاء", "name_fr": "Rencontre", "name_en": "Meeting", "days_before": 30, "owner": owner,
            "evidence": "none", "weight": 1}  # fmt: skip
    ids = {"election": election.pk, "draft": draft.pk}
    ids["check"] = ChecklistItem.objects.create(election=election, scope=ItemScope.CONSTITUENCY, **item).pk
    ids["unit_check"] = ChecklistItem.objects.create(election=election, scope=ItemScope.PROVINCE, **item).pk
    ids["draft_item"] = ChecklistItem.objects.create(election=draft, scope=ItemScope.PROVINCE, **item).pk
    for target in ("own", "other"):
        for each in (election, draft):
            place = Constituency.objects.create(
                election=each, code=target, name_ar="دائرة", name_latin="Circonscription", seats=5, quota=1,
                stations=12, owner=units[target],
            )  # fmt: skip
            ConstituencyPart.objects.create(constituency=place, unit=units[target])
            if each == election:
                ids[f"C-{target}"] = place.pk
    return ids
