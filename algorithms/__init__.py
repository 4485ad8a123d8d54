"""The methods: arrays, ids and projected metres in; arrays and ids out. Knows neither QGIS nor Qt."""
