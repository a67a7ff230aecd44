"""What is told of the plan to the secretary of a unit: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "issued": _("An edition of the plan is issued: read it, and adopt what your unit follows with targets of its own."),
    "stuck": _(
        "In an objective of the plan that your unit follows nothing moved since %(since_on)s, and it is behind its "
        "time: tell what was done, state a value, or adapt the days."
    ),
}
