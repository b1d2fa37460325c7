"""Parameters that several algorithms share, built the same way everywhere; names never change."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

UNITS = "UNITS"
UNIT_ID = "UNIT_ID"
HOUSEHOLDS = "HOUSEHOLDS"
UNIT_NAME = "UNIT_NAME"
POPULATION = "POPULATION"
WARD = "WARD"
WARD_NAME = "WARD_NAME"
AREA_TYPE = "AREA_TYPE"
OLD_NEIGHBORHOOD = "OLD_NEIGHBORHOOD"
NEIGHBORHOOD = "NEIGHBORHOOD"
BEATS = "BEATS"
BEAT_ID = "BEAT_ID"
MILITIA = "MILITIA"
MILITIA_ID = "MILITIA_ID"
BARRIERS = "BARRIERS"
WARD_OUTLINE = "WARD_OUTLINE"
PROFILE = "PROFILE"
MINIMUM = "MINIMUM"
COUNT = "COUNT"
GOAL = "GOAL"
SEED = "SEED"
EFFORT = "EFFORT"
TIME_LIMIT = "TIME_LIMIT"
SUMMARY = "SUMMARY"

PROFILES = ("hcmc-500-350", "law-450-350", "south-400-350", "custom")
GOALS = ("target", "most")
EFFORTS = ("quick", "normal", "thorough")
WEIGHTS = ("balance", "boundary", "compactness", "stability", "beats", "militia", "barriers", "walking")
LEFT_OUT = ("walking",)
"""Weights that are 0 unless a user sets them."""

_POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
_ANY_VECTOR = QgsProcessing.SourceType.TypeVector
_WHOLE = QgsProcessingParameterNumber.Type.Integer
_REAL = QgsProcessingParameterNumber.Type.Double


class SharedParameters(QgsProcessingAlgorithm):
    """Adds the shared parameters to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("SharedParameters", text)

    def add(self, parameter: QgsProcessingParameterDefinition, explained: str, *, advanced: bool = False) -> None:
        """Add *parameter* with its help text."""
        parameter.setHelp(explained)
        if advanced:
            parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
        self.addParameter(parameter)

    def make_advanced(self, first: int) -> None:
        """Flag the parameters from position *first* on as advanced."""
        for definition in self.parameterDefinitions()[first:]:
            own = self.parameterDefinition(definition.name())
            own.setFlags(own.flags() | Qgis.ProcessingParameterFlag.Advanced)

    def add_field(self, name: str, label: str, layer: str, explained: str, *, usual: str | None = None) -> None:
        """Add the choice of one field of the layer parameter *layer*; needed where its *usual* name is given.

        The name keeps QGIS's dialog from choosing the layer's first field by itself, which is often ``fid``:
        where the layer has no field of that name, none is chosen.
        """
        self.add(QgsProcessingParameterField(name, label, usual, layer, optional=usual is None), explained)

    def add_layer(self, name: str, label: str, explained: str, *, optional: bool, any_type: bool = False) -> None:
        """Add the choice of a layer: of polygons, or of any type."""
        kinds = [_ANY_VECTOR if any_type else _POLYGONS]
        self.add(QgsProcessingParameterFeatureSource(name, label, kinds, None, optional), explained)

    def add_units(self, *, any_type: bool = False) -> None:
        """Add the layer of units with its id and households."""
        self.add_layer(
            UNITS,
            SharedParameters.tr("Units (tổ dân phố)"),
            SharedParameters.tr("Polygons of the existing units. They are never cut and never changed."),
            optional=False,
            any_type=any_type,
        )
        self.add_field(
            UNIT_ID,
            SharedParameters.tr("Id of the unit"),
            UNITS,
            SharedParameters.tr("Field with an id that is there for each unit and different for all."),
            usual="ma_to",
        )
        self.add_field(
            HOUSEHOLDS,
            SharedParameters.tr("Households"),
            UNITS,
            SharedParameters.tr("Field with the number of households, a whole number. Empty means unknown, not zero."),
            usual="so_ho",
        )

    def add_ward(self) -> None:
        """Add the field of the ward."""
        self.add_field(
            WARD,
            SharedParameters.tr("Ward"),
            UNITS,
            SharedParameters.tr("Field with the code or name of the ward. No khu phố goes beyond its ward."),
        )

    def add_ward_of_areas(self) -> None:
        """Add the field of the ward where it is only needed to tell areas of the same id apart."""
        self.add_field(
            WARD,
            SharedParameters.tr("Ward"),
            UNITS,
            SharedParameters.tr(
                "Field with the code or name of the ward. Areas of the same id in different wards are different areas. "
                "Guessed when not given."
            ),
        )

    def add_unit_details(self) -> None:
        """Add the optional fields of units that a proposal uses."""
        self.add_field(
            AREA_TYPE,
            SharedParameters.tr("Type of area"),
            UNITS,
            SharedParameters.tr("Field with “khu_pho” or “ap”. Without it every unit counts as khu phố."),
        )
        self.add_field(
            OLD_NEIGHBORHOOD,
            SharedParameters.tr("Present khu phố or ấp"),
            UNITS,
            SharedParameters.tr("Field with the unit's present khu phố or ấp; kept together as far as can be."),
        )

    def add_unit_names(self) -> None:
        """Add the optional fields that only describe units."""
        self.add_field(
            UNIT_NAME,
            SharedParameters.tr("Name of the unit"),
            UNITS,
            SharedParameters.tr("Field with the name that tables and maps show."),
        )
        self.add_population()
        self.add_field(
            WARD_NAME,
            SharedParameters.tr("Name of the ward"),
            UNITS,
            SharedParameters.tr("Field with the ward's name for titles, such as “Phường Mẫu”."),
        )

    def add_population(self) -> None:
        """Add the optional field of the population."""
        self.add_field(
            POPULATION,
            SharedParameters.tr("Population"),
            UNITS,
            SharedParameters.tr("Field with the number of people, a whole number."),
        )

    def add_neighborhood(self) -> None:
        """Add the field with the neighborhood of each unit."""
        self.add_field(
            NEIGHBORHOOD,
            SharedParameters.tr("Khu phố or ấp"),
            UNITS,
            SharedParameters.tr("Field with the khu phố or ấp of the unit, such as “neighborhood_id” of a proposal."),
            usual="neighborhood_id",
        )

    def add_forces(self) -> None:
        """Add the optional layers of police beats and militia areas with their ids."""
        self.add_layer(
            BEATS,
            SharedParameters.tr("Police beats (địa bàn cảnh sát khu vực)"),
            SharedParameters.tr("Polygons of the police beats."),
            optional=True,
        )
        self.add_field(
            BEAT_ID,
            SharedParameters.tr("Id of the police beat"),
            BEATS,
            SharedParameters.tr("Field with the number or code of the beat. Needed when beats are given."),
        )
        self.add_layer(
            MILITIA,
            SharedParameters.tr("Militia areas (khu đội, ấp đội)"),
            SharedParameters.tr("Polygons of the militia areas."),
            optional=True,
        )
        self.add_field(
            MILITIA_ID,
            SharedParameters.tr("Id of the militia area"),
            MILITIA,
            SharedParameters.tr("Field with the number or code of the area. Needed when militia areas are given."),
        )

    def add_ward_outline(self) -> None:
        """Add the optional outline of the ward, which the checks use."""
        self.add_layer(
            WARD_OUTLINE,
            SharedParameters.tr("Outline of the ward"),
            SharedParameters.tr("Polygons of the ward or wards; units outside of it are reported."),
            optional=True,
        )

    def add_barriers(self) -> None:
        """Add the optional layer of barriers."""
        self.add_layer(
            BARRIERS,
            SharedParameters.tr("Barriers"),
            SharedParameters.tr("Lines or polygons that a khu phố should not cross: canals, railways, wide roads."),
            optional=True,
            any_type=True,
        )

    def add_rules(self) -> None:
        """Add the criteria profile, the minimum and the number of neighborhoods."""
        self.add(
            QgsProcessingParameterEnum(
                PROFILE,
                SharedParameters.tr("Criteria profile"),
                PROFILES,
                False,
                PROFILES[0],
                False,
                True,
            ),
            SharedParameters.tr(
                "Least number of households of a khu phố / an ấp: hcmc-500-350 (the City's scheme), law-450-350 (the "
                "law for the City), south-400-350 (the law for the South), or custom."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                MINIMUM, SharedParameters.tr("Least households (custom profile)"), _WHOLE, None, True, 1
            ),
            SharedParameters.tr("Least number of households when the profile is “custom”; not used otherwise."),
        )
        self.add(
            QgsProcessingParameterNumber(COUNT, SharedParameters.tr("Number of khu phố and ấp"), _WHOLE, None, True, 1),
            SharedParameters.tr(
                "How many to make. Without it: households divided by 1.15 times the minimum, for each ward."
            ),
        )

    def add_goal(self) -> None:
        """Add what number is wanted where none is asked for."""
        self.add(
            QgsProcessingParameterEnum(
                GOAL, SharedParameters.tr("Aim of the number"), GOALS, False, GOALS[0], False, True
            ),
            SharedParameters.tr(
                "When no number is given. target: households divided by 1.15 times the minimum; most: as many khu phố "
                "as the minimum allows."
            ),
            advanced=True,
        )

    def add_search(self) -> None:
        """Add seed, effort, time limit and weights."""
        self.add(
            QgsProcessingParameterEnum(EFFORT, SharedParameters.tr("Effort"), EFFORTS, False, EFFORTS[1], False, True),
            SharedParameters.tr("How many steps the search makes: quick, normal or thorough."),
        )
        self.add(
            QgsProcessingParameterNumber(SEED, SharedParameters.tr("Seed"), _WHOLE, 1, False, 0),
            SharedParameters.tr("The same seed, effort and units give the same plan; another seed gives another one."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(TIME_LIMIT, SharedParameters.tr("Time limit (seconds)"), _REAL, None, True, 1),
            SharedParameters.tr("For the whole run. It only cuts off the search; the summary says where it did."),
            advanced=True,
        )
        labels = {
            "balance": SharedParameters.tr("Weight: households near the target"),
            "boundary": SharedParameters.tr("Weight: short inner boundaries"),
            "compactness": SharedParameters.tr("Weight: compact shapes"),
            "stability": SharedParameters.tr("Weight: present khu phố kept together"),
            "beats": SharedParameters.tr("Weight: police beats not cut"),
            "militia": SharedParameters.tr("Weight: militia areas not cut"),
            "barriers": SharedParameters.tr("Weight: barriers not crossed"),
            "walking": SharedParameters.tr("Weight: households near the center of their khu phố"),
        }
        for name in WEIGHTS:
            usual = 0.0 if name in LEFT_OUT else 1.0
            self.add(
                QgsProcessingParameterNumber(weight_parameter(name), labels[name], _REAL, usual, False, 0),
                SharedParameters.tr("1 is the usual weight, 0 leaves the aim out, 2 doubles it."),
                advanced=True,
            )

    def add_summary(self) -> None:
        """Add the JSON file with the summary."""
        self.addParameter(
            QgsProcessingParameterFileDestination(
                SUMMARY, SharedParameters.tr("Summary"), SharedParameters.tr("JSON file (*.json)"), None, True
            )
        )


def weight_parameter(name: str) -> str:
    """Return the parameter of the weight *name* (one of :data:`WEIGHTS`)."""
    return f"WEIGHT_{name.upper()}"
