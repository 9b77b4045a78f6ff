//! Carets stand under the right character, whatever stands before it, and nothing steers the terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, TODAY};
use unicode_width::UnicodeWidthStr;

/// Awkward texts before one full-width letter, which is what is marked.
const AWKWARD: [&str; 20] = [
    "",
    "MARIA ",
    "王小明 ",
    "Å",
    "e\u{301}e\u{301} ",
    "👩\u{200d}👩\u{200d}👧 ",
    "😀😀",
    "שלום ",
    "عمر ",
    "a\tb",
    "a\u{200b}b",
    "a\u{feff}b",
    "a\u{202e}b",
    "\\u001b[31m",
    "\\u0007",
    "\\\"x\\\" ",
    "\u{3000}",
    "한국어 ",
    "\u{1100}\u{1161}",
    "a\u{ad}b\u{34f}c",
];

#[test]
fn the_caret_stands_under_the_marked_character() {
    for before in AWKWARD {
        let text = format!("[identity]\ngiven_names = \"{before}Ｑ\" # note\n");
        let desk = Desk::new().file("a.toml", &text);
        let said = desk.run(&[
            "check",
            "a.toml",
            "--today",
            TODAY,
            "--show-values",
            "--color",
            "never",
            "--only",
            "unusual-characters",
        ]);
        assert!(!said.out.chars().any(|c| c.is_control() && c != '\n'), "{before:?}: {:?}", said.out);
        let block = said
            .out
            .split("\n\n")
            .find(|block| block.contains("[full-width]"))
            .unwrap_or_else(|| panic!("{before:?}: {}", said.out));
        let lines: Vec<&str> = block.lines().collect();
        let source = lines.iter().position(|line| line.contains("given_names")).unwrap();
        let carets = lines[source + 1];
        let wanted = lines[source][..lines[source].find('Ｑ').unwrap()].width();
        // The full-width letter is two columns wide and so are its carets, the last of the line.
        let last = carets.rfind("^^").unwrap();
        assert_eq!(carets[..last].width(), wanted, "{before:?}:\n{block}");
    }
}

#[test]
fn a_whole_picture() {
    let desk = Desk::new().file("a.toml", "[identity]\nsurname = \"金\u{200b} ＫIM\"\n");
    let said = desk.run(&[
        "check",
        "a.toml",
        "--today",
        TODAY,
        "--show-values",
        "--color",
        "never",
        "--only",
        "unusual-characters",
    ]);
    insta::assert_snapshot!(said.out, @r#"
    -- Characters ----------------------------------------------------------

    error[full-width]: A character that a form takes for another one: character 4 is a full-width Ｋ
                       (U+FF2B), not K
     --> a.toml:2:15
      |
    2 | surname = "金<U+200B> ＫIM"
      |                       ^^
      |
      = why: What you enter must match the certificate, and this character is another one than the
             document prints, however alike they look.
      = fix: Type it in plain characters: 金 KIM
      = leads to: Identity verification rejected (P3, G4.2)
      = source: https://support.huaweicloud.com/intl/en-us/usermanual-account/en-us_topic_0119621533.html
                (A, checked 2026-11-22)

    error[invisible]: A character that a form takes for another one: character 2 cannot be seen: zero
                      width space (U+200B)
     --> a.toml:2:13
      |
    2 | surname = "金<U+200B> ＫIM"
      |              ^^^^^^^^
      |
      = why: What you enter must match the certificate, and this character is another one than the
             document prints, however alike they look.
      = fix: Type it in plain characters: 金 KIM
      = leads to: Identity verification rejected (P3, G4.2)
      = source: https://support.huaweicloud.com/intl/en-us/usermanual-account/en-us_topic_0119621533.html
                (A, checked 2026-11-22)

    -- Summary -------------------------------------------------------------

    a.toml: 2 errors, 0 warnings, 0 advice.
    0 rules passed, 0 could not tell, 0 did not apply.

    Not checked:
      - the way to the portal: add --online
      - the password: add --password and type it at the prompt
      - the document: name its photo under [[documents]] file = "…"
      - [portal]: it is not in the file
      - [account]: it is not in the file
      - [security]: it is not in the file
      - [billing]: it is not in the file

    Next: type what stands behind "fix", or let `--fix` write the safe ones into the file (`--diff`
    shows them first); then run this again.
    "#);
}
