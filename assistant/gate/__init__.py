"""The gate: what of a text with [n] marks the paragraphs it cites bear out."""

from assistant.gate.gate import Gate
from assistant.gate.types import Checked, Cited

__all__ = ["Checked", "Cited", "Gate"]
