"""The route table: every address of the site, its view, and what it answers.

The URL rules of the application, the OpenAPI document and the table of ``docs/http.md`` are made
from these rows.
"""

from __future__ import annotations

from terril.model.languages import gettext_noop
from terril.representations.facets import FACETS
from terril.representations.openapi import JSON_OBJECT, Operation
from terril.web import reconciliation
from terril.web.catalogue import catalogue_pages, downloads
from terril.web.changes import atom, change_pages, event_stream
from terril.web.http import mementos
from terril.web.http.route import Route, Scope
from terril.web.site import accessibility, assets, health, home, openapi, robots, search, theme
from terril.web.sparql import endpoint
from terril.web.stored_queries import answers, question_page
from terril.web.things import lists, thing_documents
from terril.web.vocabulary import classes, definitions

BOTH = ("GET", "POST")
READER = ("lang", "release")

THINGS = (
    Route(
        "/",
        home.home,
        "the start page; as RDF the whole town as a VoID data set",
        Scope.HISTORY,
        parameters=READER,
        document="/index",
    ),
    Route(
        "/id/<kind>/<path:slug>",
        thing_documents.thing,
        "303 to `/doc/{kind}/{slug}`: a thing itself cannot be sent",
        parameters=READER,
    ),
    Route(
        "/<kind>",
        lists.collection,
        "the things of a kind, negotiated, also as `csv` and `geojson`, and as `linkset` (RFC "
        "9264) for programs that follow FAIR Signposting; a facet takes the last part of an IRI, "
        "a second value of one facet widens the list, another facet narrows it; "
        "`sort=-name`, `view=table` or `map`",
        parameters=(*FACETS, "sort", "view", "page", *READER),
        document="/<kind>",
        operation=Operation(
            "list",
            gettext_noop("The things of a kind, narrowed and sorted"),
            (*FACETS, "sort", "page", "lang"),
            more_content={"text/csv": {}, "application/geo+json": {}},
        ),
    ),
    Route(
        "/doc/<kind>/<path:slug>",
        thing_documents.document,
        "the document about a thing, negotiated; with an extension, such as `.ttl`, that format "
        "always",
        Scope.SITE,
        parameters=READER,
        operation=Operation(
            "document", gettext_noop("Everything about one thing"), problems=("410",)
        ),
    ),
    Route(
        "/timemap/doc/<kind>/<path:slug>",
        mementos.timemap,
        "the kept states of a document (RFC 7089, section 5)",
        Scope.RELEASES,
    ),
)

SEARCH = (
    Route(
        "/search",
        search.search,
        "things by words, numbers or parts of names, negotiated; accents, case and small slips do "
        "not matter",
        parameters=("q", "kind", "page", *READER),
        document="/search",
        operation=Operation(
            "search",
            gettext_noop("Things by words, numbers or parts of names"),
            ("q", "page", "lang"),
        ),
    ),
    Route(
        "/suggest",
        search.suggest,
        "names for what has been typed so far",
        parameters=("q", *READER),
        operation=Operation(
            "suggest",
            gettext_noop("Names for what has been typed so far"),
            ("q",),
            {"application/x-suggestions+json": {"schema": {"type": "array"}}},
            result=gettext_noop("the names"),
        ),
    ),
    Route("/opensearch.xml", search.opensearch, "how a browser adds the search to its own"),
    Route(
        "/reconcile",
        reconciliation.service,
        "matching of a table's names to IRIs (Reconciliation Service API 0.2): the manifest; with "
        "`queries` a batch, with `extend` values ([how to use it](reconcile.md))",
        methods=BOTH,
        parameters=("queries", "extend", "lang"),
        operation=Operation(
            "reconcile",
            gettext_noop(
                "Names of a table matched to IRIs of the town; without names, the manifest"
            ),
            ("queries", "lang"),
            JSON_OBJECT,
            problems=("400", "429"),
        ),
        counted=True,
    ),
    Route(
        "/reconcile/suggest/<what>",
        reconciliation.suggest,
        "what is typed, completed; `what` is `entity`, `property` or `type`",
        parameters=("prefix", "cursor", "lang"),
    ),
    Route(
        "/reconcile/properties",
        reconciliation.propose,
        "properties of a type, for columns to add",
        parameters=("type", "limit", "lang"),
    ),
    Route(
        "/reconcile/preview",
        reconciliation.preview,
        "a thing as a page for a frame of another site",
        parameters=("id", "lang"),
    ),
)

CATALOGUE = (
    Route(
        "/catalogue",
        catalogue_pages.catalogue,
        "the datasets for portals (DCAT-AP 3.0.1) and for people, negotiated: "
        "[catalogue](catalogue.md). More than 50 have pages, which keep to the release of the "
        "first: `hydra:next` names it",
        parameters=("page", *READER),
        document="/catalogue",
        operation=Operation(
            "catalogue",
            gettext_noop("The datasets of the town and their files (DCAT-AP)"),
            ("page", "lang"),
        ),
    ),
    Route(
        "/catalogue/<dataset>",
        catalogue_pages.dataset,
        "one dataset, negotiated; also with an extension",
        Scope.HISTORY,
        parameters=READER,
        operation=Operation(
            "dataset", gettext_noop("One dataset and its files (DCAT-AP)"), ("lang",)
        ),
    ),
    Route(
        "/dump/<release>/<name>",
        downloads.download,
        "a file of a dataset, never a redirect; `release` is an id, for ever, or `latest`. `name` "
        "is `{dataset}.{ttl,jsonld,rdf,nt,csv,xlsx,geojson}`, `{dataset}.{language}.csv`, "
        "`….links.csv`, `….csv-metadata.json`, each also with `.gz`, or `SHA256SUMS`; "
        "`{dataset}` is `town` (what queries see; `trig` and `nq` have every graph), `themes`, "
        "`organizations`, `places`, `events`, `projects-and-services`, or `model` and `shapes` "
        "(RDF only): "
        "[tables](tables.md)",
        Scope.RELEASES,
    ),
)

