"""Speaking to the mail server, command by command."""

import smtplib
import ssl
from email.utils import parseaddr

from django.conf import settings

from tajadur.foundation.mail_address import UnsendableAddress, as_sent
from tajadur.registry.notices.vocabulary import (
    ADDRESS_UNSENDABLE,
    CERTIFICATE_NOT_TRUSTED,
    CERTIFICATE_OF_ANOTHER,
)

from .letters import Letter
from .transport import SendOutcome, SendResult

_END_OF_DATA = b".\r\n"
_OTHER_NAME = (62, 64)  # OpenSSL: X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH


class SmtpTransport:
    """SMTP by the settings; a server that cannot prove its name gets nothing. Until the end of the letter is handed
    over a failure is certain; from there on a lost answer is *lost*. Tests pass ``context`` for their own authority.
    """

    def __init__(self, *, context: ssl.SSLContext | None = None) -> None:
        self._server: smtplib.SMTP | None = None
        self._context = context

    def open(self) -> SendResult:
        """Connect, verify whom we speak to, log in; every failure here is certain: nothing was handed over."""
        try:
            server = self._server = self._connected()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.ehlo_or_helo_if_needed()
        except (OSError, ValueError, smtplib.SMTPException) as error:
            self._drop()
            return SendResult(SendOutcome.REFUSED, _in_few_words(error))
        return SendResult(SendOutcome.TAKEN)

    def send(self, letter: Letter) -> SendResult:
        """MAIL, RCPT, DATA, by hand, to know on which side of the line a failure fell. Never raises."""
        try:
            recipient = as_sent(letter.recipient)
        except UnsendableAddress:
            return SendResult(SendOutcome.REFUSED, ADDRESS_UNSENDABLE, final=True)
        if self._server is None and (opened := self.open()).outcome is not SendOutcome.TAKEN:
            return opened
        server = self._server
        if server is None:
            return SendResult(SendOutcome.REFUSED, "no server")
        try:
            sender, content = as_sent(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]), _on_the_wire(letter)
            for command, address in (("MAIL", f"FROM:<{sender}>"), ("RCPT", f"TO:<{recipient}>")):
                code, words = server.docmd(command, address)
                if not 200 <= code < 300:
                    return self._refused(code, words, final=command == "RCPT" and code >= 500)
            code, words = server.docmd("DATA")
            if code != 354:
                return self._refused(code, b"data", final=code >= 500)
            server.send(content)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            self._drop()
            return SendResult(SendOutcome.REFUSED, _in_few_words(error))
        return self._ended(server)

    def close(self) -> None:
        """A server that is gone already is no trouble: every answer has been written."""
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()
            self._server = None

    def _connected(self) -> smtplib.SMTP:
        host, port, seconds = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT
        if not settings.EMAIL_USE_SSL and not settings.EMAIL_USE_TLS:
            return smtplib.SMTP(host, port, timeout=seconds)
        context = self._context or ssl.create_default_context()
        if settings.EMAIL_USE_SSL:
            return smtplib.SMTP_SSL(host, port, timeout=seconds, context=context)
        self._server = server = smtplib.SMTP(host, port, timeout=seconds)
        server.starttls(context=context)
        return server

    def _ended(self, server: smtplib.SMTP) -> SendResult:
        """The line that ends a letter, and the answer to it, for which a server may take ten minutes (RFC 5321)."""
        try:
            if server.sock is not None:
                server.sock.settimeout(settings.EMAIL_ANSWER_SECONDS)
            server.send(_END_OF_DATA)
            code, words = server.getreply()
            if server.sock is not None:
                server.sock.settimeout(settings.EMAIL_TIMEOUT)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return SendResult(SendOutcome.LOST, _in_few_words(error))
        if code < 200:
            self._drop()
            return SendResult(SendOutcome.LOST, "unreadable answer")
        if code >= 300:
            return self._refused(code, words, final=code >= 500)
        return SendResult(SendOutcome.TAKEN)

    def _refused(self, code: int, words: bytes, *, final: bool) -> SendResult:
        """The server is made to forget this letter, so that the next one finds it as if there had been none."""
        server = self._server
        try:
            if code == 421 or server is None or server.rset()[0] >= 300:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
        return SendResult(SendOutcome.REFUSED, f"{code} {_first_word(words)}".strip(), final=final)

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _on_the_wire(letter: Letter) -> bytes:
    """The letter with CRLF, dots doubled, without the line that ends it."""
    lines = letter.message.as_bytes().splitlines()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _in_few_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE_OF_ANOTHER if error.verify_code in _OTHER_NAME else CERTIFICATE_NOT_TRUSTED
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _first_word(words: bytes) -> str:
    return words.decode("ascii", "replace").split(" ")[0][:20]
