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
        ("AGEGROUP", "agegroup"),
        ("BDATE", "bdate"),
        ("Geschlecht", "geschlecht"),
        ("firstnm", "firstnm"),
        ("user_name", "user"),
        ("spouse", "spouse"),
        ("reporting_officer", "officer"),
        ("OFFICER_ID", "officer"),
        ("badge_no", "badge"),
        ("user", "user"),
        ("UserID", "user"),
        ("owner", "owner"),
        ("tenant", "tenant"),
        ("resident", "resident"),
        ("employee", "employee"),
        ("student", "student"),
        ("child", "child"),
        ("inmate", "inmate"),
        ("prisoner", "prisoner"),
        ("gang_member", "gang member"),
        ("testigo", "testigo"),
        ("imputado", "imputado"),
        ("denunciante", "denunciante"),
        ("mujer", "mujer"),
        ("hombre", "hombre"),
        ("male", "male"),
        ("female", "female"),
        ("hair_colour", "hair"),
        ("EyeColor", "eye"),
        ("skin", "skin"),
        ("height", "height"),
        ("height_cm", "height"),
        ("disability", "disability"),
        ("hispanic", "hispanic"),
        ("language", "language"),
        ("dni", "dni"),
        ("rut", "rut"),
        ("curp", "curp"),
        ("imei", "imei"),
        ("home_address", "home address"),
        ("HomeAddress", "home address"),
        ("photo", "photo"),
        ("narrative", "narrative"),
        ("fname", "fname"),
        ("LNAME", "lname"),
        ("mname", "mname"),
        ("vsex", "vsex"),
        ("VAGE", "vage"),
        ("vage2", "vage"),
        ("suspname", "suspname"),
        ("victname", "victname"),
        ("vicage", "vicage"),
        ("offsex", "offsex"),
        ("perprace", "perprace"),
        ("victimname", "victimname"),
        ("suspectsex", "suspectsex"),
        ("offenderdob", "offenderdob"),
        ("arresteegender", "arresteegender"),
        ("race", "race"),
        ("race_of_track_owner", "race"),
        ("owner_of_building_name", "owner"),
        ("Nom", "nom"),
        ("naam", "naam"),
        ("contact", "contact"),
        ("informant", "informant"),
        ("detective", "detective"),
        ("claimant_id", "claimant"),
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
        "race_track",
        "race_course",
        "office",
        "post_office",
        "official",
        "ownership",
        "childcare",
        "childcare_centre",
        "child_care",
        "usage",
        "land_use",
        "conductor",
        "residential",
        "residence",
        "malecon",
        "Heights",
        "building_height",
        "building_name",
        "tree_height",
        "photovoltaic",
        "narrow",
        "home",
        "gang_related",
        "offset",
        "victory",
        "perpendicular",
        "suspended",
        "rutted",
        "eyebright",
        "skinner",
        "badger",
        "nom_rue",
        "relative_risk",
        "guest_house",
        "place_name",
        "stop_name",
    ],
)
def test_fields_about_places_and_deeds_are_not(qgis_app, field):
    from patrol_planner.processing.personfields import person_problem, person_word

    assert person_word(field) == ""
    assert person_problem("Fields to rank", field) == ""


@pytest.mark.parametrize("field", ["callername", "SUBJECTNAME", "RPNAME", "opfer", "Beschuldigter", "middle_initial"])
def test_more_words_of_persons(field: str) -> None:
    from patrol_planner.processing.personfields import person_word

    assert person_word(field)


@pytest.mark.parametrize("field", ["sex_offense", "Sex Crimes", "officer_initiated", "building_age"])
def test_words_of_persons_in_what_is_of_an_offence_or_a_place(field: str) -> None:
    from patrol_planner.processing.personfields import person_word

    assert person_word(field) == ""
