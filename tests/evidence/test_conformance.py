"""The Library of Congress' bagit-conformance-suite, in conformance/.

It asks what the RFC and its drafts call a bag. What we ask of evidence beyond that (no MD5 alone,
no fetch.txt, no draft before 0.97) has codes of its own and is tested here as well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from legaldocs.core.findings import errors
from legaldocs.evidence.verify import verify

SUITE = Path(__file__).parent / "conformance"
BAGS = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())
FILES = 438
SHA256 = "237f2f0c2b56deb66bd7e59057e94ab208b8cbab874717859816c7df931f1509"
"""Of the lines that sha256sum prints for the files of the suite, sorted by path."""

MUST_FAIL = {"invalid", "linux-only", "windows-only"}

# On a file system that keeps case apart and has no hidden files of its own, two of the bags that
# the suite calls doubtful lack a file that their manifest lists.
LACKING = {"duplicate-file-with-different-case", "special-system-files"}


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: "-".join(bag.parts[-3:]))
def test_each_bag_is_judged_as_the_suite_says(bag: Path) -> None:
    findings = verify(bag).findings
    departures = [finding for finding in errors(findings) if "-BAG-" in finding.code]
    if bag.parent.name in MUST_FAIL or bag.name in LACKING:
        assert departures
    else:
        assert not departures
    if bag.parent.name == "warning":
        assert [finding for finding in findings if finding.code != "LD-BUNDLE-FOREIGN"]


def test_the_suite_is_whole() -> None:
    """Neither git nor a file system changed a name or a byte."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(SUITE).as_posix()}\n"
        for path in sorted(SUITE.glob("v*/**/*"))
        if path.is_file()
    ]
    assert (len(BAGS), len(lines)) == (60, FILES)
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == SHA256


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
    assert code in {finding.code for finding in verdict.findings}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("v0.97/invalid/corrupt-data-file", "LD-BAG-CHANGED"),
        ("v0.97/invalid/missing-baginfo", "LD-BAG-MISSING"),
        ("v0.97/invalid/extra-file-in-bag", "LD-BAG-UNLISTED"),
        ("v0.97/invalid/bom-in-bagit.txt", "LD-BAG-DECLARATION"),
        ("v0.97/invalid/same-filename-listed-twice-with-different-hashes", "LD-BAG-CONFLICT"),
        ("v0.97/invalid/out-of-scope-file-paths-using-dot-notation", "LD-BAG-PATH"),
        ("v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch", "LD-BAG-FETCH"),
        ("v0.97/valid/bag-with-leading-dot-slash-in-manifest", "LD-BAG-DOT"),
        ("v0.97/valid/holey-bag", "LD-BUNDLE-LOOSE"),
        ("v0.97/warning/made-with-md5sum-tools", "LD-BAG-STAR"),
        ("v0.97/warning/special-system-files", "LD-BAG-OXUM"),
        (
            "v0.97/warning/same-filename-listed-twice-with-different-normalization",
            "LD-BAG-NORMALIZATION",
        ),
        ("v1.0/invalid/same-filename-listed-twice-with-the-same-hash", "LD-BAG-TWICE"),
    ],
)
def test_what_is_wrong_with_a_bag_has_its_code(name: str, code: str) -> None:
    assert code in {finding.code for finding in verify(SUITE / name).findings}
