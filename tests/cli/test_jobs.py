from micrographia.jobs.models import Job


def test_jobs_are_listed_by_state(home, command):
    Job.objects.create(task="statistics", params={"image": 3}, state="failed", message="the file is gone")
    Job.objects.create(task="statistics", params={"image": 4})
    (failed,) = command("jobs", "--state", "failed", "--json").objects
    assert (failed["task"], failed["params"], failed["message"]) == ("statistics", {"image": 3}, "the file is gone")
    assert len(command("jobs").out.splitlines()) == 3
    answer = command("jobs", "--state", "lost")
    assert answer.err == "micrographia: --state is one of queued, running, done, failed, not 'lost'\n"
