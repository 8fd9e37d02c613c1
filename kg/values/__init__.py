"""Text to value, pure: names, identifiers, dates, titles, affiliations, sections, spellings, keys."""
