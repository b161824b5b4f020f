"""How the reader is made: from data to weights. Nothing imports it."""
