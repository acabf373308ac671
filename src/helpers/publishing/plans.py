"""What a plan rests on and what it sets going, as a report prints it: evidence, actions, dates, risks, and what is missing."""

import textwrap
from collections.abc import Mapping

import pandas as pd

from helpers import periods
from helpers.analysis.plans import Plan
from helpers.publishing import charts, markdown, quotes, wording
from helpers.publishing.charts.base import Chart
from helpers.publishing.numbers import number
from helpers.publishing.plan_targets import UNSTATED, listed, owed, plain, words
from helpers.publishing.quotes import Quote
from helpers.publishing.tables import Column, Group, Table, Text

LINES = (
    ("Lead", "lead"),
    ("Due", "due_printed"),
    ("Why it should work", "evidence"),
    ("How success is to be known", "success_measure"),
    ("Progress", "progress"),
    ("Resources", "resources"),
)
"""What an action's block tells after its summary."""
ASSESSED = (
    *(("Evidence led", 12), ("Sustainable", 16), ("Equalities", 14), ("Community focused", 15)),
    *(("Partnership", 16), ("Cross cutting", 12), ("Cost effective", 13)),
)
"""What peers assess each action by: the columns of the form that they fill in, with their widths."""


def evidence_table(evidence: pd.DataFrame, repeated: pd.DataFrame, plan: Plan) -> Table | Text:
    """Part B: each statement with its source, from `evidence_of`, and what `repeated` finds."""
    places = "None given; it stands in " + evidence["locator"].str.split(", line").str[0]
    found = evidence.assign(told=evidence["evidence_source"].where(evidence["evidence_source"] != "", places))
    columns = (("No.", 5, "order"), ("Evidence", 68, "statement"), ("Source", 37, "told"))
    note = " ".join(
        f"{row['printed'].replace('; ', ' and ')} (statements {row['orders'].replace('; ', ' and ')}) are of one measure and "
        f"{'agree when rounded' if row['agree'] else 'do not agree'}."
        for row in repeated.to_dict("records")
    )
    absent = f"The plan states no evidence of where the problem is highest, or whom it strikes: {owed(plan)}."
    return listed("plan-evidence", "The evidence and where it comes from", found, columns, absent=absent, note=note)


def interventions_table(interventions: pd.DataFrame, plan: Plan) -> Table | Text:
    """Part C, section 1: what is already done, by whose money, and whether it works."""
    columns = (("Strategy or intervention", 24, "intervention"), ("Funding", 28, "funding"))
    columns += (("Evidence that it is effective", 58, "effectiveness"),)
    absent = f"The plan lists no existing strategies or interventions with their funding: {owed(plan)}."
    caption = "Strategies and interventions, their funding and their effect"
    return listed("plan-interventions", caption, interventions, columns, absent=absent)


def barriers_table(barriers: pd.DataFrame, nil_returns: pd.DataFrame, plan: Plan) -> Table | Text:
    """Part C, sections 2 and 3: each barrier with the gap in practice beside it, and what is said to be no barrier."""
    columns = (("Barrier to better performance", 52, "barrier"), ("Gap in current practice", 58, "gap"))
    none = " ".join(
        f"{row['type']}: the plan states that there are none. {_sentences(row['controls'])}."
        for row in nil_returns.to_dict("records")
    )
    absent = f"The plan names no barriers with the gaps in practice beside them: {owed(plan)}."
    absent = f"{absent} {markdown.escape(none)}".strip()
    return listed("plan-barriers", "Barriers and the gaps beside them", barriers, columns, absent=absent, note=none)


def actions_table(actions: pd.DataFrame, plan: Plan) -> Table | Text:
    """Part D on one page: every action with its lead, when it is due and how far it has come."""
    found = actions.assign(
        step=[label({**row, "ref": ""}) for row in actions.to_dict("records")],
        lead=actions["lead"].str.replace("; ", " and "),
        status=actions["status"].map(wording.upper_first),
    )
    columns = (("Ref", 7, "ref"), ("Action", 52, "step"), ("Lead", 26, "lead"), ("Due", 14, "due_printed"))
    columns += (("Status", 13, "status"),)
    absent = f"The plan proposes no actions: {owed(plan)}."
    return listed("plan-actions", "The actions at a glance", found, columns, absent=absent)


