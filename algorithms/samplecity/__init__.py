"""A synthetic city whose answers are known because they were planted: for trying the plugin and for tests."""

from .city import SampleCity, Truth, make_city
from .sizes import CRS_AUTHID, SIZES

__all__ = ["CRS_AUTHID", "SIZES", "SampleCity", "Truth", "make_city"]