CHANGES = (
    Route(
        "/changes",
        change_pages.changes,
        "what each release added, changed and removed: a page; as RDF the event stream and its "
        "changes",
        Scope.HISTORY,
        parameters=("page", "lang"),
        document="/changes",
        operation=Operation(
            "changes",
            gettext_noop("What each release added, changed and removed"),
            ("page", "lang"),
        ),
    ),
    Route(
        "/changes/feed",
        event_stream.feed,
        "the changes for programs that follow: LDES in pages that never change "
        "([how](changes.md))",
        Scope.HISTORY,
        parameters=("lang",),
        document="/changes/feed",
        operation=Operation(
            "feed",
            gettext_noop("The changes for programs that follow them (Linked Data Event Streams)"),
        ),
    ),
    Route(
        "/changes/feed/<name>/<before>/<part>",
        event_stream.page,
        "one page of versions of the feed",
        Scope.HISTORY,
    ),
    Route(
        "/changes/<name>",
        change_pages.change,
        "one change, thing by thing and statement by statement; `name` is the release, or "
        "`{release}-2` when it became current for the second time; with `.rdfp` as RDF Patch, "
        "which makes the newer release of the older one, with `.trig` as two graphs `#added` and "
        "`#removed`",
        Scope.HISTORY,
        parameters=("lang",),
    ),
    Route(
        "/changes.atom",
        atom.atom,
        "the changes for feed readers (RFC 4287), an entry for each",
        Scope.HISTORY,
        parameters=("lang",),
    ),
)

QUERIES = (
    Route(
        "/sparql",
        endpoint.endpoint,
        "SPARQL 1.1 Protocol, by GET and both forms of POST; a page for browsers; without a query "
        "what the endpoint can do (SPARQL Service Description): formats, graphs, known prefixes, "
        "limits",
        methods=BOTH,
        parameters=("query", "default-graph-uri", "named-graph-uri", "format", *READER),
        counted=True,
    ),
    Route(
        "/sparql.<extension:extension>",
        endpoint.description,
        "the service description in one format",
        parameters=READER,
    ),
    Route(
        "/query",
        question_page.list_page,
        "all stored questions: a page; as RDF what `/def/queries` says",
        parameters=READER,
        document="/query",
    ),
    Route(
        "/query/<name>",
        answers.question,
        "a stored question, with its parameters in the address: a page with a form; plain JSON "
        "(`application/json`, `?format=json`: an array of objects; with `&lang=fr` only rows in "
        "that language); SPARQL results in every format: "
        "`/query/organizations-on-a-site?format=csv`; `?format=rq` is the question as a query",
        parameters=("format", *READER),
        counted=True,
    ),
)

VOCABULARY = (
    Route("/def/", definitions.index, "the documents and classes of the model", parameters=READER),
    Route(
        "/def/<name>",
        definitions.definition,
        "one document of the model, such as `town`, `shapes` or `context.jsonld`: "
        "`https://w3id.org/terril/town#partnerOf` is explained at `/def/town#partnerOf`; "
        "`problems` explains every type of problem that a query can meet",
        parameters=READER,
    ),
    Route(
        "/def/<name>/<number>",
        definitions.version,
        "303 to the document of the model that has this version",
    ),
    Route(
        "/def/class/<name>",
        classes.document,
        "a class of the model: properties, how many, values, an example of this town; its SHACL "
        "shapes as data",
        parameters=READER,
    ),
)

SITE = (
    Route(
        "/accessibility",
        accessibility.statement,
        "how far the pages can be used by everybody, and whom to tell",
        parameters=READER,
        document="/accessibility",
    ),
    Route(
        "/openapi.json",
        openapi.description,
        "these addresses described for programs (OpenAPI 3.1)",
        parameters=("lang",),
    ),
    Route(
        "/.well-known/api-catalog",
        openapi.interfaces,
        "the interfaces of the site as a set of links (RFC 9727): SPARQL, ready questions, "
        "reconciliation, stream of changes",
    ),
    Route(
        "/.well-known/void",
        openapi.redirect_to_void,
        "302 to `/index.ttl`: the data set and its numbers (VoID), by class and by property",
    ),
    Route("/.well-known/dcat", openapi.redirect_to_catalogue, "302 to `/catalogue.ttl`"),
    Route(
        "/sitemap.xml",
        robots.sitemap,
        "every page with the date of its own last change and its languages, in parts of 10,000",
        Scope.HISTORY,
        parameters=("part",),
    ),
    Route("/robots.txt", robots.robots, "what crawlers should leave alone"),
    Route(
        "/health",
        health.health,
        "that the server is ready, and with which release",
        operation=Operation(
            "health",
            gettext_noop("Whether the server is ready, and with which release"),
            content=JSON_OBJECT,
            result=gettext_noop("it is ready"),
        ),
    ),
    Route("/static/<name>", assets.asset, "stylesheet, icon, and the script of the query page"),
    Route("/look.css", theme.stylesheet, "the colour of the town"),
    Route("/logo", theme.logo, "the picture of the town, if it has one"),
)

ROUTES = (*THINGS, *SEARCH, *CATALOGUE, *CHANGES, *QUERIES, *VOCABULARY, *SITE)
"""Every address but ``/metrics``, which belongs to the process and not to a release."""
