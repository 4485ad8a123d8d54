<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
    <context>
        <name>PatrolPlanner</name>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Create a sample city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <location filename="../processing/officers/createofficers.py" />
            <source>Prepare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Sample city</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Make a synthetic city with known answers, for trying the other algorithms and for tests.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>One GeoPackage holds roads (classes, one-way streets, speeds as OpenStreetMap writes them), facilities by type, the incidents of 2024, the calls of its last four weeks, check-ins, officers of the day shift of 31 December 2024, stations and beats. The layer truth says, for each 250 m cell, how many incidents were to be expected in the year and in each hour of the day (h00 to h23), which 5 % of the cells are hot, and where hotspots were planted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Incidents have planted hotspots with their own hours and weekdays, an even background along the streets, and near repeats within 200 m and 7 days. The city lies in the open North Sea (EPSG:32631), so that nobody takes it for a real one. Equal seed, equal city.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/hotspots/report.py" />
            <location filename="../processing/relevance/report.py" />
            <location filename="../processing/waypoints/report.py" />
            <location filename="../ui/panel/data.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Pieces of road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Hot cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>small: 3.5 km across, 2,500 incidents, 5 officers. medium: 7 km, 15,000 incidents, 12 officers. large: 16 km, 50,000 incidents, about 20,000 pieces of road, 30 officers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Whole number that decides everything random. The same number gives the same city.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>GeoPackage to write, with the layers roads, facilities, incidents, calls, checkins, officers, stations, beats and truth, each with its style. A file of that name is replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>How many incidents the year has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>How many pieces of road, from junction to junction, the network has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>How many cells of the truth are hot: 5 % of all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>The field user is an invented number and stands for nobody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>The field officer is an invented call sign and stands for nobody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Create officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Makes a layer of officers for a shift, as Assign officers reads it: points to be edited like any others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>All start at one place, or the stations are shared out in turn. They are called by call signs (1A1, 1A2, …), never by names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Number of officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>{label} must be from {least:,} to {most:,}, not {value:,.0f}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/route/problem.py" />
            <location filename="../processing/route/routemap.py" />
            <location filename="../processing/route/timetable.py" />
            <source>Start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Stations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Start of the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Years from {least} to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>{label}: the year must be from {least} to {most}, not {value}. Write it as 2024-05-31 22:15.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Length of the shift (h)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>{label}: {value:g} hours are less than a minute. Give the length in hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>From a minute to 8,784 hours (a year).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>in hours, a year; plan one shift at a time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Speed (km/h)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <source>Start of the break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <source>Length of the break (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Working CRS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../algorithms/officers/roster.py" />
            <location filename="../ui/panel/data.py" />
            <location filename="../ui/panel/officers.py" />
            <location filename="../ui/plan/headlines.py" />
            <location filename="../ui/plan/inputlooks.py" />
            <source>Officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Officers made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Stations left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>How many officers there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Where all of them start, as x,y [EPSG:code]. Either this or stations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Points where they start: the first officer at the first station, the second at the second, and from the first again after the last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>When their shift begins, local time. Empty: today 08:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Length of the shift in hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>How fast they drive in km/h, even where the roads allow more. Empty: as fast as the roads allow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>When their break begins, within the shift. Empty: there is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/route/planroute.py" />
            <source>Length of the break in minutes; only with the start of the break.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Projected CRS in metres of the output; empty: that of the stations or of the start, or its UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>officer (call sign), shift_on, shift_off, speed_kmh (NULL: the roads' speed), break_on and break_min (NULL: no break).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Stations that could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Risk and hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cuts the study area into square or hexagonal cells and gives each a risk value from 0 to 1, from the density of past incidents and, if facilities are given, from the environment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Everything is computed in projected metres; layers in degrees are reprojected and the log says to what.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Time field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Clock field (time of day)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>End time field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Weight field (severity)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Kind of incident field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places to leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Kinds to leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Beat of incident field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Fallback addresses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Category of incident field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Records of officers (categories)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Weight of records of officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>{label} must be from 0 (left out) to 1 (as any other), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/panel/data.py" />
            <location filename="../ui/plan/inputlooks.py" />
            <source>Study area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Template raster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/panel/data.py" />
            <source>Facilities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Facility type field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Cell size (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must lie between {least:g} and {most:g}, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cell shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Density method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Bandwidth (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>a rule of thumb</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Kernel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Correct at the study area's border</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Clip the cells to the study area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Half-life (days)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>{label} must not be negative (0: none), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cases</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Environment share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>{label} must be from 0 (incidents only) to 1 (environment only), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Only incidents from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Only incidents before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/risk/report.py" />
            <source>Risk grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Risk raster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Risk array</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Facility correlations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/hotspots/report.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/report.py" />
            <source>Incidents used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/report.py" />
            <source>Incidents left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Times have hours (1) or are dates (0)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Points of past incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>When each incident happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970. Needed for cases by turn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the time of day (a Time field, 19:51, 7:51 PM, 1951), where the Time field holds only the date. Empty: the Time field holds both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>The latest moment each incident can have happened, where only an interval is known (a break-in while the owners were out): it is then shared among the cases its interval touches (aoristic weights). Where it is empty the Time field is the moment itself; a date lasts to its midnight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Severity of each incident, not negative; without it every incident counts 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Kind of each incident, such as burglary. No field about a person is read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places whose own records are paperwork, such as a police headquarters where reports are filed: incidents in a polygon, or within 50 m of a point, are left out and counted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Kinds of incidents that no patrol can meet, separated by commas, such as fraud; one that holds a comma in double quotes ("theft, other"). Case and blanks do not matter. They are left out and counted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the beat or district of each incident, as the police wrote it down. By it fallback addresses are found, the points that incidents are given whose own address could not be found: at least four beats on one point, or at least ten incidents of a beat on one point more than ten times as far from the beat's median point as half of its incidents, with fewer others of the beat around. Of incidents before the start of a forecast alone, where one is given. Without the field none are looked for: many incidents on one point may as well be a shopping centre.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>What becomes of incidents on fallback addresses. leave_out: they do not count, and are told of and counted among those left out; keep: they are told of.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the category of each incident that Records of officers speaks of; empty: the Kind of incident field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Categories of records that officers begin themselves, such as traffic stops, passing calls or drug finds, separated by commas. They say where patrols were, not where crime was: a forecast that learns from them sends patrols to where patrols have been, and is proved right by what these find there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>How much a record of officers counts, from 0 (left out) to 1 (as any other). In between each is kept or left out by lot, by the seed where there is one, so that for every model there are that share of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Polygons that bound the study area; without them (and without a template) it is the incidents' extent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Raster whose cells become the grid; nodata is outside. It takes the place of study area and cell size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Layers of facilities: points (bars, shops, stations), lines (streets) or polygons (parks), of which only what lies in the study area counts. Each kind counts with the correlation of its density with incidents, if that is significant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Field with the type of each facility; each type is then a kind of its own. Layers without the field are one kind each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Side of a square, or distance between opposite sides of a hexagon, in metres. Cells of one size align from run to run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>square, or hexagon: each cell as far from all of its neighbours; rows are staggered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>count: incidents per km² of the cell itself. kernel: smooth density around the cell's centre. adaptive: the same with a bandwidth of its own for each incident, narrow where they are dense and wide where they are sparse (two stages).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>How far an incident reaches, in metres (kernel, adaptive): the radius of the quartic kernel, the standard deviation of the Gaussian. The rule of thumb is Scott's; the log tells what it chose. It smooths a city rather too much.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Shape of the kernel: quartic ends at the bandwidth; gaussian fades out over some three of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Make up for what a kernel cannot see beyond the border of the study area (or template), where no incident is recorded: each density is divided by the share of its kernel that lies inside, so that an even city is even up to its border. Without a study area no border is known and nothing is corrected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cut the cells at the study area's border, so that their area, and with it densities (of incidents by count, and of facilities), shares of the area and PAI, is what lies inside. Whole cells align better and are written faster; incidents and facilities beyond the border do not count in them either.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Days after which an incident counts half, counted back from the end of the period, or else from the last incident (where only an interval is known, from its middle); 0: old and new count alike.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Time classes that get a risk of their own: overall; turn (00–08, 08–16, 16–24 h); turn_weekend (turns, Monday–Friday and Saturday–Sunday apart).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Share of the environment in the risk; only with facilities.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Leave out incidents before this moment; empty: none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Leave out incidents from this moment on (and those that may have happened later), so that a grid for tonight does not know tomorrow; empty: none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Projected CRS in metres to compute in; empty: the study layer's own, or its UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cells: cell_id, row, col, n (incidents), density (per km²), risk (0–1), risk_&lt;case&gt;, weight (summed); with several cases also w_&lt;case&gt;, the weight of each. cell_id names the place: grids of one cell size, shape and CRS agree on it, so that those of two periods can be joined by it; row and col count from this grid's north-west corner.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Raster of the risk, one band per case, in the format of the file's ending (.tif and others). Square cells only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>NumPy file of the risk, (cases, rows, columns), NaN outside the study area. Given a folder (a name without an ending), it is named overall_local_heatmap_arr.npy. Odd rows of hexagons lie half a cell to the east.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Table: facility (kind), geometry, n (features), cells that hold some, amount (number, km or km²), correlations with incidents by Pearson and Spearman with their p-values, p_adjusted (Benjamini–Hochberg), weight used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Page with the map, the correlations and the formula.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>1 where the times tell the hour, 0 where they are dates; empty without a Time field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Picks the cells of greatest risk, merges those that share an edge, and gives each hotspot its peak: by a share of the area, a threshold, the significance of Gi*, or as a number of areas in one piece. With roads, hotspots are streets; with a baseline, they are new, persistent or fading.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>PAI (prediction accuracy index) is the share of incidents in the hotspots divided by their share of the area: 1 is no better than chance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Risk field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Risk raster (instead of a grid)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Band</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Roads (hotspots are streets)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/route/report.py" />
            <source>Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Coverage (% of area)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Coverage must be above {above} and at most {most} % of the area, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Threshold (risk)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Greatest number of hotspots (0 = all)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Greatest number of hotspots must not be negative; 0 keeps all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Baseline field (earlier period)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Significance level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>{label} must be above {above} and below {below}, such as 0.05 for 5 %, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Neighbours of a cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Distance for neighbours (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Distance for neighbours must not be negative; 0 takes the least that gives every cell one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>The cell counts itself (Gi*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Permutations (0 = none)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Permutations must be from {least} (none) to {most:,}, not {value:,}; 999 or 9,999 are usual.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Least cells of a hotspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>{label} must be at least {least}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/hotspots/report.py" />
            <location filename="../processing/plans/planmap.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Hotspot peaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Gi* of all cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Hotspots found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Area covered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Prediction accuracy index</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Emerging hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Persistent hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Fading hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Cells and roads left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Polygons with a risk field, as from Create a risk grid. Either these or a raster. A field named n, if there is one, is taken for the number of incidents in each cell; n and PAI of the hotspots come from it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Field with the risk of each cell. Cells without one are left out, and their area with them. For the risk of a case, such as risk_t1, PAI counts the incidents of that case by their weight (w_t1), if the grid has it; n stays that of all times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Field with the risk of each cell in an earlier period. The method is used on both, and each hotspot is emerging (hot now only), persistent (hot in both) or fading (hot in the earlier period only). That is relative to the share, or whatever makes a cell hot, in each period: both should be equally long. Single cells along the edge of a core change easily. The least and greatest number of hotspots and cells hold for the hotspots of each period by itself, before they are compared.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Raster of risk values, instead of polygons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Band of the raster.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Lines of roads: hotspots are then stretches of street, cut at junctions and at the length of a cell. A stretch has the mean risk of the cells it crosses, by length; the incidents of a cell are shared among its streets by length. Areas become lengths of road in all that follows, and sums of risk are of risk · km: into how many lines a street is cut does not matter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>coverage: the riskiest cells up to a share of the area. threshold: every cell with at least this risk. gi: cells where high risk lies among high risk, more than by chance (Getis-Ord Gi*). contiguous: a number of areas in one piece that cover a share of the area together, each grown from the best place left.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Share of the area in percent (coverage, contiguous).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Least risk of a hot cell (threshold).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Significance level of the Gi* statistic: the share of false discoveries that is borne (Benjamini-Hochberg over all cells, two-sided, because cold places are found as well). The other methods do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Which cells Gi* looks at around each. queen: those that share an edge or a corner. star: only an edge (four of a square, six of a hexagon). distance: those whose centre is near. Streets: those that share an end (queen, star).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>How near, in metres, for the neighbours by distance. 0: near enough that every cell has one, which the log says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>The cell itself counts among its neighbours (Gi*). Off: it does not (Gi).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>How many random permutations give the p-values of Gi*; 0: they come from the normal distribution. Many zeros and few high counts call for them: take 999, or more for many cells. p is then 2 · (e + 1) / (permutations + 1), with e permutations as extreme as the cell's neighbours. The cell's own value is held fixed, so that p tests its surroundings: a lone extreme cell is not significant by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Equal seeds give equal permutations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Keep only this many hotspots, those with the greatest summed risk; 0 keeps all. contiguous: how many areas; 0 takes as many as each has cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Leave out hotspots of fewer cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Merged areas (with roads: lines): hotspot_id, rank (1 = greatest summed risk), cells, area_m2, risk_sum (with roads: of risk · km), risk_max, n (incidents, from the field n of the grid), z and p (Gi*: the greatest score and the least corrected p of its cells), peak_x, peak_y, change (emerging, persistent, fading), length_m (of road), street (from the field name of the roads: the one with the most of its length). Fading ones come last, with the risk, z and p of the earlier period, and n of now. risk_base: the sum of the baseline field, as risk_sum; empty without one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>The centre of the riskiest cell of each hotspot, with the same ids.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Gi* of every cell: cell_id, value, z, p (normal distribution), p_fdr (corrected), p_perm (permutations), kind (hot, cold, none).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>HTML page with a map, the hotspots, how concentrated incidents are, and the method.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>How many features there are, fading ones among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Share of the area (with roads: of their length) that is hot now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Hotspots that are hot now only; empty without a baseline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Hotspots that are hot in both periods; empty without a baseline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Hotspots that were hot in the earlier period only; empty without a baseline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Prediction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Gives every cell of a grid, for every interval of the coming hours, the probability of at least one incident, and marks the most likely cells as hotspots.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Every forecast is back-tested: each of the last weeks before its start is forecast from what lies before it and compared with the plain count of past incidents. Places only: nothing about a person is read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Kinds to forecast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Points of interest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Type field of points of interest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Check-ins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Time field of check-ins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Visitor id field of check-ins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Start of the forecast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hours to forecast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>a year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Length of an interval (hours)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Length of an interval must be at most {most:g} hours (a week), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Length of an interval must be at least {least:g} hours, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Training days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>a hundred years</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluationreport.py" />
            <location filename="../processing/forecast/feedback.py" />
            <source>Model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Coverage (% of cells)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Coverage must be above {above} and at most {most} % of the cells, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/panel/shift.py" />
            <source>Forecast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Importance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hit rate in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Prediction accuracy index in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Area under the ROC curve in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hit rate of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Prediction accuracy index of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Area under the ROC curve of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hit rate more than that of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Lower bound of that difference (95 %)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Upper bound of that difference (95 %)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>When each incident happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970. Dates without a time of day tell no hours: every hour of a day is then alike.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Kinds of incidents that are forecast, separated by commas; empty: all. The other kinds help to forecast them, for the models that learn from others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Polygons to forecast for, as from Create a risk grid.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Points of interest, for models that learn from them; random_forest does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Kind of each point of interest; without it only how many there are is learned from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Check-ins, for models that learn from them; random_forest does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>When each check-in happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>An opaque id, only to tell visitors apart; it never reaches an output. Without it only how many check-ins there are is learned from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Start of the first interval; empty: the first full hour after the last incident, or the day after it where the times are dates without an hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hours to forecast; a multiple of the interval.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Length of an interval in hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Days before the forecast to learn from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>blend: a mixture of rates (own record at several half-lives, cells around, kernels, other types), a Poisson regression on them and the cell's own record shrunk to its surroundings, joined by their geometric mean. prior_count: past incidents of the cell in that interval of the week, shrunk to the cell's own mean. count_ties: past incidents of the cell, ties broken by those of all types. kernel: the density of past incidents, its width chosen on the last weeks. prospective: incidents of the last eight weeks within 400 m, less the farther and the older they are. self_exciting: a background of the cell, and every incident that makes further ones likelier for a while. self_exciting_kernel: the same with the density of past incidents as the background. random_forest: sixty decision trees on the features of the Seattle study (incidents of the last 30 and 7 days, points of interest, check-ins) and others (rhythm of the week, counts at several spans, cells around, other types), learned from as many intervals of cells with an incident as without. Needs scikit-learn; works without points of interest and check-ins. consistency: in how many weeks the cell had an incident, and how many in the last one. auto: the one of these that hits most in the back-test, of those that need no further package.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Percent of the cells that are hotspots in each interval.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Seed of all that is drawn: bounds, what blend and random_forest learn from, records kept by lot. Equal seed, equal result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>One polygon per cell and interval: cell_id, start, end, prob (of at least one incident), hotspot (0/1), weight (past 3 days, per day), rank, expected (incidents), low and high (90 % bounds of expected, by what the model missed in the past), sure (1: a hotspot even at its lower bound; a hotspot with 0 is too close to call). Without enough incidents to tell, low, high and sure are empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Table: what the model learned from, and its share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Page with the back-test.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Evaluate forecasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Lets several models forecast the same past weeks, each time from what lay before, and says which one to trust on these incidents: hit rate, PAI, PEI and RRI at several coverages, beside the plain count of past incidents and beside whoever knew the future, with 95 % bounds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Cells that share the last hot place count in part, so that no order of the cells helps or hurts. Places only: nothing about a person is read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Cells that are ranked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Start of the test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>End of the test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Length of a step (hours)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Coverages (% of cells)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Weeks of the feedback check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>ten years</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Scores</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Summary of scores</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Points of past incidents, those of the days that are forecast among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>When each incident happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Polygons that are ranked, as from Create a risk grid.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Which cells are ranked. seen: those with any incident before the test, and the cells around them; incidents elsewhere count as misses. grid: all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Start of the first step; empty: so that thirteen steps end with the record.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>End of the last step; empty: the end of the record.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Length of a step in hours; at each step every model is fitted anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Days before each step to learn from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>blend: a mixture of rates (own record at several half-lives, cells around, kernels, other types), a Poisson regression on them and the cell's own record shrunk to its surroundings, joined by their geometric mean. prior_count: past incidents of the cell in that interval of the week, shrunk to the cell's own mean. count_ties: past incidents of the cell, ties broken by those of all types. kernel: the density of past incidents, its width chosen on the last weeks. prospective: incidents of the last eight weeks within 400 m, less the farther and the older they are. self_exciting: a background of the cell, and every incident that makes further ones likelier for a while. self_exciting_kernel: the same with the density of past incidents as the background. random_forest: sixty decision trees on the features of the Seattle study (incidents of the last 30 and 7 days, points of interest, check-ins) and others (rhythm of the week, counts at several spans, cells around, other types), learned from as many intervals of cells with an incident as without. Needs scikit-learn; works without points of interest and check-ins. consistency: in how many weeks the cell had an incident, and how many in the last one. prior_count and count_ties are always among them: the one is what all are compared with, the other the rival that a model has to beat. Those that need no further package are chosen at first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Percent of the cells that are hot, separated by commas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Weeks in which patrols follow each model and find some of what nobody reports, and it learns from what they wrote down. The report shows whether it runs away: whether it takes places for worse because patrols were there, beyond what looking more closely explains. Only with a report; 0: none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Seed of all that is drawn: bounds, what blend and random_forest learn from, records kept by lot, the feedback check; equal seed, equal result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Table: a row for each model, step and coverage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Table: a row for each model and coverage, all steps together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Page with curves, and which model to trust.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Rank incident features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Ranks what is known of incidents (year, month, day, weekday, hour, latitude, longitude and fields of your choice) by how well it tells the classes of a target field apart, such as the types of crime.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>ReliefF compares each incident with its nearest of the same class and of every other class: a score above 0 means that the feature differs more between classes than within them; scores run from −1 to 1. Hour, weekday and month count as plain numbers, so 23 h and 0 h are far apart. Numbers score lower than nominal values of the same worth, and fields of many values score above 0 by chance: compare each score with its chance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>The gain ratio is the share of the class that a feature settles, for the number of its branches; numbers of more than 31 values are cut into bins of equal frequency.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Places only: fields about a person are refused.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Target field (class)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Fields to rank</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Neighbours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be from {least:,} to {most:,} ({why}), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>ReliefF is used with about 10</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Threshold of ReliefF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>as the scores are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Fields to rank that hold codes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Sector field of the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Incidents to compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>0 compares all incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Bins of numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>10 is usual</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Relevance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Features kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Incidents compared by ReliefF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>When each incident happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970; empty: no features of time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Field with the class of each incident, such as the type of crime; every value is a class. Incidents without one are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Further fields to rank, such as sector, mode or premise. Text is nominal, numbers are amounts; a missing value counts as what its class leads to expect.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>ReliefF: nearest incidents of each class that each incident is compared with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Features with a ReliefF score above it are kept. What says nothing scores 0 or a little less.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Further fields to rank whose numbers are codes, not amounts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Field with the sector of each incident, for the counts in the report; empty: the first of the fields whose name says so (sector, district, beat, …).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>ReliefF: how many incidents are drawn to be compared with all others; to compare all takes long for more than some ten thousand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Gain ratio: bins into which a number is cut.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Seed of the sample and of the classes dealt out anew for chance; equal seed, equal result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Projected CRS in metres in which stray coordinates are told; empty: the layer's own, or its UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Table: feature, kind, relieff, gain_ratio, kept (0/1), std_error (of relieff), chance (relieff where the classes are dealt out anew, mean of five deals), gain (bits), missing (values), bins (how numbers were cut), note.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Page with the ranking and with counts by month, quarter, half-year and sector for each class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Features with a score above the threshold.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Incidents with a place, a class and, if asked for, a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Incidents that ReliefF looked at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/featurerelevance.py" />
            <source>Incidents left out; the log says why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Find patrol way-points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Patrol</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>The points that a patrol of one sector and one turn should pass, and how probable an incident is at each by day and hour: the first three phases of the Crime Prediction Smart Patrol Algorithm (CPSPA).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>K-means parts the incidents into clusters, their number chosen by the elbow. Each has a hotspot, where its incidents are densest, and a predicted point, where its trend leads next; the way-point is the one, the other or the point between them, by their distance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>The way-points go straight into Plan a patrol route as stops, with the table of probabilities. A back-test on the last part of the record stands beside them: with the share of the area that they cover, and with what the busiest cells and places by chance would have reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Clusters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>a route of more stops is none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>by the elbow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Epsilon (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Most clusters of the elbow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>as for clusters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Bandwidth of the hotspots (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Share held out by the back-test (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>the rest is what it learns from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Way-points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Hotspots of the clusters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Predicted points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Incidents by cluster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <location filename="../processing/route/planroute.py" />
            <source>Probabilities by day and hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Clusters found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Accuracy in the back-test (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Accuracy of the busiest cells (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Area covered by the busiest cells (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Accuracy of places by chance (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Incidents held out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Points of past incidents, of one sector or of a whole city.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>When each incident happened: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970. Dates without a time of day will do for all turns together; the probabilities are then those of the day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Which incidents count: night 00:00–07:59 (turn 1), morning 08:00–15:59 (turn 2), evening 16:00–23:59 (turn 3), or all of them. The table of probabilities has the hours of the turn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Number of clusters, and so of way-points. 0: chosen by the elbow, the number whose inertia lies farthest from the chord of the curve. There are never more than different places.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>A hotspot and a predicted point that lie no farther apart than this give the midpoint as way-point; farther apart, the hotspot. It is also how far a way-point reaches when its accuracy is measured: within the 1 km of the paper a few points cover a small sector whole, so look at the share of the area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>The elbow looks at 1 to this many clusters. The more there are, the farther out it lies.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Of the adaptive Gaussian kernel density, by which the hotspot of a cluster is found: its standard deviation in metres. The rule of thumb is Scott's, for each cluster, at least 1 m.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Percent of the incidents, the last in time, that the back-test holds out: clusters and way-points are found anew without them. The way-points delivered are made from all incidents. 0: no back-test, and no accuracy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Polygons of the sector: incidents outside are left out, and shares of the area are of it. Empty: the convex hull of the incidents, which makes the area smaller and its share larger than they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Of the starts of k-means; equal seed, equal result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>A point per cluster, the one with the most incidents first: cluster (1, 2, …), n (incidents), rule (prediction, midpoint or hotspot), distance_m (from hotspot to predicted point), r2_x, r2_y (how much of the spread the trend explains, 0 to 1; NULL where there is no spread or no order).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Where the incidents of each cluster are densest: cluster, n, density (incidents per km²; NULL where all lie at one place).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Where the trend of each cluster leads: cluster, n, r2_x, r2_y.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Every incident used: incident (its feature id), cluster, time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Table: day (1 = Monday), hour, cluster, prob: the incidents of that day, hour and cluster by those of that day and hour; 0 where there are none. For Plan a patrol route.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Page with the elbow, a map, the way-points, the back-test, and the probabilities by day and hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Clusters, and so way-points.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Percent of the held-out incidents that lie within Epsilon of their cluster's way-point (eq. 7), their cluster being that whose centre is nearest. Empty without a back-test.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Percent of the area within Epsilon of a way-point of the back-test; without one, of those delivered. Where it is near 100, the accuracy says nothing. Empty where the incidents span no area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Percent of the held-out incidents within Epsilon of the centres of as many 250 m cells, those with the most incidents before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Percent of the area within Epsilon of these cells' centres.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>What as many places drawn evenly from the area would reach on average.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Incidents of the turn with a place and a time, in the study area if there is one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Incidents held out by the back-test.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/patrolwaypoints.py" />
            <source>Incidents left out for want of a place or time, or outside the study area; the log says why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Travel time matrix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>The quickest way from every origin to every destination on the roads: minutes, and the kilometres of that way. One-way streets, speeds as OpenStreetMap writes them and traffic by the hour are respected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Places are tied to the nearest point of the nearest road that leads to the others; the way to that point counts nothing. Places far from every road are left out and named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Origins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Destinations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/panel/data.py" />
            <source>Roads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Vehicle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Direction field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Value for forward direction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Value for backward direction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Value for both directions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Default direction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Speed field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Default speed (km/h)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Topology tolerance (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>in metres; it closes gaps of drawing at the ends of lines, and a larger one joins different streets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Delay at junctions (s)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>in seconds, five minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Traffic by hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Greatest distance to a road (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Source of travel times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Address of the routing server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Authentication for the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Origin name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Destination name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <source>Departure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Pairs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Pairs without a way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Places left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Points where journeys start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Points where journeys end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Lines of the road network, as OpenStreetMap or your own data has them. Lines that share a vertex are connected. Where a field highway (or Geofabrik's fclass) holds classes, lines that no car drives are left out and counted: rivers, railways, ferries, footways, roads under construction, and those with access private or no, unless a tag emergency opens them. Restrictions of turns, and of some hours only (:conditional), are not read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>car: what a car may drive on, one-way streets and speed limits respected. foot: streets, footways, paths, steps and cycleways where walking is not forbidden (access, foot), not motorways and trunk roads unless a tag foot or sidewalk opens them; one-way streets do not bind walkers (only oneway:foot does; which way an escalator runs is not read), speed limits are not used: 4.8 km/h, 3 on steps, and nowhere faster than the default speed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field that says which way a road may be driven. Empty: OpenStreetMap's oneway, as a field or in other_tags, if there are classes of road. Roundabouts and motorways (not their links) are one-way unless it says otherwise; reversible roads are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Values of the direction field for one-way along the line; several separated by commas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Values of the direction field for one-way against the line; several separated by commas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Values of the direction field for both ways; several separated by commas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Direction of roads without one of these values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Speed in km/h, as a number or as OpenStreetMap writes it (50, 30 mph; of a list the first). Empty: OpenStreetMap's maxspeed, if there are classes of road; where it differs by direction, the lower of the ways driven. Where it is missing or no speed (none, signals), the class of road decides (an unknown class: 10 km/h at most), else the default speed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Speed in km/h of roads with neither a speed nor a class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>A line that ends this close (metres) to another line, at its end or beside it, is connected there; 0 connects only equal coordinates.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Seconds lost at a junction by who gives way, coming by a road of a lower class than the highest that meets there; half of it among equals, a quarter with the right of way. Without classes of road all are equal. A vertex that merely cuts a street in two is no junction; service roads and short dead ends count for those alone who leave them. An estimate: with 6 s travel times in San Francisco are as long as those of the router OSRM. 0: junctions cost nothing, and journeys come out shorter than real ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Table with fields hour (0–23) and factor: travel times of that hour are multiplied by the factor. Missing hours have 1. A field class (OpenStreetMap's highway, such as primary or primary_link, or the class of your roads) gives classes factors of their own; a row without a class is for all the others, and for a class in the hours it has no row. Each journey then takes the quickest way of the hour it begins in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Greatest distance in metres from a place to the nearest road; places farther away are left out, counted and named. Of the roads within it, one that leads to the other places is preferred to a nearer one that leads nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>roads: the road layer; nothing leaves this computer. osrm: an OSRM server (its table and route service). valhalla: a Valhalla server (sources_to_targets, locate and route).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Address of the server, such as http://localhost:5000 or https://routing.example.org/osrm: the part before the name of the service. What it ends with after a question mark (a key, say) is sent with each request. The server is told the coordinates of the places travelled between, and nothing else; the log names it. With a server no roads are needed, and of the road parameters VEHICLE, TRAFFIC and SNAP_MAX alone are used: the factors of the traffic table (rows without a class) multiply the server's times, so leave it out where the server knows the traffic itself. Most OSRM servers know one vehicle, whatever is asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Authentication configuration of QGIS (Settings → Options → Authentication) for a server that asks for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Field that names the origins in the table. Empty: the first of id, stop, cluster, hotspot_id, officer, else the feature id. A field called name is not taken: it may be somebody's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Field that names the destinations in the table; as for origins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>When journeys start; only the time of day matters, and only with traffic. Empty: 12:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Projected CRS in metres to compute in; empty: the roads' own, without roads the origins', or their UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Table: origin, destin, km, minutes; km and minutes are NULL where there is no way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Pairs in the table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Pairs without a way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>Origins and destinations left out for want of a usable geometry, or far from every road.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Plan a patrol route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>One officer's route through the stops along the roads: who is where when, which stops do not fit into the shift, and what the same shift gives when the stops are driven in order of priority alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>One-way streets, speeds and the traffic of the hour are respected. Stops far from every road, on roads that are not connected with the start, or that cannot be left again, are reported and the others planned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops may be open at certain times only, ask for a longer stay, or be a must; the officer may have a break, and a place to end at. For the car there are a timetable with streets, GPX, KML and CSV; for the analyst a report that compares all methods with the order of the layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/route/gpxkml.py" />
            <location filename="../processing/route/report.py" />
            <source>Stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Priority field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/route/problem.py" />
            <location filename="../processing/route/routemap.py" />
            <location filename="../processing/route/timetable.py" />
            <source>End</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <source>Return to the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Dwell time at a stop (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>in minutes, a week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stop name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Opening field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Closing field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Dwell time field (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <source>Must field (1 must be visited, -1 must not)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Come back to a stop after (min, 0 never)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>a week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Number of variants</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>more than a month of shifts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>How much less a variant may score (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Street name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <source>Time limit (s)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/route/gpxkml.py" />
            <source>Route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Visits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Skipped stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>GPX file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>KML file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/route/report.py" />
            <location filename="../ui/plan/timetable.py" />
            <source>Timetable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/report.py" />
            <source>Kilometres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/plans/report.py" />
            <source>Minutes of driving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Priority collected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Revisits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/route/report.py" />
            <source>Variants</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Entropy of visit times (0–1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Distance to the bound (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops not visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops that could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Kilometres in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Minutes of driving in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops visited in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Priority collected in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Points to visit, such as hotspot peaks or way-points; or polygons: their peak (fields peak_x, peak_y) or a point on them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>How important each stop is, 0 or more; without it every stop counts 1. Stops without a value are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Table with fields day (1 = Monday), hour, cluster and prob, as from Find patrol way-points; the cluster is the name of a stop. Without it the route's prob is NULL, and the method fuzzy takes the priority in its place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Where the officer sets out, as x,y [EPSG:code]; without a code in the working CRS. However far from a road, the route begins on the nearest one, or where no stop can be served from that on the nearest road of the stops, with a warning. Empty: the stop of highest priority, or without a priority field the first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Where the route must end within the shift, as x,y [EPSG:code], such as another station; not together with a return to the start. Empty: at whichever stop is the last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Whether the route ends where it starts, within the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>When the officer sets out, local time. Empty: today 08:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Length of the shift in hours; the last visit (and the way back) ends within it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Minutes at each stop.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>optimal: the route that collects the most priority within the shift (orienteering), of equal ones the one that ends first; exact for about 14 stops, beyond that a search that is never worse than the other methods, with the distance to a bound (GAP). nearest: always on to the stop that is reached first and still fits. fuzzy: on to the stop that the 27 fuzzy rules of CPSPA rate best by its probability at that day and hour, distance and time; without PROBABILITIES by priority in their place. genetic: all stops in the order of least travel time, by a genetic algorithm; those that then do not fit the shift are passed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Field that names the stops. Empty: the first of stop, hotspot_id, cluster, id, else the feature id. A field called name is not taken: it may be somebody's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>When a stop opens: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970; or a time of day (09:00), of the opening that is the first not over at the departure. The whole stay lies within the opening; who is early waits. NULL: open from the start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>When a stop closes, by when the stay is over; a date without a time of day is open until its end; a time of day (17:00) is the first after the departure. NULL: never.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Minutes at each stop; NULL: those of the dwell time for all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>1: must be visited, at the cost of any other stop; -1: must not be visited; 0 or NULL: if it fits. A stop that must be visited and cannot be is named in the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>When the officer's break begins, within the shift; nobody drives or stays at a stop during it. Empty: there is none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>What is left of the shift is used to come back to the most important stops, each not before so many minutes after the stay before; 0: nobody comes back. A stop counts once in SCORE.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>How many different routes are made, of which one is drawn by lot for each shift, so that nobody can predict it; 1: the plan alone. All of them are in ROUTE and VISITS, by the field variant (1 is the plan); the numbers are those of the plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>By how many percent a variant may collect less priority than the best route found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the names of the roads. Empty: the first of name, fullname, street, streetname, street_nam, st_name, if there is one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Seconds after which planning stops, variants and revisits included (where they are asked for, half of it is theirs); the plan so far is kept, with a warning. Reading, the travel times, and what the plan is compared with, come on top.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Decides between stops that are equally good; with the method genetic, what is drawn by lot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Projected CRS in metres to compute in; empty: the stops' own, or their UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>A line along the roads per leg: leg, from_stop, to_stop, prob (of the destination at the day and hour of departure; NULL on the way back and without PROBABILITIES), km, minutes, depart, arrive, street (those it takes, in driving order, the longest few), variant. A leg between two stops at one place has no geometry.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>The stops in their order: seq, stop, arrive, depart, lat, lon (WGS 84), priority, begin (of the stay, where one waits for the opening or a break), wait (minutes), street (on which it lies), visit (2 and more: somebody was there before on this route), variant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops that are not on the route: stop, priority, reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>The route for navigation devices (GPX 1.1): a way-point per place, a route through them, a track per leg with a time at each vertex. Times are in UTC, by the time zone of this computer; texts are in local time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>The route for globes such as Google Earth (KML 2.2): placemarks of the stops and legs, with times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>The timetable for whoever drives, a row per place, in words and clock times: opens in a spreadsheet (UTF-8 with its mark, separated by commas).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>HTML page with map, timetable, legs, and all methods and the order of the layer on the same travel times. Each other method is run for it, for 5 seconds at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Length of the route.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Minutes of driving.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Sum of the priorities visited.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops left out for want of a usable geometry or priority, or far from every road.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>How far SCORE lies below an upper bound, in % of the bound: no route of this shift can collect more priority than the bound, and the best may collect less. 0: none is better; −1: the method knows no bound.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Different stops visited.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Visits to stops that were visited before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Routes in ROUTE and VISITS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Of the visit times over the variants, as a share of the most that so many routes can have: 0 where each stop is visited in the same half hour on all of them (or there is one route), 1 where in none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Stops that are not on the route: those of SKIPPED_STOPS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>The same stops in order of priority alone, within the same shift, passing over what no longer fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Plans a shift for several officers: from one moment to the next, idle officers are sent to hotspots, coldspots and calls for service. Calls of before the shift are tasks from its start; later ones are not known before they come in: with those of a past day the plan replays it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The reward of a visit is exp(weight) · priority · exp(λ), with λ 0 for a coldspot, 2 for a hotspot and 4 for a call; a late arrival at a call earns a share of it, by its priority. The cost of each officer used is taken off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>A visit begins within the node's interval and ends before the officer goes off duty or has a break. A node is visited by one officer per interval. An officer for whom nothing is open yet sets out in time for the node the method would pick at the next opening.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Nodes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Hotspot field (1 or 0)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Weight field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Interval start field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Interval end field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/panel/data.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Call time field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Call priority or type field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Dwell time at a node (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cost of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Node name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Call name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Table of priorities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Order of priorities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Balance of work (reward per hour)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Hours a call stays open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Call closed field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Population</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Iterations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Rate of local optimisation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Genetic: elite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Genetic: crossover</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Genetic: immigration</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cuckoo: worst nests dropped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cuckoo: superior nests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cuckoo: nests that fly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cuckoo: step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Cuckoo: exponent of the steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Expected incidents field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Past incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incident time field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incident clock field (time of day)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>What is planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Shortest block (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>in minutes, a day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Longest block (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Time kept free (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Pause of an area (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Most blocks of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/panel/data.py" />
            <source>Beats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Beat name field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Rule of beats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places that are a must</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places where nobody stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>How stops work on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Table of deterrence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Officers' routes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Officers' visits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Unvisited nodes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Summary by officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Areas of the blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Reward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Officers used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Visits of hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/report.py" />
            <source>Calls answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Calls in the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/report.py" />
            <source>Median wait of calls (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Replay of past calls (1 or 0)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Expected incidents met by blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Gap to the upper bound (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Reward of the baseline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Visits of the baseline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Last week's incidents met (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by even minutes (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by even minutes, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by the plain count (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by the plain count, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met during visits alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by cell alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met by 150 m alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met of days not known (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Met of days not known, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Days not known by even minutes (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Days not known by even minutes, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Days not known by the plain count (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Days not known by the plain count, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Last week's incidents at these hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incidents of the days not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/reachreport.py" />
            <source>Incidents expected in the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Expected during visits (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Expected with the half hour after (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Expected, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/reachreport.py" />
            <source>Entropy of visit times (0 to 1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Features left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Points to patrol, or polygons (their peak, fields peak_x, peak_y, or a point on them): hotspots, or a forecast with one feature per cell and interval. Polygons whose place is far from every road are left out and counted; such points are named and among the unvisited.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>1 for a hotspot, 0 for a coldspot; without it every node is a hotspot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Density of incidents at the node over the past 3 days; without it 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>When the node's interval begins (forecast); without it the node is open all shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>When the node's interval ends.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Points of calls for service; those far from every road are left out and counted. A call has the weight of the polygon of NODES (in its interval) that holds it, else 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>When each call came in: a DateTime or Date field, text (2024-05-31 22:15, 5/31/2024 10:15 PM where the whole column shows that the month stands first), or seconds or milliseconds since 1970.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the time of day (a Time field, 19:51, 7:51 PM, 1951), where the Call time field holds only the date. Empty: the Call time field holds both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Priority from 1 to 5 (most urgent), a word of dispatch (P1, Priority 2, High, Emergency), or the type of call, which is looked up in the table of priorities (Table I of Rumi, Qin &amp; Salim). All are listed in the plugin's docs/using.md. What is not known counts as 1, with a warning that names the most frequent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>A point where each officer starts: officer (call sign), shift_on and shift_off (NULL: the whole shift), speed_kmh (NULL: the roads' speed), and if there is a break, break_on and break_min; beat (see Beats), and vehicle: car, or foot for who walks (at 4.8 km/h where speed_kmh is NULL) along the same roads. Officers far from every road are left out and named.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>When the shift begins, local time. Empty: the earliest shift_on, else the first interval, else today 08:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Minutes at each node or call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>What each officer used costs, in units of reward. The greedy methods use every officer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>best: the routes of all officers together, searched for from the better greedy plan and planned anew whenever a call comes in; once calls come in, officers stay free for more where that is worth more than a visit. importance_greedy: the node of greatest reward first, to the idle officer who earns most there (Imp-Greedy). distance_greedy: the idle officer and node that are nearest to each other (Dis-Greedy). glerk_ga: whenever something new is open, a genetic algorithm over random keys in which every officer begins with a hotspot (G-LERK-GA). Unlike the study it does not ask anew every minute but when a node opens, a call comes in or an officer runs out of work; it plans for the officers on duty, also those still in a visit; it orders an officer's hotspots and coldspots each by themselves when it optimises locally. What the study leaves open: each key of a child is that of one parent or the other, by chance. glerk_cs: the same by cuckoo search (G-LERK-CS); unlike the study, nests that fly in one round each meet a nest of their own; keys that leave their range come in again at its other end. lerk_ga: a genetic algorithm over random keys that treats hotspots like any node (LERK-GA). lerk_cs: the same by cuckoo search (LERK-CS).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Field that names the nodes. Empty: the first of node, cell_id, hotspot_id, stop, cluster, id, else the feature id. A field called name is not taken: it may be somebody's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Field that names the calls. Empty: the first of call, call_id, id, else the feature id; never one called name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Table with the fields word and priority, from 1 to 5 (most urgent), that decides before all else what a value of the call priority field means; case and blanks do not matter. A word may be a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Which number without a word is the most urgent: five_urgent: 5; one_urgent: 1, as many dispatch systems count (1 is read as 5, 2 as 4, 5 and more as 1). P1 and Priority 1 always are the most urgent, unless the table of priorities says otherwise.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Whether every officer ends where they start, within their duty; importance_greedy, distance_greedy, glerk_ga, glerk_cs, lerk_ga and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>1: must be visited, at the cost of any other node; -1: must not be visited; 0 or NULL: if it pays. In a forecast this holds for the cell in that interval. A must that cannot be visited is among the unvisited, with the reason; importance_greedy, distance_greedy, glerk_ga, glerk_cs, lerk_ga and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Units of reward given up, while planning, for each hour by which the officer who works (drives and stays) longest works longer than the one who does so least; 0: any; importance_greedy, distance_greedy, glerk_ga, glerk_cs, lerk_ga and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Calls that came in at most so many hours before the shift are still open when it begins: they are tasks from its start, and have waited since they came in. Older ones are left out. 0: none. Empty: 24; where there are later calls too it is 1, as those of a record have been answered since.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>When each call was closed (NULL: not yet). A call that was closed before the shift begins is no task of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Population of the methods that breed plans; best, importance_greedy and distance_greedy do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Generations of the methods that breed plans; best, importance_greedy and distance_greedy do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>How probable it is that a new plan is optimised locally: in each officer's part the node that earns most comes first, then the others by importance; best, importance_greedy and distance_greedy do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Share of the best plans that stay as they are; best, importance_greedy, distance_greedy, glerk_cs and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Share of the plans that children replace; best, importance_greedy, distance_greedy, glerk_cs and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Share of the worst plans that new ones replace; best, importance_greedy, distance_greedy, glerk_cs and lerk_cs do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>p_a, share of the worst plans that are built anew; best, importance_greedy, distance_greedy, glerk_ga and lerk_ga do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>p_c, share of the best plans that may fly; best, importance_greedy, distance_greedy, glerk_ga and lerk_ga do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>preFly, how many fly, as a share of all; best, importance_greedy, distance_greedy, glerk_ga and lerk_ga do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>α, scale of a step of the Lévy flight; best, importance_greedy, distance_greedy, glerk_ga and lerk_ga do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>λ, exponent of its power law; best, importance_greedy, distance_greedy, glerk_ga and lerk_ga do not use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incidents expected at the node in its interval, or the probability of any where the field's name begins with prob. Empty: the first of expected, prob; without them the weights share out what is expected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Points of past incidents: what the plan reaches is measured with those of the last seven days, and its stops are explained by them. Those of the shift and later are left out and counted: in the plan of a past day they are the future.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Field with the time of day (a Time field, 19:51, 7:51 PM, 1951), where the Incident time field holds only the date. Empty: the Incident time field holds both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>visit: each node by itself, as in the study. block: few, long stays in an area, in which an officer goes round two to four street corners, with 5 minutes or more (Dwell time) at each; areas belong to one officer each. Blocks are planned by the method best alone, for incidents met in place and time, and leave calls to the time kept free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>How long a block is at least, in minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>How long a block is at most, in minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Percent of an officer's working time that blocks leave free in each third of the duty: for calls, reports, and what else comes up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Minutes before a block comes to the same area again. 0: at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>How many blocks an officer has at most: what fits on a sheet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Polygons of beats. Officers with a beat (field beat) are kept to it. Where no officer has one, and there are enough of them, they are shared among the beats by what is expected there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the name of each beat, as officers have it in their field beat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>hard: nobody has a block outside of their beat. soft: a minute at a stop outside costs as much as a minute at the average place is worth.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places where somebody must stop once, as points or polygons (somewhere in it). They need not be nodes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Places where nobody stops, as polygons, or points (50 m around). Driving through is allowed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>How long a stop works on after it, so that a second officer, or an early return, gains nothing. koper: from ten minutes on half an hour (Koper 1995). fifteen_a_day: a quarter of an hour is the day's share of a place. table: the Table of deterrence.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <location filename="../processing/plans/planshift.py" />
            <source>Table with the fields stay and effect, in minutes, ascending: linear between its rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>One point per block: officer, block (1, 2, …), from, to, place (street corners), why (events within 150 m of these or in their cells at these hours, widened where they are fewer than five), look_for (most frequent kinds), expected (incidents met), hotspot_id (letter of the area), stops.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The areas of the blocks: area (letter), officer, place (street corners), blocks, times (when somebody is there), expected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>How many blocks there are; NULL for visits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incidents that blocks are expected to meet in place and time; NULL for visits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Seconds after which planning stops; the plan so far is kept, with a warning.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Decides between equally good choices.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Projected CRS in metres to compute in; empty: the nodes' own, or their UTM zone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>A line along the roads per officer and leg: officer, leg, node, km, minutes, depart, arrive, reward, street (names in driving order, the longest six). A leg between two nodes at one place has no geometry.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>officer, seq, node, kind (hotspot, coldspot, call), arrive, depart, reward, factor (share of the full reward), called (when the call came in) and wait_min (minutes from then to the arrival), NULL for nodes, street (the nearest with a name), corner (the nearest within 60 m: Market Street / 6th Street) and why (past events within 150 m or in the cell at these hours, widened where they are fewer than five).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Nodes and calls nobody visits: node, kind, reward (that was possible), reason, start, end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Table of officers: officer, visits, km, minutes_driving, minutes_dwell, minutes_idle (on duty, without break), reward.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>What all visits earn, less the cost of the officers used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Calls that come in during the shift or are open when it begins, near a road.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Minutes from call to arrival, of the calls answered; NULL without any.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>1 where calls of the shift have come in already: the plan then replays the record, and does not show what a shift to come will bring; else 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Percent that the reward lies below what no plan can exceed, even one that knows all calls ahead: the most that the officers' minutes buy within the intervals, at the quickest drives; −1 if nothing can be earned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The reward of another plan of the same input, with which this one is compared: best with importance_greedy; importance_greedy with distance_greedy; distance_greedy with nodes in their order, each to the idle officer who is there first; glerk_ga with importance_greedy; glerk_cs with importance_greedy; lerk_ga with importance_greedy; lerk_cs with importance_greedy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Percent of last week's incidents that this plan would have met in place and hour: those of the seven days before the shift, each day's at the shift's hours laid on the plan, in the cell of a visit's node or within 150 m of it, during the visit or up to 30 minutes after. Records of the same place and moment are one incident; visits of calls do not count, nor do incidents more than 150 m outside of the area between the nodes. It flatters a plan by weights, which are the incidents of the last three days: see REACHED_UNSEEN. NULL without incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same where 55 % of the ordered minutes are delivered, as field trials saw: each visit (each hour of a longer one) takes place with that chance by itself; the mean of all that can happen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same for the plan's visits spread evenly over all nodes' places and all hours of the shift: the mean over all draws, exactly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same for the plain count's plan: each officer of this plan stands for all of the duty, but the break, at one of the nodes' places with most past incidents at these hours, last week's among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>REACHED during visits alone, without the 30 minutes after.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>REACHED by the cells of the visited nodes alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>REACHED by the 150 m around the visited nodes alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>REACHED by the days of last week that the weights do not count, the fourth to the seventh before the shift (all seven where there are no weights). This is what to expect of the shift: in San Francisco plans that met 18 % of the last three days' incidents met 8 % of those days' and 8 % of the day itself. NULL for blocks, which are planned by the whole record: it knows all days of REACHED, as REACHED_COUNT does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same days for the plan's visits spread evenly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same days for the plain count's plan, which here knows nothing of last week: its places are those with most incidents before. NULL without such a past.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Last week's incidents at the shift's hours, of which REACHED is a share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Those of them of which REACHED_UNSEEN is a share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Incidents expected at all nodes during the shift; NULL where no field tells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Percent of what is expected (without such a field: of the weights) in the place and hour of a visit. A minute counts once, however many officers are there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>The same with the 30 minutes after each visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>How hard it is to guess when a place is visited by who knows where and how often: the Shannon entropy of the half hours of its visits, as a share of what is possible. 0: each place is visited in one half hour alone; 1: evenly in all of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>From past incidents to everyone's route through one shift, in one run: Create a risk grid, Extract hotspots, Predict crime, if asked for Plan a patrol route, and Assign officers, one after another, each as if run by hand. Nothing is written where the run fails or is cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Where no officers are given, they are made (Create officers). The forecast is for the shift, rounded up to whole intervals; where the incidents have dates without a time of day, for its whole days. Cells are made larger where there would be more than 10,000, too many to plan officers for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The number outputs have the names they have in the steps. Where several steps have one of a name, the later step's is the plain one (SKIPPED and KM are of the officers, PAI of the forecast) and the others begin with RISK_, HOTSPOT_ or FORECAST_; those of the single route always begin with ROUTE_.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Study area from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Call clock field (time of day)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Number of officers where none are given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Dwell time at a place (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>What officers are planned by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Bandwidth (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Density method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Cell shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Environment share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Coverage (% of area)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Threshold (risk)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Greatest number of hotspots (0 = all)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Coverage (% of cells)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Length of an interval (hours)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Training days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Cost of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Shortest block (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Longest block (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Time kept free (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Pause of an area (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Most blocks of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Rule of beats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: How stops work on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Time limit of a planner (s)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Officers' areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Stops of the single route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Single route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Not visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/hotspots/remarks.py" />
            <location filename="../processing/risk/report.py" />
            <source>Risk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Officers' summary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Reward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Visits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Officers used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Visits of hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Calls answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Calls in the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Median wait of calls (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Replay of past calls (1 or 0)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Kilometres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Expected incidents met by blocks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Gap to the upper bound (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Reward of the baseline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Visits of the baseline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Last week's incidents met (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by even minutes (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by even minutes, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by the plain count (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by the plain count, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met during visits alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by cell alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met by 150 m alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met of days not known (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Met of days not known, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Days not known by even minutes (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Days not known by even minutes, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Days not known by the plain count (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Days not known by the plain count, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Last week's incidents at these hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Incidents of the days not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Incidents expected in the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Expected during visits (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Expected with the half hour after (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Expected, 55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Entropy of visit times (0 to 1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Assign officers: Features left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Kilometres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Minutes of driving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Stops visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Priority collected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Revisits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Variants</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Entropy of visit times (0–1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Distance to the bound (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Stops not visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Stops that could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Kilometres in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Minutes of driving in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Stops visited in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Plan a patrol route: Priority collected in order of priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Hit rate in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Prediction accuracy index in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Area under the ROC curve in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Hit rate of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Prediction accuracy index of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Area under the ROC curve of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Hit rate more than that of the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Lower bound of that difference (95 %)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Upper bound of that difference (95 %)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Predict crime: Incidents left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Hotspots found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Area covered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Prediction accuracy index</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Extract hotspots: Cells and roads left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Incidents used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Incidents left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Create a risk grid: Times have hours (1) or are dates (0)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Points of past incidents; those from the start of the shift on are not looked at.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>visit: each node by itself, as in the study. block: few, long stays in an area, in which an officer goes round two to four street corners, with 5 minutes or more (Dwell time) at each; areas belong to one officer each. Blocks are planned by the method best alone, for incidents met in place and time, and leave calls to the time kept free. Where it is left out and a method of the study's is chosen: visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Polygons that bound the study area; without them Study area from decides it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>What the study area is where none is given. incidents: the incidents' extent; most_incidents: the same, but where it has too many cells without the outermost 1 % of the incidents at each side; roads: the box of the roads without the outermost 1 % at each side, as where only those of a part of a city are at hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Layers of facilities (bars, stops, parks) that the risk takes into account.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Field with the type of each facility; each type is then a kind of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Points of calls for service.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Priority of each call from 1 to 5 (most urgent), a word of dispatch, or the type of call, as Assign officers reads it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Table with the fields word and priority, from 1 to 5 (most urgent), that decides before all else what a value of the call priority field means.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Which number without a word is the most urgent: five_urgent: 5; one_urgent: 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Points where the officers start, as from Create officers: officer (call sign), shift_on, shift_off, speed_kmh, break_on, break_min. Empty: officers are made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>How many officers are made where none are given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Where officers that are made here start, and the single route. Empty: the first of the officers given, else the peak of the greatest hotspot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>When the shift begins, local time. Empty: the earliest shift_on of the officers, else today 08:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Minutes at each place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Side of a cell in metres; larger where there would be too many cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>How far an incident reaches in the risk grid, in metres. Empty: the size of a cell, narrow, so that hotspots a few streets apart stay apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Seconds after which planning the single route, and the officers, stops; the plan so far is kept, with a warning.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Decides between equally good choices in all steps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The risk grid, as Create a risk grid writes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The hotspots, as Extract hotspots writes them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The peak of each hotspot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The forecast of the shift, as Predict crime writes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>One car's route through the hotspots, as Plan a patrol route writes it; it is only planned where it or its stops are asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The stops of the single route in their order.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The officers' routes, as Assign officers writes them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The officers' visits: who is where, from when to when; sorted by officer and seq, everyone's timetable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>One point per block: officer, block (1, 2, …), from, to, place (street corners), why (events within 150 m of these or in their cells at these hours, widened where they are fewer than five), look_for (most frequent kinds), expected (incidents met), hotspot_id (letter of the area), stops. Only where blocks are planned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The areas of the blocks: area (letter), officer, place (street corners), blocks, times (when somebody is there), expected. Only where blocks are planned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>What nobody visits, and why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Table of officers: visits, kilometres, minutes of driving, at places and idle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The officers of the plan: those given, with call signs and times only, or those made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>Page with the figures of all steps, each beside its baseline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>The size of the cells in metres, larger than asked for where there would be too many.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../plugin.py" />
            <source>Plan a patrol: from incidents to officers' routes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/cells/grid.py" />
            <source>Grid: the mask is {mask}, the grid {grid}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/cells/grid.py" />
            <source>The cell size must be greater than 0 metres, not {cell_size_m:g}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/cells/grid.py" />
            <source>A cell size of {cell_size_m:g} m would make {n:,} cells ({rows:,} × {cols:,}); the limit is {max_cells:,}. Use cells of at least {larger:,} m, or a smaller study area.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/cells/neighbours.py" />
            <source>Within {distance_m:,.0f} m the {n:,} cells make more than {most_pairs:,} pairs of neighbours, more than can be held. Give a smaller distance for neighbours, or choose queen.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/control.py" />
            <source>Cancelled before the result was complete; nothing was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/activity.py" />
            <source>Every point of interest needs a cell and a kind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/activity.py" />
            <source>Every check-in needs a cell and a time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/evaluation/backtest.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/evaluation/feedback.py" />
            <source>The rounds must be from 1 to {most:,}, not {rounds:,}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/evaluation/feedback.py" />
            <source>The share reported must be above 0 and at most 1, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/evaluation/feedback.py" />
            <source>The share discovered must be from 0 to 1, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/evaluation/walkforward.py" />
            <source>Between {start} and {end} there is no step of {hours:g} hours.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/forecast/evaluation/walkforward.py" />
            <source>{n:,} steps are more than {most:,}: choose longer ones.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>Kernels need to know where the incidents happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <location filename="../algorithms/forecast/features/table.py" />
            <source>own count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <location filename="../algorithms/forecast/features/table.py" />
            <source>cells around</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>second ring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>kernel of {width:g} sides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <location filename="../algorithms/forecast/features/table.py" />
            <source>{what}, all days alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>{what}, half-life {days:g} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <location filename="../algorithms/forecast/features/table.py" />
            <source>{type}: count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>{type}: half-life {days:g} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <location filename="../algorithms/forecast/features/table.py" />
            <source>{type}: cells around</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/rates.py" />
            <source>{type}: kernel of {width:g} sides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>30-day density</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>7-day density</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>density in all days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <location filename="../algorithms/route/stops.py" />
            <source>hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>weekday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>rhythm of the week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>usual number in this interval of the week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>{what}, {days:g} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>POI distribution: {kind}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>POI distribution: all other kinds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>location diversity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>POI density</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>observation frequency</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>region popularity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>visitor ratio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>user count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>visitor entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/features/table.py" />
            <source>visitor homogeneity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/forecast.py" />
            <source>The training days must be more than 0, not {train_days:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/forecast.py" />
            <source>The model must be one of {words}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/intervals.py" />
            <source>An interval must be longer than 0 and at most 168 hours, not {hours:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/intervals.py" />
            <source>The forecast must hold at least one interval.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/intervals.py" />
            <source>The forecast's {total_hours:g} hours cannot be cut into intervals of {hours:g}: choose a length that divides them.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/forecast/models/blend/blend.py" />
            <source>blend: {n:,} incidents in the windows to learn from are too few for weights of its own; it is count_ties.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/forecast/models/blend/blend.py" />
            <source>blend: {n:,} incidents in the windows to learn from; with fewer than {enough:,} it is the mixture of rates alone.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/forecast/models/blend/blend.py" />
            <location filename="../algorithms/forecast/models/consistency.py" />
            <location filename="../algorithms/forecast/models/forest/forest.py" />
            <source>all cells alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/blend/blend.py" />
            <source>all others together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/consistency.py" />
            <source>share of periods with an incident</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/consistency.py" />
            <source>incidents of the last period</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/countties.py" />
            <source>own count, ties broken by all incidents</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/forecast/models/forest/forest.py" />
            <source>random_forest: {n:,} intervals of cells with an incident are too few for a forest; it is count_ties.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/forecast/models/forest/forest.py" />
            <source>random_forest: the incidents up to {until} do not tell hours; it forecasts whole days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/kernel.py" />
            <source>past incidents within a kernel of {width:,.0f} m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/priorcount.py" />
            <source>count in this interval of the week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/priorcount.py" />
            <source>mean of the cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/prospective.py" />
            <source>incidents within {distance:g} m and {weeks} weeks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/selfexciting.py" />
            <source>background of the cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/models/selfexciting.py" />
            <source>recent incidents, mean delay {days:.1f} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/places.py" />
            <source>Every cell needs a centre and an area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/places.py" />
            <source>The area of every cell must be more than 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/ranking.py" />
            <source>The coverage must be above 0 and at most 100 % of the cells, not {coverage_percent:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>The training days must be more than 0, not {days:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>This model needs to know where the cells lie.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>No incident lies in the {days:g} days before {end}, so nothing can be learned. {way_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>There are no incidents in the grid: give the grid of these incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>Choose an earlier forecast start or more training days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>Choose a later forecast start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>Choose another forecast start or more training days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/forecast/training.py" />
            <source>The incidents run from {first} to {last}. {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/change.py" />
            <source>emerging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/change.py" />
            <source>persistent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/change.py" />
            <source>fading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/extraction.py" />
            <location filename="../algorithms/risk/surface.py" />
            <source>The method must be one of {words}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/extraction.py" />
            <source>The coverage must be above 0 and at most 100 % of the area, not {coverage_percent:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/extraction.py" />
            <source>The threshold must be a number: the least risk of a hot cell.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/extraction.py" />
            <source>The number of hotspots must not be negative (0 = all), the least cells of one at least 1.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/hotspots/finding.py" />
            <source>Contiguous hotspots: {n:,} areas, as many as each has average cells.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/hotspots/finding.py" />
            <source>Only {n:,} of {number:,} contiguous areas were found: no other place has a risk above 0.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/hotspots/finding.py" />
            <source>The contiguous areas cover {covered:.1f} %, not the {coverage_percent:g} % asked for, as each of {n:,} has at least one cell. Choose fewer areas, smaller cells or a greater coverage.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/hotspots/finding.py" />
            <source>{n:,} of {found:,} contiguous areas are smaller than their share, as nothing more adjoins them: they lie on an island, or between other areas.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/hotspots/finding.py" />
            <source>The others have grown larger instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/finding.py" />
            <source>No other has room for it: {covered:.1f} % of the area is covered, not {coverage_percent:g} %.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/getisord.py" />
            <source>The significance level must be above 0 and below 1, such as 0.05 for 5 %, not {alpha:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/hotspots/getisord.py" />
            <source>The number of permutations must not be negative; 0 takes p-values from the normal distribution, not {permutations}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/aoristic.py" />
            <source>Cases {cases!r} do not divide the time, so nothing can be shared among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/events.py" />
            <location filename="../algorithms/incidents/incidents.py" />
            <source>Incidents: {x} x but {values} {name}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/events.py" />
            <source>Incidents: a coordinate is not a finite number, or a time is missing; leave them out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/incidents.py" />
            <source>Incidents: a coordinate is not a finite number; leave such incidents out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/incidents.py" />
            <source>Incidents: weights must be finite and not negative.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/incidents.py" />
            <source>Incidents: a time is missing; leave such incidents out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/incidents.py" />
            <source>Incidents: an end lies before its time; leave such incidents out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/incidents/incidents.py" />
            <source>A half-life needs the time of each incident; choose a time field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/assignment.py" />
            <source>not reached in time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/assignment.py" />
            <source>waited too long before the shift to earn anything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/beats.py" />
            <source>{officers:,} officers cannot have {beats:,} beats for themselves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/deterrence.py" />
            <source>Deterrence: {stays} lengths of stay but {effects} effects; the table needs both in each of its rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/deterrence.py" />
            <source>Deterrence: the {name} in row {row} is {value:g} minutes; it must be 0 or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/deterrence.py" />
            <source>Deterrence: the stay in row {row} is not longer than that before it. Sort the table by stay.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/deterrence.py" />
            <source>The deterrence must be one of {words}, not {word!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/plan.py" />
            <source>Area {letter} needs places, each of them once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/plan.py" />
            <source>A block needs stops, and a leg to each of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/plan.py" />
            <source>The blocks of a plan must be sorted by officer and start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/plan.py" />
            <source>A block lies in an area that the plan has not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/plan.py" />
            <source>A block has a stop in cell {cell}, which is no node of the plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places: {places} places but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places: the rates must have a column for each slot of the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>A slot of the rates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places: the rate of place {number} is negative or no number; it counts expected incidents a minute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places: cell {cell} has more than one place. Keep one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places: place {number} is both a must and forbidden. Choose one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The shift (hours)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The dwell time (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The shortest block (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The distance by which an area grows (metres)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The pause of an area (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The cost of a kilometre (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The cost of a minute outside the beat (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The drive by which an area grows (minutes)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Blocks of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Places of an area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Areas of an officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>{what}: at least 1 is needed, not {count}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The share of the time kept free must be from 0 to below 1, not {share:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The rule of beats must be one of {words}, not {word!r}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The moves of the search must be 0 or more, not {n:,}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>The longest block ({most:g} minutes) must not be shorter than the shortest ({least:g}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>A stop of {dwell:g} minutes does not fit into a block of {least:g}. Shorten the dwell time, or lengthen the shortest block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Blocks: {officers} officers but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>Blocks: a place is number {number} of the travel times, which have {known:,}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>{what} must be greater than 0, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/problem.py" />
            <source>{what} must be 0 or more, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/unmet.py" />
            <source>nobody is on duty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/unmet.py" />
            <source>nobody who can get there may leave their beat for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/unmet.py" />
            <source>with the way there, no block fits into the duty of anybody who may go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/blocks/unmet.py" />
            <source>the blocks of those who may go leave no room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Correct it in the officers layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Officers: {names} names but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Officers: there is none. Give at least one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Officers: the name {names} occurs more than once. Each officer needs a name of their own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>goes off duty (shift_off) before coming on duty (shift_on), or at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Correct it in the officers layer; a shift past midnight ends on the date of the next day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>has a speed (speed_kmh) that is not greater than 0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>has an infinite speed (speed_kmh)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>has a break (break_on) without a length in minutes (break_min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/officers.py" />
            <source>Officers: {name} {fault}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/officers/officers.py" />
            <source>{n:,} more do so too.</source>
            <extracomment>Where n is 1: {n:,} more does so too.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/officers/planners.py" />
            <source>The method must be one of {words}, not {word!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/problem.py" />
            <source>Nodes: {places} places but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/problem.py" />
            <location filename="../algorithms/route/route.py" />
            <source>The shift must be longer than 0 hours, not {hours:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/problem.py" />
            <location filename="../algorithms/route/route.py" />
            <source>The dwell time must be 0 minutes or more, not {minutes:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/problem.py" />
            <source>The cost of an officer must be 0 or more, not {cost:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/problem.py" />
            <source>The balance must be 0 or more, not {balance:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/rates.py" />
            <source>At least 2 plans and 1 iteration are needed, not {plans} and {iterations}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reach/expected.py" />
            <source>Rates: {places} places but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reach/expected.py" />
            <source>Rates: fewer than no incidents are expected somewhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reach/meeting.py" />
            <source>Stays: {places} places, {arrivals} arrivals and {departures} departures; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reach/meeting.py" />
            <source>Stays: one ends before it begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reach/reached.py" />
            <source>What a plan reaches is measured with the past alone: leave out what happened in the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reward.py" />
            <source>a node</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reward.py" />
            <location filename="../processing/officers/problem.py" />
            <source>node {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/reward.py" />
            <source>The weight of {whose} is {weight:g}, and the reward grows with exp(weight). The weight is a density of recent incidents (a few units), at most 600: choose another weight field, or scale it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/roster.py" />
            <source>Officers: there must be from 1 to {most:,}, not {given:,}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/roster.py" />
            <source>Officers: there is no place to start from. Give one, or stations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/roster.py" />
            <source>Officers: the shift must be longer than 0 hours, not {hours:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/team/problem.py" />
            <source>Who can do what is given for {given}, not for {officers} officers and {tasks} tasks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/team/problem.py" />
            <source>Tasks: each must be worth more than 0; leave the others out.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/officers/why.py" />
            <location filename="../processing/forecast/remarks.py" />
            <source>{n:,} days</source>
            <extracomment>Where n is 1: {n:,} day</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/officers/why.py" />
            <source>no event in {days}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/officers/why.py" />
            <source>{n:,} of {total:,} events in {days} {hours}, on {hit}{kinds}; last {last}</source>
            <extracomment>Where n is 1: {n:,} of {total:,} events in {days} {hours}, on {hit}{kinds}; last {last}</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/officers/why.py" />
            <source>(no hours are known)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/why.py" />
            <source>at all hours (too few at these)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/why.py" />
            <source>from {begin} to {end} (too few at these hours alone)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/officers/why.py" />
            <source>at these hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/features.py" />
            <source>Feature {name}: the kind must be {number} or {nominal}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/gainratio.py" />
            <source>A number must be cut into at least 2 bins, not {bins}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/relevance/gainratio.py" />
            <source>{n:,} values as they are</source>
            <extracomment>Where n is 1: {n:,} value as they are</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/relevance/gainratio.py" />
            <source>{bins} of equal number, cut at {places}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>The threshold must be from −1 to 1, as the scores are, not {threshold:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>The bins must be from 2 to 1,000, not {bins}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>No feature is left to rank: each has one value only, none, or a different one for every incident. Choose other fields, or a time field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>settles the class by itself: is it another name for it?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>has nearly as many values as incidents, so its gain ratio says little</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>kept, but scores no higher than chance gives</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>the same value {label!r}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <location filename="../processing/officers/priorityremarks.py" />
            <source>no value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>{name}: every incident has {value}, so there are no classes to tell apart. Choose a field with at least two values.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/relevance/relevance.py" />
            <source>{name}: every one of its {n:,} values is different, as in a case number, so none can be learned. Choose a field whose values repeat, such as the type of crime.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/relevance/relevance.py" />
            <source>{name} has {n:,} different values, and every value is a class; {most} are the most. Choose a coarser field, or put the values into a few groups first (toolbox: Field calculator).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>has no value at all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>has one value only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>has one value only, where it has one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relevance.py" />
            <source>has a value of its own for every incident, as an id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relieff.py" />
            <source>The number of neighbours must be at least 1, not {neighbours}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relieff.py" />
            <source>The sample must be 0 (all incidents) or a number of incidents, not {sample}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relieff.py" />
            <source>ReliefF needs incidents of at least two classes; choose another target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/relevance/relieff.py" />
            <source>Every class of the target has one incident only, so that none has another to be compared with. Choose a target with repeated values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/environment.py" />
            <source>Σ over kinds of r · density</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/environment.py" />
            <source>Σ over kinds of r · density / greatest density</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/environment.py" />
            <source>The environment share must be from 0 (incidents only) to 1 (environment only), not {share:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/facilities.py" />
            <source>{kind}: facilities are {units}, not {geometry!r}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/risk/facilities.py" />
            <source>{kind}: {parts} parts up to vertex {offsets}, but {n} vertices and {feature} feature numbers; they must agree.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/risk/facilities.py" />
            <source>{kind}: some coordinates are not numbers; leave these facilities out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>The bandwidth must be greater than 0 metres and finite, not {bandwidth_m:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>A bandwidth of {bandwidth_m:g} m on {rows:,} × {cols:,} cells of {cell_size_m:g} m would need {nodes:,} points of computation. Use a bandwidth of at {bound} {advised:g} m, or {other}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>least</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>a smaller study area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/gridkernel.py" />
            <source>larger cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/kernels.py" />
            <source>All weights are 0, so no bandwidth can be chosen from the incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/kernels.py" />
            <source>All incidents lie at one place, so no bandwidth can be chosen from them: give the bandwidth in metres.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>The kernel must be one of {words}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>The bandwidth must be greater than 0 metres, or 0 for a rule of thumb, not {bandwidth_m:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Cases must be one of {words}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>The half-life must not be negative (0: none), not {half_life_days:g} days.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>risk = scaled({part})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>risk = {rest:g} · scaled({part}) + {share:g} · scaled({environment})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>incidents per km²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>{kernel} kernel density, bandwidth {width} m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>adaptive {part} · (G / pilot density)^0.5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>{part}, edge-corrected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>An environment share of 1 leaves only the environment, and there are no facilities: give some, or lower the share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>The incidents weigh nothing: all weights are 0, or all are too many half-lives old. Choose another weight field or a longer half-life.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>The rule of thumb (Scott) chose a bandwidth of {chosen:,.0f} m.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Cases {cases!r} need the time of each incident; choose a time field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>No kind of facility correlates significantly with the incidents, so a risk of the environment alone would be 0 everywhere. Lower the environment share or choose other facilities.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/risk/surface.py" />
            <source>No kind of facility correlates significantly with the incidents; the environment is left out of the risk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>{host} refuses access (HTTP {status}). Choose an authentication configuration of QGIS that the server takes, or ask who runs it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>{host} has had too many requests (HTTP {status}). Wait, ask for fewer places, or run your own server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>The answer of {host} breaks off: it is no whole JSON. Run it again; if it stays so, something between here and the server cuts answers short.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>{host} answers with something else than {title} does: {text!r}. The address may be that of a web page or of a log-in; give the address of the service itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>The server at {host} fails (HTTP {status}: {text!r}). Try again later, or ask who runs it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>There is no {title} service at this address of {host} (HTTP {status}). Give the part of the address before the name of the service, such as https://routing.example.org or https://example.org/routing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>The server at {host} is not {title} but {other}: choose {other} as the source.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>The {title} server at {host} refuses the request: {why}. Check the address, and whether the server offers this means of travel.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>it does not say why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/answers.py" />
            <source>The answer of {host} has another form than that of {title}: {text!r}. The server may be of another kind, or too old.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>ferries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>waterways</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>railways</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>other lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>without a class of road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>not built or no longer there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/classes.py" />
            <source>stops and areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/directions.py" />
            <source>The default direction {default!r} is unknown. Use forward, backward or both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/directions.py" />
            <source>The direction value {value!r} stands for two different directions. Name it in only one of the three value parameters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/junctions.py" />
            <source>The delay at junctions must be 0 seconds or more, not {seconds:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/network.py" />
            <source>Roads: no line has a length above 0 metres. Choose a layer with streets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/network.py" />
            <source>The officer's speed must be greater than 0 km/h, not {kmh:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/network.py" />
            <source>The topology tolerance must be 0 metres or more, not {metres:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/network.py" />
            <source>Roads: the speed of line {line} is {kmh:g} km/h; it must be greater than 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/online.py" />
            <source>The server at {host} does not tell how far places are from its roads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/online.py" />
            <source>The {title} server at {host} has given a travel time between two places and now finds no way between them. It may be changing its map: run it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/online.py" />
            <source>The way that {host} gives leaves the area of the working CRS. Choose a CRS of this region.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/roads/online.py" />
            <source>{pairs:,} travel times are asked for in {n:,} requests or more.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/roads/online.py" />
            <source>The {title} server at {host} refuses even the smallest request as too big. Ask who runs it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/speeds.py" />
            <source>The default speed must be greater than 0 km/h, not {kmh:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <source>Traffic: the hour in row {row} is {value}; hours are whole numbers from 0 to 23.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <source>Traffic: 24 factors are needed, one per hour, not {shape}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <source>Traffic: the factor of hour {hour}{of_class} is {value}; it must be greater than 0 (1 = free roads, 2 = twice as long).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <source>Traffic: hour {hour}{of_class} stands in the table more than once. Keep one row per hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <source> of class {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/traffic.py" />
            <location filename="../algorithms/route/stops.py" />
            <source>empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/travel.py" />
            <source>There is no way from place {start} to place {end} on these roads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/travel.py" />
            <source>Islands are found among equal origins and destinations only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/travel.py" />
            <source>The speed must be greater than 0 km/h, not {kmh:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/travel.py" />
            <source>The detour factor must be 1 or more, not {detour:g}: no way is shorter than a straight line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/travel.py" />
            <source>Traffic: {tables:,} hours slow the classes of road differently; for {pairs:,} pairs of places that takes more than the memory there is. Give several hours the same factors, or select fewer places.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>by car</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>for feet or bicycles only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>closed to cars, without emergency=yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>Ways are the quickest along the roads, at their signed speeds or those of their class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>on foot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>for vehicles only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>closed to walkers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/roads/vehicles.py" />
            <source>Ways are the quickest on foot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/comparison.py" />
            <source>the Python package {name} is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/entropy.py" />
            <source>Entropy: there is no route. Give at least one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/entropy.py" />
            <source>Entropy: the bins must be longer than 0 minutes, not {minutes:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/fuzzy.py" />
            <source>goes by probability, distance and time, not by priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/fuzzy.py" />
            <source>There are no probabilities by day and hour: the fuzzy rules take each stop's priority in their place, as a share of the highest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/genetic.py" />
            <source>goes by the time on the road, not by priority</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/route/genetic.py" />
            <source>The population must be 4 orders or more, not {n}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/route/genetic.py" />
            <source>The generations must be 0 or more, not {n}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/route/nearest.py" />
            <source>goes by distance, not by priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/nearest.py" />
            <source>keeps the order of the stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/orienteering.py" />
            <source>puts what must be visited before all priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>too far from every road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>cannot be reached by road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>no way back by road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>does not fit into the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>not planned within the time limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>not open long enough while one can be there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>must not be visited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>must be visited, but does not fit into the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>The time limit must be greater than 0 seconds, not {seconds:g}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/route/plan.py" />
            <source>{n:,.15g} minutes</source>
            <extracomment>Where n is 1: {n:,.15g} minute</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>{label}: the break at {break_on} is outside the shift, {start} to {end}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/plan.py" />
            <source>{label}: the break of {minutes} from {break_on} ends after the shift, which ends at {end}. Begin it earlier, or make it shorter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/rounds.py" />
            <location filename="../algorithms/route/schedule.py" />
            <source>Stop {stop} does not fit into the route.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>The departure has no time; give one, such as 2024-05-31 08:00.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>The start must be one of the places, not {start}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>A route either returns to its start or ends elsewhere; choose one of the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>The end must be one of the places, not {end}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>The break must be 0 minutes or longer, not {minutes:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/route.py" />
            <source>The time until a stop is visited again must be 0 minutes or longer, not {minutes:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/schedule.py" />
            <source>The end of the route cannot be reached from its start by road. Choose another end, or check that the roads between them are connected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/schedule.py" />
            <source>Who drives to the end of the route at once is there after {minutes}, but the shift is over after {shift:,.0f}. Make the shift longer, or choose an end that is nearer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/schedule.py" />
            <source>Travel times of {places} places do not match {stops} stops and the start {start}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: {places} x but {count} {field}; they must match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: there is none. Give at least one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: a coordinate is not a finite number; leave such stops out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: the priority of stop {name} is {priority:g}; it must be 0 or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: the priorities are up to {most:g}, too much to be added up; scale them down.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: a dwell time is {minutes:g} minutes; it must be 0 or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Stops: what must be visited is 1, what must not −1, else 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Probabilities: row {row} has the probability {prob:g}; it must lie from 0 to 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Probabilities: no cluster of the table ({clusters}) is the name of a stop ({stops}). Choose the field that holds each stop's cluster as the stop name field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Probabilities: day {day:g}, hour {hour:g} of cluster {cluster} stands in the table more than once, with other probabilities. Keep one row for each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/stops.py" />
            <source>Probabilities: the {column} in row {row} is {value}; it must be whole, from {lowest} to {highest}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/variants.py" />
            <source>The number of variants must be 1 or more, not {count}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/route/variants.py" />
            <source>Variants may be from 0 to 100 % below the best score, not {percent:g} %.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../algorithms/route/variants.py" />
            <source>There are only {n:,} different routes within {percent:g} % of the best score.</source>
            <extracomment>Where n is 1: There is only {n:,} route within {percent:g} % of the best score.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../algorithms/route/variants.py" />
            <source>Only {n:,} different routes within {percent:g} % of the best score were found; a larger share, or a longer shift, gives more.</source>
            <extracomment>Where n is 1: Only {n:,} route within {percent:g} % of the best score was found; a larger share, or a longer shift, gives more.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../algorithms/samplecity/city.py" />
            <source>The seed must be 0 or a greater whole number, not {seed}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/samplecity/hotspots.py" />
            <source>Sample city: no room is left for planted hotspot {number}. Use another seed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/samplecity/sizes.py" />
            <source>The size of the sample city must be one of {words}, not {given!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>All times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Turn 1, 00:00–07:59</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Turn 2, 08:00–15:59</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Turn 3, 16:00–23:59</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Monday–Friday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/times/timeclasses.py" />
            <source>Saturday–Sunday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/clusters.py" />
            <source>The clusters must be from 0 (chosen by the elbow) to {most}, not {number}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/clusters.py" />
            <source>The most clusters must be from 1 to {limit}, not {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/clusters.py" />
            <source>There are no incidents to make clusters of.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/turns.py" />
            <source>The turn must be one of {words}, not {word!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/waypoints.py" />
            <source>Epsilon must be greater than 0 metres, not {epsilon:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../algorithms/waypoints/waypoints.py" />
            <source>The bandwidth must be 0 (a rule of thumb) or more, not {bandwidth:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/cells.py" />
            <source>without a risk in {risk_field} (NULL, not a number, or infinite); their area and incidents count nowhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/cells.py" />
            <source>{label}: no cell has a number in {name}, so there is no baseline to compare with. Choose the field with the risk of the earlier period.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/cells/cells.py" />
            <source>{label}: {n:,} of {baseline:,} cells have no baseline in {name}, as where the earlier grid does not reach or is of other cells; they are taken as not hot in the earlier period.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/cells/cells.py" />
            <source>The {n:,} cells of a hotspot cannot be merged: {why}. Run Fix geometries on the grid first.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/cells/cells.py" />
            <source>invalid polygons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>The grid would have to reach there and have too many cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>Leave such places out, or give a study area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>{label}: its polygons have no area in common with anything; check their geometry.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>{spread} The grid reaches there. {leave_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>{spread} {too_far} Leave such polygons out.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/cells/studyarea.py" />
            <source>{n:,} incidents lie</source>
            <extracomment>Where n is 1: {n:,} incident lies</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/cells/studyarea.py" />
            <source>{n:,} polygons lie</source>
            <extracomment>Where n is 1: {n:,} polygon lies</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/cells/studyarea.py" />
            <source>{label}: {these} {gap_km:,.0f} km from the rest, e.g. at {at_x:.10g}, {at_y:.10g}: missing coordinates?</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/common/callsigns.py" />
            <source>{label}: {n:,} of {names:,} values of officer are lone words. Where they are names of persons, write call signs (1A1, 1A2, …) into the field instead: the outputs hold these values.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/common/callsigns.py" />
            <location filename="../processing/officers/remarks.py" />
            <source>{first} to {last}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/common/callsigns.py" />
            <source>{label}: {n:,} of {names:,} values of officer look like names of persons and are not written: these officers are called {span}, in the order of the layer. Write call signs into the field.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>Coordinates cannot be brought from {source} to {target}: QGIS has no way between the two, or has lost the definition of one. Check the CRS of the layers (Source → Assigned CRS), or start QGIS anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>a CRS without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>The working CRS {chosen} is not projected in metres. Choose one that is, such as the UTM zone of the city, or leave CRS empty and it is found for you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>{chosen} (Web Mercator) stretches distances away from the equator: metres, areas and travel times will be wrong. A UTM zone is right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>{label}: its coordinates do not fit its CRS {crs}. Set the layer's CRS to the one its coordinates are in (layer properties, Source).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>is in degrees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>is in Web Mercator, whose metres are stretched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>is not in metres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>{label} ({crs}) {reason}; computing in {found} ({name}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>{label}: the layer has no coordinate reference system, so its place on Earth is unknown. Set it in the layer's properties (Source → Assigned CRS); for longitude and latitude that is EPSG:4326.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/crs.py" />
            <source>{label}: QGIS has lost the definition of the layer's coordinate reference system. Remove the layer from the project and add it again, or start QGIS anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/packages.py" />
            <source>Python package missing: {missing}. Install it for the Python that QGIS uses, then restart QGIS. Windows: open the OSGeo4W Shell from the start menu and type: python -m pip install --user {pip}. macOS: in a terminal: /Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {pip}. Linux: {linux}. QGIS from conda: conda install -c conda-forge {pip}. Keep the NumPy that QGIS has: add "numpy&lt;2" to the command where QGIS's NumPy is 1.x.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/packages.py" />
            <source>{name} (version {least} or later)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/personfields.py" />
            <source>{label}: the field {field} looks like one about a person ({word!r}). Patrol Planner works with places and times and reads nothing about persons. Choose another field; if this one says something about the place or the kind of incident, rename it first, as place_name (toolbox: Rename field).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/common/publicname.py" />
            <source>{name} (temporary layer)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/filewriter.py" />
            <source>{label}: the output cannot be written ({why}). Check that the disk is not full, or choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/filewriter.py" />
            <source>{path}: the output cannot be written. {errormessage}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {path} cannot be written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: a file's name must not hold a character of the code 0. Choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}: the folder {parent} does not exist. Create it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}: it is read-only. Choose another place, or allow yourself to write it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: a table of a GeoPackage is written as {table}. Give it in this form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}: it is a folder. Choose a file name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}: it has changes that are not saved yet. Close it where it is open in another program, or choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}: you may not write in the folder {folder}. Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{cannot}… ({reason}). Choose a shorter and simpler name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label} and {other} go to the same</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{both} table {name}; the second would replace the first. Give each a table of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{both} table {table} of {name}; the second would replace the first. Give each a table of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{both} file {name}; the second would replace the first. Give each a file of its own, or a table of one GeoPackage ({table}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>the table {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{name} belongs to the input {label} and</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>with {name} a file that belongs to the input {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {what} would be overwritten. Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>the table {table} of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {same} is the input {input} and would be overwritten. Choose another table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {name} is a QGIS project and would be lost. Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {name} is the file of the layer {layer} in this project and would be lost. Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {name} is a database that cannot be read now (locked, damaged, or left unfinished by another program), and what it holds would be lost. Choose another file, or open it in QGIS first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>, or write one table of it: {table}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/overwriting.py" />
            <source>{label}: {name} holds other tables ({shown}) that would be lost with it. Choose another file{remedy}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>it is read-only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>{name} is an input of this run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>there is a folder of that name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>there is a file of that name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>{label}: {path} cannot be written ({reason}). Check that you may write there, that the disk is not full, and that the file is not open in another program, or choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>it has changes that are not saved yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>another program has changed it while this run worked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/staging.py" />
            <source>{name} is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/tablegraft.py" />
            <source>another program has changed the table {table} while this run worked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/tablegraft.py" />
            <source>{name} is a table that the GeoPackage itself needs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/tablegraft.py" />
            <source>there is no table {table} in what was written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/tablegraft.py" />
            <source>it has another CRS under the number {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/wholeness.py" />
            <location filename="../processing/framework/outputs.py" />
            <location filename="../processing/layers/rasters.py" />
            <source>no reason given</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/files/wholeness.py" />
            <source>{label}: {name} cannot be written whole: of {n:,} rows only {found:,} can be read again. The disk may be full: make room, or choose another place.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/files/wholeness.py" />
            <source>zeros where text should be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/wholeness.py" />
            <source>it is shorter than it should be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/files/wholeness.py" />
            <source>{label}: {name} is damaged and cannot be read to its end ({reason}). Take a copy from before the damage, or save what can still be read (Layer → Save As) and look at what is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: none given; {models} learns without them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: the first is of {first}, after the last incident, {end}: nothing is learned from them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: the last is of {last}, more than {days} days before the last incident, {end}: nothing is learned from them where no newer ones are known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <location filename="../processing/forecast/record.py" />
            <source>no type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: choose the {field}; without it nothing can be learned from check-ins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: without the {field} visitors are not told apart; only how many check-ins there are is learned from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>without a visitor id in {field}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <source>{label}: dates without a time of day; all check-ins count for the interval at midnight. Choose a field that holds the hour, or leave the layer out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/activity.py" />
            <location filename="../processing/forecast/record.py" />
            <location filename="../processing/hotspots/streets.py" />
            <source>outside the grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluateforecast.py" />
            <source>Coverages must be numbers above 0 and at most 100, separated by commas: 1,5,10,20.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluating.py" />
            <source>No incident lies before the start of the test, {start}. Choose a later start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluating.py" />
            <source>{label}: no incident of these types lies in the grid.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/evaluating.py" />
            <source>{n:,} of the {steps:,} steps lie after the last incident, {last}. They count as times without crime, so that every model expects too much. Choose an earlier End of the test.</source>
            <extracomment>Where n is 1: {n:,} of the {steps:,} steps lies after the last incident, {last}. It counts as a time without crime, so that every model expects too much. Choose an earlier End of the test.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/evaluating.py" />
            <source>No incident happened in the {n:,} steps from {start} on.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Difference to the plain count, step by step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Lines of each model's hits above those of the plain count, summed over the steps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Hits more than the plain count, summed over the steps, at {coverage:g} % of the cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Share of the incidents in the hot cells. Nobody can be above the grey line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Hit rate by coverage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Curves of the hit rate of each model, and of whoever knew the future, over the coverage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Observed divided by expected incidents, in ten groups of cells that were each expected to have a tenth of them. A model that can be taken at its word is at 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>What was promised, and kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Lines of observed to expected incidents of each model, from its quietest to its busiest cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Forecasts evaluated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Hit rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>To the count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>{coverage:g} % of the cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Observed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Difference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Log score to the count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>Incidents in the ranked cells. The log score is Poisson's, per incident; more is better.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>How many were expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/relevance/report.py" />
            <location filename="../processing/risk/report.py" />
            <source>incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>the best possible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>% of the cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>hit rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>tenths, from the quietest to the busiest cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/evaluationreport.py" />
            <source>observed ÷ expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Feedback, {rounds:,} weeks in which patrols follow the forecast: no model would run away; what patrols find makes the forecasts no more unequal than looking more closely at the truly hottest cells explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Feedback, {rounds:,} weeks in which patrols follow the forecast: {away} would run away, as what patrols find makes the forecasts more unequal than looking more closely at the truly hottest cells explains; {steady} would not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Feedback, {rounds:,} weeks in which patrols follow the forecast: every model would run away ({away}), as what patrols find makes the forecasts more unequal than looking more closely at the truly hottest cells explains.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <location filename="../processing/relevance/report.py" />
            <source>yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <location filename="../processing/relevance/report.py" />
            <source>no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Gini at first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>at the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>without discoveries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>explained</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>runs away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>true incidents in the patrolled cells at first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Incidents are drawn week after week by the record's own rates, whose Gini is {truth:.3f}; {reported:.0%} are reported wherever they happen, and patrols in the hottest {coverage:g} % of the cells discover {discovered:.0%} of the others. Gini: how unequal the cells are that a model expects, from 0 (all alike) to 1. Explained: what the same discoveries in the truly hottest cells would add. Every model learns from its own record alone, without other types, and is fitted anew each week, slower ones every tenth. Few incidents are drawn several times, and what may be noise is no running away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Where patrols write the record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>How unequal patrols make the forecasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Patrols follow the forecast. Grey: the true rates.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Inequality between cells, week by week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Lines of the Gini of what each model expects of the cells, over the weeks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>{words}: not looked at here, as nobody can draw the layers that they learn from for weeks to come.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>true rates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>weeks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/feedback.py" />
            <source>Gini</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/inputs.py" />
            <source>{n:,} cells × {intervals:,} intervals ({ahead:,} to forecast, {week:,} of the back-test's week) are more than {most:,}. Use larger cells, longer intervals or fewer hours.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/outputs.py" />
            <source>{n:,} features are written; fewer cells or intervals are quicker to draw.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Kinds to forecast need the Kind of incident field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/predictcrime.py" />
            <source>Hours to forecast ({hours:g}) must be a multiple of the Length of an interval ({interval:g}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/record.py" />
            <source>{label}: no incident is of the type {unknown}. The most frequent types are {types}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: not used; none of the models learns from them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: not used; the model {model} does not learn from them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: not used; the model {model} learns from incidents alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>The forecast starts at {start}, the first day after the last incident.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>The forecast starts at {start}, the first full hour after the last incident.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: the incidents have dates without a time of day, which can only be counted from midnight to midnight. The forecast starts at {start}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: dates without a time of day. Hours are not told apart; the forecast is for whole days, each interval {hours:g} hours from midnight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: dates without a time of day. Hours are not told apart: every hour of a day is alike, and an interval has its {hours:g} hours of it.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>{n:,} incidents learned from; {too_old:,} before the training days and {later:,} from the start of the forecast on were not looked at.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{label}: there are no data for {days} before the forecast, from {end} to {start}. They do not count as days without crime: what is learned, the back-test and the weight are as of the record's end. Give newer incidents if there are any.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>This forecast could not be back-tested: that takes at least 28 days of incidents before its start and incidents in the last quarter of them. Do not rely on it without one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{model} is taken, unproved: without a back-test none can be chosen.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>Back-test {start} to {end}, week by week from what lay before, {n:,} incidents, {coverage_percent:g} % of the cells:</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>  {name}: hit rate {hit_rate:.1%} (95 %: {low:.1%}–{high:.1%}), PAI {pai:.2f}, AUC {auc}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{model} is taken: it hit most of all that were tried. Chosen on these weeks, it will do a little worse in others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>In the back-test the plain count of past incidents hit more often than this model: {gain}. {way_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>Beside the plain count of past incidents: {gain}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>{n:,} incidents of these weeks are not tested: they fell into the rest of a week that the intervals do not fill.</source>
            <extracomment>Where n is 1: {n:,} incident of these weeks is not tested: it fell into the rest of a week that the intervals do not fill.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>Choose auto as {label}: it takes the model that hits most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>Choose prior_count as {label}, which counts past incidents by the hours of the week, or auto, which takes the model that hits most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{share:+.1f} points, more than noise (95 %: {low:+.1f} to {high:+.1f})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{share:+.1f} points, which may be noise (95 %: {low:+.1f} to {high:+.1f})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>The incidents tell no hours, so every interval of a day is alike.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>The forecast is for one interval, so nothing in it varies by the hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>Too few incidents tell hours: every interval is alike.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>If every cell's incidents were spread evenly over the {n:,} intervals, {share:.0%} of them would have to move: so much of the forecast varies by the hour.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>The record is too short to say how far the expected numbers may be wrong: low, high and sure stay empty.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>{cells:,} cells are hotspots in each of {n:,} intervals; {share:.0%} of these marks would stand even if the cell's own number were at the lower bound of what is expected there, the others are close calls.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/remarks.py" />
            <source>{cells:,} cells are hotspots; {share:.0%} of them would be even if their own number were at the lower bound of what is expected there, the others are close calls.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/remarks.py" />
            <source>{share:.0%} of the cells had no incident before the test, nor had the cells around them: any forecast looks good beside them. Give the risk grid a study area, or see Evaluate forecasts, which ranks the others alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/hotspots/report.py" />
            <source>cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>intervals from {start}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/report.py" />
            <source>incidents expected in all, learned from {n:,}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>hit rate in the back-test, PAI {pai:.2f}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Forecast of: {kinds}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Forecast of incidents of all kinds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Incidents that the model expects in all cells together, by the start of the interval.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Expected incidents by interval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Bars of the expected incidents of each interval.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>What the forecast rests on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <location filename="../processing/relevance/report.py" />
            <location filename="../processing/risk/report.py" />
            <source>Share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>There was none: at least 28 days of incidents before the start are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>{hits:,.1f} of {events:,}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Hits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>Every week from {start} to {end} was forecast from what lay before it. Hotspots are {coverage_percent:g} % of the cells; a hit is an incident in a hotspot of its interval, and a part of one where cells share the last hot place. PAI is the hit rate divided by the share of the area; AUC 0.5 is chance. count_ties is the count with ties broken by the incidents of all types: the rival that a model has to beat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>{model} was taken because it hit most in these weeks; chosen on them, it will do a little worse in others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/report.py" />
            <source>{model} beside the plain count: {gain}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>{coverage:g} % of the cells:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>  {word}: hit rate {hit_rate:.1%} (95 %: {low:.1%}–{high:.1%}), {gain:+.1f} points to the count ({gain_low:+.1f} to {gain_high:+.1f}), PAI {pai}, PEI {pei}, RRI {rri}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>{steps:,} steps of {hours:g} h from {start}; {events:,} incidents, {outside:,} of them outside the {cells:,} cells that are ranked (of {all:,} of the grid), which no forecast can hit.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/forecast/verdicts.py" />
            <source>{n:,} incidents fell into the steps: too few to say which model to trust. Test more or longer steps.</source>
            <extracomment>Where n is 1: {n:,} incident fell into the steps: too few to say which model to trust. Test more or longer steps.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>At {coverage:g} % of the cells no model hits more than the plain count of past incidents ({rate:.1%}): trust the count.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>At {coverage:g} % of the cells {word} hits most: {rate:.1%}, {gain:.1f} points more than the plain count; that is more than noise (95 %: {low:+.1f} to {high:+.1f}). As the best of several on these steps it will do a little worse in others.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/forecast/verdicts.py" />
            <source>At {coverage:g} % of the cells {word} hits most: {rate:.1%}, {gain:.1f} points more than the plain count; that may be noise (95 %: {low:+.1f} to {high:+.1f}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/base.py" />
            <source>The algorithm stopped without saying why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/base.py" />
            <source>Not enough memory for this many cells, incidents or places. Use larger cells, a smaller study area or a shorter period.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/base.py" />
            <source>{name} failed in a way it should not ({kind}: {error}). Please report it with the details from View → Panels → Log Messages → Patrol Planner.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be greater than {above:g}, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be greater than {above:g}, or 0 for {zero}, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be {least:,g} or more, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be at most {most:,g}, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be at most {most:,g} ({why}), not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{label} must be less than {below:g}, not {value:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>From {least} to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>From {least} to {most} ({why}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Above {above} and at most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Above {above} and at most {most} ({why}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Above {above} and below {below}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>From {least} to below {below}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>{least} or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Greater than {above}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>At most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>At most {most} ({why}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Less than {below}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/bounds.py" />
            <source>Also 0: {zero}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label} ({name}) must be one of {words}, not {value!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: the source {source} needs the address of your server, such as http://localhost:5000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label} ({name}) must be a number, not {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: {value!r} is not a point. Write it as x,y [EPSG:4326], or click it on the map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: {code!r} is not a CRS QGIS knows. Write the point as x,y [EPSG:4326].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: {given!r} is not a CRS QGIS knows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: {file} cannot be opened, since QGIS takes a % with two digits in its path for a code. Rename the file, or its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: {file} cannot be opened: it is damaged, not whole, or of no format that QGIS reads. Open it in QGIS by itself, or take a copy from before the damage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/checks.py" />
            <source>{label}: no layer can be read at {value!r}. Give the path of a file, of one layer of several in it as 'file.gpkg|layername=…', or a layer of the project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/declared.py" />
            <source>Optional.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/declared.py" />
            <source>One of: {words} (give the word).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/declared.py" />
            <source>Default: {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/dress.py" />
            <location filename="../processing/route/gpxkml.py" />
            <source>Variant {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/exclusion.py" />
            <source>Kinds to leave out need the Kind of incident field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>Place-based: holds no field about a person.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <location filename="../processing/framework/source.py" />
            <location filename="../processing/officers/priorities.py" />
            <location filename="../processing/roads/traffic.py" />
            <location filename="../ui/panel/data.py" />
            <location filename="../ui/panel/guesses.py" />
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>Input: {counts}. {persons} The history holds the parameters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>The record of the run could not be written to {file} ({why}); the output is whole.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>it is a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>it is the record of an input</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/outputs.py" />
            <source>it holds what somebody has written about another layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/parameters.py" />
            <source>Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open in another program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/parameters.py" />
            <source>Make points of its coordinate columns first (toolbox: Create points layer from table; or Layer → Add Layer → Add Delimited Text Layer).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/parameters.py" />
            <source>Choose a layer of lines, such as the streets from OpenStreetMap.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/parameters.py" />
            <source>Choose a layer of polygons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/prepared.py" />
            <source>{name}, selected features only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/recordquality.py" />
            <source>Records of officers need the Category of incident field, or the Kind of incident field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/run.py" />
            <source>The method {method} needs {label}: choose a layer, or another method.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/run.py" />
            <source>There is no layer that tells in which CRS to compute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/run.py" />
            <source>{label}: QGIS may not open {file}, since it takes a % with two digits in a path for a code. Choose a name, or a folder, without one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/run.py" />
            <source>{label}: the output cannot be written ({why}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/source.py" />
            <source>{label}: there is no field {name}. It has: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/source.py" />
            <source>{label}: this is a table without geometry. {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/spreadsheets.py" />
            <source>{label}: a {ending} file holds the fields only, without the places, and cannot be drawn on a map. Write a GeoPackage; QGIS's Save Features As makes a table with coordinates of it (GEOMETRY AS_XY or AS_WKT).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/unused.py" />
            <source>{labels} are not used {why}. {remedy}, or leave them out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/unused.py" />
            <source>{labels} is not used {why}. {remedy}, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/unused.py" />
            <source>without {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/framework/unused.py" />
            <source>Choose {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/geopackage/bulkwriting.py" />
            <source>{label}: the output cannot be written ({why}). Check that the disk is not full and that {path} is not open in another program, or choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/geopackage/container.py" />
            <source>{label}: the folder {folder} does not exist. Create it or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/geopackage/container.py" />
            <source>{label}: {path} is a folder. Choose a file name for the GeoPackage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/geopackage/container.py" />
            <source>{label}, layer {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/geopackage/container.py" />
            <source>{label}: {file} is not a GeoPackage. Several layers go into one file, so its name must end in {ending}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>the most there can be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>by {risk}, greatest first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>by chance (PAI 1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>these hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>{share:.0f} % of incidents in {covered_percent:.1f} %
PAI {pai:.2f}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>Share of the {whole} (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/charts.py" />
            <source>Share of incidents (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Give either a Risk grid (polygons) or a Risk raster, not both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Give either a Risk grid (polygons) or a Risk raster.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Baseline field (earlier period) is a field of the Risk grid; a raster has none. Give the grid as polygons, with the risk of both periods in two fields.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/extracthotspots.py" />
            <source>Gi* of all cells comes from the method gi, not {method}. Choose gi, or leave this output out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/inputs.py" />
            <source>{label}: there is no field {named}; choose the Risk field. Fields: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/inputs.py" />
            <source>The risk in {risk} is not proportional to the incidents in {counted}. A risk that a kernel has spread is smooth by itself, so that Gi* finds more cells significant than the incidents show; choose {counted} as the {risk_field}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/inputs.py" />
            <source>n and PAI count the incidents in the field n, which a risk grid has for all times, not those of case {case}: {label} has no field w_{case} with their weight. Create a risk grid writes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/inputs.py" />
            <source>{distance} is not used: {neighbours} is {kind}. Choose distance to use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/inputs.py" />
            <source>Neighbours are centres within {distance:,.1f} m, the least distance at which every cell has one.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/inputs.py" />
            <source>{n:,} of {cells:,} cells have no neighbour within {distance:g} m, so that only their own value counts there: a larger {field} (0: the least at which every cell has one) mends it.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>Permutations hold the value of a cell fixed and so test its surroundings: an extreme cell among quiet ones is not significant by itself.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} emerging</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} persistent</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} fading</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>Compared with the baseline: {counts}. {meaning}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} of {found:,} hotspots have no incident of their own (n = 0): their risk comes from the environment alone, or from incidents in the cells around them.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>the road length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>the area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>unknown without incident counts (a field n)</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>, and {n:,} that were hot before only</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} hotspots in {covered_percent:.1f} % of {whole}, PAI {known}{before}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>; n counts those of all times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>PAI counts {incidents}{note}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{name}: {n:,} cells are hot, {cold:,} cold, z from {least:.2f} to {greatest:.2f}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{name} is undefined in {n:,} cells, which have no neighbour or all others as neighbours.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>Stretches of street in one cell share its risk, so {name} finds more of them significant than there are independent observations for. Take it as a ranking, or use Gi* on the grid itself.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} cells among the highest 1 % are hot by the normal distribution but not by permutation. {why}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>No hotspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>No hotspot now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>{none}: the greatest {risk} of a cell is {greatest}. Lower the threshold or the least number of cells, or check that the grid has incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>{name} is undefined everywhere, as all cells have the same {word}, or none has a neighbour. Choose another risk field, or farther neighbours.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} cells are hot, but no {min_cells:,} of them adjoin. Lower the least number of cells.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>nowhere does high {word} lie among high {word} more than by chance, after correction for the {n:,} places looked at. Larger cells or a longer period may show one, or a higher significance level.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/remarks.py" />
            <source>{n:,} cells have the least p that {permutations:,} permutations can give ({least:.2g}), which is not enough for {cells:,} cells. Take {needed:,} permutations or more, or 0 for the normal distribution.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>risk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>what reaches the threshold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>what is significant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>the {coverage_percent:g} % that are hot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>Emerging and fading are relative to {hot} in each period, so both should be equally long. Single cells along the edge of a core change easily; the least number of cells holds for the whole hotspot of a period and leaves them in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>the incidents of case {case} by their weight (field {judged})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/remarks.py" />
            <source>the incidents in the field {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Map of the hotspots by rank</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Without incident counts (a field n of the grid) there is no PAI.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Share of incidents by share of the {whole}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>How concentrated incidents are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <location filename="../processing/waypoints/report.py" />
            <source>How they are found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Hotspots over the risk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Hotspots over {word}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>road length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>stretches of road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>hotspots among {all:,} {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>hotspots now among {all:,} {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>of the {whole}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>of the incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>PAI, the one share divided by the other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>fading: hot before only, not among the others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Streets with a halo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Outlined areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>{shown_as} are hotspots, numbered by rank at their peak; where numbers would cover each other, the better rank is shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Rank</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Stretches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Length (km)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Area (km²)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>{risk} · km, sum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>{risk}, sum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>{risk}, greatest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Incidents now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>p, corrected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Street</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Peak, latitude</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Peak, longitude</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/report.py" />
            <source>The first {most_rows} of {n:,} hotspots; the layer has all.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>The steeper the blue curve rises, the less {whole} has to be patrolled. Measured on the incidents the risk was made from, this flatters; a back-test (Predict crime) does not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>stretch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>{coverage_percent:g} % of the {whole}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>hot: the {cells} of greatest {risk}, until they make up {share}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>stretches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>hot: every {cell} with {risk} ≥ {threshold:g}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>each area: begin with the free {cell} i of greatest {risk}(i) + Σ {risk} of its free neighbours; take the neighbouring {cell} j of greatest {risk}(j) · (1 + {per_shared_edge:g} · (shared edges − 1)) until size = {coverage_percent:g} % of the {whole} / number of areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>all cells, i included</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>all cells but i</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>z(i) = (Σ wᵢⱼ xⱼ − Wᵢ x̄) / (s √((m Wᵢ − Wᵢ²) / (m − 1))), wᵢⱼ = 1 for neighbours{itself}, else 0, Wᵢ = Σ wᵢⱼ; x: {risk}; x̄, s, m: mean, standard deviation and number of {among}; hot: z &gt; 0 and p ≤ {alpha:g} after correction for the false discovery rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source> and the cell itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>PAI = share of incidents in the hotspots / their share of the whole (Chainey, Tompson &amp; Uhlig 2008).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>It counts {incidents}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/report.py" />
            <source>{n:,} conditional permutations (Anselin 1995)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>the normal distribution</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Getis-Ord {name} (Ord &amp; Getis 1995); two-sided p-values from {source}, corrected by Benjamini &amp; Hochberg (1995).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/report.py" />
            <source>Emerging: hot now only. Persistent: hot in both periods. Fading: hot in the earlier period only, measured by its risk then; it counts in neither the coverage nor PAI.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/hotspots/streets.py" />
            <source>without length</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/streets.py" />
            <source>{label}: none of its {n:,} lines crosses a cell of the grid. Choose the roads of the same city, and check the CRS of both layers.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/hotspots/streets.py" />
            <source>{label}: {size:,.1f} km in {n:,} stretches of at most {longest:,.0f} m between junctions; {outside:,} stretches outside the grid are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/hotspots/streets.py" />
            <source>{lost:,.0f} of {every:,.0f} incidents lie in cells without any road of {label}; they count nowhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/columns.py" />
            <source>{label}: {field} in row {row} is {value!r}, which is no number. {meaning}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/excluded.py" />
            <source>{label}: {n:,} incidents left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/excluded.py" />
            <source>{label}: no incident is of the kind {unknown}. The most frequent kinds are {kinds}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/fields.py" />
            <source>{label}, field {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>{label}: choose the Time field; without it nothing can be said about time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>without a usable weight in {field} (NULL, NaN or negative)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>with a weight in {field} above {most:g}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/incidents.py" />
            <source>{label}: all {n:,} incidents are left out by {places} and {kinds}. Leave out less.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>{label}, field {field}: the end of the record ({incidents} from {day} on) lies {days:,} days after all others. Correct it if it is mistyped: forecasts start there, and a half-life counts back from there.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/incidents.py" />
            <source>{n:,} incidents</source>
            <extracomment>Where n is 1: {n:,} incident</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>{label}, field {field}: all dates lie between {first} and {last}, which cannot be right for a record. Look at its years: those of two digits are often read wrongly before they get here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>with a date in {field} far from all others, which must be a mistake ({shown})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>with an end in {field} that is no time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>with an end in {field} far from all others, which must be a mistake</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>that end ({end}) before they begin ({begin})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <location filename="../processing/waypoints/inputs.py" />
            <source>{cause} (give a study area to keep them)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/incidents.py" />
            <source>No incident lies in the period chosen; they run from {first} to {last}. Choose another period or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/incidents.py" />
            <source>{n:,} incidents in the period, {outside:,} outside it.</source>
            <extracomment>Where n is 1: {n:,} incident in the period, {outside:,} outside it.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/layertimes.py" />
            <source>Field {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/marked.py" />
            <source>{label}: the layer is empty; it marks nothing.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/overlaps.py" />
            <source>{label}: {n:,} of its {total:,} polygons lie exactly on another that has another {name}, as in a forecast of several intervals. Filter the layer so that each place is there once.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/overlaps.py" />
            <source>that lie exactly on another</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/overlaps.py" />
            <source>{label}: its polygons overlap, and {n:,} of {total:,} incidents lie in more than one of them. Each counts once, in the smallest that holds it: a beat rather than its district.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>at the same place far from all others, as where none is known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>far from all others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>at {place}, which stands for no place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>0° N 0° E</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>at −1, −1, which stands for no place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>at a pole, which stands for no place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/placeholders.py" />
            <source>with 0, −1 or nines for a coordinate, far from all others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/places.py" />
            <source>{label}: the layer is empty (or nothing of it is selected). {if_empty}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/places.py" />
            <source>{label}: {n:,} of {total:,} polygons have a peak_x, peak_y that lies outside of them, as after a move to another CRS; a point on the polygon is used.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: the raster's CRS {crs} is not projected in true metres. Warp it to one that is, such as the UTM zone of the city (Raster → Projections → Warp).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: there is no band {band}; the raster has {bands}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: the raster is rotated, so its cells are no squares of the map. Warp it first (Raster → Projections → Warp).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: its cells are {width:g} × {height:g} m; square cells are needed. Warp the raster to one cell size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: every cell is nodata, so nothing lies in the study area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: rasters of this data type cannot be read; export it as Float32 first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>what was written cannot be read again; the disk may be full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>A GeoTIFF (.tif) holds any risk raster. {check_folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: {name} cannot be written ({reason}). {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: rasters cannot be written as .{ending} here. Choose a file that ends in .tif.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: .{ending} ({format}) holds no real numbers such as a risk. Choose a file that ends in .tif.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/rasters.py" />
            <source>{label}: {name} cannot be written ({reason}). {check_folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>{name} or {clock}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <location filename="../processing/route/stops.py" />
            <source> (the first: {value})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <location filename="../processing/route/stops.py" />
            <source>without a readable time in {where}{example}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>the times of the file are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>without geometry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>with an empty or multiple geometry (toolbox: Multipart to singleparts)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>with coordinates that do not fit the layer's CRS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>{label}: these are {kind}, but points are needed (toolbox: Centroids makes them).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>polygons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>without a line geometry</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/reading.py" />
            <source>{label}: {n:,} lines have coordinates that do not fit the layer's CRS {crs}. Set the layer's CRS to the one its coordinates are in.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <location filename="../processing/risk/facilities.py" />
            <source>without an area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/reading.py" />
            <source>{label}: the file ends within a line ({cut}) and may be cut off. Compare it with the original.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/recordquality.py" />
            <source>{label}: no incident has a value there, so fallback addresses cannot be found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/recordquality.py" />
            <source>with incidents of at least four beats each, as no place has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/recordquality.py" />
            <source>far from the beat that their incidents are of, with hardly another of it around</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/recordquality.py" />
            <source>on a fallback address</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{label} has {beats:,} different values for {n:,} incidents, so they are no beats. Choose another field as {parameter}, or none.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{label}: fallback addresses, where incidents are put whose own address was not found: {points} {what}. {n:,} incidents are left out. {largest}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{label}: fallback addresses, where incidents are put whose own address was not found: {points} {what}. {n:,} incidents are kept, and may make a false hotspot. {largest}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{n:,} points</source>
            <extracomment>Where n is 1: {n:,} point</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>The largest has {n:,} of them, of {beats}, at {x}, {y} (latitude {latitude:.5f}, longitude {longitude:.5f}).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{n:,} beats</source>
            <extracomment>Where n is 1: {n:,} beat</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{label}: {n:,} incidents, of which {left_out:,} are left out (weight {weight:g}).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/recordquality.py" />
            <source>{label}: all {n:,} incidents are records of officers. Give fewer categories, or a weight above 0.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/skipped.py" />
            <source>{label}: {n:,} left out: {causes}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/skipped.py" />
            <source>{label}: left out {causes}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/skipped.py" />
            <source>{label}: the layer is empty (or nothing of it is selected). Choose a layer with features.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/skipped.py" />
            <source>{label}: none of its {n:,} features can be used: {causes}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/layers/writing.py" />
            <source>{n:,} of {name}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/layers/writing.py" />
            <source>{label}: values that begin like a formula (=, +, -, @) are written as they are: {told}. A spreadsheet would compute them: import the file with its columns as text, or write a GeoPackage.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/writing.py" />
            <source>{label}: the output cannot be written. {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/layers/writing.py" />
            <source>{label}: the output cannot be written ({why}). {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Interval start field and Interval end field belong together: choose both, or neither.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/assignofficers.py" />
            <source>Calls need the Call time field: calls are not known before they come in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: the layer is empty; everybody may be everywhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: no polygon has a name in {field}. Choose the field with the names of the beats.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: the field beat is not used without Beats.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: no beat is called {strange}. The beats are {beats}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: nobody has a beat (field beat), and {beats:,} beats are too many to share {officers:,} officers among them: everybody may be everywhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/beats.py" />
            <source>{label}: nobody has a beat (field beat); they are shared out by what is expected there: {shares}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{places:,} places are more than can be planned at once: blocks are planned in the {most:,} likeliest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{label}: they leave no place of {nodes} to stop at. Choose smaller ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{label}: nobody stops at {places}, because {forbidden} or the must field close them. Take them out of one of the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>Both are minutes, 0 or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{label}: there is no row. Add rows of stay and effect, in minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{label}: the {name} in row {row} is {value}. It must be 0 minutes or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/inputs.py" />
            <source>{label}: the stay of {stay:g} minutes stands in rows {first} and {second}. Keep one of them.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/blocks/outputs.py" />
            <source>{n:.2g} incidents expected by the forecast</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>Blocks are planned by the method best alone, not by {method}. Choose best, or the unit visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>The shortest block ({least:g} min) is longer than the longest ({most:g} min).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>In blocks the dwell time is that at a street corner: at least {bound:g} min, as a shorter stop deters nobody, not {dwell:g} min. Choose 10 to 16 min, or the unit visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>In blocks the dwell time is that at a street corner: no longer than the shortest block ({least:g} min), not {dwell:g} min. Shorten it, or lengthen the shortest block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>Stops of {dwell:g} min make blocks of {short:g} or {long:g} min, none of {least:g} to {most:g} min. Let the longest block be {long:g} min, or choose another dwell time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>{label} is not known to plans in blocks. Leave it out, or choose the unit visit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>Beats need the Beat name field: officers are kept to the beat of that name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/parameters.py" />
            <source>Choose a Table of deterrence, or one of the curves koper and fifteen_a_day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>{blocks} of {officers} in {areas}, with {stops:,} stops and {km:,.1f} km. Incidents expected to be met in place and time: {expected:,.1f}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>{n:,} blocks</source>
            <extracomment>Where n is 1: {n:,} block</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/blocks/remarks.py" />
            <location filename="../processing/officers/remarks.py" />
            <source>{n:,} officers</source>
            <extracomment>Where n is 1: {n:,} officer</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>{n:,} areas</source>
            <extracomment>Where n is 1: {n:,} area</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>No past incidents are used: places are those of the nodes, and what is expected there is the forecast's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>No past incidents are given: places are those of the nodes, and what is expected there is the forecast's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <location filename="../processing/route/remarks.py" />
            <source>The time limit of {seconds:g} s ended the planning; the plan so far is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>No block for {names}: no incident is expected at a place of {nodes} that can be reached. {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>No block for {names}: nothing of their beat can be reached in time, there are more officers than areas, or no stay of {least:g} to {most:g} minutes in stops of {dwell:g} fits into their duty with {share:g} % of the time kept free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>Check the roads, and where the officers start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>Check whether {incidents} are of this area and the roads lead there; without {incidents}, what the nodes tell is expected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/blocks/remarks.py" />
            <source>{label}: no stop at {places}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/calls.py" />
            <source>{label}: choose the {field}; calls are not known before they come in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/calls.py" />
            <source>{label}: the layer is empty; the shift is planned without calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/calls.py" />
            <source>plan without calls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <source>Give either a Start or Stations, not both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/createofficers.py" />
            <location filename="../processing/officers/roster.py" />
            <source>Give either a Start or Stations, where the officers set out.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/fill.py" />
            <source>Fill: {n:,} of {total:,} coldspots are visited in the time that hotspots and calls leave; that adds {reward:,.1f} to the reward. No other visit is moved.</source>
            <extracomment>Where n is 1: Fill: {n:,} of {total:,} coldspots is visited in the time that hotspots and calls leave; that adds {reward:,.1f} to the reward. No other visit is moved.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/incidentparameters.py" />
            <source>Past incidents need the Incident time field: only those before the shift may be known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/incidents.py" />
            <source>{label}: the layer is empty; the shift is planned without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/incidents.py" />
            <source>{label}: none is left that happened before the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/incidents.py" />
            <source>{label} holds no hours, so what the plan reaches is not measured. Choose a field with the time, or give the time of day as {clock}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/incidents.py" />
            <source>{label}: {n:,} of {total:,} happened after the start of the shift ({start}); they are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>{label} have a field {field}, but no {parameter} is chosen, so it is not used. Choose it if the nodes are a forecast.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract or predict them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>without a readable time in {field}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>{label}: {start} and {end} hold dates without a time of day, so no interval has a length. Save the forecast where fields keep the time (GeoPackage, not Shapefile).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>with an {end} that is not after its {start}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/nodes.py" />
            <source>{label}: {n:,} nodes have neither 0 nor 1 in {field}; they are taken as coldspots (0).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/nodes.py" />
            <source>{label}: no node is a hotspot ({field} = 1); only coldspots are patrolled.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/nodes.py" />
            <source>{label}: {n:,} nodes have no usable weight in {field} (NULL, NaN or negative); theirs is 0.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/nodes.py" />
            <source>{label}: {n:,} nodes have no usable value in {field} (NULL, NaN, negative, or a probability above 1); nothing is expected there.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>{label}: the layer is empty (or nothing of it is selected). Add a point for each officer.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/officers.py" />
            <source>{label}: {n:,} of {total:,} have no call sign in {field}; they are called by their feature id: {names}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>{label}: vehicle of {name} is {word}; it must be one of {words}, or NULL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>{label}: {field} of {name} is {day}, a date without a time of day; it must be a date and time, such as 2024-05-31 22:15, or NULL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>a date and time, such as 2024-05-31 22:15</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/officers.py" />
            <source>{label}: {field} of {name} is {shown}; it must be {wanted}, or NULL.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{label}: of the shift's {n:,} calls</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{n:,} polygons</source>
            <extracomment>Where n is 1: {n:,} polygon</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{n:,} nodes</source>
            <extracomment>Where n is 1: {n:,} node</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/onroads.py" />
            <source>{label}: none of the {places}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{label}: of {n:,} polygons</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/onroads.py" />
            <location filename="../processing/officers/problem.py" />
            <source>officer {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/onroads.py" />
            <source>{label}: none</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{label}: of {n:,}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{of_which}, {n:,} are farther than {metres:g} m from every road; they are left out. These are {names}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/onroads.py" />
            <source>The nodes and calls lie at {places:,} places ({hot:,} without the coldspots); at most {most:,} can be planned at once. Let fewer cells be hotspots, use larger cells, or plan one district at a time.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{places:,} places are more than can be asked of a server at once ({most:,}): the {n:,} coldspots are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/onroads.py" />
            <source>{places:,} places are more than can be planned at once ({most:,}): hotspots and calls, at {hot:,} places, are planned first, and the {n:,} coldspots fill the time that is left.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/opencalls.py" />
            <source>{label}: {n:,} of {total:,} calls were closed before the shift ({shift}); they are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/opencalls.py" />
            <source>{label}: {n:,} of {total:,} calls came in outside the shift ({shift}) and more than {hours:g} hours before it; they are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/opencalls.py" />
            <source>{label}: {n:,} calls came in before the shift and are still open; they are tasks from its start, and the longest has waited {minutes:,.0f} minutes by then.</source>
            <extracomment>Where n is 1: {label}: {n:,} call came in before the shift and is still open; it is a task from its start, and has waited {minutes:,.0f} minutes by then.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/opencalls.py" />
            <source>{label}: of the {calls} open when the shift begins, {lost:,} waited too long to earn anything (after 15 minutes nothing is earned at priority 5 and 4, after 30 at 3, after 60 at 2): visits go there only where nothing else is to do. Where they must be answered, say so by their priority.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/opencalls.py" />
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{n:,} calls</source>
            <extracomment>Where n is 1: {n:,} call</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/opencalls.py" />
            <source>{label}: none of the {calls} came in during the shift ({shift}), nor is one open when it begins; they are of {first} to {last}. The shift is planned without calls. Choose a {start} within that time to replay them, or leave the calls out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/outputs.py" />
            <source>{layer} (replay of {start})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorities.py" />
            <source>No {field} is chosen, so the {table} is not used: all calls have priority {lowest}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/priorities.py" />
            <source>{table}: none of its {n:,} words occurs in the field {field} of the calls.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/priorities.py" />
            <source>{label}: the table needs the fields word and priority ({lowest}–{highest}, {highest} the most urgent); it has {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorities.py" />
            <source>{label}: no row holds a word and its priority. Add rows, or leave the table out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorities.py" />
            <source>{label}: row {row} gives {text!r} the priority {number:g}; it must be a whole number from {lowest} (least) to {highest} (most urgent).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorities.py" />
            <source>{label}: row {row} gives {text!r} a second priority. Keep one row for each word.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/priorities.py" />
            <source>{label}: {n:,} rows without a word or a priority left out.</source>
            <extracomment>Where n is 1: {label}: {n:,} row without a word or a priority left out.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>Letters are counted both ways, A or E the most urgent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>So no call goes before another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>Recode them, or give a {table} (fields word, priority).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{calls} have priority {lowest}, because there is no value or the type is not in the table of priorities: {values}. {way_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{label}: priorities are read with 1 the most urgent: 1 has 5, 2 has 4, 5 and more 1.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{label}: none of the {n:,} numbers is {highest}, the most urgent. {turn}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{calls} have a number alone, read with 5 the most urgent; others a word ({words}). {turn}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{label}: priorities are read with 5 the most urgent. {turn}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>Give a {table} (fields word, priority) if they mean something.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{calls} have priority {lowest}, because theirs is no whole number {scale}: {values}. {way_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>from 1 (least) to 5 (most urgent)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>from 1 (most urgent) on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>This is another scale.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>Many dispatch systems count the other way round, 1 the most urgent: then choose one_urgent as {order}, or give a {table} (fields word, priority).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{label}: words of urgency are read as priorities, 5 the most urgent: {words}. A {table} changes that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/priorityremarks.py" />
            <source>{label}: {number:,} of the shift's {calls}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/problem.py" />
            <source>call {name}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/reach.py" />
            <source>{label}: {n:,} of {total:,} events lie outside of the area that the nodes cover, and do not count in what the plan reaches.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>No incident is known of the shift's hours in the seven days before it, so what the plan reaches is not measured. Add the latest incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>last week's</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>Both know last week: blocks are planned by the whole record. The shorter that is, the more these figures flatter.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/reachremarks.py" />
            <source>Of last week's {n:,} incidents at the shift's hours this plan would have met {plan:.1f} % in place and hour. It is made by weights, which are the incidents of the last three of these days, so it meets those best.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>the four days before them, which no weight counts, with their</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>Of the four days before them no incident is known, so this figure flatters the plan.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/reachremarks.py" />
            <source>{n:,.1f} expected incidents</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>all weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>Of {what}, {visit:.1%} fall into the place and hour of a visit, {after:.1%} with the half hour after it ({less:.1%} where {share:.0%} of it is delivered).</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/reachremarks.py" />
            <source>Of {days} {n:,} incidents at the shift's hours this plan would have met {plan:.1f} % in place and hour ({plan_55:.1f} % where {share:.0%} of it is delivered), its minutes spread evenly {even:.1f} %.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/reachremarks.py" />
            <source>These incidents are few: one more or less that is met makes {points:.1f} points.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/reachremarks.py" />
            <source>Only {n} of the seven days before the shift have incidents at its hours: the record may end before the shift, and what the plan reaches is measured on those days alone.</source>
            <extracomment>Where n is 1: Only {n} of the seven days before the shift has incidents at its hours: the record may end before the shift, and what the plan reaches is measured on that day alone.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: nobody is on duty during the shift ({shift}): {duties}. Choose another {start}, or correct shift_on and shift_off.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{n:,} officers are not on duty within the shift and get no visit: {names}. Check shift_on and shift_off.</source>
            <extracomment>Where n is 1: {n:,} officer is not on duty within the shift and gets no visit: {names}. Check shift_on and shift_off.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: the break lasts for all the duty in the shift, so there is no visit by {names}. Check break_on and break_min.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: no patrol has such a speed_kmh: {names}. Give km/h, or NULL for the speed of the roads.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: {n:,} breaks never fall into the duty and do not count: {names}. Give break_on with its date, between shift_on and shift_off.</source>
            <extracomment>Where n is 1: {label}: {n:,} break never falls into the duty and does not count: {names}. Give break_on with its date, between shift_on and shift_off.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: only the part within the duty counts of the break of {names}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{label}: {n:,} officers with a length of the break (break_min) but no break_on get none: {names}. Say when it begins.</source>
            <extracomment>Where n is 1: {label}: {n:,} officer with a length of the break (break_min) but no break_on gets none: {names}. Say when it begins.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{name} {start} to {end}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{officers} of {total:,}: no leg is quicker than at their own speed_kmh; a server knows one speed per road.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{officers} of {total:,}: nowhere faster than their own speed_kmh ({speed} km/h), even where the roads allow more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{least:g} to {most:g}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{n:,} visits</source>
            <extracomment>Where n is 1: {n:,} visit</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>Replay: the {n:,} calls of {days} are known from the record. The plan shows what these officers would have done then; to plan a shift to come, leave the calls out.</source>
            <extracomment>Where n is 1: Replay: the {n:,} call of {days} is known from the record. The plan shows what these officers would have done then; to plan a shift to come, leave the calls out.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{n:,} calls come in during the shift. Blocks do not plan for them, but keep {share:g} % of the time free.</source>
            <extracomment>Where n is 1: {n:,} call comes in during the shift. Blocks do not plan for it, but keep {share:g} % of the time free.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>Calls answered: {answered:,} of {known:,} in the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>Calls answered: {answered:,} of {known:,} in the shift; until the officer is there, {median:,.0f} minutes (median), {longest:,.0f} at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>Half of the answered calls wait longer than {minutes:,.0f} minutes: there are too few officers for these calls, or they start too far away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>There are more officers ({officers:,}) than nodes ({nodes:,}): some stay where they are.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/remarks.py" />
            <source>{n:,} nodes cannot be reached by road, or not be left again; they are among the unvisited.</source>
            <extracomment>Where n is 1: {n:,} node cannot be reached by road, or not be left again; it is among the unvisited.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>{visits} by {used:,} of {officers:,} officers, reward {reward:,.1f} (at most {bound:,.1f} is possible). The baseline: {compared}, reward {baseline:,.1f}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>The time limit of {seconds:g} s, or the share of it that each moment of the shift has, ended the planning; the plan so far is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/remarks.py" />
            <source>Nobody visits anything: check the officers' duty, the dwell time and how far the nodes are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/roster.py" />
            <location filename="../processing/plans/remarks.py" />
            <source>No start of the shift is given: {start}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/roster.py" />
            <source>{label}: the point has no code of a CRS. Write it as x,y [EPSG:4326].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/roster.py" />
            <location filename="../processing/route/inputs.py" />
            <source>{label}: the value is not a point. Write it as x,y [EPSG:4326], or click it on the map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/rules.py" />
            <source>{label} is not known to the method {method}. Leave it out, or choose {able}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/rules.py" />
            <source>{label}: {n:,} nodes have neither 1, 0 nor -1 in {field}; they are taken as 0.</source>
            <extracomment>Where n is 1: {label}: {n:,} node has neither 1, 0 nor -1 in {field}; it is taken as 0.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/rules.py" />
            <source>{n:,} nodes that must be visited are not: {names}. The unvisited nodes say why.</source>
            <extracomment>Where n is 1: {n:,} node that must be visited is not: {names}. The unvisited nodes say why.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>{start} to {end}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>the earliest shift_on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>the first interval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>No start of the shift is given: {moment}, {source}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>No start of the shift is given: {moment}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/shift.py" />
            <source>{label}: the forecast covers {first} to {last}, the shift is {shift}. Choose another start of the shift, or a forecast of its hours.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/officers/shift.py" />
            <source>{label}: {n:,} of {total:,} nodes lie outside the shift ({shift}); they are left out.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>by plans in blocks, which are not made for the reward; it is taken off that alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>with the curve {word}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>for visits; plans in blocks alone know it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>Choose {words} as {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>with the source {source}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>Choose a server as {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <source>with the source {source}, which has roads of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/officers/unused.py" />
            <location filename="../processing/plans/unused.py" />
            <source>by the method {method}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/briefing.py" />
            <source>{officer}: timetable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Making the risk grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Extracting hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Forecasting the shift and back-testing the forecast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Making officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Planning a single route through the hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/chain.py" />
            <source>Assigning the officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/children.py" />
            <source>it stopped without saying why.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/children.py" />
            <source>{title}: Patrol Planner was switched off. Switch it on, and run the plan again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/inputs.py" />
            <source>{label}, field {field} holds no time of day, so nobody knows when a call came in. Choose another {time}, give the time of day as {clock}, or plan without calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planmap.py" />
            <source>other officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <source>{label}: choose the field that holds when each incident happened; a plan is made from times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/plans/report.py" />
            <source>Replay {start}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <location filename="../processing/plans/report.py" />
            <source>Patrol {start}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/planshift.py" />
            <location filename="../ui/plan/chain.py" />
            <source>{layer} (replay)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>This plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Same minutes spread evenly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Standing at busiest places</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>What the plan reaches</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/plans/reachreport.py" />
            <source>Share of the {n:,} incidents met in place and hour, of the days of last week that the plan does not know.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/plans/reachreport.py" />
            <source>Share of last week's {n:,} incidents met in place and hour; the plan knows these days.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Of all last week (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>… during visits alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>… by the visited cells alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>… by 150 m around visits alone (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Incidents met</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Delivered in full (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>55 % delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Bars of the shares in the table below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Expected, during visits (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Expected, with the half hour after (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Expected, where 55 % is delivered (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>The officers standing at the busiest places all shift would have met more than this plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Met is what happened in the cell of a visit or within 150 m of it, during the visit or up to 30 minutes after; each day is laid on the plan by its hours. 55 % is what field trials saw delivered of the minutes ordered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>The weights of the plan are the incidents of the last three days, so it meets those far better than a day to come; the four days before tell what to expect. The busiest places are those before last week.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>Plan and busiest places are made from the record, last week among it; a week to come is met less, the more so the shorter the record is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/reachreport.py" />
            <source>% of incidents met; hatched: 55 % delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>Step {number} of {count}: {doing}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>{label}: it is the box of the incidents without the outermost {share:.0%} at each side, so that cells stay small. Give a study area to decide it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>Cells of {size_m:g} m would be {cells:,.0f}, too many to plan officers for: they are made {larger_m:g} m large. Choose larger cells, or a smaller study area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>The forecast is for whole intervals of {interval_hours:g} hours: {hours:g} hours for a shift of {shift_hours:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>{label}: dates without a time of day, which do not tell the hours of a shift apart. It is forecast as one interval of {hours:g} hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>{label}: dates without a time of day, which do not tell the hours of a shift apart. All its intervals of {hours:g} hours are alike.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>at the start given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>at the peak of the greatest hotspot</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/plans/remarks.py" />
            <source>No officers are given: {n:,} officers assumed, on duty all shift, starting {where}.</source>
            <extracomment>Where n is 1: No officers are given: {n:,} officer assumed, on duty all shift, starting {where}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>The single route starts where the first officer does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/remarks.py" />
            <source>The single route starts at the peak of the greatest hotspot.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>Baseline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>The shift is from {start} to {end}, {hours:g} hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>of {calls} calls answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>min until somebody is there, median of the calls answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>of last week's incidents met in place and hour, had it been driven then</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>hotspots on {share} % of the area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>of later incidents were where the forecast is hot, in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>blocks, {stops} stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>visits, {hot} of hot cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Letters are the areas of the map; what is white is free, or the way to the next area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Map of the officers' areas, stops and routes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Each officer's areas in a colour of its own, from the ninth on hatched; dots are stops, the star is where officers start. A pale area is in reserve.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Who is where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>From when to when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Bars of the officers' blocks by the clock</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/styles/areas.qml" />
            <location filename="../processing/styles/block_routes.qml" />
            <location filename="../processing/styles/block_stops.qml" />
            <location filename="../processing/styles/blocks.qml" />
            <location filename="../processing/styles/officer_visits.qml" />
            <source>Officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/route/report.py" />
            <source>km</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/route/report.py" />
            <source>Driving (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>At places (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Idle (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>By officer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Map of the officers' routes over the hotspots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Each officer's route in a colour of its own, over the hotspots.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Who drives where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Worth of all visits (reward)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Visits of hot cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Below the most that is possible (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>{answered} of {known}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>All officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>A replay of the record: nobody knew these calls at the start of the shift.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>The baseline earns more than this plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>A visit is worth more where the forecast is higher and nobody has been lately. The worth has no unit: compare it with its baseline only, which are the same officers sent by a plainer method.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Incidents expected to be met</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>It was not back-tested: do not rely on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../ui/plan/headlines.py" />
            <source>PAI</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>AUC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Forecast, in the back-test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Hit rate: the share of later incidents that fell into the forecast's hotspots. PAI: how many times denser they were there than overall. AUC: how well the forecast ranks the cells, from 0.5 (chance) to 1. The baseline is the plain count of past incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>{gain:+.1f} points of hit rate beside the plain count (95 %: {low:+.1f} to {high:+.1f}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>The plain count of past incidents hit more often than this forecast.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <location filename="../processing/route/report.py" />
            <location filename="../ui/panel/data.py" />
            <source>Priority</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>The baseline visits the stops in order of priority alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Share of the area (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Past incidents, times denser than overall (PAI)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/report.py" />
            <source>Size of a cell (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/steps.py" />
            <source>The plan is for {start}, as no {label} is given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/steps.py" />
            <source>No hotspot was found, so there is nothing to patrol. Choose larger cells or more incidents, or another method of hotspots.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/unused.py" />
            <source>Choose {method}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/unused.py" />
            <source>Ask for {route}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/unused.py" />
            <source>without {route}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/unused.py" />
            <source>where {label} is given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/plans/unused.py" />
            <source>Leave out {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/provider.py" />
            <source>Patrol Planner: from incidents to officers' routes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{cause}, so that their coordinates must be wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{name} (field)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{label}: {name} is the target or the time itself and is not ranked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{label}: choose the {target}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{label}: the field {name} holds moments or lists, not classes. Choose a field of text or whole numbers, such as the type of crime.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>without a value in {name}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/inputs.py" />
            <source>{label}: {name} is a number, and each of its {n} values is taken for a class of its own. If it is an amount, put it into a few groups first.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{field} holds dates without a time of day, so there is no feature hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>Without a {label} there are no features of time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/inputs.py" />
            <source>{label}: the field {field} holds neither text, numbers nor dates and cannot be ranked. Leave it out, or make text of it first (toolbox: Field calculator).</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/remarks.py" />
            <source>{n:,} incidents of {classes} classes; ReliefF compared {compared:,} of them with all others.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/remarks.py" />
            <source>  {name}: ReliefF {relieff:.4f} (standard error {error:.4f}, by chance {chance:.4f}), gain ratio {gain_ratio:.4f}{kept}{missing}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/remarks.py" />
            <source>, kept</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/remarks.py" />
            <source>; {n:,} values missing</source>
            <extracomment>Where n is 1: ; {n:,} value missing</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>nominal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>By month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>quarter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Quarter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>By quarter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>half-year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Half-year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>By half-year</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>incidents used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>incidents left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>classes of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>{kept} of {features}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>features kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>days, {first} to {last}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Relevance of incident features for {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Which features tell the classes apart</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>Bars of the ReliefF score and the gain ratio of {n} features; the table below holds the numbers.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Features by ReliefF score for {target}, and their gain ratio. Blue bars are kept: above the threshold of {threshold:g} (dashed). Thin lines are two standard errors; a diamond is the score that chance gives.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Feature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <location filename="../ui/panel/data.py" />
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Standard error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>By chance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Gain ratio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>ReliefF looked at {n:,} incidents, each beside its nearest of the same class and of every other class; above 0, a feature differs more between classes than within them. By chance: the same where the classes are dealt out anew at random, the mean of {deals} deals. Only what lies clearly above it says something, and a feature of many nominal values may well score above 0 by chance.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Numbers score lower than nominal values of the same worth, as near neighbours differ little in them; compare them with each other and with chance. Hour, weekday and month are plain numbers, so 23 h and 0 h are far apart. The gain ratio looks at each feature by itself: what it settles of the class, for the number of its branches.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>How features were cut for the gain ratio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Gain (bits)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Branches</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>{n} smaller classes</source>
            <extracomment>Where n is 1: {n} smaller class</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Classes of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>all other ({number})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Incidents by month, quarter and half-year for each {name}. Hatched: periods that the record covers only in part.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Bars of the incidents by month, quarter and half-year, stacked by class; the tables below hold the numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Incidents over time</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>Between the first and the last incident lie {n:,} months without any record; they are left out here.</source>
            <extracomment>Where n is 1: Between the first and the last incident lies {n:,} month without any record; it is left out here.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Period</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Complete periods</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Incidents in each, mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Fewest of any class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Which class, when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Which period is long enough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>A model for each class needs enough incidents of the rarest class in every period. Incomplete periods do not count here.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>The latest {listed} of {n:,}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>* The record covers only a part of this period.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Total</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>The {shown} of {n:,} sectors with the most incidents</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/relevance/report.py" />
            <source>{n:,} other sectors</source>
            <extracomment>Where n is 1: {n:,} other sector</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>no sector given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Incidents by sector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>Bars of the incidents of each sector, stacked by class; the table below holds the numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/relevance/report.py" />
            <source>{which} by {sector}, for each {target}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/page.py" />
            <source>Place-based: no field about a person is read or written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/page.py" />
            <location filename="../processing/route/exports.py" />
            <source>{label}: {path} cannot be written ({why}). {remedy}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: the layer is empty; it is left out of the environment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: none of the layers in {layers} has a field {field}. Choose a field that one of them has, or leave it empty: then each layer is one kind.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: {n:,} of {features:,} features lie outside the study area and do not count.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: this is a table without geometry. {way_out} Or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: it has no field {field}; all of it is one kind, {label}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: no feature has a value in {field}; all of them are one kind, {label}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/facilities.py" />
            <source>{label}: {n:,} features without a value in {field} are a kind of their own.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/facilities.py" />
            <source>{label} (no type)</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/facilities.py" />
            <source>{where}: {n:,} different values. More than {most_kinds} look like names, not types of facilities. Choose the field that holds the type, or leave it empty: then each layer is one kind.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Facility</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Geometry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Pearson's r</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>p adjusted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Spearman's ρ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>p of ρ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Weight used</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>r is Pearson's correlation of how much of a kind a cell holds with the number of its incidents, over the cells of the study area. {n:,} of {kinds:,} kinds count: those whose p stays below {significance:g} after the correction for many comparisons (Benjamini and Hochberg).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Each density is divided by its own greatest value, because numbers, lengths and areas have no common scale.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>environment = {formula}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Environment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Correlations</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>The {n} strongest correlations</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Bars of each kind's correlation with incidents; hollow ones are not significant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Kinds of facilities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>In fewer than {few_cells} cells, so that their correlation tells of these places rather than of the kind: {few}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>Neighbouring cells are alike (spatial autocorrelation), so they are not independent of each other, and the p-values are too small rather than too large. No correlation says what causes what.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/facilitiesreport.py" />
            <source>correlation with incidents (filled: significant and used)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/inputs.py" />
            <source>{label} overall</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/inputs.py" />
            <source>{label} is not used: the template's own CRS {own} is the grid's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/inputs.py" />
            <location filename="../processing/waypoints/inputs.py" />
            <source>outside the study area</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/remarks.py" />
            <source>The grid has {n:,} cells of {cell_size_m:g} m: that takes a while to write and to draw, and cells of {wanted:.0f} m would be {many_cells:,}. Cancel to choose again.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/remarks.py" />
            <source>{n:,} cells, {empty:.0%} of them without any incident.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>Without a study area the grid is the box around all incidents, and {empty:.0%} of its cells have none. Shares of the area and PAI depend on it: give a Study area, such as the districts that are patrolled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>The risk is 0 in every cell, because all cells are alike (or only one): there is nothing to tell them apart by. Use smaller cells, a larger study area or more incidents.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/remarks.py" />
            <source>{n:,} of {incidents:,} incidents have a bandwidth below half a cell ({half:g} m): what happened there may fall between the centres of cells, where the density is taken, and its cell then shows too little. Use smaller cells or a larger bandwidth.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>{facility}: none in the study area, or as many in every cell; not used.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/remarks.py" />
            <source>{facility}: {n:,} in the study area, correlation with incidents {pearson:.3f}, p {p_value:.3g}, adjusted {p_adjusted:.3g}, {verdict}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>not significant, not used</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/remarks.py" />
            <source>{n:,} kinds of facilities are used, {others:,} are not; Facility correlations has all.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/remarks.py" />
            <source>{few}: used, but in fewer than {few_cells} cells, so that the correlation tells of these places rather than of the kind of facility. Leave them out, or take a coarser type field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>squares of {size:g} m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>hexagons of {size:g} m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>in all of them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>of the cells without any</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Map of the risk of all times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Risk of all times, on a scale from 0 to 1. North is up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Risk by case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Small maps of the risk in each case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Each case is scaled by itself: a dark cell is among the riskiest of its own times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>How it is computed</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/report.py" />
            <source>{n:,} incidents used, {skipped:,} left out</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/report.py" />
            <source>{n:,} outside the period chosen</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>from {first} to {last}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/risk/report.py" />
            <source>{n:,} of an unknown moment, shared among the cases of their interval</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>{texts}. Computed in {crs} ({name}), in metres.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Weight of incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Hours a week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Times the average hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Weight by case</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>scaled(…) runs from 0 at the least to 1 at the greatest value within the study area.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>The {kernel} kernel: K(d, h) = {kernel_formula}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Adaptive, in two stages: a pilot density of fixed bandwidth h, then hᵢ = h · (G / pilot density at i)^0.5 for each incident i, G the geometric mean of the pilot densities (Abramson 1982).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>Edge-corrected: each kernel's value is divided by the share of such a kernel around the cell that lies inside the study area (Diggle 1985).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/report.py" />
            <source>An incident counts half after {half_life_days:g} days, counted back from the end of the period, or else from the last incident.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>To clip the cells there must be a Study area: choose one, or do not clip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>The cells of a Template raster are squares: choose Cell shape square, or a Study area instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>A Risk raster has square cells: choose Cell shape square, or leave the raster out (the Risk grid and the Risk array hold hexagons, too).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>An Environment share of 1 leaves only the environment: give Facilities, or lower the share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>Cases by {cases} need to know when each incident happened: choose the Time field, or Cases overall.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>A period needs to know when each incident happened: choose the Time field, or leave the period empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>An End time field needs the Time field, when the interval begins: choose it, too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/risk/riskgrid.py" />
            <source>A Half-life needs to know when each incident happened: choose the Time field, or a Half-life of 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/inputs.py" />
            <source>{label}: choose a layer of roads, or a routing server as the source of travel times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/inputs.py" />
            <source>{origins:,} origins and {destinations:,} destinations make {pairs:,} pairs; at most {most:,} can be computed at once. Select fewer places, or run one part of them after the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/inputs.py" />
            <source>No departure is given: the traffic of 12:00 is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/inputs.py" />
            <source>The departure changes nothing without a traffic table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/lines.py" />
            <source>with coordinates that lie nowhere on Earth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>a speed field</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/network.py" />
            <source>{label}: {n:,} roads have a direction value that is not among yours: {shown}. They are taken as {default}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>reversible, which way at what hour is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>{label}: {roads} of {total:,} one-way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>{label}: {roads} of {total:,} one-way, as their tags say (no direction field is chosen).</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/network.py" />
            <source>{n:,} roads</source>
            <extracomment>Where n is 1: {n:,} road</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>{label}: walkers go both ways on one-way streets; the direction field is not used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>{label}: {roads} one-way for walkers (oneway:foot).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>{label} have a field oneway, but no direction field is chosen, so every road is driven {way}. Choose oneway as the direction field to respect one-way streets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/network.py" />
            <source>both ways</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>nothing listens there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>there is no host of this name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>no secure connection; does it speak https, and is its certificate known?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>it hangs up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>the authentication configuration cannot be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>{label}: this is no address of a server. Write it with http:// or https://, such as https://routing.example.org or http://localhost:5000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>{host} sends on to another address, {other}. Give that one if it is the server you mean.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>The answer of {host} breaks off. Run it again; if it stays so, something between here and the server cuts answers short.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>{host} has not answered within {seconds:g} s. Try again later, or allow more time in QGIS (Settings → Options → Network).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>{host} cannot be reached: {why}. Check the address, whether the server runs, and the proxy in QGIS (Settings → Options → Network).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>nobody says why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>{label} are not read: travel times come from {host}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/online.py" />
            <source>The coordinates of the places travelled between, nothing else, are sent to the {title} server at {host}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} roads have limits that hold at some hours only (tags ending in :conditional); these are not read.</source>
            <extracomment>Where n is 1: {label}: {n:,} road has limits that hold at some hours only (tags ending in :conditional); these are not read.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} roads closed to cars can be driven, since a tag emergency opens them to vehicles on duty.</source>
            <extracomment>Where n is 1: {label}: {n:,} road closed to cars can be driven, since a tag emergency opens them to vehicles on duty.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} roads have an unknown class in {key}: {shown}. Without a signed speed they are driven at {kmh:g} km/h at most.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} lines; speed from {origin}: {signed:,}, from the class of road: {by_class:,}, default: {by_default:,}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} speeds cannot be read, the first is {first!r}; the class of road or the default speed is used.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} speeds say that no limit is fixed (none, signals, variable); the class of road or the default speed is used.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} speeds are zero or negative; they are taken as missing.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} speeds are no road's, the first is {first:g} km/h; the class of road or the default speed is used.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} lines, {by} at {kmh:g} km/h at most; speed limits are not used.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: the speed field {field} is for signs that do not concern who goes {by}; it is not used.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} edges between {nodes:,} nodes, {km:,.1f} km.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} line parts without length are left out.</source>
            <extracomment>Where n is 1: {label}: {n:,} line part without length is left out.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/remarks.py" />
            <source>{km:,.1f} km</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: junctions cost no time, so real journeys take longer.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} junctions cost {mean:.1f} s on average, an estimate by the classes of road that meet: {full:g} s for who gives way, {half:g} s among equals, {quarter:g} s with the right of way.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{label}: {n:,} junctions cost {mean:.1f} s on average, an estimate: {half:g} s each, {full:g} s for who leaves a short dead end, as no classes of road say who gives way.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{n:,} of {pairs:,} pairs have no way; their km and minutes are NULL.</source>
            <extracomment>Where n is 1: {n:,} of {pairs:,} pairs has no way; its km and minutes are NULL.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{n:,} origins have no way to most destinations: {names}.</source>
            <extracomment>Where n is 1: {n:,} origin has no way to most destinations: {names}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{n:,} destinations have no way from most origins: {names}.</source>
            <extracomment>Where n is 1: {n:,} destination has no way from most origins: {names}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/remarks.py" />
            <source>{n:,} requests were sent to {host}.</source>
            <extracomment>Where n is 1: {n:,} request was sent to {host}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/remarks.py" />
            <source>The ways of {host} are travelled at {kmh:.0f} km/h: those are no times {vehicle}. A server has the map of one means of travel; ask who runs it for the address of the other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>No traffic table is given: travel times are those of the server at every hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>No traffic table is given: travel times are those of free roads at every hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: the table needs the fields hour (0–23) and factor; it has {fields}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: the table is empty. Add one row per hour, or leave the traffic out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>Hours are whole numbers from 0 to 23, factors numbers greater than 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: factors by class of road are not used, as the roads have no field with classes (highway, fclass, class or type). Only the rows without a class are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: factors by class of road are not used without roads. Only the rows without a class are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: no road is of class {names}; these rows are not used. The roads are of {classes}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/traffic.py" />
            <source>{label}: {names} have factors of their own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>{label}: the value is not a date and time. Write it as 2024-05-31 22:15.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>No roads are given: travel is along straight lines, {detour:g} times their length, at {kmh:g} km/h where no other speed is known. Give roads for real routes.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/travel.py" />
            <source>None of the {n:,} places</source>
            <extracomment>Where n is 1: None of the {n:,} place</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/travel.py" />
            <source>{n:,} of {total:,} places are farther than {metres:g} m from every road; they are left out: {names}.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>Far from every road, and tied to the nearest all the same: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/travel.py" />
            <source>{n:,} places not tied to the nearest road, which does not lead to the others, but to one that does: {names}.</source>
            <extracomment>Where n is 1: {n:,} place not tied to the nearest road, which does not lead to the others, but to one that does: {names}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>From the nearest road no stop can be served; tied to the nearest road of the stops all the same: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>{whom} is within {metres:g} m of a road that the server at {host} knows: {which}. It may have the map of another region: give the address of one for this area, or raise the {limit}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>{whom} is within {metres:g} m of a road: {which}. Give the roads of this area, or raise the {limit}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>{metres:,.0f} m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travel.py" />
            <source>no road for many kilometres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>origin {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/roads/travelmatrix.py" />
            <source>destination {name}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/roads/travelmatrix.py" />
            <source>{label}: none of the {n:,}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <source>The times of the GPX file are in UTC, by the time zone of this computer; its texts are in local time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Arrive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Begin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Leave</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Wait (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <source>Stay (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <source>Drive (km)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Drive (min)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <source>Drive along</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/waypoints/report.py" />
            <source>Latitude</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/waypoints/report.py" />
            <source>Longitude</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/exports.py" />
            <source>{label}: {n:,} values that begin like a formula (=, +, -, @) are written as they are. A spreadsheet would compute them: import the file with its columns as text.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/exports.py" />
            <location filename="../processing/route/report.py" />
            <source>Variant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/inputs.py" />
            <source>No departure is given: {moment}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/inputs.py" />
            <source>{label}: the table is empty. Choose the table of Find patrol way-points, or leave it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/inputs.py" />
            <source>Days are whole numbers from 1 (Monday) to 7, hours from 0 to 23, probabilities from 0 to 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/inputs.py" />
            <source>{label}: {x:.10g}, {y:.10g} lies far from every stop, and {y:.10g}, {x:.10g} does not: the two look swapped. Write x (longitude) first, then y (latitude).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/inputs.py" />
            <source>{label}: {x:g}, {y:g} lies {km:,.15g} km from the nearest stop. Without a code it is read in {crs}; write longitude and latitude as x,y [EPSG:4326].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>arrive {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>begin {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>leave {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <location filename="../processing/route/problem.py" />
            <source>stop {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>Leg {number}: {start} → {end}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>{km:.1f} km, {minutes:.0f} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/outline.py" />
            <source>Patrol route {day} {clock}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planning.py" />
            <source>With its break the route is not at its end within the shift, on whichever way. Move the break, make the shift longer, or choose an end that is nearer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planning.py" />
            <source>needs {label}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/planroute.py" />
            <source>Give either an End (END) or a Return to the start (RETURN), not both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/problem.py" />
            <source>the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/problem.py" />
            <source>the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/problem.py" />
            <source>No start is given: the route begins at stop {name}, the one of highest priority.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/problem.py" />
            <source>No start is given: the route begins at stop {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>{visits:,} of {stops} visited, priority {priority}: {km:,.1f} km, {minutes} of driving.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} visits more to stops that were visited before.</source>
            <extracomment>Where n is 1: {n:,} visit more to a stop that was visited before.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>In order of priority alone, each stop once: {stops}, priority {priority}: {km:,.1f} km, {minutes} of driving.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>No route of this shift collects more priority: the bound is met.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>No route of this shift can collect more than {bound}; this one lies {gap:.1f} % below that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>In order of priority alone the stops would give more priority ({baseline}) than on this route ({route}): the shift is too short for all stops, and the method {method} {weakness}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>was ended by the time limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>{minutes} of waiting, where a stop is not open yet or a break is not over: the longest, {longest}, at stop {name}. One may set out for it so much later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>No stop is visited: the time limit is too short.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>No stop is visited: lengthen the shift, shorten the dwell time, or start nearer to the stops.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>give stops that may be visited 0 or NULL in the must field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>choose a departure at which they are open, or a shorter dwell time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>check the start and the roads between it and the stops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>No stop is visited, since none can be ({causes}): {remedies}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{label}: {n:,} names are those of several stops, which cannot be told apart in the outputs: {names}. Choose a field that tells them apart (STOP_FIELD).</source>
            <extracomment>Where n is 1: {label}: a name is that of several stops, which cannot be told apart in the outputs: {names}. Choose a field that tells them apart (STOP_FIELD).</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>{label}: a stop is called {names}, as the place is where the route begins or ends; in from_stop and to_stop they cannot be told apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>While variants were looked for, a better route was found than that of the method {method}: it is the plan now, with priority {better} instead of {planned}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>The time limit of {seconds:g} s ended the search for variants; those found so far are kept.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} routes to draw from by lot, each of priority {least} or more. Their visit times have {share:.0%} of the entropy that so many routes can have; who has seen one of them guesses the half hour of a visit in {guessed:.0%} of the cases.</source>
            <extracomment>Where n is 1: {n:,} route, so that who has seen it knows it.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} must be visited</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} must not be visited</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} with an opening</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} with a dwell time of their own</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>the fields chosen ask for nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>the opening ends before it begins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>closed before the departure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>open only after the shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>{label}: {stops} cannot be visited ({cause}): {names}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} stops have a motorway as their nearest road, where nobody can stay: {names}. Move them to a street.</source>
            <extracomment>Where n is 1: {n:,} stop has a motorway as its nearest road, where nobody can stay: {names}. Move it to a street.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/remarks.py" />
            <source>{stops} that must be visited cannot be: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/remarks.py" />
            <source>{n:,} stops</source>
            <extracomment>Where n is 1: {n:,} stop</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Stops by their numbers in the timetable; arrows show the direction. North is up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>The route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Map of the route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Patrol route {start}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/report.py" />
            <source>of {n:,} stops visited</source>
            <extracomment>Where n is 1: of {n:,} stop visited</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>priority, of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>along the roads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>of driving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>the route is over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Planned by the method {method} ({title}: {help}). The shift is from {start} to {end}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Leg</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Along</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Probability</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Probability: of an incident at the stop in the hour of departure.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Legs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Order of the stops</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/report.py" />
            <source>Draw one of them by lot for each shift. Their visit times have {share:.0%} of the entropy that {n:,} routes can have (0 %: every stop in the same half hour on all of them). Who has seen one of them and guesses the half hour of the next visit is right in {guessed:.0%} of the cases.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>When each variant is there first; bits: the entropy of the half hours of the visits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Arrivals by variant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Gap (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Mean probability</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Over at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>All on the same travel times, each other method for {seconds:g} seconds at most. Gap: how far the priority lies below {bound}, which no route can exceed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Here without the revisits and variants of the plan, each stop once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>All methods</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>{title} collects more priority than this plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>{title} (this plan)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Why</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <location filename="../processing/route/routemap.py" />
            <source>Not on the route</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Travel times and ways are those of the routing server at {host}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>No roads were given: distances are straight lines times {detour:g}, driven at {kmh:g} km/h.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Turn restrictions are not known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>No traffic table was given: every hour is as quick as free roads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>The traffic table makes travel times longer or shorter by the hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>What the times rest on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>Junctions cost no time: whoever is held up by lights and crossings needs longer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/report.py" />
            <source>At a junction who gives way loses {seconds:g} seconds, others less.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/report.py" />
            <source>The first {most_rows} of {n:,} rows; the layer has all.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>{label} have the fields start and end, as a forecast has, which repeats each cell for every interval; a route visits every one of them. Select the interval you mean.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>without a usable priority in {field} (NULL, NaN or negative)</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/route/stops.py" />
            <source>{label}: {n:,} stops are more than one route can be planned through ({most:,}). Select the important ones, or extract fewer hotspots.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>{label}: {fields} hold times of day. Of each stop the opening counts that is the first not over at the departure; what opens again later is not seen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>without a usable dwell time in {field} (minutes, 0 or more)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/stops.py" />
            <source>{label}: {field} of stop {name} is {value}; it must be 1 for a stop that must be visited, -1 for one that must not, else 0 or NULL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/timetable.py" />
            <source>Back at the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/route/timetable.py" />
            <source>Break</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/samplecity/samplecity.py" />
            <source>Sample city: {name}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/samplecity/samplecity.py" />
            <source>A {size} city: {n:,} incidents, {streets:,} pieces of road, {hotspots} planted hotspots. The {hot} hottest of {cells:,} cells are expected to have {percent:.0f} % of the incidents.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/times/clockchanges.py" />
            <source>The clocks of this computer's time zone are put {way} by {minutes} on {day}, during the shift. Its times are those of a clock that is not changed: after it they are off by as much.{left_out}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/clockchanges.py" />
            <source>forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/clockchanges.py" />
            <source>back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/clockchanges.py" />
            <source> Times in what is left out do not exist, and QGIS shows them empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/times.py" />
            <source>dates without a time of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/times.py" />
            <source>one time of day for all dates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/times.py" />
            <source>{label} holds {held}, so hours cannot be told apart. Choose a field with the time, give the time of day as Clock field (CLOCK_FIELD), or {otherwise}.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/times/times.py" />
            <source>{label}: {n:,} of {total:,} times ({share:.0%}) are exactly 00:00, far more than by chance: most are probably dates whose hour is not known. They count in the first hours of the day, so figures by hour and the scores of a back-test are not to be compared with others.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>Load the file without detecting types (Add Delimited Text Layer, Detect field types off), so that this field is text: it is read here as it is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: no value is a time; the first is {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{begin}, a time of day without its date. Choose the field with the date here, and this one as Clock field (CLOCK_FIELD).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>The day stands before the month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>Which number is the month is not certain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>These days do not exist</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{begin}. Years of two digits are read only where the month surely comes first. Write the dates as 2024-05-31 22:15 (in a spreadsheet by the format of the cells).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source> (or '{form}')</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{begin}. {doubt}. Make a field of type DateTime with the field calculator: to_datetime("{field}", '{form}'){other}, and choose that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{begin}. Times must be a Date or DateTime field, or text in ISO form such as 2024-05-31 22:15 (the field calculator's to_datetime makes a DateTime of other text).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: all times are on {day}, the day that programs write where there is only a time of day. Choose the field with the date here, and this one as Clock field (CLOCK_FIELD).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: QGIS's detection of field types takes {value} for a time of the morning. {as_text}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: QGIS's detection of field types leaves out the hour of {value}. {as_text}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: no value of the Clock field is a time of day; the first is {value}. It must be a Time field, text such as 19:51 or 7:51 PM, or numbers such as 1951.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: {which} written month first, the others year first: {value} is read as {time}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{label}: {lost:.0%} of the values are no readable time. What is left is no sample of the record: whole hours, days or districts may be missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{which} UTC by what is written (Z, UTC, +00, seconds since 1970). Times are taken as written: unless that is the city's own clock, hours, turns and days are off by the local offset. Convert them to local time first (Field calculator).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>{which} written with an offset from UTC. Times are taken as written, which is right where the offset is the city's own; otherwise turns are off by the difference.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/times/words.py" />
            <source>{n:,} of {total:,} times are</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/times/words.py" />
            <source>all {n:,} times are</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/times/words.py" />
            <source>the only time is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>chord</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>inertia</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>Clusters (k)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>Inertia (km²)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <location filename="../processing/waypoints/report.py" />
            <source>hotspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <location filename="../processing/waypoints/report.py" />
            <source>predicted point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>way-point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>Cluster {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/charts.py" />
            <source>probability</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/inputs.py" />
            <source>{label} all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/inputs.py" />
            <source>{label}: choose the Time field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/inputs.py" />
            <source>{field} holds dates without a time of day: each probability is that of the day, the same at every hour. Give the time of day as Clock field (CLOCK_FIELD) to tell hours apart.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/inputs.py" />
            <source>{label}: none of the {n:,} incidents ({first} to {last}) lies in {title}. Choose another turn, or all.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/inputs.py" />
            <source>{title}: {n:,} incidents; {outside:,} of other turns do not count.</source>
            <extracomment>Where n is 1: {title}: {n:,} incident; {outside:,} of other turns do not count.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/inputs.py" />
            <source>The incidents lie at one place or on one line and span no area, so no share of it can be told: give a {label}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/inputs.py" />
            <source>No {label} is given: shares of the area are of the convex hull of the incidents, {km2:,.2f} km².</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>Way-points: {prediction} at the predicted point, {midpoint} at the midpoint, {hotspot} at the hotspot.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>{n} clusters</source>
            <extracomment>Where n is 1: {n} cluster</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>{clusters}, as asked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>{clusters}, chosen by the elbow: of 1 to {most} the number whose inertia lies farthest from the chord.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>{clusters}: the inertia of 1 to {most} clusters falls along a straight line, which has no elbow.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>{label}: the incidents lie at {n} different places, so there can be no more clusters than that; {asked} were asked for.</source>
            <extracomment>Where n is 1: {label}: the incidents lie at {n} place, so there can be no more clusters than that; {asked} were asked for.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>{n} clusters have fewer than {least} incidents: their hotspot, trend and probabilities say little.</source>
            <extracomment>Where n is 1: {n} cluster has fewer than {least} incidents: its hotspot, trend and probabilities say little.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>The centres of the clusters were found by a sample of {sampled:,} incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>There was no back-test ({label} is 0), so there is no accuracy.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>The {n:,} incidents cannot be parted by their times into earlier and later ones, so there is no back-test and no accuracy.</source>
            <extracomment>Where n is 1: A single incident cannot be parted into an earlier and a later part, so there is no back-test and no accuracy.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>Back-test on the {n:,} incidents from {start} on, by way-points of the {known:,} before: {share} within {epsilon:,g} m of their cluster's way-point, which cover {covered} of the area.</source>
            <extracomment>Where n is 1: Back-test on the {n:,} incident from {start} on, by way-points of the {known:,} before: {share} within {epsilon:,g} m of its cluster's way-point, which cover {covered} of the area.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>The {places} busiest cells of 250 m: {share}, covering {covered}. As many places by chance: {chance}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>The way-points cover {covered} of the area: whatever happens lies near one, and the accuracy of {share} says nothing. A smaller Epsilon than {epsilon:,g} m would.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/remarks.py" />
            <source>The busiest cells reach more of the held-out incidents than these way-points ({busiest} against {share}) while covering no more of the area: patrol those.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/remarks.py" />
            <source>Only {n} incidents were held out: the accuracy is a rough guess, anywhere from {low} to {high}.</source>
            <extracomment>Where n is 1: Only {n} incident was held out: the accuracy is a rough guess, anywhere from {low} to {high}.</extracomment>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Mon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Tue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Wed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Thu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Fri</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Sat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Sun</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>midpoint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Patrol way-points: {turn}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>incidents, {first} to {last}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>way-points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>accuracy: incidents held out near their way-point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>of the area is as near to a way-point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>the accuracy of as many busiest cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>of the area lies near a way-point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>How well they do on incidents they do not know</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>There was no back-test, so nothing is known of their accuracy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The busiest cells of {side:g} m, their centres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Way-points, each for its own cluster (eq. 7)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Way-points, whichever is nearest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>As many places by chance, on average</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Places</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>How many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Incidents reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>95 % interval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Area covered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Accuracy / area</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <location filename="../processing/waypoints/report.py" />
            <source>{known:,} incidents before {start} made the places; {n:,} from then on were held against them. Reached is what lies within {epsilon:,g} m.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>{reached:,.0f} of {tested:,}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The area is the study area, {km2:,.1f} km².</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The area is the convex hull of the incidents; a study area would be larger, and its share smaller.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The accuracy alone says nothing: with a wide reach a few points cover a sector whole. Look at the share of the area beside it; accuracy / area is about 1 for places by chance. Patrolling the busiest cells is the plain count that way-points have to beat: in accuracy, and for the area they cover.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Cluster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Way-point at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Hotspot to predicted (m)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>R² of x</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>R² of y</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Way-points, numbered by the incidents of their clusters. A line joins the hotspot (diamond) and the predicted point (cross) of each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Map of the incidents by cluster with hotspots, predicted points and way-points.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Where they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>R² is how much of the spread of x and of y the order of the incidents explains. It is {highest:.3f} at most here: where it is near 0 there is no trend, and the predicted point is little else than the middle of its cluster.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Curve of the inertia by the number of clusters, 1 to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Inertia is the sum of the squared distances of incidents to the centre of their cluster; beyond the elbow one cluster more gains little.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>How many clusters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>How an incident of a day and hour is shared among the clusters (Mp, eq. 5), in one scale for all. Grey: no incident on that day and hour ({empty:,} of {all:,}), where P is 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The {most} largest clusters are shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Small pictures of the probability by day and hour, one per cluster; the table below sums them up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>When each is worth a visit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Of all incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Busiest day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Busiest hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Each cluster's share of all incidents, and the day and the hour with most of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>Hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The most probable cluster of each hour and day, and its probability. * made of fewer than {few} incidents; – none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>H: where the adaptive Gaussian kernel density of the cluster is greatest. L: regression of x and of y on the chronological order 1 … n, at n + 1. d = |H − L|. Way-point: L where d = 0; (H + L) / 2 where d ≤ {epsilon:g} m; H where d is greater. P(day, hour, cluster) = incidents of day, hour and cluster / incidents of day and hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>After the Crime Prediction Smart Patrol Algorithm, phases 1 to 3 (Mathematics 2022, 10, 4368). The way-points delivered are made from all incidents; those of the back-test from the earlier ones alone, with the number of clusters chosen anew. The cluster of a held-out incident is the one whose centre is nearest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/waypoints/report.py" />
            <source>The times tell days, not hours: each probability is that of the day, at every hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Plan patrol</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Stop planning; the layers made so far are removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Choose a layer of incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Choose the field that says when the incidents happened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Choose the field that says when the calls came in, or no calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Choose the field with the names of the beats, or no beats.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Risk grid, hotspots, forecast, a route and the officers' shifts, one after another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Ready to plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Plans go to {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>A plan is being made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Cancelled. The layers made so far were removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/dock.py" />
            <source>Click on the map where the officers start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Points of past incidents. Needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>When each incident happened: a DateTime or Date field, or text such as 2024-05-31 22:15. Needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Time of day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Where the field above holds only the date: the field with the hour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>The kind of each incident, to say why an officer is sent there and what to look for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Beat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Beat of each incident: points with incidents of many beats are addresses that were not found, and are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Leave out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Places whose incidents do not count, in a polygon or within 50 m of a point: a police headquarters where reports are filed is no place to patrol. May be left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Polygons that bound the area. Without them: the extent of the incidents.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Places that draw incidents, such as bars or stations. May be left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Lines of the road network. Without them travel is along straight lines.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>One-way</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Field that says which way a road may be driven (OpenStreetMap: oneway).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Field with the speed in km/h, or as OpenStreetMap writes it (maxspeed).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Calls for service; those that come in during the shift are answered. May be left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>When each call came in. Needed with calls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Priority from 1 to 5 (most urgent), a word (High), or the type of call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Points where officers start, with the fields officer, shift_on, shift_off and speed_kmh. Without a layer the dock makes one, which you can edit and plan with again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Beats that officers are kept to: by their field beat, else shared out. May be left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <location filename="../processing/reports/templates/report.html" />
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>Field with the name of each beat. Needed with beats.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>choose a layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>none: every incident counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>none: where incidents are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>none: straight lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>new ones, as below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/data.py" />
            <source>none: everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/inputs.py" />
            <source>Data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/inputs.py" />
            <location filename="../ui/panel/shift.py" />
            <source> m</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/inputs.py" />
            <source>How far a place may lie from a road; places farther away are left out and named in the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/inputs.py" />
            <source>Reach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/layers.py" />
            <source>Looked for {names}; the layer has {found}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Pick on the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Click on the map where new officers start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>At first hotspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Start at the peak of the first hotspot again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>How many officers the dock makes when no layer is chosen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>New officers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>They start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Where new officers start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Blocks: few, long stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Visits: each cell by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Blocks: each officer has areas, and stays 30 to 90 minutes in one, going round its street corners. Visits: as in the study, one cell after the other, calls among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Plan by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Share of the time that blocks leave free, for calls, reports and what else comes up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>Kept free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/officers.py" />
            <source>at the first hotspot's peak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/planfile.py" />
            <source>Plan file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/planfile.py" />
            <source>Folder for plans</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/planfile.py" />
            <source>beside the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/planfile.py" />
            <source>Where each plan is kept, as a GeoPackage. Empty: beside the project; in Documents until that is saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/planfile.py" />
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Shift</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>To the last incident's day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Start the shift on the day of the last incident.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source> h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source> min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>When the shift starts, local time. Only incidents before it are learned from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Starts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Length of the shift. The forecast covers it in intervals of two hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Lasts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Dwell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Time an officer stays at each stop or call.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Cell size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>Side of a cell of the risk grid.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>What says where incidents are to be expected. auto takes the model that hit most in the last weeks; prior_count is the plain count of past incidents. The help of Predict crime explains them all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>If these incidents end in the past, press “{button}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/panel/shift.py" />
            <source>The incidents end on {day}, so the shift starts on that day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/chain.py" />
            <source>Cancelling…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/chain.py" />
            <source>Saving the plan…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Of the back-test: hit rate, the share of later incidents that fell into its hotspots; PAI, how many times denser they were there than overall.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Not back-tested: do not rely on the forecast.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Reward: the worth of all visits, to be compared with its baseline only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{route} by priority alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{found} in {share} % of the area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{used}, {skipped} left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{calls} answered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Calls (replay)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Driven</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{km} km</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Reaches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{reward} by a plainer method, {visits} visits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{met} % of {events} incidents of last week in place and hour ({less} % if 55 % is delivered)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{count} % standing at the busiest places, {even} % spread evenly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Incomplete: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>A replay of {day}: the plan answers the calls of that day, which nobody knew at its start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{more} more in the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Warnings ({count})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>No plan: {why}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Replay of {day} ready: {line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Plan ready: {line}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>Saved as {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>What was made is in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>It could not be saved: {why}. Its layers are temporary: save those you want to keep.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{file} beside the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>officers: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>blocks: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>visits: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>calls answered, replayed: {calls}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>calls answered: {calls}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{visits} ({hot} of hot cells)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{blocks} ({stops} stops), expected to meet {met} incidents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{answered}, median wait {minutes} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/headlines.py" />
            <source>{stops} stops, {km} km, {minutes} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/inputlooks.py" />
            <source>Streets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/placement.py" />
            <source>Patrol {moment}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/placement.py" />
            <source>Replay {moment}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/placement.py" />
            <source>Incomplete: {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/planfile.py" />
            <source>cancelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/planfile.py" />
            <source>is the disk full? The log (View, Panels, Log Messages) says more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/planfile.py" />
            <source>only {found} of {all} rows of {table} were written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/planfolder.py" />
            <source>No folder was found that a plan can be written into: choose one as the folder for plans.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/planfolder.py" />
            <source>Nothing can be written into {folder}: choose another folder for plans.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/results.py" />
            <source>Results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/results.py" />
            <source>Plan again by the plain count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/results.py" />
            <source>In the back-test the plain count of past incidents hit more often than this forecast: plan by it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/shown.py" />
            <source>Peaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/plan/task.py" />
            <source>the log (View, Panels, Log Messages) says more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../ui/text.py" />
            <source>The algorithm {id} is not there: switch the plugin off and on again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/templates/report.html" />
            <source>Figure {number}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/templates/report.html" />
            <source>Parameters of this run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/templates/report.html" />
            <source>Parameter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/reports/templates/report.html" />
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/city_truth.qml" />
            <source>Hot: most incidents expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/city_truth.qml" />
            <location filename="../processing/styles/forecast.qml" />
            <source>Other cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/forecast.qml" />
            <source>Hotspot, darker = likelier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/forecast.qml" />
            <source>Hotspot, too close to call</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/gi_cells.qml" />
            <location filename="../processing/styles/gi_streets.qml" />
            <source>Hot, p ≤ 0.01</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/gi_cells.qml" />
            <location filename="../processing/styles/gi_streets.qml" />
            <source>Hot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/gi_cells.qml" />
            <location filename="../processing/styles/gi_streets.qml" />
            <source>Not significant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/gi_cells.qml" />
            <location filename="../processing/styles/gi_streets.qml" />
            <source>Cold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/gi_cells.qml" />
            <location filename="../processing/styles/gi_streets.qml" />
            <source>Cold, p ≤ 0.01</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/hotspot_streets_change.qml" />
            <location filename="../processing/styles/hotspots_change.qml" />
            <location filename="../processing/styles/peaks_change.qml" />
            <source>Emerging: hot now only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/hotspot_streets_change.qml" />
            <location filename="../processing/styles/hotspots_change.qml" />
            <location filename="../processing/styles/peaks_change.qml" />
            <source>Persistent: hot in both periods</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/hotspot_streets_change.qml" />
            <location filename="../processing/styles/hotspots_change.qml" />
            <location filename="../processing/styles/peaks_change.qml" />
            <source>Fading: hot in the earlier period only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/officer_visits.qml" />
            <source>Hotspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/officer_visits.qml" />
            <source>Coldspot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../processing/styles/officer_visits.qml" />
            <source>Call</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
