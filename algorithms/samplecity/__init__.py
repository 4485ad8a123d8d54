"""A synthetic city whose answers are known because they were planted: for trying the plugin and for tests."""
