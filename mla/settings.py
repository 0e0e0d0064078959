"""The settings: one file, safe defaults; secrets from the environment or from a file only its owner reads."""

import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from mla import database


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    return env(name, str(default)).strip().lower() in {"1", "on", "true", "yes"}


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def secret(name: str, file: Path) -> str:
    """From the variable, or from `file`, written once with a new key that only its owner can read."""
    if value := env(name):
        return value
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as key:
            key.write(get_random_secret_key())
        try:
            os.link(fresh, file)  # never over a key that another process wrote meanwhile
        except FileExistsError:
            pass
        fresh.unlink()
    return file.read_text()


BASE_DIR = database.BASE_DIR
DATA_DIR = database.data_folder()
TESTING = "pytest" in sys.modules
DEBUG, HTTPS = env_bool("DEBUG"), env_bool("HTTPS")

# The office this installation serves. Nothing else knows which party is "ours".
MLA_OFFICE_PARTY = env("OFFICE_PARTY", "US")
MLA_OFFICE_AUTHORITY = env("OFFICE_AUTHORITY", "US-OIA")
MLA_DEMO = env_bool("MLA_DEMO")
MLA_EXAMPLE_ADDRESSES = MLA_DEMO or TESTING  # whether the ranges of RFC 5737 and RFC 3849 count as in use
MLA_MAX_UPLOAD, MLA_SCAN_COMMAND = int(env("MLA_MAX_UPLOAD", str(25 * 1024 * 1024))), env("MLA_SCAN_COMMAND")

# Letters: what printing one may take; whose key seals it (passwords and PINs only ever in files); who else says when
MLA_PRINT_SECONDS, MLA_PRINT_PAGES = float(env("MLA_PRINT_SECONDS", "120")), int(env("MLA_PRINT_PAGES", "300"))
MLA_PRINT_MEMORY = int(env("MLA_PRINT_MEMORY", "2048"))  # MiB of address space of the process that prints
MLA_SEAL_PKCS12, MLA_SEAL_PASSWORD_FILE = env("MLA_SEAL_PKCS12"), env("MLA_SEAL_PASSWORD_FILE")
MLA_SEAL_PKCS11, MLA_SEAL_TOKEN, MLA_SEAL_KEY = env("MLA_SEAL_PKCS11"), env("MLA_SEAL_TOKEN"), env("MLA_SEAL_KEY")
MLA_SEAL_PIN_FILE, MLA_SEAL_DEMO, MLA_TSA_URL = env("MLA_SEAL_PIN_FILE"), MLA_DEMO or TESTING, env("MLA_TSA_URL")

SECRET_KEY = "only-for-tests" if TESTING else secret("SECRET_KEY", DATA_DIR / "secret_key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "mla",
    "documents",
    "workflows",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # two of allauth's pages load its template tags
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_countries",
    "procrastinate.contrib.django",
    "simple_history",
    "viewflow.workflow",
]
VIEWFLOW = {"AUTOREGISTER": False}
SILENCED_SYSTEM_CHECKS = ["viewflow.W001"]  # it asks for its own locks; ours is the request's row
PROCRASTINATE_AUTODISCOVER_MODULE_NAME, PROCRASTINATE_ON_APP_READY = "jobs", "mla.memory.keep"

MIDDLEWARE = [
    "mla.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "workflows.errors.EngineErrors",
]
ROOT_URLCONF = "mla.urls"
WSGI_APPLICATION = "mla.wsgi.application"
FORM_RENDERER = "mla.rendering.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mla.context.shell",
                "workflows.context.navigation",
            ],
        },
    },
]

DATABASES = {"default": database.connection(env("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# allauth counts failed log-ins in the cache, so all processes must share it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "mla_cache"},
}

# People
AUTH_USER_MODEL = "mla.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a test proves no strength, it only waits
    if TESTING
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mla.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "MLA"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator enters the address; nobody signs up
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or MLA_DEMO
USERSESSIONS_TRACK_ACTIVITY = True

# Browser
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes ask the process itself
SECURE_HSTS_SECONDS = int(env("HSTS_SECONDS", "3600")) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY") else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # pages preview our own PDFs in a frame
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # form fields only; files go to disk and obey MLA_MAX_UPLOAD

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "mla" / "locale"]
FORMAT_MODULE_PATH = ["mla.formats"]
TIME_ZONE, USE_TZ = "UTC", True

# Files
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "static/"
STATICFILES_DIRS = [f for f in (BASE_DIR / "static" / "build", BASE_DIR / "static" / "own") if f.is_dir()]
WHITENOISE_USE_FINDERS = DEBUG or MLA_DEMO or TESTING  # else `collectstatic` gathers them first
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# E-mail: into files unless a server is named, so that nothing leaves the office by accident
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env("EMAIL_USER"), env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_TLS")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_TIMEOUT = 30
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", "office@localhost")
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")  # what a message's links begin with
EMAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")

# Logs: plain lines on stderr, with the request id and never what a form contained
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "mla.middleware.RequestIdFilter"},
        "secret_addresses": {"()": "mla.logs.SecretAddresses"},
    },
    "formatters": {"plain": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {
        "class": "logging.StreamHandler", "filters": ["request_id", "secret_addresses"], "formatter": "plain",
    }},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "WARNING" if TESTING else "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate": {"level": "WARNING"},  # else a line for every job, and at every start of every command
        **{name: {"level": "WARNING"} for name in ("fontTools", "pikepdf", "pyhanko")},  # else lines with each letter
        "weasyprint": {"level": "ERROR"},
    },
}
