"""The parts of a packed file, read as XML piece by piece, with an end to everything that could go on for ever."""

from xml.parsers import expat

from .cells import BLOWN_UP, BROKEN, LOCKED, MEGABYTE, NotASpreadsheet

MAX_UNPACKED = 100 * MEGABYTE
MAX_PART = 30 * MEGABYTE
MAX_RATIO = 100
MAX_PARTS = 2_000
# Elements cost time even where they hold nothing: beginnings and ends of all that is read of one file.
MAX_TAGS = 2_000_000
# Expat keeps every element that is still open; comments and the like make this count a little too high.
MAX_DEPTH = 50_000
# Expat starts again with a long word for every piece it is given, so the pieces are large.
PIECE = MEGABYTE


class Stop(Exception):
    """Enough was read of a part."""


class Parts:
    """The parts of an archive that a reader asks for. Nothing else is unpacked, and no link is followed."""

    def __init__(self, archive):
        self.archive, self.tags = archive, 0
        self.names = set(archive.namelist())

    def read(self, name, start, end=None, data=None, spaces=False):
        """Parse one part.

        start, end, data    called with (name, attributes), (name), (text); `data` for every piece of a text
        spaces              True where names are to come with their namespaces, “urn:… name”; else bare as in “row”

        A handler may raise Stop. Raises NotASpreadsheet for definitions of its own, which no spreadsheet program
        writes and which can unfold without end, and for XML that is none.
        """
        parser = expat.ParserCreate(namespace_separator=" " if spaces else None)
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse

        def first(name, attributes):
            prefix = name[: name.find(":") + 1] if not spaces else ""
            parser.StartElementHandler, parser.EndElementHandler = start, end
            if prefix:
                parser.StartElementHandler = lambda name, attributes: start(name.removeprefix(prefix), attributes)
                parser.EndElementHandler = end and (lambda name: end(name.removeprefix(prefix)))
            parser.StartElementHandler(name, attributes)

        parser.StartElementHandler, parser.CharacterDataHandler = first, data
        depth = 0
        try:
            with self.archive.open(name) as stream:
                while piece := stream.read(PIECE):
                    tags = piece.count(b"<")
                    self.tags += tags
                    depth += tags - 2 * piece.count(b"</") - piece.count(b"/>")
                    if self.tags > MAX_TAGS or depth > MAX_DEPTH:
                        raise NotASpreadsheet(BLOWN_UP)
                    parser.Parse(piece)
                parser.Parse(b"", True)
        except Stop:
            pass
        except expat.ExpatError:
            raise NotASpreadsheet(BROKEN) from None


def _refuse(*args):
    raise NotASpreadsheet(BROKEN)


def check_size(archive, size):
    """Refuse an archive that unfolds to more than a list of people can be. Raises NotASpreadsheet."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise NotASpreadsheet(BLOWN_UP)
    if any(part.filename.endswith((".xml", ".rels", ".vml")) and part.file_size > MAX_PART for part in parts):
        raise NotASpreadsheet(BLOWN_UP)
    if unpacked > 5 * MEGABYTE and unpacked > MAX_RATIO * size:
        raise NotASpreadsheet(BLOWN_UP)
    if any(part.flag_bits & 1 for part in parts):
        raise NotASpreadsheet(LOCKED)
