"""Where to write to those who keep the installation."""

from datetime import date

from tajadur.permissions.matrix import Role

from ..models import Mandate


def administrator_addresses(on: date) -> list[str]:
    """The e-mail addresses of the administrators in office on ``on``: one query."""
    rows = Mandate.objects.filter(
        standing="confirmed", post__post_type__office=Role.ADMINISTRATOR, from_on__lte=on
    ).exclude(to_on__lt=on)
    return sorted(set(rows.exclude(person__email="").values_list("person__email", flat=True)))
