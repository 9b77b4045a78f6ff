//! Files that are not what they should be: a clear error or an `inconclusive`, never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, TODAY, fixtures};

fn refused(desk: &Desk, file: &str, part: &str) {
    let said = desk.run(&["check", file]);
    assert_eq!(said.status, 2, "{file}: {said:?}");
    assert!(said.err.contains(part), "{file}: {}", said.err);
    assert!(said.out.is_empty());
    let json = desk.run(&["check", file, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json.status, 2);
    assert!(report["errors"][0]["message"].is_string(), "{report}");
}

#[test]
fn files_that_are_no_text() {
    let desk = Desk::new()
        .file("nul.toml", b"a = \"\0\"")
        .file("ff.toml", b"\xFF\xFE\xFD")
        .file("latin1.toml", b"[identity]\nsurname = \"M\xFCLLER\"")
        .file("utf16.toml", [0xFF, 0xFE, b'[', 0, b'a', 0])
        .file("large.toml", "# x\n".repeat(600_000))
        .file("line.toml", format!("a = \"{}\"", "x".repeat(10_000_000)));
    refused(&desk, "nul.toml", "no text");
    refused(&desk, "ff.toml", "UTF-16");
    refused(&desk, "latin1.toml", "line 2, column 13");
    refused(&desk, "utf16.toml", "UTF-16");
    refused(&desk, "large.toml", "too large");
    refused(&desk, "line.toml", "too large");
    refused(&desk, "missing.toml", "no such file");
    refused(&desk, ".", "a folder");
}

#[cfg(unix)]
#[test]
fn files_that_are_no_files() {
    let desk = Desk::new();
    std::os::unix::fs::symlink(desk.path().join("loop.toml"), desk.path().join("loop.toml")).unwrap();
    refused(&desk, "loop.toml", "cannot be read");
    let fifo = desk.path().join("fifo.toml");
    if std::process::Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
        refused(&desk, "fifo.toml", "a pipe or device");
    }
    refused(&desk, "/dev/null", "a pipe or device");
}

#[test]
fn texts_that_are_no_applications() {
    for (name, text) in [
        ("deep.json", "[".repeat(10_000)),
        ("deep.toml", format!("a = {}", "[".repeat(10_000))),
        ("deep.yaml", "- ".repeat(10_000)),
        ("keys.toml", format!("{} = 1", vec!["a"; 10_000].join("."))),
        ("list.json", "[1, 2]".to_owned()),
        ("word.yaml", "hello".to_owned()),
        ("laughs.yaml", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n".to_owned()),
        ("open.toml", "[identity]\nsurname = \"LIND".to_owned()),
    ] {
        let desk = Desk::new().file(name, text);
        let said = desk.run(&["check", name]);
        assert_eq!(said.status, 2, "{name}: {said:?}");
        assert!(said.err.contains("error"), "{name}");
    }
}

#[test]
fn odd_but_sound_texts_are_read() {
    let text = "\u{feff}[identity]\r\nsurname = \"LINDQVIST\"\r\n";
    let desk = Desk::new().file("bom.toml", text).file("empty.toml", "");
    assert_eq!(desk.run(&["check", "bom.toml", "--today", TODAY]).status, 0);
    let report = desk.check(&["bom.toml", "--only", "name-length"]);
    assert_eq!(report["checks"][0]["outcome"], "pass");
    assert_eq!(desk.run(&["check", "empty.toml"]).status, 3, "nothing could be judged");
}

#[test]
fn every_fault_is_reported_at_once() {
    let said = support::run_in(&fixtures(), &["check", "broken.toml", "--color", "never"], "");
    assert_eq!(said.status, 2);
    insta::assert_snapshot!(said.err, @r#"
    error: `identity` has no key `surnam`
     --> broken.toml:3:1
      |
    3 | ...... = "........."
      | ^^^^^^
      |
      = help: did you mean `surname`?

    error: `given_names` must be a string, this is a whole number
     --> broken.toml:4:15
      |
    4 | given_names = .
      |               ^
      |
      = help: put it in quotes, as it is typed

    error: `identity` has no key `phone`
     --> broken.toml:5:1
      |
    5 | phone = "+..........."
      | ^^^^^
      |
      = help: `phone` belongs to `account`

    error: there is no section `acount`
     --> broken.toml:7:2
      |
    7 | [......]
      |  ^^^^^^
      |
      = help: did you mean `account`?

    error: `login_alerts` must be true or false, this is a string
      --> broken.toml:11:16
       |
    11 | login_alerts = "..."
       |                ^^^^^
       |
       = help: write true or false, without quotes
    "#);
}

#[test]
fn hostile_documents_end_with_a_finding_or_a_doubt() {
    for file in [
        "truncated.jpg",
        "huge.png",
        "bomb.pdf",
        "nested.pdf",
        "looping-pages.pdf",
        "encrypted.pdf",
        "empty.jpg",
        "gif-named.jpg",
    ] {
        let application = format!("[[documents]]\nfile = {:?}\n", fixtures().join("images").join(file));
        let desk = Desk::new().file("a.toml", application);
        let report = desk.check(&["a.toml", "--only", "documents"]);
        let findings = report["findings"].as_array().unwrap().len();
        let unsure = report["summary"]["inconclusive"].as_u64().unwrap();
        assert!(findings as u64 + unsure > 0, "{file}: {report}");
        assert_ne!(report["documents"][0]["acceptable"], "yes", "{file}");
    }
}
