"""All settings, driven by the environment; the typed helpers refuse nonsense at start."""

import logging
import time
import zoneinfo
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tajadur.environment import (
    database_from,
    env_networks,
    env_number,
    env_switch,
    env_text,
    file_store_from,
    mail_server_from,
    redis_urls,
)

# The hour of Morocco comes from the locked tzdata package, never from the host's older copy, however we are started.
zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()

ROOT = Path(__file__).resolve().parent.parent


DEMO = env_switch("DEMO", False)
DEBUG = env_switch("DEBUG", False)
SECRET_KEY = env_text("SECRET_KEY", "only-for-the-demonstration-and-tests" if DEMO or DEBUG else None)
BASE_URL = env_text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [host for host in env_text("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE else []
DATA_DIR = Path(env_text("DATA_DIR", str(ROOT / "var")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "template_partials.apps.SimpleAppConfig",
    "tajadur.registry.audit",
    "tajadur.registry.notices",
    "tajadur.registry.heartbeat",
    "tajadur.registry.answers",
    "tajadur.registry.files",
    "tajadur.registry.exports",
    "tajadur.organisation.profile",
    "tajadur.organisation.units",
    "tajadur.organisation.people",
    "tajadur.duties.directives",
    "tajadur.duties.follow_ups",
    "tajadur.duties.obligations",
    "tajadur.activity.meetings",
    "tajadur.activity.declarations",
    "tajadur.activity.releases",
    "tajadur.activity.circulars",
    "tajadur.activity.filings",
    "tajadur.activity.premises",
    "tajadur.activity.proximity",
    "tajadur.activity.training",
    "tajadur.activity.packs",
    "tajadur.activity.support",
    "tajadur.activity.resources",
    "tajadur.activity.census",
    "tajadur.activity.situations",
    "tajadur.activity.elections",
    "tajadur.activity.congresses",
    "tajadur.activity.dysfunctions",
    "tajadur.activity.plans",
    "tajadur.jobs",
    "tajadur.web",
]

MIDDLEWARE = [
    "tajadur.web.errors.ErrorPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tajadur.web.files.serving.PageCompression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tajadur.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tajadur.web.access.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tajadur.web.access.AccessMiddleware",
]

ROOT_URLCONF = "tajadur.urls"
WSGI_APPLICATION = "tajadur.wsgi.application"

_FOUND_BY: list[object] = ["tajadur.web.compact.Loader", "django.template.loaders.app_directories.Loader"]
_KEPT_BY = _FOUND_BY if DEBUG else [("django.template.loaders.cached.Loader", _FOUND_BY)]
_LOADERS: list[object] = [("template_partials.loader.Loader", _KEPT_BY)]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tajadur.web.shell.shell",
            ],
            "loaders": _LOADERS,
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "tajadur.web.templatetags.formats",
                "tajadur.web.templatetags.icons",
                "tajadur.web.templatetags.links",
                "tajadur.web.templatetags.shell",
            ],
        },
    }
]
FORM_RENDERER = "tajadur.web.components.renderer.Renderer"

DATABASES = {
    "default": database_from(env_text("DATABASE_URL", "postgresql://tajadur@/tajadur?host=/var/run/postgresql"))
}
BROKER_URL, CACHE_URL = redis_urls(env_text("REDIS_URL", "redis://127.0.0.1:6379/0"))
CACHES = {
    "default": {
        "BACKEND": "tajadur.web.failover_cache.FailoverCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": env_text("CACHE_PREFIX", "tajadur"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tajadur.web.accounts.backends.MandateBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tajadur.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "username", "email"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a class
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Attempts, in how long, by what: the address, the name typed, the account. The adapter says how long to wait.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "change_password": "5/m/user"}
ACCOUNT_RATE_LIMITS |= {"reset_password": "20/m/ip,5/m/key", "reset_password_from_key": "20/m/ip"}
ACCOUNT_FORMS = {
    "login": "tajadur.web.accounts.forms.LoginForm",
    "reset_password": "tajadur.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "tajadur.web.accounts.forms.NewPasswordForm",
    "change_password": "tajadur.web.accounts.forms.ChangePasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("TRUSTED_PROXIES", 0, 0, 9)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "tajadur.web.errors.csrf_failure"
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_HANDLERS = ["tajadur.web.files.receiving.MeasuredUploadHandler"]
FILE_MEGABYTES = env_number("FILE_MEGABYTES", 10, 1, 25)  # the largest file that may be attached
UNIT_FILES_MEGABYTES = env_number("UNIT_FILES_MEGABYTES", 500, 10, 1_000_000)  # all files of one unit together
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [ROOT / "tajadur" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "static/"
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": file_store_from(env_text("FILES_STORE", str(DATA_DIR / "files"))),
    "staticfiles": {
        "BACKEND": "tajadur.web.assets.Assets" if not DEBUG else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

_mail = mail_server_from(env_text("EMAIL_URL", "smtp://127.0.0.1:1025"))
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.is_wrapped, _mail.is_upgraded
EMAIL_TIMEOUT = 30
# RFC 5321, 4.5.3.2.6: a server may take ten minutes to answer for a letter that it holds already.
EMAIL_ANSWER_SECONDS = env_number("EMAIL_ANSWER_SECONDS", 600, 1, 3600)
DEFAULT_FROM_EMAIL = env_text("MAIL_FROM", "tajadur@localhost")
# Who else is warned by the watcher, and all it can warn when the database does not answer.
ALARM_MAIL_TO = [address for address in env_text("ALARM_MAIL_TO", "").split(",") if address]

CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": env_text("BROKER_PREFIX", "tajadur:"),
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
PASS_SECONDS = env_number("PASS_SECONDS", 60, 1, 3600)  # shorter ones are for the fault suite
CHANNEL_NETWORKS = env_networks("CHANNEL_NETWORKS")  # where channels may speak to beside the open internet
INVITATION_HOURS = env_number("INVITATION_HOURS", 72, 1, 720)  # how long a link of an invitation opens its office
LEASE_SECONDS = env_number("LEASE_SECONDS", 600, 5, 86_400)
EXPORT_WRITER = "tajadur.web.exports.writer.write_export"  # what the worker writes long files with
CELERY_BEAT_SCHEDULER = "tajadur.jobs.beat.SteadyScheduler"

logging.Formatter.converter = time.gmtime  # in UTC: the C library reads the host's zone data, which may be old
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s UTC %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "WARNING")},
}
