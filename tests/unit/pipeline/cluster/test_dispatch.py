"""Who gets which errand of a cluster, what is sent to whom, and how each wait ends: with stubs in place of Dask."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from helpers.errors import MachineError, NotebookError
from helpers.pipeline import parcels
from helpers.pipeline.batches import workers
from helpers.pipeline.batches.jobs import Limits
from helpers.pipeline.cluster import dispatch, packing, remote
from helpers.pipeline.cluster.dispatch import Dispatch, Ticket
from helpers.pipeline.cluster.remote import Errand, Reply, Terms
from helpers.pipeline.parcels import Shelf

distributed = pytest.importorskip("distributed")
get_versions = pytest.importorskip("distributed.versions").get_versions


def terms() -> Terms:
    return Terms(remote.about(""), "", "auto", Limits(1))


class Future:
    def __init__(self, reply: object) -> None:
        self._reply = reply

    def add_done_callback(self, tell) -> None:
        if not isinstance(self._reply, TimeoutError):
            tell(self)

    def result(self, timeout: float) -> Reply:
        if isinstance(self._reply, Exception):
            raise self._reply
        return self._reply

    def release(self) -> None:
        pass


class Client:
    """Stands for Dask's: notes what is sent to whom, and answers as it is told."""

    status = "running"

    def __init__(self, *replies: object, workers: tuple[str, ...] = ("one", "two")) -> None:
        self.sent: list[tuple[str, str]] = []
        self.replies, self.workers = list(replies), workers

    def sync(self, ask, callback_timeout: float) -> object:
        return asyncio.run(asyncio.wait_for(ask(), callback_timeout))

    @property
    def scheduler(self) -> "Client":
        return self

    async def versions(self) -> dict:
        return get_versions()

    async def ncores(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 1)

    async def run(self, function, *given, workers, on_error) -> dict[str, object]:
        if function is remote.introduce:
            return {worker: (terms().about, []) for worker in workers}
        await asyncio.sleep(0.01)
        self.sent += [(worker, name) for worker in workers for name in given[0]]
        return dict.fromkeys(workers)

    def submit(self, *_, workers, **__) -> Future:
        reply = self.replies.pop(0)
        return Future(reply(workers[0]) if callable(reply) else reply)


def errand(shelf: Shelf, **files: str) -> Errand:
    names = {path: parcels.hash_of(text.encode()) for path, text in files.items()}
    shelf.keep({parcels.hash_of(text.encode()): text.encode() for text in files.values()})
    return Errand("a/b/c", {"files": names}, terms())


def built(worker: str) -> Reply:
    return Reply(worker, {"state": "built"})


