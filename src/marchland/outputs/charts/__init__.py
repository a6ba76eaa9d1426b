"""Charts of plain tables: each says its finding in its title and draws what is uncertain."""
