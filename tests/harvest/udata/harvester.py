"""udata, harvesting a catalogue: one line in, one line out.

Runs in the environment that ``requirements.txt`` beside this file describes. Each line of the
input is a job (``{"url": …}``); each line of the output is what udata stores after it. All of it
is udata's own code, but for the database, which is mongomock, and its outgoing messages.
"""

import json
import socket
import sys

import mongomock
import pymongo

pymongo.MongoClient = mongomock.MongoClient

import mongoengine.connection

mongoengine.connection.MongoClient = mongomock.MongoClient

from flat import flat
from names import only

socket.getaddrinfo = only(json.loads(sys.argv[1]))
answers, sys.stdout = sys.stdout, sys.stderr

from udata import settings
from udata.app import create_app
from udata.core.dataservices.models import Dataservice
from udata.core.dataset.models import Dataset, License
from udata.core.organization.models import Organization
from udata.harvest.backends.dcat import DcatBackend
from udata.harvest.models import HarvestSource

# The entry of data.gouv.fr's own list of licences.
OPEN_LICENCE = {
    "id": "lov2",
    "title": "Licence Ouverte / Open Licence version 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    "alternate_urls": [
        "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
        "https://github.com/etalab/Licence-Ouverte/blob/master/LO.md",
    ],
}


class Portal(settings.Testing):
    """What data.gouv.fr sets apart from udata's own settings, and that names lead to loopback."""

    MONGODB_HOST = "mongodb://localhost/udata"
    MONGODB_HOST_TEST = "mongodb://localhost/udata"
    SECRET_KEY = "none"  # noqa: S105
    DEFAULT_LANGUAGE = "fr"
    CELERY_TASK_ALWAYS_EAGER = True
    URLS_ALLOW_LOCAL = True
    HARVEST_AUTOARCHIVE_GRACE_DAYS = -1


def harvest(source):
    """The report of a job, and all that udata then has of the source."""
    job = DcatBackend(source).harvest()
    errors = [error.message for error in job.errors]
    errors += [error.message for item in job.items for error in item.errors]
    items = [(item.remote_id, item.status) for item in job.items]
    own = {"harvest__source_id": str(source.id)}
    found = [pair for one in Dataset.objects(**own) for pair in dataset_records(one)]
    found += [service_record(one) for one in Dataservice.objects(**own)]
    return {"errors": errors, "items": items, "records": found}


def dataset_records(dataset):
    """The dataset and its files, each with the IRI that it has in the catalogue."""
    shown = json.loads(dataset.to_json())
    resources = shown.pop("resources")
    shown["contact_points"] = contacts(dataset)
    yield dataset.harvest.uri, flat(shown)
    for one in resources:
        yield one["harvest"]["uri"], flat({**one, "dataset": dataset.harvest.uri})


def service_record(service):
    """The service, with the IRIs of the datasets that it serves."""
    shown = json.loads(service.to_json())
    shown["contact_points"] = contacts(service)
    shown["datasets"] = sorted(one.harvest.uri for one in service.datasets)
    return service.harvest.uri, flat(shown)


def contacts(document):
    """Whom to write to, by role."""
    return {one.role: json.loads(one.to_json()) for one in document.contact_points}


app = create_app(settings.Defaults, override=Portal)
with app.app_context():
    License(id="notspecified", title="License Not Specified").save()
    License(**OPEN_LICENCE).save()
    sources = {}
    for line in sys.stdin:
        url = json.loads(line)["url"]
        if url not in sources:
            owner = Organization(name=url, description="Une ville").save()
            sources[url] = HarvestSource(
                name=url, url=url, backend="dcat", organization=owner, autoarchive=True
            ).save()
        print(json.dumps(harvest(sources[url])), file=answers, flush=True)
