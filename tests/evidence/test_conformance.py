"""The Library of Congress' bagit-conformance-suite, when BAGIT_CONFORMANCE_SUITE names its folder.

It asks what the RFC and its drafts call a bag. What we ask of evidence beyond that (no MD5 alone,
no fetch.txt, no draft before 0.97) has codes of its own and is tested here as well.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from legaldocs.evidence.verify import verify

SUITE = Path(os.environ.get("BAGIT_CONFORMANCE_SUITE", "/nonexistent"))
BAGS = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())
MUST_FAIL = {"invalid", "linux-only", "windows-only"}

# On a file system that keeps case apart and has no hidden files of its own, two of the bags that
# the suite calls doubtful lack a file that their manifest lists.
LACKING = {"duplicate-file-with-different-case", "special-system-files"}


@pytest.mark.skipif(not BAGS, reason="BAGIT_CONFORMANCE_SUITE is not given")
@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: "-".join(bag.parts[-3:]))
def test_each_bag_is_judged_as_the_suite_says(bag: Path) -> None:
    findings = verify(bag).findings
    departures = [each for each in findings if each.severity == "error" and "-BAG-" in each.code]
    if bag.parent.name in MUST_FAIL or bag.name in LACKING:
        assert departures
    else:
        assert not departures
    if bag.parent.name == "warning":
        assert [each for each in findings if each.code != "LD-BUNDLE-FOREIGN"]


@pytest.mark.skipif(not BAGS, reason="BAGIT_CONFORMANCE_SUITE is not given")
def test_the_suite_is_whole() -> None:
    assert len(BAGS) == 60


@pytest.mark.skipif(not BAGS, reason="BAGIT_CONFORMANCE_SUITE is not given")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("v0.97/valid/basic-bag", "LD-BUNDLE-WEAK"),
        ("v0.97/valid/holey-bag", "LD-BUNDLE-FETCH"),
        ("v0.96/valid/basic-bag", "LD-BUNDLE-VERSION"),
    ],
)
def test_what_is_a_bag_and_no_evidence_is_refused(name: str, code: str) -> None:
    verdict = verify(SUITE / name)
    assert not verdict.ok
    assert code in {each.code for each in verdict.findings}
