"""CKAN with ckanext-harvest and ckanext-dcat, harvesting a catalogue: one line in, one line out.

Runs in the environment that ``requirements.txt`` beside this file describes. Each line of the
input is a job (``{"url": …}``); each line of the output is what CKAN stores after it. All of it
is CKAN's own code on a PostgreSQL of its own, but for the search index (CKAN falls back to its
own empty one, since there is no Solr) and the queue between the stages (there is no Redis).
"""

import json
import logging
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from flat import flat
from names import only

SETTINGS = """[app:main]
use = egg:ckan
SECRET_KEY = none
ckan.site_url = https://portail.exemple.fr
ckan.locale_default = fr
ckan.plugins = harvest dcat dcat_rdf_harvester
ckan.storage_path = {folder}/files
ckan.redis.url = redis://127.0.0.1:1/0
solr_url = http://127.0.0.1:1/solr
sqlalchemy.url = postgresql://ckan@/ckan?host={folder}
"""
names, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
socket.getaddrinfo = only(names)
answers, sys.stdout = sys.stdout, sys.stderr
(folder / "ckan.ini").write_text(SETTINGS.format(folder=folder), encoding="utf-8")

from ckan import model
from ckan.cli import load_config
from ckan.config.middleware import make_app
from ckan.lib import search
from ckan.plugins.toolkit import get_action
from ckanext.dcat.harvesters import DCATRDFHarvester
from ckanext.harvest import queue
from ckanext.harvest.model import HarvestJob, HarvestObject, HarvestSource


def harvest(source):
    """The report of a job, and all that CKAN then has."""
    harvester = DCATRDFHarvester()
    job = HarvestJob(source=source, status="Running")
    job.save()
    for number in queue.gather_stage(harvester, job):
        queue.fetch_and_import_stages(harvester, HarvestObject.get(number))
    objects = model.Session.query(HarvestObject).filter_by(harvest_job_id=job.id).all()
    errors = [error.message for error in job.gather_errors]
    errors += [error.message for each in objects for error in each.errors]
    items = [(each.guid, each.report_status) for each in objects]
    return {"errors": errors, "items": items, "records": records(source.url)}


def records(url):
    """Every dataset and file of a source as CKAN's interface shows it."""
    found = []
    query = model.Session.query(model.Package.id).filter_by(type="dataset", state="active")
    for row in query:
        shown = get_action("package_show")({"ignore_auth": True}, {"id": row.id})
        extras = {extra["key"]: extra["value"] for extra in shown.pop("extras")}
        if not extras["uri"].startswith(url.rpartition("/")[0]):
            continue
        resources, owner = shown.pop("resources"), shown.pop("organization")
        tags = sorted(tag["name"] for tag in shown.pop("tags"))
        of_owner = {"organization": owner["name"]}
        found.append((extras["uri"], flat({**shown, **of_owner, "tags": tags, "extras": extras})))
        found += [(one["uri"], flat({**one, "dataset": extras["uri"]})) for one in resources]
    return found


def register(url):
    """The id of a source that an administrator registers, with an organization that owns it."""
    name = urlsplit(url).hostname.replace(".", "-")
    user = get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = {"user": user, "ignore_auth": True, "return_id_only": True}
    owner = get_action("organization_create")(context, {"name": name})
    source = {"name": f"source-{name}", "title": name, "url": url, "source_type": "dcat_rdf"}
    get_action("harvest_source_create")(
        {"user": user, "ignore_auth": True}, {**source, "owner_org": owner}
    )
    return model.Session.query(HarvestSource).filter_by(url=url).one().id


app = make_app(load_config(str(folder / "ckan.ini")))
logging.disable(logging.WARNING)
search._INDICES.clear()
with app._wsgi_app.test_request_context():
    model.repo.create_db()
    sources = {}
    for line in sys.stdin:
        url = json.loads(line)["url"]
        if url not in sources:
            sources[url] = register(url)
        found = harvest(HarvestSource.get(sources[url]))
        print(json.dumps(found), file=answers, flush=True)
