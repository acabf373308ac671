"""Find a worker of a Dask cluster for an errand, bring it what it lacks, and wait for what comes of it."""

import asyncio
import concurrent.futures
import pickle
import threading
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from helpers.errors import MachineError
from helpers.pipeline.batches import tasks
from helpers.pipeline.batches.jobs import FAILED
from helpers.pipeline.cluster import remote
from helpers.pipeline.cluster.remote import Errand, Reply, Terms
from helpers.pipeline.parcels import Files, Shelf

# Dask is imported where there is a cluster to speak to: the project works without it, and a warm process must not start its
# threads.

PATIENCE = 60
"""Seconds for which a cluster may be without a worker that can be used."""
ANSWER_SECONDS = 45
"""Seconds for which a scheduler or a worker may take over an answer: one that is stopped or cut off must not stop us too."""
LOOK_EVERY = 2.0
"""Seconds between two looks at whether there is still a worker."""
STOP_EVERY = 0.5
"""Seconds between two looks at whether somebody still waits."""
ATTEMPTS = 5
"""How often an errand is sent that comes to a worker which cannot begin it."""
CANCELLED = (concurrent.futures.CancelledError, asyncio.CancelledError)


class Ticket:
    """What somebody who waits for an errand holds: with it he can stop waiting."""

    def __init__(self) -> None:
        self.stopped = False

    def stop(self) -> None:
        """Wait no more: whoever waits for the errand sees it, and has the worker that is at it end it."""
        self.stopped = True  # and speaks to nobody: the scheduler may be what does not answer


