"""Which papers are up to date, which are not, and what has changed since they were made."""

import json
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from helpers.data import slicing
from helpers.data.slicing import Request
from helpers.errors import ReportError
from helpers.pipeline.render.engine import Engine
from helpers.pipeline.reports import making, offers
from helpers.pipeline.reports.offers import Offer
from helpers.pipeline.runs import runner
from helpers.pipeline.runs.run_key import Parts, key_of, run_parts
from helpers.project import Project
from helpers.publishing import wording

CURRENT, STALE, ABSENT, WAITING, REFUSED = "up to date", "stale", "not made", "waiting", "cannot be made"
UNNOTED = "what it was made of is no longer noted in build/"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one paper stands: one of `CURRENT`, `STALE`, `ABSENT`, `WAITING`, `REFUSED`; why, and the command that makes it."""

    offer: Offer
    state: str
    why: str = ""

    @property
    def line(self) -> str:
        """As it is printed."""
        name = f"{self.offer.report} {self.offer.area} {self.offer.occasion}: {self.state}"
        why = f": {self.why}" if self.why else ""
        return f"{name}{why}" + (f"; next: {self.offer.command}" if self.state in (STALE, ABSENT) else "")


def standings(place: Project, engine: Engine, borough: str = "") -> list[Standing]:
    """How each paper that params/areas/ names stands, of every area or of one.

    Raises
    ------
    ParamsError
        If params/ cannot be read.
    """
    offered = offers.offers(place, wanted=lambda area, report: borough in ("", area))
    return [standing(place, offer, engine) for offer in offered]


def standing(place: Project, offer: Offer, engine: Engine) -> Standing:
    """How one paper stands."""
    if offer.plan is None:
        return Standing(offer, WAITING if offer.waiting else REFUSED, offer.refused)
    folder = place.published.joinpath(*offer.plan.folder_parts())
    if not folder.is_dir():
        return Standing(offer, ABSENT)
    try:
        kept = making.read_stamp(place, offer.plan)
        if not kept:
            return Standing(offer, STALE, UNNOTED)
        keys = kept.get("runs", ())
        of_each = zip_longest(offer.plan.runs, keys[: len(offer.plan.runs)])
        why = [f"{run.notebook}: {told}" for run, key in of_each if (told := run_changes(place, run, key))]
        # Its runs are told one by one above.
        made = making.parts_of(place, offer.plan, engine, keys)
    except ReportError as problem:
        return Standing(offer, REFUSED, str(problem))
    # A paper made in fewer formats than there are is no older for it.
    why += [f"{name} changed" for name in changed_names(kept.get("parts", {}), made) if name != making.FORMATS_PART]
    if kept.get("published") != making.published_hash(folder):
        why.append("its files were changed by hand")
    return Standing(offer, STALE if why else CURRENT, "; ".join(why))


def run_changes(place: Project, run: Request, key: str | None) -> str:
    """What has changed since the run of a notebook that a paper was made of; empty if nothing has.

    Parameters
    ----------
    key : str or None
        That run's. Other papers share its folder, where a later run may lie by now.
    """
    folder = runner.folder_of(place, run)
    tables = slicing.texts(slicing.cut(place, run))
    now = run_parts(place, run, runner.parameters_of(run), tables)
    if key == key_of(now):
        return ""
    try:
        kept = json.loads((folder / runner.STAMP).read_text(encoding="utf-8"))
        if kept["key"] != key:
            return "has run again since, and differs"
        parts = kept["parts"]
    except (OSError, ValueError, KeyError, TypeError):
        return "has not run to its end"
    told = []
    for name in changed_names(parts, now):
        table = Path(name).stem
        if name.startswith("data/") and table in tables:
            told.append(f"{name} changed {_rows(folder / slicing.INPUTS / f'{table}.csv', tables[table])}")
        else:
            told.append(f"{name} changed")
    return ", ".join(told)


def changed_names(kept: Parts, now: Parts) -> list[str]:
    """The parts that are not what they were, in the order of `now` and then those that are gone."""
    return [name for name in (*now, *(name for name in kept if name not in now)) if kept.get(name) != now.get(name)]


def _rows(before: Path, now: str) -> str:
    """How many rows differ between a slice as it was cut and as it would be cut now."""
    old = before.read_text(encoding="utf-8").splitlines()[1:] if before.is_file() else []
    new = now.splitlines()[1:]
    gone, come = len(set(old) - set(new)), len(set(new) - set(old))
    return wording.plural(max(gone, come), "row")
