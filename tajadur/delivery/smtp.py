"""Speaking to the mail server, command by command."""

import smtplib

from django.conf import settings

from .letters import Letter
from .transport import SendOutcome, SendResult


class SmtpTransport:
    """SMTP by the settings. Before DATA a failure is certain; from DATA on, a lost answer is *lost*."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def open(self) -> SendResult:
        """Connect and log in; every failure here is certain: nothing was handed over."""
        try:
            kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
            self._server = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT)
            if settings.EMAIL_USE_TLS:
                self._server.starttls()
            if settings.EMAIL_HOST_USER:
                self._server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            self._server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self._server = None
            return SendResult(SendOutcome.REFUSED, _in_few_words(error))
        return SendResult(SendOutcome.TAKEN)

    def send(self, letter: Letter) -> SendResult:
        """MAIL, RCPT, DATA, by hand, to know on which side of the line a failure fell."""
        if self._server is None and (opened := self.open()).outcome is not SendOutcome.TAKEN:
            return opened
        server = self._server
        if server is None:
            return SendResult(SendOutcome.REFUSED, "no server")
        try:
            for code, words in (server.mail(settings.DEFAULT_FROM_EMAIL), server.rcpt(letter.recipient)):
                if code >= 300:
                    server.rset()
                    return SendResult(SendOutcome.REFUSED, f"{code} {_first_word(words)}")
        except (OSError, smtplib.SMTPException) as error:
            self._server = None
            return SendResult(SendOutcome.REFUSED, _in_few_words(error))
        try:
            code, words = server.data(letter.message.as_bytes())
        except smtplib.SMTPDataError as error:
            return SendResult(SendOutcome.REFUSED, f"{error.smtp_code} data")
        except (OSError, smtplib.SMTPException) as error:
            self._server = None
            return SendResult(SendOutcome.LOST, _in_few_words(error))
        if code >= 300:
            return SendResult(SendOutcome.REFUSED, f"{code} {_first_word(words)}")
        return SendResult(SendOutcome.TAKEN)

    def close(self) -> None:
        """A server that is gone already is no trouble: every answer has been written."""
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()
            self._server = None


def _in_few_words(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _first_word(words: bytes) -> str:
    return words.decode("ascii", "replace").split(" ")[0][:20]