class Dispatch:
    """One scheduler's workers, as far as they are made of what this machine is made of."""

    def __init__(self, client: object, address: str, terms: Terms, shelf: Shelf) -> None:
        self._client, self._address, self._terms, self._shelf = client, address, terms, shelf
        self._agreed: dict[str, str] = {}  # why each worker may not be used; empty for one that may
        self._held: dict[str, set[str]] = defaultdict(set)
        self._busy: dict[str, int] = defaultdict(int)
        self._doors: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock, self._meeting = threading.Lock(), threading.Lock()
        self._begun: list[object] = []

    def threads(self) -> dict[str, int]:
        """The workers that are there, and how many tasks each does at once."""
        return dict(self._answer(self._client.scheduler.ncores))

    def meet_all(self) -> None:
        """Ask every worker what it is made of.

        Raises
        ------
        MachineError
            If there is none, or one differs from this machine; or the scheduler does, as far as it matters there.
        """
        found = self.threads()
        self._refuse_scheduler()
        if not found:
            raise MachineError(
                f"no worker has joined the cluster of {self._address}: start one with `dask worker {self._address}`"
            )
        self._meet(found)
        differing = [self._agreed[worker] for worker in sorted(found) if self._agreed.get(worker)]
        if differing:
            more = f" (and {len(differing) - 1} more differ)" if len(differing) > 1 else ""
            raise MachineError(f"{differing[0]}{more}")

    def prepare(self, house: Files) -> None:
        """Have every worker begin what its tasks will be forked from, while this machine gets ready as well."""
        for worker in self.threads():
            if not self._deliver(worker, house):
                content = pickle.dumps((house, self._terms.kernel))
                begun = self._client.submit(_over_there("prepare"), content, workers=[worker], pure=False)
                self._begun.append(begun)  # as long as it is kept, Dask does it

    def send(self, errand: Errand, ticket: Ticket) -> Reply:
        """Have an errand done, and give what came of it.

        Raises
        ------
        MachineError
            If the scheduler is gone, or no worker is left.
        """
        deaths, why = 0, "none had what it needs"
        for _ in range(ATTEMPTS):
            worker = self._choose(ticket)
            if ticket.stopped:
                return _failed("it was stopped")
            try:
                problem = self._deliver(worker, errand.packed["files"])
                reply = Reply(worker) if problem else self._ask(worker, errand, ticket)
            finally:
                with self._lock:
                    self._busy[worker] -= 1
            if reply.told:
                self._held[reply.worker] |= set(reply.files.values())
                return reply
            # Its worker has died, or has forgotten what it was sent.
            self._held[reply.worker] -= set(reply.missing)
            deaths += worker not in self.threads()
            if problem:
                why = _words(problem)
                sleep(LOOK_EVERY)
        if deaths:
            return _killed(deaths, worker)
        return _failed(
            f"no worker could begin it in {ATTEMPTS} attempts ({why}): see the workers' logs, then `csp retry`"
        )

    def _ask(self, worker: str, errand: Errand, ticket: Ticket) -> Reply:
        """What comes of an errand at a worker; nothing if that one dies."""
        from distributed import KilledWorker

        with self._speaking():
            future = self._client.submit(
                _over_there("attend"),
                pickle.dumps((errand,)),
                key=f"{errand.name.rsplit('/', 1)[-1]}-{uuid.uuid4().hex}",
                # Dask must not move it to a worker that is idle, since that one was not sent what it needs.
                workers=[worker],
            )
        try:
            with self._speaking():
                return self._result(worker, future, ticket)
        except MachineError:
            raise
        except CANCELLED:
            return _failed("it was stopped")
        except KilledWorker as problem:
            return _killed(problem.allowed_failures + 1, problem.last_worker.address)
        except Exception as problem:
            return Reply("", tasks.fault(problem))
        finally:
            future.release()  # which ends it too, if it is not done

    def _result(self, worker: str, future: object, ticket: Ticket) -> Reply:
        looked, done = monotonic(), threading.Event()
        future.add_done_callback(lambda _: done.set())
        while not ticket.stopped:
            # Asked for only when it is there: a wait that has just ended could not be told from a task that ended in one.
            if done.wait(STOP_EVERY):
                return future.result(timeout=ANSWER_SECONDS)
            if monotonic() - looked < LOOK_EVERY:
                continue
            looked = monotonic()
            if worker not in self.threads():
                return Reply(worker)
        return _failed("it was stopped")

    def _choose(self, ticket: Ticket) -> str:
        """The worker with the fewest of our errands for each of its threads, counted as busy with one more."""
        began = monotonic()
        while not ticket.stopped:
            threads = self.threads()
            with self._meeting:  # one asks, and the others learn of it
                if ticket.stopped:
                    break
                self._meet(worker for worker in threads if worker not in self._agreed)
            with self._lock:
                fit = {worker: count for worker, count in threads.items() if not self._agreed.get(worker, "unknown")}
                if fit:
                    chosen = min(fit, key=lambda worker: (self._busy[worker] / fit[worker], worker))
                    self._busy[chosen] += 1
                    return chosen
            if monotonic() - began > PATIENCE:
                raise self._deserted()
            sleep(LOOK_EVERY)
        return ""

    def _meet(self, found: Iterable[str]) -> None:
        found = list(found)
        if not found:
            return
        for worker, answer in self._run(found, remote.introduce, self._terms.engine).items():
            if isinstance(answer, TimeoutError):
                self._agreed[worker] = self._silent(worker)
                continue
            if isinstance(answer, OSError):
                continue  # it has gone
            if isinstance(answer, BaseException):
                self._agreed[worker] = (
                    f"worker {worker} cannot work for this project ({_words(answer)}): install csp-reports there as it is "
                    "here, and start the worker again"
                )
                continue
            about, kept = answer
            self._agreed[worker] = remote.difference(f"worker {worker}", about, self._terms.about)
            self._held[worker] |= set(kept)

    def _refuse_scheduler(self) -> None:
        """It only passes on what others make, but has to read it: of Python and of Dask it needs what this machine has."""
        from distributed.versions import get_versions

        theirs, ours = (
            {remote.PYTHON: ".".join(about["host"]["python"].split(".")[:2]), "dask": about["packages"]["distributed"]}
            for about in (self._answer(self._client.scheduler.versions), get_versions())
        )
        if said := remote.difference(f"the scheduler at {self._address}", theirs, ours):
            raise MachineError(said)

    def _deliver(self, worker: str, files: Files) -> BaseException | None:
        """Send a worker those of some files' contents that it does not have, each once; what went wrong if anything did."""
        with self._lock:
            door = self._doors[worker]
        with door:
            lacking = set(files.values()) - self._held[worker]
            if not lacking:
                return None
            if why := self._agreed.get(worker):
                return OSError(why)  # found out while we waited at its door
            contents = {name: self._shelf.content(name) for name in sorted(lacking)}
            answer = self._run([worker], remote.keep, contents)[worker]
            if isinstance(answer, TimeoutError):
                self._agreed[worker] = self._silent(worker)
            elif isinstance(answer, BaseException):
                self._agreed.pop(worker, None)
            if isinstance(answer, BaseException):
                return answer
            self._held[worker] |= lacking
            return None

    def _run(self, found: Iterable[str], function: Callable, *given: object) -> dict[str, object]:
        """What a function of `remote` gives on some workers, or the exception that it ends in; a worker that has gone too."""
        found = list(found)

        async def one(worker: str) -> object:
            asked = self._client.run(function, *given, workers=[worker], on_error="return")
            return (await asyncio.wait_for(asked, ANSWER_SECONDS)).get(worker, OSError("it has gone"))

        async def each() -> list[object]:
            # One by one, so that a worker that does not answer takes nothing from the others.
            return await asyncio.gather(*map(one, found), return_exceptions=True)

        answers = self._answer(each)
        with self._speaking():
            for answer in answers:
                if isinstance(answer, OSError) and self._client.status != "running":
                    raise answer
        return dict(zip(found, answers, strict=True))

    def _answer(self, ask: Callable[[], Awaitable[object]]) -> object:
        """What the scheduler answers; it has a while for that."""
        with self._speaking():
            return self._client.sync(ask, callback_timeout=ANSWER_SECONDS + STOP_EVERY)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Tell in one line that the scheduler is gone, in whichever way Dask found out."""
        try:
            yield
        except MachineError:
            raise
        except (Exception, asyncio.CancelledError) as problem:
            if self._client.status == "running" and isinstance(problem, TimeoutError):
                raise MachineError(
                    f"the scheduler at {self._address} has not answered for {ANSWER_SECONDS} seconds; what was finished is "
                    "kept: see its log, start it again, and run the same command again"
                ) from None
            if self._client.status == "running":
                raise
            raise MachineError(
                f"the scheduler at {self._address} is gone; what was finished is kept: start it, and run the same command again"
            ) from None

    @staticmethod
    def _silent(worker: str) -> str:
        return f"worker {worker} has not answered for {ANSWER_SECONDS} seconds: see its log, and start it again"

    def _deserted(self) -> MachineError:
        return MachineError(
            f"for {PATIENCE} seconds there has been no worker that could be used in the cluster of {self._address}; what was "
            f"finished is kept: start one with `dask worker {self._address}`, and run the same command again"
        )


def _over_there(name: str) -> Callable[[bytes], object]:
    """A function of `remote` that is sent whole: the scheduler reads what passes through it, and need not have this project."""

    def call(content: bytes) -> object:
        import pickle

        from helpers.pipeline.cluster import remote

        return getattr(remote, name)(*pickle.loads(content))

    return call


def _words(problem: BaseException) -> str:
    return " ".join(f"{type(problem).__name__}: {problem}".split())


def _killed(count: int, last: str) -> Reply:
    return _failed(
        f"{count} workers died one after another while they were at work on it, the last at {last}: see its log, and whether "
        "its memory was short; `csp retry` runs it again"
    )


def _failed(why: str) -> Reply:
    return Reply("", {"state": FAILED, "why": why, "exit_code": 1})
