"""Every setting, read once; each has a default that works for the demo and a sentence in docs/reference/settings.md."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from regulars.lib.catalogues import compile_stale_catalogues
from regulars.lib.postgres import EmbeddedPostgres
from regulars.site.database import django_database
from regulars.site.environment import secret, text, whole_number, yes_or_no

PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = PACKAGE.parents[1]

# Translations are kept as people write them. They are compiled here, before any application is loaded: whoever asks
# for one sentence too early would otherwise leave the whole process without them.
compile_stale_catalogues(PACKAGE)


def _kept_secret(path: Path) -> str:
    """Return the secret in the file, making it first where there is none, for nobody else to read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(50))
        unfinished.rename(path)
    return path.read_text()


# --- what an operator may set -----------------------------------------------------------------------------------
VAR = Path(
    text(
        "REGULARS_VAR",
        default=str((_CHECKOUT if (_CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var"),
    )
)
HOST = text("HOST", default="127.0.0.1")
PORT = whole_number("PORT", default=8000, least=1, most=65535)
WORKERS = whole_number("WORKERS", default=2, least=1, most=64)
KEEP_LOG_DAYS = whole_number("KEEP_LOG_DAYS", default=0, least=0, most=36_500)
ALLOWED_HOSTS = text("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]").split(",")
HTTPS = yes_or_no("HTTPS", default=False)
TIME_ZONE = text("TIME_ZONE", default="Asia/Taipei")
LANGUAGE_CODE = text("LANGUAGE_CODE", default="zh-hant")
WEBHOOKS_TO_PRIVATE = yes_or_no("WEBHOOKS_TO_PRIVATE", default=False)
DATABASE_URL = secret("DATABASE_URL", default=EmbeddedPostgres(VAR).url)
SECRET_KEY = secret("SECRET_KEY", default="") or _kept_secret(VAR / "secret-key")

# --- what follows from it ---------------------------------------------------------------------------------------
DATABASE_IS_EMBEDDED = EmbeddedPostgres(VAR).url == DATABASE_URL
DATABASES = {"default": django_database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "regulars.accounts",
    "regulars.replies",
    "regulars.webhooks",
    "regulars.alerts",
    "regulars.proposals",
    "regulars.rewards",
    "regulars.registrations",
    "regulars.challenges",
    "regulars.leaderboards",
    "regulars.people",
    "regulars.events",
    "regulars.catalogue",
    "regulars.programmes",
    "regulars.ledger",
    "regulars.coupons",
    "regulars.referrals",
    "regulars.supplies",
    "regulars.desk",
    "regulars.insight",
    "regulars.member",
    "regulars.console",
    "regulars.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "regulars.site.content_security.own_content_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "regulars.site.urls"
WSGI_APPLICATION = "regulars.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- pages ------------------------------------------------------------------------------------------------------
DEBUG = False
USE_TZ = True
USE_I18N = True
LANGUAGES = [("zh-hant", "繁體中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
STATIC_URL = "/static/"
# Files are served from where they lie, so that nothing has to be collected first; browsers ask whether they changed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 0

# --- sign-in and safety -----------------------------------------------------------------------------------------
LOGIN_URL = "/console/sign-in/"
LOGIN_REDIRECT_URL = "/console/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Browsers tell ports apart for pages and not for cookies: two shops on one host must not sign each other's people out.
SESSION_COOKIE_NAME = f"session-{sha256(SECRET_KEY.encode()).hexdigest()[:8]}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Without this, Django would mail faults to administrators that nobody has set.
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
