"""The kinds of work a worker can do: name → where the task stands."""

TASKS = {
    "statistics": "micrographia.importing.statistics:TASK",
}