def test_each_worker_is_sent_each_content_once(tmp_path):
    shelf = Shelf(tmp_path)
    client = Client(*[built] * 12)
    sender = Dispatch(client, "tcp://x:1", terms(), shelf)
    errands = [errand(shelf, font="the same for all", rows=f"of {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda each: sender.send(each, Ticket()), errands))
    assert all(reply.told["state"] == "built" for reply in replies)
    assert len(client.sent) == len(set(client.sent)) == 12 + 2
    assert {worker for worker, _ in client.sent} == {"one", "two"}


def test_a_worker_that_lacks_something_is_sent_it_and_asked_again(tmp_path):
    shelf = Shelf(tmp_path)
    task = errand(shelf, rows="1")
    missing = tuple(task.packed["files"].values())
    client = Client(lambda worker: Reply(worker, missing=missing), built, workers=("one",))
    assert Dispatch(client, "tcp://x:1", terms(), shelf).send(task, Ticket()).told == {"state": "built"}
    assert client.sent == [("one", missing[0])] * 2


def test_a_task_whose_workers_die_one_after_another_fails_with_a_reason(tmp_path):
    shelf = Shelf(tmp_path)
    last = SimpleNamespace(address="tcp://x:2")
    client = Client(distributed.KilledWorker("task", last, 3), workers=("one",))
    told = Dispatch(client, "tcp://x:1", terms(), shelf).send(errand(shelf, rows="1"), Ticket()).told
    assert told["state"] == "failed"
    assert told["why"].startswith(
        "4 workers died one after another while they were at work on it, the last at tcp://x:2"
    )

    lost = Client(*[lambda worker: Reply("another", missing=())] * dispatch.ATTEMPTS, workers=("one",))
    told = Dispatch(lost, "tcp://x:1", terms(), shelf).send(errand(shelf, rows="1"), Ticket()).told
    assert told["why"].startswith(f"no worker could begin it in {dispatch.ATTEMPTS} attempts")


def test_without_any_worker_and_without_the_scheduler_a_batch_ends_with_a_reason(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path)
    monkeypatch.setattr(dispatch, "PATIENCE", 0)
    monkeypatch.setattr(dispatch, "LOOK_EVERY", 0)
    sender = Dispatch(Client(workers=()), "tcp://x:1", terms(), shelf)
    with pytest.raises(MachineError, match="no worker that could be used in the cluster of tcp://x:1"):
        sender.send(errand(shelf, rows="1"), Ticket())

    gone = Client(OSError("closed"), workers=("one",))
    sender = Dispatch(gone, "tcp://x:1", terms(), shelf)
    sender.meet_all()
    gone.status = "connecting"
    with pytest.raises(MachineError, match="the scheduler at tcp://x:1 is gone; what was finished is kept"):
        sender.send(errand(shelf, rows="1"), Ticket())


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(dispatch, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(dispatch, "STOP_EVERY", 0.05)
    monkeypatch.setattr(dispatch, "LOOK_EVERY", 0.05)


class Frozen(Client):
    """Its scheduler answers until it is stopped; its first worker, never."""

    async def ncores(self) -> dict[str, int]:
        await asyncio.sleep(0 if self.workers else 60)
        return await super().ncores()

    async def run(self, function, *given, workers, on_error) -> dict[str, object]:
        await asyncio.sleep(60 if workers == ["one"] else 0)
        return await super().run(function, *given, workers=workers, on_error=on_error)


def test_a_worker_that_does_not_answer_is_told_and_holds_nobody_up(impatient, tmp_path):
    shelf = Shelf(tmp_path)
    with pytest.raises(MachineError, match=r"^worker one has not answered for 0.2 seconds: see its log"):
        Dispatch(Frozen(), "tcp://x:1", terms(), shelf).meet_all()
    client = Frozen(built)
    assert Dispatch(client, "tcp://x:1", terms(), shelf).send(errand(shelf, rows="1"), Ticket()).told
    assert {worker for worker, _ in client.sent} == {"two"}


def test_a_scheduler_that_does_not_answer_ends_the_batch_in_one_line(impatient, tmp_path):
    shelf = Shelf(tmp_path)
    client = Frozen(TimeoutError())
    sender = Dispatch(client, "tcp://x:1", terms(), shelf)
    task = errand(shelf, rows="1")
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(sender.send, task, Ticket())
        deadline = time.monotonic() + 30
        while client.replies and time.monotonic() < deadline:
            time.sleep(0.01)
        client.workers = ()
        with pytest.raises(
            MachineError, match=r"scheduler at tcp://x:1 has not answered for 0\.2 seconds; what was finished"
        ):
            sent.result(timeout=30)


def test_who_waits_for_an_errand_can_stop(impatient, tmp_path):
    shelf, ticket = Shelf(tmp_path), Ticket()
    client = Client(TimeoutError())
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(Dispatch(client, "tcp://x:1", terms(), shelf).send, errand(shelf, rows="1"), ticket)
        deadline = time.monotonic() + 30
        while client.replies and time.monotonic() < deadline:
            time.sleep(0.01)
        ticket.stop()
        assert sent.result(timeout=30).told["why"] == "it was stopped"


def test_a_cluster_without_workers_is_told_how_to_get_one(tmp_path):
    empty = Dispatch(Client(workers=()), "tcp://host:8786", terms(), Shelf(tmp_path))

    with pytest.raises(MachineError, match="no worker has joined the cluster of tcp://host:8786"):
        empty.meet_all()


def test_an_errand_that_is_over_begins_nothing_more():
    begun = []
    own = remote._Own(SimpleNamespace(begin=lambda task: begun.append(task) or SimpleNamespace(kill=lambda: None)))
    own.begin({"task": 1})
    own.end()

    with pytest.raises(MachineError, match="nobody waits for it any more"):
        own.begin({"task": 2})
    assert begun == [{"task": 1}]


def test_what_has_changed_since_its_run_is_not_sent_for_a_report(monkeypatch):
    monkeypatch.setattr(packing.runner, "find_done", lambda place, request: None)

    with pytest.raises(NotebookError, match="what funding_analysis depends on has changed since it ran"):
        packing._finished(None, SimpleNamespace(notebook="funding_analysis"))


def test_a_worker_that_ends_before_it_is_told_its_task_is_told_of(monkeypatch, tmp_path):
    def broken(text):
        raise BrokenPipeError

    gone = SimpleNamespace(pid=1, stdin=SimpleNamespace(write=broken))
    monkeypatch.setattr(workers.subprocess, "Popen", lambda *_, **__: gone)

    with pytest.raises(MachineError, match="a worker ended before it began"):
        workers.Process({}, tmp_path / "log")
