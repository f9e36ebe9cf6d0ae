"""The messages for the losses of a file, by kind."""

from __future__ import annotations

from terril.intake.losses import loss
from terril.model.languages import gettext_noop

MESSAGES: dict[str, str] = {
    loss.CONTEXT: gettext_noop(
        "The context here cannot be examined ({word}), so what it leaves out is not known. Write "
        "it more simply."
    ),
    loss.DIRECTION: gettext_noop(
        "The direction of writing “{word}” is not published. Take it out; pages find the "
        "direction of a text by its language."
    ),
    loss.FREE: gettext_noop(
        "“{word}” stands alone: it belongs to no thing, so it is not published. Give it a key "
        "within the thing that it is about, or take it out."
    ),
    loss.INDEX: gettext_noop(
        "“{word}” only sorts the entries of this file (@index), and is not published."
    ),
    loss.IRI: gettext_noop(
        "“{word}” is no valid address, so nothing that is written with it is published. An "
        "address has no blanks, quotation marks or brackets; a blank is written %20."
    ),
    loss.KEYWORD: gettext_noop(
        "“{word}” is no keyword of JSON-LD here, so its content is not published. Correct its "
        "spelling or take it out."
    ),
    loss.LANGUAGE: gettext_noop(
        "“{word}” is no language tag, so the text is not published. Write for example fr, en or "
        "fr-BE."
    ),
    loss.MISPLACED: gettext_noop(
        "“{word}” has no effect here. @language and @type belong beside @value, and settings in "
        "@context; move it there or take it out."
    ),
    loss.NUMBER: gettext_noop(
        "The number {word} would be published with an exponent, which is not what is written. "
        "Put it between quotation marks, with the datatype xsd:decimal or xsd:integer."
    ),
    loss.PREFIX: gettext_noop(
        "The prefix “{word}” is not declared in the context, so these words mean something else. "
        "Declare it there, with an address that ends in “/” or “#”, or correct its spelling."
    ),
    loss.TERM_TWICE: gettext_noop(
        "The context explains “{word}” twice, and only the last explanation counts. Take one out."
    ),
    loss.UNMAPPED: gettext_noop(
        "The context does not explain the key “{word}”, so its content is not published "
        "(occurrences: {count}). Add it to the context with its address; to leave it out on "
        "purpose, give it the value null there."
    ),
    loss.UNREAD: gettext_noop(
        "The text “{word}” is not read, although nothing is wrong with it. Write the thing that "
        "it belongs to more simply: without @nest, and without contexts that belong to a type."
    ),
    loss.XML_ATTRIBUTE: gettext_noop(
        "The attribute “xml:{word}” has no effect in RDF/XML. Correct its spelling or take it out."
    ),
    loss.XML_DATATYPE: gettext_noop(
        "A thing has no datatype, so <{word}> is not published. Write a text instead of the "
        "element, or take rdf:datatype out."
    ),
    loss.XML_END: gettext_noop(
        "This file is not complete and well-formed XML from here on ({word}), so its end may be "
        "missing. Restore it from a good copy, or close every element."
    ),
    loss.XML_NAME: gettext_noop(
        "RDF/XML has no name “rdf:{word}”, so something else than what is meant is read. Correct "
        "its spelling."
    ),
    loss.XML_PARSE_TYPE: gettext_noop(
        "RDF/XML has no rdf:parseType “{word}”, so the element is left out. Correct its spelling "
        "or take it out."
    ),
    loss.DEPTH: gettext_noop(
        "This file is nested too deep to find out whether all of it is read. Write its things "
        "side by side, and let them refer to each other."
    ),
}
