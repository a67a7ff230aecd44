"""What is posted to the pages of help, as in ``payloads``."""

from datetime import timedelta
from typing import Any

from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.units.models import Unit
from tests.access.world import World


def observation(world: World, target: str) -> dict[str, Any]:
    """Seen yesterday."""
    return {"seen_on": (world.today - timedelta(days=1)).isoformat(), "text": "المقر مغلق"}


def listed(world: World, target: str) -> str:
    """A list behind a figure: who has not answered."""
    return f"?kind=missing&unit={world.units[target]}&directive={world.codes[target]}"


def confirmed(world: World, target: str) -> dict[str, Any]:
    """An act for many units, looked over and confirmed for one of them: what is typed for advice, cases, reminders."""
    pick = f"{world.units[target]}.{world.askables[target]}"
    text = "اجتمعوا قبل نهاية الشهر"
    return {"text": text, "kind": "never_programmed", "severity": "1", "pick": [pick], "confirm": "1"}


def confirmed_visit(world: World, target: str) -> dict[str, Any]:
    """A visit among many, to the unit above: to the target itself one is planned already."""
    above = Unit.objects.values_list("parent_id", flat=True).get(pk=world.units[target])
    day = (world.today + timedelta(days=21)).isoformat()
    return {"aim": "مواكبة", "first_on": day, f"day_{above}": day, "pick": [str(above)], "confirm": "1"}


def advice(world: World, target: str) -> dict[str, Any]:
    """A word for which an answer is wanted."""
    return {"text": "اجتمعوا قبل نهاية الشهر", "wants_answer": "on"}


def answer(world: World, target: str) -> dict[str, Any]:
    """The unit's word."""
    return {"kind": "answer", "text": "سنجتمع يوم السبت"}


def reply(world: World, target: str) -> dict[str, Any]:
    """One more word from above."""
    return {"text": "نحضر معكم"}


def visit(world: World, target: str) -> dict[str, Any]:
    """In two weeks, by whoever is responsible."""
    day = (world.today + timedelta(days=14)).isoformat()
    return {"planned_on": day, "aim": "مواكبة", "visitors": [_follower(world, target)]}


def made(world: World, target: str) -> dict[str, Any]:
    """Made today; they met the secretary."""
    post = Mandate.objects.values_list("post_id", flat=True).get(pk=world.mandates[target])
    return {"made_on": world.today.isoformat(), "met": [post], "seen": "المكتب يشتغل"}


def dropped(world: World, target: str) -> dict[str, Any]:
    """Cancelled, with its reason."""
    return {"what": "cancelled", "because": "ثلوج"}


def promise(world: World, target: str) -> dict[str, Any]:
    """Something within a month, by whoever is responsible."""
    day = (world.today + timedelta(days=30)).isoformat()
    return {"text": "قاعة للاجتماع", "due_on": day, "owner": _follower(world, target)}


def kept(world: World, target: str) -> dict[str, Any]:
    """Kept today."""
    return {"kept_on": world.today.isoformat(), "proof": "وصل"}


def reason(world: World, target: str) -> dict[str, Any]:
    """Why it is withdrawn."""
    return {"because": "ميزانية"}


def its_follower(world: World, target: str) -> dict[str, Any]:
    """The post responsible for the target's region."""
    return {"post_id": _follower(world, target)}


def _follower(world: World, target: str) -> int:
    above = Unit.objects.get(pk=world.units[target]).path.strip(".").split(".")
    post: int = Post.objects.values_list("pk", flat=True).get(post_type__office="responsible", area__in=above)
    return post
