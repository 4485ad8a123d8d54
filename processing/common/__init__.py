"""What any module may use: versions of QGIS, packages, CRSs, words, names without secrets. Knows no run."""
