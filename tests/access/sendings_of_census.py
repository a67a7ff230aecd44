"""The sendings of the room of census campaigns."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access import table_of_census as say
from tests.access.laid import Sending, of, own
from tests.access.world import World
from tests.factories.questionnaires import premises


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("form.xlsx", premises())


def _drafted(world: World) -> dict[str, Any]:
    names = {"name_ar": "حصر المقرات", "name_fr": "Locaux", "name_en": "Premises"}
    return {**names, "opens_on": world.later(1), "closes_on": world.later(20), "file": _file()}


SENDINGS_OF_CENSUS: Mapping[str, Sending] = {
    "census:new": Sending("admin", _drafted),
    "census:replace": Sending("admin", lambda world: {"file": _file()}, own("campaigns", "campaign_id")),
    "census:answer": Sending("secretary", of(say.answers), own("censuses", "obligation_id")),
    "census:draft": Sending("secretary", of(say.typing), own("censuses", "obligation_id")),
}
