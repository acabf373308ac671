"""What each key of the settings files means: as their JSON Schemas say, by which editors and `csp check` go."""

from dataclasses import dataclass

from helpers.pipeline.settings import schemas


@dataclass(frozen=True, slots=True)
class File:
    """One kind of settings file: its path, what it settles, its schema, and the part of the schema that has the keys."""

    path: str
    settles: str
    schema: str
    part: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, str]]:
        """Each key with its meaning."""
        found = schemas.read(self.schema)
        for key in self.part:
            found = found[key]
        return [(key, settings["description"]) for key, settings in found["properties"].items()]


FILES = (
    File(
        "params/areas/AREA.yml",
        "how an area's partnership is named, and which papers go where; AREA is a key of `data/areas.csv`",
        "area",
    ),
    File(
        "params/areas/AREA.yml, one paper",
        "whom a paper goes to and what it is about; posts and organisations only",
        "area",
        ("$defs", "paper"),
    ),
    File("params/notebooks.yml", "what each notebook answers and may see", "notebooks", ("additionalProperties",)),
    File("params/peers.yml", "whom an area is compared with", "peers", ("additionalProperties",)),
    File("params/disclosure.yml", "which counts of people are too small to be published", "disclosure"),
    File(
        "params/runs/NAME.yml",
        "what `csp batch` makes; each is a list, or the word `all`, which is also what is meant where it is left out",
        "run",
    ),
    File("reports/REPORT/report.yml", "what a report type is made of", "report"),
)
