"""The page: a chat, and beside it the paragraphs that each answer rests on."""
