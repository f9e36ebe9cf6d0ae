"""CKAN and udata harvest the town by themselves, get everything, and keep up with changes."""

from __future__ import annotations

import json

import pytest

from tests.harvest.conftest import LOOS, MANY, Towns

pytestmark = pytest.mark.http


def test_try(towns: Towns) -> None:
    import time
    out = {}
    def say(name, fn):
        t=time.time(); r=fn(); print(name, round(time.time()-t,1)); out[name]=r; return r
    from dataclasses import asdict
    a=say("first", lambda: towns.harvest(LOOS))
    b=say("again", lambda: towns.harvest(LOOS))
    p=towns.front.servers[LOOS].town/"data"/"source"
    (p/"tried.ttl").write_text('''
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://data.loos-en-gohelle.fr/id/place/tried> a schema:Place ;
  skos:prefLabel "Lieu d’essai"@fr , "Trial place"@en ;
  schema:name "Lieu d’essai"@fr , "Trial place"@en .
''')
    say("publish", lambda: towns.switch(LOOS, "publish"))
    c=say("changed", lambda: towns.harvest(LOOS))
    m=say("many", lambda: towns.harvest(MANY))
    print(towns.front.seen)
    for r in m.values(): print(r.errors, len(r.keys), len(r.records), len(r.items))
    json.dump({k:{p:asdict(r) for p,r in v.items()} for k,v in dict(first=a,again=b,changed=c,many=m).items()}, open('/tmp/hv/story.json','w'))
