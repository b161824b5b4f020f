"""What can go wrong with an index. Every message is one sentence for a person: what, where, what to do."""


class NewsIndexError(Exception):
    """Anything wrong with an index that its user can do something about."""


class IndexMissingError(NewsIndexError):
    """There is no index in the folder."""


class NotAnIndexError(NewsIndexError):
    """The folder holds something else, or an index of another format."""


class WrongModelError(NewsIndexError):
    """The index was made with another embedding model."""


class ModelMissingError(NewsIndexError):
    """The embedding model cannot be found, or is not what it should be."""


class IndexLockedError(NewsIndexError):
    """Another process is writing to the index."""


class IndexNotWritableError(NewsIndexError):
    """The index's folder cannot be written."""


class IndexDamagedError(NewsIndexError):
    """The index's files cannot be read."""


class SourceError(NewsIndexError):
    """A source that cannot be followed, or whose record cannot be read."""


class NothingToIndexError(NewsIndexError):
    """A rebuild was given no article at all, and so left the index as it was."""