def actions_text(actions: pd.DataFrame, plan: Plan) -> Text:
    """Part D in full: a block for each action."""
    if actions.empty:
        return Text("plan-action-details", [f"There is no action to describe: {owed(plan)}."])
    # A theme that all share is the plan's own outcome, and says nothing of any one of them.
    lines = LINES if actions["theme"].nunique() == 1 else (("Theme", "theme"), *LINES)
    blocks = []
    for row in actions.to_dict("records"):
        told = [markdown.escape(wording.upper_first(row["summary"]))] if row["summary"] else []
        told += [f"{name}: {markdown.escape(row[column])}" for name, column in lines if row[column]]
        head = markdown.escape(f"{row['ref']} {row['title']}" if row["title"] else f"Action {row['ref']}")
        blocks.append(f"{head}\n:   " + "\\\n    ".join(told or [UNSTATED]))
    return Text("plan-action-details", blocks)


def timetable_table(timetable: pd.DataFrame) -> Table | Text:
    """The dated steps by financial quarter, then those that run on without a day."""
    found = timetable[(timetable["quarter"] != "") | (timetable["due_printed"] != "")].reset_index(drop=True)
    found = found.assign(
        when=found["quarter"].map(lambda text: words(text) or "No one quarter"),
        told=[label(row, 150) for row in found.to_dict("records")],
    )
    columns = (("Quarter", 18, "when"), ("Step", 54, "told"))
    columns += (("Due as printed", 16, "due_printed"), ("Lead", 22, "lead"))
    absent = "Until there are dates, no step can be placed in a quarter."
    return listed("plan-timetable", "Milestones and dated actions by financial quarter", found, columns, absent=absent)


def timetable_text(timetable: pd.DataFrame, steps: pd.DataFrame, plan: Plan) -> Text:
    """What cannot be read of the milestones, which actions have no date, and which come after the last target."""
    unknown = timetable[(timetable["quarter"] == "") & (timetable["due_printed"] == "")]
    told = [f"{markdown.escape(step)}." for step in unknown.loc[unknown["kind"] == "milestone", "step"]]
    if timetable[(timetable["kind"] == "milestone") & (timetable["quarter"] != "")].empty:
        told.append(f"The plan states no dates for its milestones: {owed(plan)}.")
    undated, actions = unknown[unknown["kind"] == "action"], timetable[timetable["kind"] == "action"]
    if len(undated):
        none = f"None of the {number(len(actions))} actions has a date"
        some = f"{_some(undated, actions)} {'has' if len(undated) == 1 else 'have'} no date"
        whose = "its lead" if len(undated) == 1 else "their leads"
        told.append(f"{none if len(undated) == len(actions) > 1 else some}: still to be supplied by {whose}.")
    ends = [periods.parse(period).end for period in steps["period"]]
    late = [bool(row and ends) and periods.parse(row).end > max(ends) for row in timetable["quarter"]]
    if any(late):
        refs = [_named(row) for row in timetable[late].to_dict("records")]
        told.append(
            f"Due only after {words(steps['period'].iloc[-1])}, the last year of the targets: {wording.listing(refs)}."
        )
    return Text(
        "plan-timetable-text", [" ".join(told) or "Every milestone and action has a date, or years over which it runs."]
    )


def milestone_grid(timetable: pd.DataFrame, steps: pd.DataFrame) -> Table | Text:
    """The plan's years by quarter, with what is due in each: also the form in which missing dates can be filled in."""
    dated = timetable[timetable["quarter"] != ""]
    ends = {
        periods.parse(text).financial_year
        for text in [*dated["quarter"], *steps.loc[steps["role"] == "target", "period"]]
    }
    if not ends:
        return Text("plan-milestones", ["Neither a target nor a date says which years the plan covers."])
    years = range(min(year.year for year in ends), max(year.year for year in ends) + 1)
    due = {}
    for quarter, rows in dated.groupby("quarter"):
        stones, done = (rows[rows["kind"] == kind] for kind in ("milestone", "action"))
        told = [wording.plural(len(stones), "milestone")] if len(stones) else []
        due[quarter] = "; ".join([*told, *([_some(done, timetable)] if len(done) else [])])
    keys = [f"{year}-{(year + 1) % 100:02d}" for year in years]
    rows = [[words(key), *(due.get(f"{key}-Q{part}", "") for part in range(1, 5))] for key in keys]
    columns = [Column("Year", "left", 14), *(Column(f"Quarter {part}", "left", 24) for part in range(1, 5))]
    frame = pd.DataFrame(rows, columns=["year", "q1", "q2", "q3", "q4"]).assign(
        method="steps by the quarter they are due in"
    )
    note = "" if due else "No step has a date yet: the form is for those who lead the actions to fill in."
    return Table("plan-milestones", "Milestones by quarter", columns, rows, frame, note=note)


