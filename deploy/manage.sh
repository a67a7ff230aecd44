#!/bin/sh
# Any management command on a server, as the service's user and with its environment: deploy/manage.sh migrate
# TAJADUR_ENV (/etc/tajadur/env) and TAJADUR_USER (tajadur) may be given.
set -eu
cd "$(dirname "$0")/.."
user=${TAJADUR_USER:-tajadur}
[ "$(id -un)" = "$user" ] || exec runuser -u "$user" -- "$PWD/deploy/manage.sh" "$@"
export PYTHONTZPATH=
exec .venv/bin/python -m deploy.environment_file "${TAJADUR_ENV:-/etc/tajadur/env}" .venv/bin/python manage.py "$@"
