"""Which names of fields are about a person: by their words, never by a part of one."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("victim_age", "victim"),
        ("VictimAge", "victim"),
        ("VICTAge", "vict"),
        ("victimage", "victimage"),
        ("Vict Sex", "vict"),
        ("suspects", "suspects"),
        ("OFFENDER", "offender"),
        ("name", "name"),
        ("first_name", "name"),
        ("age", "age"),
        ("AGE1", "age"),
        ("ageGroup", "age"),
        ("sex", "sex"),
        ("perp-race", "perp"),
        ("ethnicity", "ethnicity"),
        ("date_of_birth", "birth"),
        ("DOB", "dob"),
        ("driver_licence", "driver"),
        ("license", "license"),
        ("nationality", "nationality"),
        ("telephone2", "telephone"),
        ("Víctima", "victima"),
        ("edad", "edad"),
        ("nombre", "nombre"),
        ("victim_street_name", "victim"),
    ],
)
def test_fields_about_a_person_are_known(qgis_app, field, word):
    from patrol_planner.processing.personfields import person_problem, person_word

    assert person_word(field) == word
    text = person_problem("Fields to rank", field)
    assert field in text and "person" in text and "rename" in text


@pytest.mark.parametrize(
    "field",
    [
        "village",
        "message",
        "average",
        "damage",
        "garage",
        "storage",
        "stage",
        "percentage",
        "Essex",
        "trace",
        "terrace",
        "racetrack",
        "district_name",
        "StreetName",
        "BORO_NM",
        "neighbourhood_name",
        "Location Description",
        "suspicious",
        "vicinity",
        "service",
        "premise",
        "offense",
        "offence_type",
        "mode",
        "beat",
        "weapon",
        "cell_id",
        "address",
    ],
)
def test_fields_about_places_and_deeds_are_not(qgis_app, field):
    from patrol_planner.processing.personfields import person_problem, person_word

    assert person_word(field) == ""
    assert person_problem("Fields to rank", field) == ""
