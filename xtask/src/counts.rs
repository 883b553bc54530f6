//! Counting tests from what the test programs print at their end.

use std::ops::AddAssign;

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Tests or checks that passed.
    pub(crate) passed: usize,
    /// Tests or checks that failed, or did not get to run.
    pub(crate) failed: usize,
}

impl Count {
    /// One check.
    pub(crate) fn one(ok: bool) -> Self {
        Self {
            passed: usize::from(ok),
            failed: usize::from(!ok),
        }
    }

    /// What was counted, and at least one failure when the program failed: a
    /// test that does not compile was never counted.
    pub(crate) fn of(text: &str, program_ok: bool) -> Self {
        let mut count = read(text);
        if !program_ok && count.failed == 0 {
            count.failed = 1;
        }
        count
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Sums the closing lines of nextest, cargo test, wasm-bindgen-test and
/// Playwright. nextest repeats what a test that failed printed, with the closing
/// line of that test alone: beside its summary no other line counts.
fn read(text: &str) -> Count {
    let mut count = Count::default();
    let is_summary = |line: &str| line.starts_with("Summary [");
    let of_nextest = text.lines().map(str::trim).any(is_summary);
    for line in text.lines().map(str::trim) {
        let closing = is_summary(line)
            || (!of_nextest && (line.starts_with("test result:") || is_playwright(line)));
        if !closing {
            continue;
        }
        count.passed += number_before(line, "passed");
        count.passed += number_before(line, "flaky");
        count.failed += number_before(line, "failed");
        count.failed += number_before(line, "timed out");
        count.failed += number_before(line, "did not run");
        count.failed += number_before(line, "interrupted");
    }
    count
}

/// `12 passed (3.4s)`, `1 failed`, `2 flaky`, `3 did not run` alone on a line.
fn is_playwright(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len()
        && [
            " passed (",
            " failed",
            " flaky",
            " did not run",
            " interrupted",
        ]
        .iter()
        .any(|word| {
            rest == word.trim_end() || rest.starts_with(" passed (") && *word == " passed ("
        })
}

/// The number that stands before a word: 3 in `ok. 3 passed; 0 failed`.
fn number_before(line: &str, word: &str) -> usize {
    let Some((before, _)) = line.split_once(&format!(" {word}")) else {
        return 0;
    };
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// So much of an error is told in the last lines of a log.
const MOST_LINES: usize = 8;
const MOST_LETTERS: usize = 400;

/// The names of the tests that failed, or passed only when tried once more, and what
/// was `not compared`: so that the last lines of a log, where the rest is cut off, still
/// say which.
pub(crate) fn told_by_name(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut of_playwright = None;
    for line in text.lines() {
        let words = line.trim();
        if words.starts_with("not compared: ") {
            names.push(words.to_owned());
        }
        if is_playwright(words) {
            of_playwright = ["failed", "flaky", "interrupted"]
                .into_iter()
                .find(|end| words.ends_with(end));
        } else if let Some(how) = of_playwright.filter(|_| line.starts_with("    ")) {
            let name = words.trim_end_matches(['\u{2500}', ' ']);
            let why = why(text, name).map(|why| format!(" ({why})"));
            names.push(format!("{how}: {name}{}", why.unwrap_or_default()));
        } else {
            of_playwright = None;
            names.extend(of_cargo(words));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// How a test of Playwright first failed: its error, with the first lines of it, and
/// where; `  1) tests/a.spec.js:3:1 › x`, then the error further to the right.
fn why(text: &str, name: &str) -> Option<String> {
    let is_begin = |line: &str| {
        let number = line.trim_start().split_once(") ");
        number.is_some_and(|(number, rest)| {
            number.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(name)
        })
    };
    let mut lines = text.lines().skip_while(|line| !is_begin(line)).skip(1);
    let first = lines.find(|line| !line.trim().is_empty())?;
    let (mut told, mut place) = (vec![first.trim()], None);
    // The closing lines follow the last error; what an error quotes stands deeper.
    let of_error = lines.take_while(|line| line.starts_with("    ") || !is_playwright(line.trim()));
    for line in of_error.map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("at ") {
            place = Some(line);
            break;
        }
        // The source around the place is in the repository.
        if !line.contains(" | ") && told.len() < MOST_LINES {
            told.push(line);
        }
    }
    let told: String = told.join(" / ").chars().take(MOST_LETTERS).collect();
    // Where it failed is told however long the error is.
    let place = place.map(|place| format!(" / {place}"));
    Some(told + &place.unwrap_or_default())
}

/// A test that failed, as nextest (`FAIL [ 1.0s] crate test`) or cargo test
/// (`test name ... FAILED`) says it.
fn of_cargo(line: &str) -> Option<String> {
    let nextest = ["FAIL [", "TIMEOUT [", "SIGABRT ["]
        .iter()
        .find_map(|mark| line.strip_prefix(mark)?.split_once(']'))
        .map(|(_, name)| name.trim());
    let cargo = || line.strip_prefix("test ")?.strip_suffix(" ... FAILED");
    Some(format!("failed: {}", nextest.or_else(cargo)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_compared_is_told() {
        let text =
            "not compared: the pictures, because of the fonts\n\n  1 skipped\n  5 passed (1m)\n";
        assert_eq!(
            told_by_name(text),
            ["not compared: the pictures, because of the fonts"]
        );
    }

    #[test]
    fn the_tests_that_failed_are_named() {
        let playwright = "  1) tests/a.spec.js:3:1 › x\n\n    Error: 3 failed\n\n  1 failed\n    tests/a.spec.js:3:1 › x \u{2500}\u{2500}\n  1 flaky\n    tests/b.spec.js:4:1 › y\n  12 passed (3.4s)\n";
        assert_eq!(
            told_by_name(playwright),
            [
                "failed: tests/a.spec.js:3:1 › x (Error: 3 failed)",
                "flaky: tests/b.spec.js:4:1 › y"
            ]
        );
        let nextest = "  FAIL [   1.042s] inzage-vault vaults::opens\n     Summary [ 2s] 3 tests run: 2 passed, 1 failed\n  FAIL [   1.042s] inzage-vault vaults::opens";
        assert_eq!(
            told_by_name(nextest),
            ["failed: inzage-vault vaults::opens"]
        );
        assert_eq!(
            told_by_name("test a::b ... FAILED\ntest c ... ok"),
            ["failed: a::b"]
        );
        assert!(told_by_name("  12 passed (3.4s)\n").is_empty());
    }

    #[test]
    fn how_a_test_failed_is_told_with_its_place() {
        let text = "  1) tests/a.spec.js:3:1 › x \u{2500}\u{2500}\n\n    Error: axe on /dossier\n\n    expect(received).toEqual(expected)\n\n    +   \"id\": \"label\"\n\n      40 |   });\n    > 41 |   expect.soft(v)\n        at accessible (lib/axe.js:41:3)\n        at other (b.js:1:1)\n\n  1 failed\n    tests/a.spec.js:3:1 › x \u{2500}\n";
        assert_eq!(
            told_by_name(text),
            [
                "failed: tests/a.spec.js:3:1 › x (Error: axe on /dossier / expect(received).toEqual(expected) / +   \"id\": \"label\" / at accessible (lib/axe.js:41:3))"
            ]
        );
    }

    #[test]
    fn the_place_of_a_long_error_is_told_too() {
        let long = "x".repeat(2 * MOST_LETTERS);
        let text = format!(
            "  1) tests/a.spec.js:3:1 › x\n\n    Error: {long}\n\n        at look (a.js:15:1)\n\n  1 failed\n    tests/a.spec.js:3:1 › x\n"
        );
        let told = told_by_name(&text);
        assert!(
            told.iter()
                .all(|told| told.ends_with("x / at look (a.js:15:1))"))
        );
        assert!(told.iter().all(|told| told.len() < 2 * MOST_LETTERS));
        assert_eq!(told.len(), 1);
    }

    fn counted(text: &str) -> (usize, usize) {
        let count = Count::of(text, true);
        (count.passed, count.failed)
    }

    #[test]
    fn nextest_is_counted() {
        assert_eq!(
            counted("     Summary [   1.042s] 14 tests run: 13 passed, 1 failed, 2 skipped"),
            (13, 1)
        );
    }

    #[test]
    fn a_test_that_never_ended_under_nextest_is_a_failure() {
        assert_eq!(
            counted(
                "     Summary [ 600.1s] 14 tests run: 12 passed, 1 failed, 1 timed out, 2 skipped"
            ),
            (12, 2)
        );
    }

    #[test]
    fn a_test_that_failed_under_nextest_is_counted_once() {
        let text = "    test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
            Summary [   1.042s] 14 tests run: 13 passed, 1 failed, 2 skipped";
        assert_eq!(counted(text), (13, 1));
    }

    #[test]
    fn every_binary_of_cargo_test_is_counted() {
        let text = "test result: ok. 3 passed; 0 failed; 0 ignored\nrunning 2\ntest result: FAILED. 1 passed; 1 failed; 0 ignored";
        assert_eq!(counted(text), (4, 1));
    }

    #[test]
    fn playwright_is_counted_and_its_sentences_are_not() {
        let text = "  1 failed\n    [x] › a.spec.js:3:1 › 7 passed\n  1 did not run\n  12 passed (3.4s)\n3 passed the test";
        assert_eq!(counted(text), (12, 2));
    }

    #[test]
    fn a_program_that_fails_without_counting_is_one_failure() {
        assert_eq!(
            Count::of("error: could not compile", false),
            Count {
                passed: 0,
                failed: 1
            }
        );
    }
}
