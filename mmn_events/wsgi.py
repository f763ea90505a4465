import gc
import os

from django.core.wsgi import get_wsgi_application

from .room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mmn_events.settings")

application = with_room(get_wsgi_application())
# What is loaded stays. Looking through it for garbage again and again took a third of the time of a page of hits.
gc.collect()
gc.freeze()
