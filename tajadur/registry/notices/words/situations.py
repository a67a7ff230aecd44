"""What is told of the situation of a branch to its secretary: ``event`` and its sentence, with its values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "not_endorsed": _(
        "The level above did not endorse what your branch said of its situation on %(given_on)s."
        " The reason is on its page; you may give your word again."
    ),
}
