"""The sendings of training."""

from collections.abc import Mapping

from tests.access import table_of_training as say
from tests.access.laid import Sending, of, own

SENDINGS_OF_TRAINING: Mapping[str, Sending] = {
    "training:agree": Sending("pole"),
    "training:withdraw": Sending("secretary"),
    "training:declare_need": Sending("secretary", of(say.need), own("unit")),
    "training:correct_need": Sending("secretary", of(say.need), of(say.its_need)),
    "training:organise": Sending("secretary", of(say.ahead), own("unit")),
    "training:change": Sending("secretary", of(say.otherwise), of(say.of_session)),
    "training:cancel": Sending("secretary", of(say.because), of(say.of_session)),
    "training:attendance": Sending("secretary", of(say.came), of(say.of_session)),
    "training:correct_attendance": Sending("secretary", of(say.came), of(say.its_attendance)),
    "training:note_person": Sending("secretary", of(say.agreed), of(say.of_session)),
    "training:take_person_off": Sending("secretary", None, of(say.its_mark)),
}