def register_table(register: pd.DataFrame, plan: Plan) -> Table | Text:
    """The risk register, highest score first; scores only where the source gives numbers."""
    records = register.to_dict("records")
    made = {
        "told": [": ".join(filter(None, (row["type"], row["risk"]))) for row in records],
        "rated": [_rated(row) for row in records],
        "done": [_sentences(row["controls"], row["further_actions"]) for row in records],
    }
    found = register.assign(**{name: pd.Series(texts, dtype="str") for name, texts in made.items()})
    columns = (("Ref", 11, "ref"), ("Risk", 38, "told"), ("Impact × likelihood", 13, "rated"))
    columns += (("What is done about it", 34, "done"), ("Residual risk", 10, "residual"), ("Lead", 16, "lead"))
    wrong = [f"{row['ref']} is rated {plain(row['rating'])} in the plan." for row in records if not row["agrees"]]
    absent = f"The plan states no risks: {owed(plan)}."
    return listed("plan-risks", "Risk register", found, columns, absent=absent, note=" ".join(wrong))


def risk_matrix(register: pd.DataFrame, plan: Plan, *, area_name: str) -> Chart | Text:
    """The five by five matrix where risks are scored with numbers, else a sentence saying why there is none."""
    if register["score"].isna().all():
        unscored = "the plan gives no numbers for the impact and likelihood of its risks"
        why = f"{'the plan states no risks' if register.empty else unscored}; they are"
        return Text("plan-risk-matrix", [f"There is no risk matrix, because {why} {owed(plan)}."])
    names = {"ref": "risk", "risk": "title"}
    frame = register[["ref", "risk", "impact", "likelihood", "rating", "row"]].rename(columns=names)
    scores = ["impact", "likelihood", "rating"]
    frame[scores] = frame[scores].apply(pd.to_numeric, errors="coerce")
    title = f"{plan.number} {plan.measure}".strip()
    return charts.risk_matrix_chart(frame, name="plan-risk-matrix", title=title, area_name=area_name)


def assessment_form(actions: pd.DataFrame, plan: Plan) -> Table | Text:
    """Part E: a row for each action and an empty box for each criterion, to be filled in by peers."""
    if actions.empty:
        return Text("plan-assessment", [f"There is no action to assess: {owed(plan)}."])
    rows = [(label(row, 48), *("" for _ in ASSESSED)) for row in actions.to_dict("records")]
    columns = [Column("Activity", "left", 30), *(Column(name, "left", width) for name, width in ASSESSED)]
    frame = actions[["ref", "row"]].assign(**{name: "" for name, _ in ASSESSED}, method="to be filled in")
    return Table("plan-assessment", "Peer assessment, to be filled in", columns, rows, frame)


def members(governance: pd.DataFrame, plan: Plan) -> Group | Text:
    """Who sits in each group that makes the plan, by post and organisation."""
    if governance.empty:
        return Text("plan-members", [f"The plan names no group that is to deliver it: {owed(plan)}."])
    tables = []
    for place, (body, rows) in enumerate(governance.groupby("body", sort=False), 1):
        seats = rows.groupby(["role", "post"], sort=False)["organisation"].agg(_each)
        cells = [(wording.upper_first(role), post or "Not named", names) for (role, post), names in seats.items()]
        columns = [Column("Part", "left", 14), Column("Post", "left", 36), Column("Organisations", "left", 60)]
        tables.append(Table(f"plan-members-{place}", body, columns, cells, rows.assign(method="as stated")))
    return Group("plan-members", tables)


def projects_table(projects: pd.DataFrame, plan: Plan) -> Table | Text:
    """The projects that the plan names, with what they are for."""
    aims = [
        _sentences(row["aim"], row["method"]) or f"Named in {row['locator'].split(', line')[0]}; no aim is stated"
        for row in projects.to_dict("records")
    ]
    found = projects.assign(what=pd.Series(aims, dtype="str"), method="as stated")
    columns = (("Project", 28, "title"), ("What it is for, and how", 60, "what"), ("Lead", 22, "lead"))
    absent = f"The plan names no projects: {owed(plan)}."
    return listed("plan-projects", "Projects, what they are for, and who leads them", found, columns, absent=absent)


def sections_table(sections: pd.DataFrame) -> Table | Text:
    """Every section of the plan's document, what it holds, and how many facts of this report stand in it."""
    found = sections.assign(
        carried=[number(row["facts"]) if row["facts"] else "None" for row in sections.to_dict("records")],
        place=[number(row["line"]) for row in sections.to_dict("records")],
    )
    columns = (
        ("Section", 44, "heading"),
        ("What it holds", 48, "holds"),
        ("Facts here", 9, "carried"),
        ("Line", 9, "place"),
    )
    absent = "The sections of the plan's document are not recorded."
    note = "Where no facts are carried, the section is prose or a form: read it in the document at that line."
    caption = "What each section holds, and how many facts this report takes from it"
    return listed("plan-sections", caption, found, columns, absent=absent, note=note)


