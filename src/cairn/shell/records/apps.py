"""The app's name, so that Django finds it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The one app."""

    name = "cairn.shell.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
