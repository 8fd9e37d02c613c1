"""Links what records print to authorities: reads their files, indexes them, finds which of their entries are meant."""