def open_points(
    actions: pd.DataFrame, register: pd.DataFrame, steps: pd.DataFrame, special: pd.DataFrame, plan: Plan
) -> Table | Text:
    """Everything that the plan leaves open, and who has to supply it; `special` are words that stand in a value's place."""
    lead = f"The lead of the plan ({plan.lead})" if plan.lead else "The lead of the plan"
    rows = []
    for name, column in LINES:
        blank = actions[(actions[column] == "") & ((column != "due_printed") | (actions["due"] == ""))]
        if len(blank) and column != "progress":
            supplier = lead if column == "lead" else "The lead of each action"
            rows.append((f"{name}: {wording.lower_first(_some(blank, actions))}", UNSTATED, supplier))
    blanks = {"Impact and likelihood": register["score"].isna(), "The lead": register["lead"] == ""}
    blanks["The residual risk"] = register["residual"].isna()
    for name, blank in blanks.items():
        if blank.any():
            rows.append((f"{name} of {wording.plural(int(blank.sum()), 'risk')}", UNSTATED, lead))
    ahead = steps[(steps["role"] == "target") & steps["outturn"].isna()]
    if len(ahead) or steps.empty:
        what = f"The outturn of {wording.listing(ahead['period'].map(words).tolist())}" if len(ahead) else "Any target"
        rows.append((what, "Not recorded" if len(ahead) else UNSTATED, lead))
    waiting = special[special["status"].isin(["to_be_identified", "awaiting_information", "to_follow"])]
    rows += [(wording.upper_first(row["about"]), f"“{row['printed']}”", lead) for row in waiting.to_dict("records")]
    if not rows:
        return Text("plan-open-points", ["The plan leaves nothing open of what this report looks for."])
    columns = [Column("What is missing", "left", 52), Column("What the plan says", "left", 28)]
    columns.append(Column("Who has still to supply it", "left", 30))
    frame = pd.DataFrame(rows, columns=["missing", "stated", "from"]).assign(
        row=plan.row, method="blank places counted"
    )
    return Table("plan-open-points", "Gaps in the plan, and who has to fill them", columns, rows, frame)


def plan_quotes(plan: Plan, tables: Mapping[str, pd.DataFrame]) -> list[Quote]:
    """Names, and how much of everything there is; `tables` by the singular of what each row is."""
    told = {"title": plan.title, "lead": plan.lead or "a lead that is not stated", "unit": plan.unit or "no unit"}
    found = [quotes.word(f"plan.{name}", text, method="as stated", rows=(plan.row,)) for name, text in told.items()]
    for singular, frame in tables.items():
        text = wording.plural(len(frame), singular) if len(frame) else f"no {singular}s"
        rows = quotes.rows(*frame["row"]) or (plan.row,)
        name = quotes.key(singular.replace(" ", "_"))
        found.append(quotes.amount(f"plan.{name}s", text, len(frame), "count", method="rows counted", rows=rows))
    return found


def label(row: dict, letters: int = 110) -> str:
    """A step's number and title, cut where it is too long for a cell."""
    text = row.get("title") or row.get("step") or row["summary"]
    return textwrap.shorten(f"{row['ref']} {text}".strip(), letters, placeholder=" …", break_on_hyphens=False)


def _some(chosen: pd.DataFrame, whole: pd.DataFrame) -> str:
    """Which of the actions are meant: `All 18 actions`, `Actions 10 and 12`, `Action 7.3`."""
    if len(chosen) == len(whole) > 1:
        return f"All {number(len(whole))} actions"
    return f"Action{'s' * (len(chosen) > 1)} {wording.listing(chosen['ref'].tolist())}"


def _named(row: dict) -> str:
    """A step inside a sentence: `action 7.4`, or a milestone's own words."""
    return f"action {row['ref']}" if row["kind"] == "action" else f"“{markdown.escape(row['step'])}”"


def _rated(row: dict) -> str:
    """A risk's scores as numbers, or the word or number that the source rates it with."""
    if pd.isna(row["score"]):
        return plain(row["rating"])
    return f"{number(row['impact'])} × {number(row['likelihood'])} = {number(row['score'])}"


def _sentences(*texts: str) -> str:
    """Texts as sentences on end, the last one without its full stop."""
    return ". ".join(text.rstrip(".") for text in texts if text)


def _each(organisations: pd.Series) -> str:
    return "; ".join(dict.fromkeys(text for text in organisations if text)) or "Not named"
