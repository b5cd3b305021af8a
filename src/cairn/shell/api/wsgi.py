"""For a WSGI server: `cairn.shell.api.wsgi:application`. `CAIRN_SITE` names the folder of the published site;
nothing else of a workspace need be on the machine.
"""

from __future__ import annotations

import os
from pathlib import Path

import django

from .application import Application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.shell.api.settings")
django.setup()
application = Application(Path(os.environ.get("CAIRN_SITE", "site")).resolve())
