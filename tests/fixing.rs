//! `--fix` and `--diff`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, TODAY};

const TEXT: &str = "# mine\n[identity]\nsurname   = 'ＬINDQVIST'   # as on the card\ngiven_names = \"ELSA\u{200b} MARIA\"\n\n[account]\nphone = \"+460701740635\"\ncountry = \"SE\"\n";

#[test]
fn safe_fixes_are_written_and_everything_else_stays() {
    let desk = Desk::new().file("a.toml", TEXT);
    let said = desk.run(&["check", "a.toml", "--fix", "--today", TODAY]);
    assert!(said.err.contains("fixed: 3"), "{}", said.err);
    insta::assert_snapshot!(desk.read("a.toml"), @r#"
    # mine
    [identity]
    surname   = 'LINDQVIST'   # as on the card
    given_names = "ELSA MARIA"

    [account]
    phone = "+46701740635"
    country = "SE"
    "#);
}

#[test]
fn fixing_twice_changes_nothing_the_second_time() {
    for (name, text) in [
        ("a.toml", TEXT.to_owned()),
        ("a.yaml", "# mine\nidentity:\n  surname: ＬINDQVIST # card\n  given_names: 'ELSA\u{200b} MARIA'\n".to_owned()),
        ("a.json", "{ \"identity\": {\"surname\": \"\\uff2cINDQVIST\"} }\n".to_owned()),
        ("bom.toml", format!("\u{feff}{}", TEXT.replace('\n', "\r\n"))),
    ] {
        let desk = Desk::new().file(name, text);
        desk.run(&["check", name, "--fix", "--today", TODAY]);
        let once = desk.read(name);
        assert!(once.contains("LINDQVIST"), "{name}: {once}");
        let said = desk.run(&["check", name, "--fix", "--today", TODAY]);
        assert_eq!(desk.read(name), once, "{name}");
        assert!(!said.err.contains("fixed"), "{name}: {}", said.err);
        if name.starts_with("bom") {
            assert!(once.starts_with('\u{feff}') && once.contains("\r\n"));
        }
    }
}

#[test]
fn a_diff_shows_and_writes_nothing() {
    let desk = Desk::new().file("a.toml", TEXT);
    let said = desk.run(&["check", "a.toml", "--diff", "--today", TODAY, "--show-values"]);
    assert_eq!(desk.read("a.toml"), TEXT);
    insta::assert_snapshot!(said.out.replace('\u{200b}', "<ZWSP>"), @r#"
    --- a.toml
    +++ a.toml
    @@ -3 +3 @@
    -surname   = 'ＬINDQVIST'   # as on the card
    +surname   = 'LINDQVIST'   # as on the card
    @@ -4 +4 @@
    -given_names = "ELSA<ZWSP> MARIA"
    +given_names = "ELSA MARIA"
    @@ -7 +7 @@
    -phone = "+460701740635"
    +phone = "+46701740635"
    "#);
    let masked = desk.run(&["check", "a.toml", "--diff", "--today", TODAY]);
    assert!(!masked.out.contains("INDQVIST"), "{}", masked.out);
}

#[cfg(unix)]
#[test]
fn rights_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new().file("real.toml", TEXT);
    let real = desk.path().join("real.toml");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, desk.path().join("link.toml")).unwrap();
    desk.run(&["check", "link.toml", "--fix", "--today", TODAY]);
    assert!(desk.read("real.toml").contains("'LINDQVIST'"));
    assert!(std::fs::symlink_metadata(desk.path().join("link.toml")).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn standard_input_cannot_be_fixed() {
    let desk = Desk::new();
    let said = desk.run_with(&["check", "-", "--fix"], TEXT);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("in place"));
}

#[test]
fn what_is_laid_out_over_lines_is_not_torn_apart() {
    let text = "account:\n  username: |\n    anna ｂ\n  # keep me\n  email: x@gmail.com\nidentity:\n  surname: >-\n    ＫＩＭ\n  given_names: ＭIN JI\n";
    let desk = Desk::new().file("a.yaml", text);
    desk.run(&["check", "a.yaml", "--fix", "--today", TODAY]);
    assert_eq!(desk.read("a.yaml"), text.replace("ＫＩＭ", "KIM").replace("ＭIN JI", "MIN JI"));
}

#[test]
fn half_a_cure_is_left_to_the_person() {
    let text = "[identity]\nsurname = \"ＬEE\"\n[[documents]]\nsurname = \"KIM\"\n";
    let desk = Desk::new().file("a.toml", text);
    desk.run(&["check", "a.toml", "--fix", "--today", TODAY]);
    assert_eq!(desk.read("a.toml"), text);
}
