"""Everything that is planted, and the tables into which nothing can be."""

from .plants_of_acts import MEETINGS
from .plants_of_cases import CASES
from .plants_of_census import CENSUS, REFUSED_CENSUS
from .plants_of_circulars import CIRCULARS, REFUSED_CIRCULARS
from .plants_of_congress_day import CONGRESS_DAY, REFUSED_CONGRESS_DAY
from .plants_of_congresses import CONGRESSES
from .plants_of_councils import COUNCILS, REFUSED_COUNCILS
from .plants_of_duties import OBLIGATIONS
from .plants_of_elections import ELECTIONS, REFUSED_ELECTIONS
from .plants_of_files import FILES, REFUSED_FILES
from .plants_of_filings import FILINGS, REFUSED_FILINGS
from .plants_of_help import PLANTS_OF_HELP
from .plants_of_holding import HOLDING, REFUSED_HOLDING
from .plants_of_notices import TOLD
from .plants_of_packs import PACKS, REFUSED_PACKS
from .plants_of_plans import PLANS, REFUSED_PLANS
from .plants_of_premises import PREMISES, REFUSED_PREMISES
from .plants_of_reading import READ
from .plants_of_resources import REFUSED_RESOURCES, RESOURCES
from .plants_of_situations import REFUSED_SITUATIONS, SITUATIONS
from .plants_of_the_party import ORGANISATION
from .plants_of_training import REFUSED_TRAINING, TRAINING
from .plants_refused import REFUSED as REFUSED_ELSEWHERE

__all__ = ["FREE", "PLANTS", "REFUSED"]

PLANTS = [
    *TRAINING,
    *OBLIGATIONS, *MEETINGS, *CONGRESSES, *CASES, *CIRCULARS, *RESOURCES, *SITUATIONS, *CENSUS, *ORGANISATION, *TOLD,
    *PREMISES, *PLANTS_OF_HELP, *READ, *FILES, *FILINGS, *COUNCILS, *ELECTIONS, *HOLDING, *CONGRESS_DAY,
    *PLANS, *PACKS,
]  # fmt: skip
REFUSED = [
    *REFUSED_TRAINING,
    *REFUSED_ELSEWHERE, *REFUSED_CIRCULARS, *REFUSED_RESOURCES, *REFUSED_SITUATIONS, *REFUSED_CENSUS, *REFUSED_FILES,
    *REFUSED_PREMISES, *REFUSED_FILINGS, *REFUSED_COUNCILS, *REFUSED_ELECTIONS, *REFUSED_HOLDING,
    *REFUSED_CONGRESS_DAY, *REFUSED_PLANS, *REFUSED_PACKS,
]  # fmt: skip

# Models in which nothing follows from anything else.
FREE = {
    "journal.AuditEntry": "rows are only added: the database refuses the rest",
    "journal.Reading": "rows are only added: the database refuses the rest",
    "resources.ResourceKind": "names and whether it has an amount, laid down or chosen by a person",
    "profile.BodyType": "names and what is usual, chosen by a person; what is asked over time is in another table",
}
