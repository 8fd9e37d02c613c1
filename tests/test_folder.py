"""What stands in a build's folder."""

import pytest

from kg.folder import BuildFolder, NotABuildError


@pytest.mark.parametrize("report", ["", "{}", '{"version": "0.1.0", "authority": "ror.json"}'])
def test_a_report_that_this_version_cannot_read_says_to_build_again(tmp_path, report):
    (tmp_path / "build.json").write_text(report, "utf-8")
    with pytest.raises(NotABuildError, match=r"not the report .* build it again: kg build INPUT -o"):
        BuildFolder(tmp_path).report()


def test_where_no_build_is_the_first_builds_below_it_are_named(tmp_path):
    for name in "abcde":
        (tmp_path / name).mkdir()
        (tmp_path / name / "build.json").touch()
    with pytest.raises(NotABuildError, match=r"did you mean \S+/a or \S+/b or \S+/c, or one of 2 more\?$"):
        BuildFolder(tmp_path).report()
