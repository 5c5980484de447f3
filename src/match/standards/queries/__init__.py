"""Reading surveys, rounds, inspections, flags; what the public may know; what waits."""

from match.standards.queries.flags import Flag, FlagFile, flag_file, flags_in, open_flags
from match.standards.queries.inspections import (
    DueHome,
    Inspected,
    InspectionFile,
    Round,
    RoundFile,
    RoundLine,
    homes_due,
    inspection_file,
    kept_inspections,
    last_inspection,
    photo_of,
    round_file,
    rounds_of,
)
from match.standards.queries.public import Met, standards_met
from match.standards.queries.surveys import (
    SurveyFile,
    SurveyLine,
    VillageFile,
    survey_file,
    surveys_of,
    village_file,
    villages_of,
)
from match.standards.queries.waiting import waiting_lines

__all__ = [
    "DueHome",
    "Flag",
    "FlagFile",
    "Inspected",
    "InspectionFile",
    "Met",
    "Round",
    "RoundFile",
    "RoundLine",
    "SurveyFile",
    "SurveyLine",
    "VillageFile",
    "flag_file",
    "flags_in",
    "homes_due",
    "inspection_file",
    "kept_inspections",
    "last_inspection",
    "open_flags",
    "photo_of",
    "round_file",
    "rounds_of",
    "standards_met",
    "survey_file",
    "surveys_of",
    "village_file",
    "villages_of",
    "waiting_lines",
]
