"""Which fields are about a person, by the words of their names: a place-based tool does not read them."""

from __future__ import annotations

from .fieldwords import word_set, words_of

# Words that stand for somebody, or for what only somebody has; in English, Spanish and Portuguese.
_PERSON = word_set(
    """
    accused acusado age aged ages alias apellido arrestee birth birthdate birthday birthplace born caller cedula
    citizen citizenship complainant defendant descent detainee detenido dob driver edad email ethnic ethnicity etnia
    fingerprint firstname forename fullname gender genero idade juvenile juveniles kin lastname licence license
    marital mobile nacimiento nacionalidad nacionalidade nascimento nationality nickname occupation ofensor offender
    passenger passport patient people perp perpetrator perps person persona personas persons phone plate race races
    racial religion reportee sex sexes sexo sospechoso ssn surname susp suspect suspeito telefone telefono telephone
    vic vict victim victima vitima witness witnesses
    """
)
# So do all words that begin like these: victims, victimage, suspectname.
_PERSON_STEMS = ("victim", "offender", "suspect", "perpetrator", "complainant", "defendant", "arrestee", "ethnic")
# A name is somebody's, unless another word says whose else.
_NAME = word_set("name names nombre nombres nome nomes")
_NAMED_THINGS = word_set(
    """
    address agency airport area barrio beat block boro borough business calle canton category circuit circuito city
    ciudad code comuna country county crime delito depot description district distrito division event facility file
    group hood incident layer location lsoa mall msoa municipality nbhd neighborhood neighbourhood offence offense
    parish park parroquia place poi precinct premise premises province provincia region road route school sector
    site square state station stop store street sub subcircuit subcircuito subsector suburb town township type venue
    village ward zip zona zone
    """
)


def person_word(field: str) -> str:
    """The word of a field's name that stands for a person, or ""."""
    words = words_of(field)
    for word in words:
        if word in _PERSON or word.startswith(_PERSON_STEMS):
            return word
    if not _NAMED_THINGS.intersection(words):
        return next((word for word in words if word in _NAME), "")
    return ""


def person_problem(label: str, field: str) -> str:
    """Why a field may not be chosen in the parameter of that label, for problems(); "" when it may."""
    word = person_word(field)
    if not word:
        return ""
    return (
        f"{label}: the field {field} looks like one about a person (the word {word!r}). This tool ranks what is known "
        "of places and times and reads nothing about persons. Choose another field; if this one says something about "
        "the place or the kind of incident, rename it first (toolbox: Rename field)."
    )
