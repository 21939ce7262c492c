"""Rules of Hubs: policies of a table, who may act from which seat."""
