"""Articles from the web: fetched politely, from public addresses only, and never trusted."""

from corpus.web.addresses import FetchError, Gone, canonical
from corpus.web.articles import read_address
from corpus.web.fetching import Fetched, Fetcher, Limits, Validators

__all__ = ["FetchError", "Fetched", "Fetcher", "Gone", "Limits", "Validators", "canonical", "read_address"]
