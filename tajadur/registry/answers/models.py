"""One row for each form that was sent and taken."""

from django.db import models


class Answer(models.Model):
    """How a form was answered. Nothing that was typed is here: only digests, and the answer, which is encrypted.

    ``act`` is a digest of who sent what to which address; ``form`` of that and of the page it was sent from, empty
    where no page says so. An answer that showed a secret (``shown_once``) is emptied soon: that it was given stays.
    """

    act = models.CharField(max_length=64, db_index=True)
    form = models.CharField(max_length=64)
    answer = models.BinaryField()
    given_at = models.DateTimeField(db_index=True)
    shown_once = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form"], condition=~models.Q(form=""), name="answer_once_per_form"),
            models.CheckConstraint(
                condition=models.Q(shown_once=True) | ~models.Q(answer=b""), name="answer_emptied_only_of_a_secret"
            ),
        ]
