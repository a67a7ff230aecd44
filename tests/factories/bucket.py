"""A real S3-compatible store for a test: rclone's own server over a folder."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from deploy.local.ports import free_port

KEY, SECRET, NAME = "tajadur-tests", "not-a-secret-of-anybody", "papers"


class BucketServer:
    """Serves the bucket ``NAME``; whoever does not sign with ``KEY`` and ``SECRET`` is refused."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        (folder / NAME).mkdir(parents=True)
        self.address = f"s3://{NAME}/tajadur?endpoint_url=http://127.0.0.1:{self.port}&region_name=us-east-1"
        self.start()

    def start(self) -> None:
        """Answers when this returns."""
        self._process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "rclone"),
                *("serve", "s3", "--config", "", "--addr", f"127.0.0.1:{self.port}"),
                *("--auth-key", f"{KEY},{SECRET}", "--vfs-cache-mode", "off", str(self._folder)),
            ],
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=1)
            except urllib.error.HTTPError:
                return  # it refuses who does not sign
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the store did not start")

    def stop(self) -> None:
        """The store is away; what is in it stays."""
        self._process.terminate()
        self._process.wait(10)

    def contents(self) -> list[Path]:
        """What lies in the bucket."""
        return sorted(path for path in (self._folder / NAME).rglob("*") if path.is_file())

    def clear(self) -> None:
        """Empty the bucket."""
        for path in (self._folder / NAME).iterdir():
            shutil.rmtree(path)
