"""XML from strangers, read by defusedxml alone: no entities, no document types, nothing fetched."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring


class UnsafeXml(ValueError):
    """Not well-formed, or something that only an attack needs: an entity, a document type."""


def safe_root(data: bytes) -> Element:
    """The root element. Raises UnsafeXml."""
    try:
        return fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        # ValueError: a NUL or an encoding that does not fit; LookupError: one that nobody knows.
        raise UnsafeXml(type(error).__name__) from error
