"""udata, harvesting a catalogue: one line in, one line out.

Runs in the environment that ``requirements.txt`` beside this file describes. Each line of the
input is a job (``{"url": …}``); each line of the output is what udata stores after it. All of it
is udata's own code, but for the database, which is mongomock, and its outgoing messages.
"""

import json
import sys

import mongomock
import pymongo

pymongo.MongoClient = mongomock.MongoClient

import mongoengine.connection  # noqa: E402

mongoengine.connection.MongoClient = mongomock.MongoClient

from names import only  # noqa: E402

only(json.loads(sys.argv[1]))
answers, sys.stdout = sys.stdout, sys.stderr

from udata import settings  # noqa: E402
from udata.app import create_app  # noqa: E402
from udata.core.contact_point.models import ContactPoint  # noqa: E402
from udata.core.dataservices.models import Dataservice  # noqa: E402
from udata.core.dataset.models import Dataset, License  # noqa: E402
from udata.core.organization.models import Organization  # noqa: E402
from udata.harvest.backends.dcat import DcatBackend  # noqa: E402
from udata.harvest.models import HarvestSource  # noqa: E402

LICENCES = {
    "notspecified": ("License Not Specified", None),
    "lov2": (
        "Licence Ouverte / Open Licence version 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    ),
}


class Portal(settings.Testing):
    """What data.gouv.fr sets apart from udata's own settings, and that names lead to loopback."""

    MONGODB_HOST = "mongodb://localhost/udata"
    MONGODB_HOST_TEST = "mongodb://localhost/udata"
    SECRET_KEY = "none"
    DEFAULT_LANGUAGE = "fr"
    CELERY_TASK_ALWAYS_EAGER = True
    URLS_ALLOW_LOCAL = True
    HARVEST_AUTOARCHIVE_GRACE_DAYS = -1


def harvest(source):
    """The report of a job, and everything that udata then has."""
    job = DcatBackend(source).harvest()
    errors = [error.message for error in job.errors]
    errors += [error.message for item in job.items for error in item.errors]
    return {
        "status": job.status,
        "errors": errors,
        "items": sorted((item.remote_id, item.status) for item in job.items),
        "datasets": [shown(one) for one in Dataset.objects],
        "services": [shown(one) for one in Dataservice.objects],
    }


def shown(document):
    """A document of the database, with contacts and datasets that it refers to written out."""
    found = json.loads(document.to_json())
    contacts = getattr(document, "contact_points", [])
    found["contact_points"] = [json.loads(one.to_json()) for one in contacts]
    return found


app = create_app(settings.Defaults, override=Portal)
with app.app_context():
    for name, (title, url) in LICENCES.items():
        License(id=name, title=title, url=url).save()
    owner = Organization(name="Ville", description="Une ville").save()
    source = None
    for line in sys.stdin:
        url = json.loads(line)["url"]
        source = source or HarvestSource(
            name="Ville", url=url, backend="dcat", organization=owner, autoarchive=True
        ).save()
        print(json.dumps(harvest(source)), file=answers, flush=True)
