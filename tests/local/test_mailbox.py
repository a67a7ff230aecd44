"""The local mailbox keeps each mail as one whole file."""

import email
import smtplib
import socket
import subprocess
import sys
import time

import pytest

from deploy.local.ports import free_port


@pytest.fixture
def mailbox(tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "deploy.local.mailbox", str(tmp_path / "mail"), str(port)]
    process = subprocess.Popen(command)
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield tmp_path / "mail", port
    process.terminate()
    assert process.wait(10) == 0


def test_a_mail_in_arabic_arrives_as_a_file_with_its_recipients(mailbox):
    folder, port = mailbox
    message = email.message.EmailMessage()
    message["Subject"], message["From"], message["To"] = "تذكير", "from@example.org", "to@example.org"
    message.set_content("التقرير مطلوب")
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
        line.send_message(message)
        line.send_message(message, to_addrs=["other@example.org"])
    kept = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(folder.iterdir())
    ]
    assert [mail["X-Envelope-To"] for mail in kept] == ["to@example.org", "other@example.org"]
    assert {(mail["Subject"], mail.get_content().strip()) for mail in kept} == {("تذكير", "التقرير مطلوب")}
