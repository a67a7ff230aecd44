"""Everything that is planted, and the tables into which nothing can be."""

from .plants_of_acts import MEETINGS
from .plants_of_congresses import CONGRESSES
from .plants_of_duties import OBLIGATIONS
from .plants_of_notices import TOLD
from .plants_of_the_party import ORGANISATION
from .plants_refused import REFUSED

__all__ = ["FREE", "PLANTS", "REFUSED"]

PLANTS = [*OBLIGATIONS, *MEETINGS, *CONGRESSES, *ORGANISATION, *TOLD]

# Models in which nothing follows from anything else.
FREE = {
    "answers.Answer": "digests and encrypted answers, kept for a while: nothing can be recomputed from them",
    "congresses.StageChange": "what one person wishes and another decided; what is in force stands on the stage itself",
    "journal.AuditEntry": "rows are only added: the database refuses the rest",
    "journal.Reading": "rows are only added: the database refuses the rest",
    "people.ShortenedMandate": "the way back of a closing that may still be withdrawn: the day a mandate had before",
    "people.Merge": "which record stays and which goes is what somebody chose; the rest is the way back from it",
    "profile.BodyType": "names and what is usual, chosen by a person; what is asked over time is in another table",
}
