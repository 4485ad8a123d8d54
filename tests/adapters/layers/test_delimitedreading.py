"""Reading a file of delimited text in bulk gives what the feature loop gives, or is not done."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

PLACES = [(551000.5 + 7 * n, 4181000.25 + 3 * n) for n in range(900)]
WHOLE = "x,y,when,day,clock,number,whole,text\n" + "".join(
    f"{x},{y},2024-03-{1 + n % 28:02d}T{n % 24:02d}:{n % 60:02d}:00,2024-02-{1 + n % 28:02d},{n % 24:02d}:30,{n / 8},"
    f"{n - 100},line {n}\n"
    for n, (x, y) in enumerate(PLACES)
)


def rows(*lines, header="x,y,text,number"):
    """A file with these lines among ordinary ones."""
    usual = [f"{x},{y},abc {n},{n}.5" for n, (x, y) in enumerate(PLACES)]
    return "\n".join([header, *usual[:5], *lines, *usual[5:]]) + "\n"


# What it is about → the file, whether it is read in bulk.
FILES = {
    "all types": (WHOLE, True),
    "Windows line ends": (WHOLE.replace("\n", "\r\n"), True),
    "a byte order mark": ("\ufeff" + WHOLE, True),
    "a long way to the next line": (WHOLE + f"1,2,,,,,,{'b' * 300}\n", True),
    "no last line end": (WHOLE.rstrip("\n"), True),
    "moments with a space and milliseconds": (WHOLE.replace(":00,2024", ":00.250,2024").replace("T", " "), True),
    "moments to the minute": (WHOLE.replace(":00,2024", ",2024").replace("T", " "), True),
    "moments to the minute, or not": (WHOLE.replace("7:00,2024", "7,2024"), True),
    "moments with a zone": (WHOLE.replace(":00,2024", ":00Z,2024"), False),
    "NULL in every column": (WHOLE + ",,,,,,,\n1,2,,,,,,\n,,2024-03-01T10:00:00,,,,,\n", True),
    "empty lines": (rows("", "", "1,2,a,3", ""), True),
    "empty records": (rows(",,,", '"","",,', ",,,  ", "  "), True),
    "short records": (rows("1,2", "1,2,b", "1", ",,c"), True),
    "long records": (rows("1,2,b,3,4,5", "1,2,b,3,,"), True),
    "a trailing delimiter": (rows().replace("\n", ",\n"), True),
    "places that are none": (
        rows("NA,2,a,1", "1,,a,1", ",2,a,1", ",,a,1", "x y,2,a,1", "1 000,2,a,1", '"1,000",2,a,1'),
        True,
    ),
    "places as they may be written": (
        rows(" 1 , 2 ,a,1", '"3","4",a,1', "+1,-2,a,1", "1e3,2E-1,a,1", ".5,5.,a,1"),
        True,
    ),
    "infinite places": (rows("inf,2,a,1", "1,nan,a,1"), False),
    "quoted line ends": (rows('1,2,"a\nb",3', '1,2,"c\n\nd ""e"", f",3', '1,2,"",3', '1,2,"""",4'), True),
    "quotes within a text": (rows('1,2,a "b" c,3'), False),
    "text after a quote": (rows('1,2,"a" b,3'), False),
    "text after an empty quote": (rows('1,2,""b,3'), False),
    "space around quotes": (rows('1,2, "a" ,3'), False),
    "a quote without an end": (rows('1,2,"a,3'), False),
    "text that looks like numbers": (rows("1,2,007,3", "1,2, 8 ,3", "1,2,  ,3"), True),
    "numbers of all kinds": (rows("1,2,a,007", "1,2,a,1e5", "1,2,a,-3", "1,2,a, 4", "1,2,a,"), True),
    "numbers in thousands": (rows('1,2,a,"1,234"', '1,2,a,"12,345,678"'), True),
    "numbers in words": (rows("1,2,a,inf", "1,2,a,nan"), False),
    "letters of all kinds": (rows("1,2,Ñandú – 東京 👮,3"), True),
    "other columns first": (rows("1,2,a,3", header="number,text,x,y").replace("abc ", ""), True),
    "columns of one name": (rows("1,2,a,3", header="x,y,text,text"), True),
    "a column called fid": (rows("1,2,a,3", header="x,y,fid,number"), True),
    "a column called by its place": (rows("1,2,a,3", header="x,y,field_9,3"), True),
    "columns without a name": (rows("1,2,a,3", header="x,y,,"), True),
    "60 columns": (
        ",".join(["x", "y", *(f"f{n}" for n in range(58))]) + "\n" + f"1.5,2.5{',7.25' * 58}\n" * 600,
        True,
    ),
    "other delimiters": (WHOLE.replace(",", ";"), True),
    "old line ends": (WHOLE.replace("\n", "\r"), False),
    "a line end within a line": (rows("1,2,a\rb,3"), False),
    "another encoding": (rows("1,2,café,3").encode("latin-1"), False),
    "another encoding, elsewhere": (rows("1,2,3,café", header="x,y,number,text").encode("latin-1"), False),
    "zeros": (rows("1,2,a\0b,3"), False),
    "whole numbers beyond": (rows("1,2,a,30000000000", header="x,y,text,whole").replace(".5", ""), True),
    "whole numbers that are missing": (rows("1,2,a,", "1,2,a,7", header="x,y,text,whole").replace(".5", ""), True),
}


