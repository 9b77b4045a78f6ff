//! Canaries: a marker in every field, in an image's metadata and in the password must never come out where it must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use support::{Desk, TODAY};

/// Every format of a report.
const FORMATS: [&str; 7] = ["human", "json", "sarif", "junit", "github", "markdown", "html"];

/// An application with a marker in every personal field.
fn application() -> String {
    let mut text = String::new();
    let mut count = 0;
    let mut section = |text: &mut String, head: &str, keys: &[&str]| {
        text.push_str(head);
        text.push('\n');
        for key in keys {
            count += 1;
            text.push_str(&format!("{key} = \"CANARY{count}Q\" # CANARYNOTE{count}\n"));
        }
    };
    let identity = [
        "surname",
        "given_names",
        "document_kind",
        "document_number",
        "document_country",
        "nationality",
        "sex",
        "birth_date",
        "issue_date",
        "expiry_date",
    ];
    let account = ["email", "phone", "country", "purpose", "username"];
    section(&mut text, "[portal]", &["url"]);
    section(&mut text, "[account]", &account);
    section(&mut text, "[identity]", &identity);
    let form: Vec<&str> = ["form"].iter().chain(&identity).chain(&account).copied().collect();
    section(&mut text, "[[forms]]", &form);
    section(
        &mut text,
        "[[documents]]",
        &["kind", "side", "surname", "given_names", "number", "birth_date", "expiry_date", "mrz_name"],
    );
    text.push_str("mrz = [\"CANARYMRZ1Q\", \"CANARYMRZ2Q\"]\nfile = \"photo.jpg\"\n");
    section(&mut text, "[security]", &["second_factor", "recovery_email"]);
    section(&mut text, "[billing]", &["method", "card_brand", "card_kind", "card_country", "card_expiry", "holder"]);
    section(&mut text, "[situation]", &["network", "browser"]);
    section(&mut text, "[status]", &["text"]);
    text.push_str("done = [\"CANARYDONEQ\"]\n");
    section(&mut text, "[[journal]]", &["at", "step", "event", "message"]);
    text
}

/// A JPEG whose EXIF, comment and XMP hold a marker.
fn photo() -> Vec<u8> {
    let mut jpeg = std::fs::read(support::fixtures().join("images/edited.jpg")).unwrap();
    let mut segment = vec![0xFF, 0xFE, 0, 16];
    segment.extend(b"CANARYEXIF1234");
    jpeg.splice(2..2, segment);
    jpeg
}

fn desk() -> Desk {
    Desk::new().file("a.toml", application()).file("photo.jpg", photo())
}

fn silent(said: &support::Said, what: &str) {
    for (stream, text) in [("stdout", &said.out), ("stderr", &said.err)] {
        let at = text.find("CANARY");
        let around = at.map(|at| text.get(at.saturating_sub(200)..(at + 60).min(text.len())));
        assert!(at.is_none(), "{what} {stream}: {around:?}");
    }
}

#[test]
fn nothing_comes_out_of_a_pipe() {
    let desk = desk();
    let every: [&[&str]; 7] = [
        &["check", "a.toml", "--today", TODAY],
        &["check", "a.toml", "--today", TODAY, "--color", "always"],
        &["check", "a.toml", "--today", TODAY, "--format", "json"],
        &["check", "a.toml", "--today", TODAY, "--diff"],
        &["check", "a.toml", "--today", TODAY, "--output", "json=out.json", "--output", "human=out.txt"],
        &["facts", "a.toml", "--today", TODAY],
        &["check", "a.toml", "--today", TODAY, "--only", "identity", "--fail-on", "never"],
    ];
    for args in every {
        silent(&desk.run(args), &args.join(" "));
    }
    for format in FORMATS {
        let args = ["check", "a.toml", "--today", TODAY, "--format", format, "--fail-on", "advice"];
        silent(&desk.run(&args), format);
        let images = desk.run(&[&args[..], &["--include-images"]].concat());
        assert_eq!(images.out.contains("base64,"), format == "html", "{format}");
        silent(&images, format);
        silent(&desk.run(&["document", "photo.jpg", "--today", TODAY, "--format", format]), format);
    }
    for file in ["out.json", "out.txt"] {
        assert!(!desk.read(file).contains("CANARY"), "{file}");
    }
    let before: Vec<_> = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(before.len(), 4, "no other file is written: {before:?}");
}

#[test]
fn nothing_comes_out_of_a_broken_file() {
    let broken = application().replace("[security]", "[security").replace("surname = \"CANARY", "surname = CANARY");
    let desk = Desk::new()
        .file("a.toml", &broken)
        .file("a.yaml", "identity:\n  surname: \"CANARY\n  given_names: [CANARY\n")
        .file("a.json", "{\"identity\": {\"surname\": CANARY, \"x\" \"CANARY\"}}");
    for file in ["a.toml", "a.yaml", "a.json"] {
        for format in FORMATS {
            let said = desk.run(&["check", file, "--format", format]);
            assert_eq!(said.status, 2);
            silent(&said, file);
        }
    }
}

#[test]
fn a_password_never_comes_out() {
    let desk = Desk::new().file("a.toml", "[account]\nemail = \"anna@gmail.com\"\n");
    for values in [false, true] {
        for format in FORMATS {
            let mut args = vec!["check", "a.toml", "--password-stdin", "--format", format, "--today", TODAY];
            if values {
                args.push("--show-values");
            }
            let said = desk.run_with(&args, "CANARYpass\n");
            assert!(said.out.contains("pw-no-digit"), "{}", said.out);
            silent(&said, format);
        }
    }
    let both = desk.run_with(&["check", "-", "--password-stdin"], "x");
    assert_eq!(both.status, 2);
    let prompt = desk.run(&["check", "a.toml", "--password"]);
    assert_eq!(prompt.status, 2, "no terminal, no prompt");
}

#[test]
fn with_show_values_values_are_shown() {
    let desk = Desk::new().file("a.toml", "[identity]\nsurname = \"ＬINDQVIST\"\n");
    let report = desk.check(&["a.toml", "--show-values"]);
    assert_eq!(report["findings"][0]["fix"]["value"], "LINDQVIST");
    let report = desk.check(&["a.toml"]);
    assert_eq!(report["findings"][0]["fix"]["value"], "<surname:2>");
    for format in FORMATS {
        let shown = desk.run(&["check", "a.toml", "--today", TODAY, "--show-values", "--format", format]);
        let hidden = desk.run(&["check", "a.toml", "--today", TODAY, "--format", format]);
        assert!(shown.out.contains("LINDQVIST") && !hidden.out.contains("LINDQVIST"), "{format}");
    }
}

#[test]
fn a_cured_value_is_the_applicants_also_where_words_are_listed() {
    let text = "[account]\npurpose = 'ＣANARY'\n[identity]\ndocument_kind = 'ＣANARY'\n[billing]\nmethod = 'ＣANARY'\n\
        [situation]\nnetwork = 'ＣANARY'\n[[documents]]\nkind = 'ＣANARY'\nside = 'ＣANARY'\n";
    let desk = Desk::new().file("a.toml", text);
    for format in FORMATS {
        let said = desk.run(&["check", "a.toml", "--today", TODAY, "--format", format]);
        assert!(!said.out.contains("CANARY"), "{format}: {}", said.out);
        assert!(said.out.contains("full-width"), "{format}: {}", said.out);
    }
}
