"""Jobs are begun longest chain first, and a plan can be cut down to what failed."""

from helpers.pipeline.batches import jobs, pool
from helpers.pipeline.batches.jobs import Job, Limits, Outcome, Plan


def job(name: str, *after: str) -> Job:
    return Job(f"dudley/2011-12-Q4/{name}", {"task": "run"}, frozenset(f"dudley/2011-12-Q4/{each}" for each in after))


class Told:
    """A worker that tells one thing, or nothing."""

    pid = 0

    def __init__(self, event: dict | None, how: str = "its process was ended by SIGKILL") -> None:
        self._event, self._how = event, how

    def events(self):
        yield from [self._event] if self._event else []

    def kill(self) -> None:
        pass

    def ended(self) -> str:
        return self._how


class Starter:
    """Gives each task the workers that it is said to get, one after another."""

    def __init__(self, **given: list[Told]) -> None:
        self.given, self.begun, self.mended = given, [], 0

    def begin(self, task) -> Told:
        self.begun.append(task["name"])
        waiting = self.given.get(task["name"])
        return waiting.pop(0) if waiting else Told({"state": "built", "where": "there"})

    def mend(self) -> bool:
        self.mended += 1
        return True


def named(name: str, *after: str) -> Job:
    found = job(name, *after)
    return Job(found.name, {"task": "run", "name": name}, found.after)


def silent(*_: object) -> None:
    """Nobody listens."""


def work(listed: list[Job], starter: Starter, known: dict[str, float] | None = None) -> dict[str, Outcome]:
    found = pool.work(listed, starter, Limits(1), silent, known)
    assert [outcome.job for outcome in found] == listed
    return {outcome.job.product: outcome for outcome in found}


def test_the_longest_chain_is_begun_first_and_what_is_not_known_is_taken_to_be_long():
    known = {job("a").name: 1.0, job("b").name: 5.0, job("c").name: 2.0, job("report").name: 4.0}
    found = jobs.priorities([job("a"), job("b"), job("c"), job("report", "a"), job("new")], known)
    assert {name.rsplit("/", 1)[1]: seconds for name, seconds in found.items()} == {
        "a": 5.0,
        "b": 5.0,
        "c": 2.0,
        "report": 4.0,
        "new": jobs.UNKNOWN,
    }


def test_a_job_that_never_ran_takes_as_long_as_others_of_its_notebook():
    known = {f"{area}/2011-12-Q4/notes+x": seconds for area, seconds in (("a", 1.0), ("b", 3.0), ("c", 9.0))}
    new = Job("d/2011-12-Q4/notes+y", {"task": "run"})
    assert jobs.priorities([new], known) == {new.name: 3.0}


def test_jobs_are_begun_in_that_order_and_only_after_what_they_wait_for():
    starter = Starter()
    work(
        [named("short"), named("long"), named("report", "short")], starter, {job("short").name: 1, job("long").name: 9}
    )
    assert starter.begun.index("report") > starter.begun.index("short")
    starter = Starter()
    work([named("short"), named("long")], starter, {job("short").name: 1, job("long").name: 9})
    assert starter.begun == ["long", "short"]


def test_what_waits_for_a_job_that_failed_is_not_begun_and_the_others_are():
    starter = Starter(bad=[Told({"state": "failed", "why": "no rows", "exit_code": 1})])
    found = work([named("bad"), named("report", "bad"), named("paper", "report"), named("good")], starter)
    assert (found["bad"].state, found["bad"].told) == ("failed", "no rows")
    assert (found["report"].state, found["report"].told) == ("failed", "dudley/2011-12-Q4/bad was not made")
    assert found["paper"].state == "failed"
    assert found["good"].state == "built"
    assert sorted(starter.begun) == ["bad", "good"]


def test_a_job_whose_process_was_killed_is_told_with_how():
    found = work([named("gone")], Starter(gone=[Told(None)]))
    assert found["gone"].state == "failed" and "SIGKILL" in found["gone"].told and "csp retry" in found["gone"].told


def test_a_job_that_was_lost_with_the_zygote_is_begun_again_but_not_for_ever():
    starter = Starter(lost=[Told(None, jobs.LOST)])
    assert work([named("lost")], starter)["lost"].state == "built"
    assert starter.mended == 1 and starter.begun == ["lost", "lost"]
    always = Starter(lost=[Told(None, jobs.LOST) for _ in range(9)])
    assert work([named("lost")], always)["lost"].state == "failed"
    assert len(always.begun) == pool.ATTEMPTS


def test_a_plan_can_be_cut_down_to_some_jobs_with_those_that_they_wait_for():
    papers = {"dudley/2011-12/gone": "no", "dudley/2011-12/other": "no"}
    plan = Plan((job("a"), job("b"), job("report", "a")), papers, {"dudley/2011-12/late": "not yet"})
    cut = plan.only([job("report").name, "dudley/2011-12/gone"])
    assert [each.product for each in cut.jobs] == ["a", "report"]
    assert list(cut.refused) == ["dudley/2011-12/gone"] and cut.waiting == {}
    assert plan.forced().waiting == plan.waiting
    assert all(each.task["force"] for each in plan.forced().jobs)


def test_what_cannot_be_made_is_told_of_before_the_jobs_and_counted_with_them():
    plan = Plan((job("a"),), {"dudley/2011-12/gone": "no"}, {"dudley/2011-12/late": "not yet"})
    assert [each.product for each in plan.told_of] == ["gone", "late", "a"]
    assert [(outcome.state, outcome.told, outcome.exit_code) for outcome in plan.apart] == [
        ("failed", "no", 1),
        ("skipped", "not yet", 0),
    ]
