"""The worker every client plays (see ../README.md): arguments are the engine's address and the prefix of the topics."""
import logging
import sys
import threading

from camunda.external_task.external_task_worker import ExternalTaskWorker

base_url, prefix = sys.argv[1:3]
CONFIG = {"maxTasks": 1, "lockDuration": 20000, "asyncResponseTimeout": 1000, "sleepSeconds": 1, "retries": 1, "retryTimeout": 0}
logging.disable(logging.INFO)


def read(task):
    names = ["text", "integer", "long", "flag", "number"]
    seen = {f"seen{name.capitalize()}": task.get_variable(name) for name in names}
    # This client has no files: what it is told of one is its valueInfo.
    return task.complete({**seen, "seenDocument": task.get_variable("document", True)["valueInfo"]["mimeType"]})


failed = set()


def fail(task):
    if task.get_task_id() not in failed:
        failed.add(task.get_task_id())
        return task.failure("not yet", "details", max_retries=1, retry_timeout=0)
    return task.complete()


def refuse(task):
    return task.bpmn_error("refused", "不同意", {"reason": "closed"})


def work(topic, handle):
    ExternalTaskWorker(worker_id="python", base_url=base_url, config=CONFIG).subscribe([f"{prefix}-{topic}"], handle)


for topic, handle in (("read", read), ("fail", fail), ("error", refuse)):
    threading.Thread(target=work, args=(topic, handle), daemon=True).start()
# Ends with whoever started it.
sys.stdin.read()
