"""Adds up the results of several pytest runs: ``summarize_tests.py FOLDER NAME…``; reads FOLDER/NAME.xml.

A run without a result file has crashed and counts as an error.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def main(folder: Path, names: list[str]) -> int:
    """Print failures and one line of totals; return 1 when anything failed."""
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    seconds = 0.0
    for name in names:
        path = folder / f"{name}.xml"
        if not path.exists():
            print(f"CRASHED {name}: the run ended without results")
            total["errors"] += 1
            continue
        suite = ElementTree.parse(path).getroot().find("testsuite")
        for key in total:
            total[key] += int(suite.get(key))
        seconds += float(suite.get("time"))
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                print(f"FAILED {case.get('classname')}::{case.get('name')}")
            elif (skipped := case.find("skipped")) is not None:
                print(f"SKIPPED {case.get('classname')}::{case.get('name')}: {skipped.get('message')}")
    bad = total["failures"] + total["errors"]
    passed = total["tests"] - total["failures"] - total["errors"] - total["skipped"]
    parts = [f"{bad} failed"] if bad else []
    parts.append(f"{max(passed, 0)} passed")
    if total["skipped"]:
        parts.append(f"{total['skipped']} skipped")
    print(f"==== {', '.join(parts)} in {seconds:.1f}s ====")
    return 1 if bad or not passed else 0


sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
