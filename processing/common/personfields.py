"""Which fields are about a person, by the words of their names: a place-based tool does not read them."""

from __future__ import annotations

import re
import unicodedata

from ...algorithms.texts import Text

# Capitals within a word begin a new one (VictimAge, VICTAge); digits and all signs end one (age1, victim_age).
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words_of(name: str) -> list[str]:
    """In lower case and without accents: ["victim", "age"] of victim_age, VictimAge and VICTIM AGE2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return [word.lower() for word in _WORDS.findall(plain)]


def word_set(text: str) -> frozenset[str]:
    """The words of a text, to look others up in."""
    return frozenset(text.split())


# Words that stand for somebody, or for what only somebody has; in English, Spanish, Portuguese and some
# German and French.
_PERSON = word_set(
    """
    accused achternaam acusado age aged agegroup agegrp ages aka alias anzeiger apellido apellidos applicant
    applicants arrestee assailant assailants assignedto badge bdate beschuldigter birth birthdate birthday birthplace
    born caller cedula child children citizen citizenship claimant client clients cognome complainant complexion
    constable contact contacts cpf curp customer customers deceased decedent defendant denunciante deputy descent
    detainee detective detenido disability dni dob driver edad efternamn email employee employees employer ethn ethnic
    ethnicity etnia etternavn eye eyes familienaam familienname father female females fingerprint firstname firstnm
    fname forename fornamn fornavn foto fullname geburtsdatum gender genero geschadigter geschaedigter geschlecht gndr
    guardian guest guests hair halter hispanic hombre hombres homeowner husband idade imei imie imputado individual
    individuals informant informants inmate inmates investigator jmeno juvenile juveniles kennzeichen kin language
    lastname lastnm latina latino licence license lname male males marital melder men mname mobile moniker mother
    mujer mujeres nachname nacimiento nacionalidad nacionalidade narrative nascimento nationality nazwisko nickname
    occupant occupants occupation ofensor offender officer officers opfer owner owners parolee passenger passport
    patient people perp perpetrator perps person persona personas personnel persons petitioner phone photo photos
    plaignant plaintiff plate prenom prijmeni prisoner prisoners probationer raca race races racial recidivist
    registrant relatives religion reportedby reportee reporter reporters resident residents respondent rut sergeant
    sex sexe sexes sexo skin sobrenome sospechoso spouse ssn student students subscriber surname susp suspect suspeito
    taeter tater tattoo tatverdachtiger tel telefone telefono telephone telno temoin tenant tenants testigo testigos
    user username users vic vict victim victima vitima vittima voornaam vorname wife witness witnesses women zeuge
    zeugin
    anrufer beschuldigter halter immigration mugshot tatverdaechtiger telefon telefonnummer
    """
)
# So do all words that begin like these: victims, victimage, suspectname.
_PERSON_STEMS = ("victim", "offender", "suspect", "perpetrator", "complainant", "defendant", "arrestee", "ethnic")
# And all that are two such words run together: vsex, suspname, perprace.
_RUN_TOGETHER = re.compile(
    r"(v|vic|vict|susp|off|perp|subj|subject|caller|comp|compl|rp|owner|driver|witness|patient|opfer)"
    r"(name|nm|age|sex|race|dob|gender|phone|addr|address)"
)
_NAMES_SOMEBODY = re.compile(r"(?P<who>\w{3,}?)(?:names?|nm|ids?|nums?|phone)")
# Words of moments that belong to somebody, not to what happened.
_OF_A_LIFE = word_set(
    "age bdate birth birthdate birthday born dob geburtsdatum nacimiento nascimento deceased decedent"
)
# Words that say that a field holds moments, whoever's deed they are the moments of.
_MOMENTS = word_set(
    """
    arrival arrive arrived assigned at began begin cleared clock closed created date dates datetime day departed
    dispatched dt end ended enroute hour hours minute moment occurred off on onscene opened received reported start
    started stop stopped time times timestamp until
    """
)
# Pairs that mean more than their words: of a person, and of a place.
_PERSON_PAIRS = frozenset(
    [("gang", "member"), ("gang", "members"), ("home", "address"), ("middle", "initial"), ("social", "security")]
    + [("e", "mail"), ("reported", "by"), ("assigned", "to"), ("national", "id")]
)
_PLACE_PAIRS = frozenset(
    [("race", "track"), ("race", "course"), ("child", "care"), ("guest", "house"), ("building", "age")]
    + [("sex", "offense"), ("sex", "offence"), ("sex", "offenses"), ("sex", "offences"), ("sex", "crime")]
    + [("sex", "crimes"), ("officer", "initiated")]
)
# A name or a height is somebody's, unless another word says whose else.
_OF_ANYTHING = word_set("name names nombre nombres nome nomes nom noms naam namn navn height")
# What the roads of a layer may be called by: name, as everywhere, and FULLNAME of the United States' census.
_OF_A_ROAD = (_OF_ANYTHING - {"height"}) | {"", "fullname"}
_NAMED_THINGS = word_set(
    """
    address agency airport area arrondissement bar barrio beat block boro borough brand bridge building business calle
    canton category cell church circuit circuito city ciudad cluster code commune comuna country county crime delito
    depot description district distrito division event facility fence file grid group hood hospital hotel hotspot
    incident lamp layer location lsoa mall market msoa municipality nbhd neighborhood neighbourhood node offence
    offense parish park parroquia place poi precinct premise premises province provincia pub quartier region
    restaurant road route rue school secteur sector shop site square state station stop store street sub subcircuit
    subcircuito subsector suburb town township tree type venue via village ville wall ward zip zona zone
    """
)


def person_word(field: str) -> str:
    """The word, or pair of words, of a field's name that stands for a person, or ""."""
    words = words_of(field)
    pairs = list(zip(words, words[1:]))
    of_places = {word for pair in pairs if pair in _PLACE_PAIRS for word in pair}
    for word in words:
        if word in of_places:
            continue
        if word in _PERSON or word.startswith(_PERSON_STEMS) or _RUN_TOGETHER.fullmatch(word):
            return word
        somebody = _NAMES_SOMEBODY.fullmatch(word)
        if somebody and somebody["who"] in _PERSON:
            return word
    for pair in pairs:
        if pair in _PERSON_PAIRS:
            return " ".join(pair)
    if not _NAMED_THINGS.intersection(words):
        return next((word for word in words if word in _OF_ANYTHING), "")
    return ""


def person_problem(label: str, field: str, holds_moments: bool = False) -> str:
    """Why a field may not be chosen in the parameter of that label; "" when it may.

    ``holds_moments``: the parameter reads moments, so that caller_time is when somebody called; a birthday is not.
    """
    word = person_word(field)
    if not word or (holds_moments and _is_moment_of_a_deed(field)):
        return ""
    return Text(
        "{label}: the field {field} looks like one about a person ({word!r}). Patrol Planner works with places "
        "and times and reads nothing about persons. Choose another field; if this one says something about the "
        "place or the kind of incident, rename it first, as place_name (toolbox: Rename field).",
        label=label,
        field=field,
        word=word,
    )


def names_a_road(field: str) -> bool:
    """Whether a field of a layer of roads may hold the roads' names: it says nothing of whose name it is."""
    return person_word(field) in _OF_A_ROAD


def _is_moment_of_a_deed(field: str) -> bool:
    words = words_of(field)
    return not _MOMENTS.isdisjoint(words) and _OF_A_LIFE.isdisjoint(words)
