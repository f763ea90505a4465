#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from mmn_events.room import with_room

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mmn_events.settings")
    try:
        with_room(execute_from_command_line)(sys.argv)
    except ImproperlyConfigured as refusal:
        sys.exit(f"{refusal}")
