"""Which features of incidents tell one kind from another."""