@pytest.fixture
def open_text(qgis_app, tmp_path):
    from qgis.core import QgsVectorLayer

    def opened(content, options="", x="x", y="y"):
        path = tmp_path / "odd.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        delimiter = "&delimiter=;" if b";" in path.read_bytes()[:20] else ""
        uri = f"file://{path}?type=csv&maxFields=10000&detectTypes=yes&xField={x}&yField={y}&crs=EPSG:32610{delimiter}"
        layer = QgsVectorLayer(uri + options, "odd", "delimitedtext")
        assert layer.isValid()
        return layer

    return opened


@pytest.fixture
def read(qgis_app, monkeypatch):
    """Columns of a layer, or of what is selected of it, through the loop or in bulk, and whether that was done."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProcessingFeedback, QgsProject

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.layers import reading
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    project = QgsProject()
    quick = reading._read_text

    def read_columns(layer, in_bulk, names=None, selected=False):
        taken = []

        def watched(*arguments):
            taken.append(quick(*arguments) if in_bulk else None)
            return taken[-1]

        monkeypatch.setattr(reading, "_read_text", watched)
        context = QgsProcessingContext()
        context.setProject(project)
        project.addMapLayer(layer, False)
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True) if selected else layer
        run = Run(RiskGrid().create(), {"INCIDENTS": chosen}, context, QgsProcessingFeedback())
        names = layer.fields().names() if names is None else names
        found = reading._read_columns(run, run.required_source("INCIDENTS"), names)
        project.takeMapLayer(layer)
        return found, bool(taken) and taken[0] is not None

    return read_columns


def as_asked_for(values):
    """A column in all the ways somebody may have it."""
    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.layers.columns import numbers_of, texts_of
    from patrol_planner.processing.times.times import _read_clocks, read_times

    try:
        times = read_times(values, "a", may_be_empty=True)
        moments = [times.time, times.is_day, [times.unread], [times.zoned], [*map(str, times.notes)]]
    except PatrolError as error:
        moments = [[str(error)]]
    return [numbers_of(values), texts_of(values), _read_clocks(values), *moments]


def require_same(found, expected, names):
    (ids, wkb, columns), (loop_ids, loop_wkb, loop_columns) = found, expected
    assert ids.tolist() == loop_ids.tolist()
    assert wkb == loop_wkb
    for name in names if len(ids) else ():
        for one, other in zip(as_asked_for(columns[name]), as_asked_for(loop_columns[name])):
            np.testing.assert_array_equal(one, other, err_msg=name)


@pytest.mark.parametrize("about", FILES)
@pytest.mark.parametrize("piece", [1 << 21, 5000])
def test_in_bulk_as_in_the_loop(open_text, read, monkeypatch, about, piece):
    from patrol_planner.processing.files import delimitedreading, delimitedrecords

    monkeypatch.setattr(delimitedreading, "_BYTES", piece)
    content, can_be = FILES[about]
    layer = open_text(content)
    # Whole numbers of 64 bits and yes and no are left to the loop.
    names = [field.name() for field in layer.fields() if field.typeName() in delimitedrecords.READERS]
    found, in_bulk = read(layer, True, names)
    expected, _ = read(layer, False, names)
    require_same(found, expected, names)
    assert in_bulk == can_be


@pytest.mark.parametrize(
    "options, can_be",
    [
        ("", True),
        ("&encoding=UTF-8&decimalPoint=.&spatialIndex=no&subsetIndex=no&watchFile=no&quiet=yes", True),
        ("&spatialIndex=yes&subsetIndex=yes&useHeader=yes&skipLines=0&trimFields=no&xyDms=no", True),
        ("&field=number:text&field=whole:double", True),
        ("&detectTypes=no", False),
        ("&encoding=ISO-8859-1", False),
        ("&decimalPoint=,", False),
        ("&skipLines=1&useHeader=no", False),
        ("&trimFields=yes", False),
        ("&skipEmptyFields=yes", False),
        ("&zField=number", False),
        ("&quote='", False),
        ("&escape=", False),
        ("&subset=number>3", False),
        ("&surprise=yes", False),
    ],
)
def test_only_of_plain_options(open_text, read, options, can_be):
    header = options.startswith("&skipLines")
    content = rows("NA,2,b,3", "", ",,,", header="x,y,text,number")
    if "field=" in options:
        content = content.replace("number", "number,whole", 1)
    layer = open_text(content.replace("detectTypes=yes", ""), options, *(("field_1", "field_2") if header else ()))
    names = layer.fields().names()[2:4]
    found, in_bulk = read(layer, True, names)
    require_same(found, read(layer, False, names)[0], names)
    assert in_bulk == can_be or options == "&detectTypes=no"


@pytest.mark.parametrize("options", ["maxFields=3", "maxFields=4", "maxFields=5", "xyDms=yes"])
def test_no_columns_cut_off_and_no_minutes_of_arc(open_text, options):
    from qgis.core import QgsVectorLayer

    from patrol_planner.processing.files.delimitedreading import plain_text

    source = open_text(rows("1,2,a,3,4")).source().replace("maxFields=10000", options)
    assert plain_text(QgsVectorLayer(source, "cut", "delimitedtext")) is None


def test_what_is_selected(open_text, read):
    layer = open_text(rows("", "NA,2,b,3", ",,b,3", '"1","2","a\nb",4'))
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][3:700:3])
    found, in_bulk = read(layer, True, selected=True)
    require_same(found, read(layer, False, selected=True)[0], layer.fields().names())
    assert in_bulk and len(found[0]) == 233


def test_a_header_alone(open_text):
    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.files.delimitedreading import plain_text, read_plain_text

    ids, wkb, columns = read_plain_text(plain_text(open_text("x,y,text\n")), ["text"], 0, Control())
    assert len(ids) == 0 and wkb == [] and columns == {"text": []}


@pytest.mark.parametrize("what", ["ids", "values", "places", "number"])
def test_another_sample_is_not_believed(open_text, read, monkeypatch, what):
    from patrol_planner.processing.layers import reading

    quick = reading.read_plain_text

    def other(*arguments):
        ids, wkb, columns = quick(*arguments)
        if what == "ids":
            ids[-1] += 1
        elif what == "values":
            columns["text"][0] += " "
        elif what == "places":
            wkb[-1] = wkb[0]
        return None if what == "number" else (ids, wkb, columns)

    monkeypatch.setattr(reading, "read_plain_text", other)
    layer = open_text(rows())
    found, in_bulk = read(layer, True)
    require_same(found, read(layer, False)[0], layer.fields().names())
    assert not in_bulk


def test_the_file_has_changed_since(open_text, read):
    layer = open_text(rows())
    with open(layer.source()[7:].partition("?")[0], "a") as file:
        file.write("1,2,a,3\n")
    found, in_bulk = read(layer, True)
    require_same(found, read(layer, False)[0], layer.fields().names())
    assert not in_bulk and len(found[0]) == 901


def test_cut_and_misread_times_are_read_as_they_stand(open_text, read):
    days = WHOLE.replace("2024-02-01", "2024-02-01 13:45:00").replace("03:30,", "03:30 PM,")
    layer = open_text(days)
    names = layer.fields().names()
    found, in_bulk = read(layer, True, names)
    expected = read(layer, False, names)[0]
    require_same(found, expected, names)
    assert in_bulk and "2024-02-01 13:45:00" in found[2]["day"]


def test_an_hour_the_clock_leaves_out(open_text, read, monkeypatch):
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        layer = open_text(WHOLE.replace("2024-03-01T00", "2024-03-10T02"), "&field=when:datetime")
        found, in_bulk = read(layer, True)
        require_same(found, read(layer, False)[0], layer.fields().names())
        # QGIS 3.22 does not let a user say so and takes the column for days.
        assert in_bulk == (layer.fields().field("when").typeName() == "date")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_letters_that_qgis_cuts(open_text, read, monkeypatch, ending):
    from patrol_planner.processing.files import delimitedreading

    done = set()
    content = rows(*(f"1,2,ñé東👮{n},3" for n in range(400))).replace("\n", ending)
    for size in range(3000, 3016):
        monkeypatch.setenv("QGIS_DELIMITED_TEXT_FILE_BUFFER_SIZE", str(size))
        monkeypatch.setattr(delimitedreading, "_DECODED_AT_ONCE", size)
        layer = open_text(content)
        found, in_bulk = read(layer, True)
        require_same(found, read(layer, False)[0], layer.fields().names())
        done.add(in_bulk)
    assert done == {True, False}


def test_it_can_be_cancelled(open_text):
    from patrol_planner.algorithms.control import Cancelled, Control
    from patrol_planner.processing.files.delimitedreading import plain_text, read_plain_text

    plain = plain_text(open_text(rows()))
    with pytest.raises(Cancelled):
        read_plain_text(plain, ["text"], 900, Control(should_stop=lambda: True))
