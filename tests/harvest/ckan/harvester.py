"""CKAN with ckanext-harvest and ckanext-dcat, harvesting a catalogue: one line in, one line out.

Runs in the environment that ``requirements.txt`` beside this file describes. Each line of the
input is a job (``{"url": …}``); each line of the output is what CKAN stores after it. All of it
is CKAN's own code on a PostgreSQL of its own, but for the search index (CKAN falls back to its
own empty one, since there is no Solr) and the queue between the stages (there is no Redis).
"""

import json
import logging
import sys
from pathlib import Path

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
folder, names = Path(sys.argv[1]), json.loads(sys.argv[2])
only(names)
answers, sys.stdout = sys.stdout, sys.stderr
(folder / "ckan.ini").write_text(SETTINGS.format(folder=folder), encoding="utf-8")

from ckan import model  # noqa: E402
from ckan.cli import load_config  # noqa: E402
from ckan.config.middleware import make_app  # noqa: E402
from ckan.lib import search  # noqa: E402
from ckan.plugins.toolkit import get_action  # noqa: E402
from ckanext.dcat.harvesters import DCATRDFHarvester  # noqa: E402
from ckanext.harvest import queue  # noqa: E402
from ckanext.harvest.model import HarvestJob, HarvestObject, HarvestSource  # noqa: E402


def harvest(source):
    """The report of a job, and every dataset that CKAN then has."""
    harvester = DCATRDFHarvester()
    job = HarvestJob(source=source, status="Running")
    job.save()
    for number in queue.gather_stage(harvester, job):
        queue.fetch_and_import_stages(harvester, HarvestObject.get(number))
    objects = model.Session.query(HarvestObject).filter_by(harvest_job_id=job.id)
    errors = [error.message for error in job.gather_errors]
    errors += [error.message for each in objects for error in each.errors]
    states = sorted((each.guid, each.report_status) for each in objects)
    return {"errors": errors, "items": states, "datasets": datasets()}


def datasets():
    """Every dataset as CKAN's interface shows it."""
    query = model.Session.query(model.Package.id).filter_by(type="dataset", state="active")
    return [get_action("package_show")({"ignore_auth": True}, {"id": row.id}) for row in query]


def register(url):
    """A source as an administrator registers it, of an organization that owns it."""
    user = get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = {"user": user, "ignore_auth": True, "return_id_only": True}
    owner = get_action("organization_create")(context, {"name": "town"})
    source = {"name": "town", "title": "Town", "url": url, "source_type": "dcat_rdf"}
    get_action("harvest_source_create")(
        {"user": user, "ignore_auth": True}, {**source, "owner_org": owner}
    )
    return model.Session.query(HarvestSource).one().id


app = make_app(load_config(str(folder / "ckan.ini")))
logging.disable(logging.WARNING)
search._INDICES.clear()
with app._wsgi_app.test_request_context():
    model.repo.create_db()
    number = None
    for line in sys.stdin:
        number = number or register(json.loads(line)["url"])
        found = harvest(HarvestSource.get(number))
        print(json.dumps(found), file=answers, flush=True)
