//! Carets stand under the right character, whatever stands before it, and nothing steers the terminal.

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
    insta::assert_snapshot!(said.out, @"");
}
