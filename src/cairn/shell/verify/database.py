"""The database itself: sound, with the constraints that hold identity and law, and without triggers of others."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.models import UniqueConstraint
from django.db.utils import DatabaseError

from cairn.archive.findings import Finding, Findings


def check_database(findings: Findings) -> None:
    """Look at structure, constraints and triggers."""
    _structure(findings)
    with connection.cursor() as cursor:
        for model in apps.get_app_config("records").get_models():
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
            for constraint in model._meta.constraints:
                unique = isinstance(constraint, UniqueConstraint)
                if constraint.name not in there or (unique and not there[constraint.name]["unique"]):
                    what = f"The table {model._meta.db_table} has lost the constraint {constraint.name}."
                    findings.add(Finding("database-constraint", what, constraint.name))
        cursor.execute(_TRIGGERS[connection.vendor])
        for name, table in cursor.fetchall():
            what = f"A trigger, view, rule or policy {name!r} acts on {table}; Cairn makes none."
            findings.add(Finding("database-trigger", what, str(name)))


_TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND c.relname LIKE 'records\\_%' "
    "UNION ALL SELECT r.rulename, c.relname FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class "
    "WHERE c.relname LIKE 'records\\_%' "  # rules, and views, which are rules
    "UNION ALL SELECT p.polname, c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
    "WHERE c.relname LIKE 'records\\_%'",
}


def _structure(findings: Findings) -> None:
    """SQLite's own check, indexes against tables: a row that an index does not show would not be looked at."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(20)")
            said = [str(row[0]) for row in cursor.fetchall()]
    except DatabaseError as e:
        said = [str(e)]
    for words in said:
        if words != "ok":
            code = "database-constraint" if "CHECK constraint" in words else "database-damaged"
            findings.add(Finding(code, f"The database says of itself: {words}.", "records.sqlite3"))
