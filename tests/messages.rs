//! Messages read with the embedded pack: labelled ones of three languages, and every documented code however it is pasted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use preflight::diagnosis::Reader;
use preflight::rule::Pack;
use serde_json::Value;

/// What the reader names first, or `unknown`.
fn first(pack: &Pack, reader: &Reader<'_>, message: &str) -> String {
    let reading = reader.read(message);
    reading.told.first().map_or("unknown".to_owned(), |told| pack.problems[told.problem].id.to_string())
}

/// The rows were looked at while words were chosen: this keeps what was reached, and says nothing of messages not seen.
#[test]
fn labelled_messages_stay_right() {
    let pack = Pack::embedded().unwrap();
    let reader = Reader::new(&pack);
    let (mut told, mut unknown) = ((0, 0), (0, 0));
    for set in ["everyday", "forum", "overlapping", "plain"] {
        let file = format!("{}/fixtures/messages/{set}.jsonl", env!("CARGO_MANIFEST_DIR"));
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            let (message, problem) = (row["message"].as_str().unwrap(), row["problem"].as_str().unwrap());
            let named = first(&pack, &reader, message);
            let also = row["also"].as_array().is_some_and(|also| also.iter().any(|other| other == named.as_str()));
            let right = named == problem || also;
            if !right {
                println!("{problem}, named {named}: {message}");
            }
            let count = if problem == "unknown" { &mut unknown } else { &mut told };
            count.0 += i32::from(right);
            count.1 += 1;
        }
    }
    println!("problems {told:?}, unknown {unknown:?}");
    assert!(told.0 * 100 >= told.1 * 97, "{told:?}");
    assert!(unknown.0 * 100 >= unknown.1 * 99, "{unknown:?}");
}

#[test]
fn every_code_is_found_however_it_is_pasted() {
    let pack = Pack::embedded().unwrap();
    let reader = Reader::new(&pack);
    assert!(pack.symptoms().codes.len() >= 90);
    for code in &pack.symptoms().codes {
        let wanted = if code.problem == "none" { "unknown" } else { &code.problem };
        let bare = code.code.replace('=', ": ");
        let json = match code.code.split_once('=') {
            Some((key, value)) if value.parse::<i64>().is_ok() => {
                format!(r#"{{"{key}": {value}, "request_id": "9f0c"}}"#)
            }
            Some((key, value)) => format!(r#"{{"error": {{"{key}":"{value}"}}, "trace": []}}"#),
            None => format!(
                r#"HTTP/1.1 400 Bad Request {{"error_code":"{}","error_msg":"see the documentation"}}"#,
                code.code
            ),
        };
        let pasted = [
            bare.clone(),
            code.code.to_lowercase(),
            json.clone(),
            json.replace('"', "\\\""),
            format!("I did what the page asked for and all it says is {bare}, what is that?"),
            format!("页面提示 code {bare}，怎么办"),
            format!("Me aparece el código {bare} y no sé qué hacer"),
            format!("<html><body><p class=\"tip\">{bare}</p></body></html>"),
        ];
        for message in pasted {
            let named = first(&pack, &reader, &message);
            // Words around a code that tells nothing may tell something.
            assert!(
                named == wanted || (wanted == "unknown" && !reader.read(&message).mute.is_empty()),
                "{named}, not {wanted}: {message}"
            );
        }
    }
}

#[test]
fn a_code_that_nobody_lists_is_said_to_be_none() {
    let pack = Pack::embedded().unwrap();
    let reading = Reader::new(&pack).read("CBC.99999999");
    assert!(reading.told.is_empty());
    assert_eq!(reading.unlisted, ["CBC.99999999"]);
}

#[test]
fn hostile_messages_end_in_an_answer() {
    let pack = Pack::embedded().unwrap();
    let reader = Reader::new(&pack);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let same = "验".repeat(300_000);
    let gaps = "not ".repeat(200_000);
    for message in ["", "\u{0}", "\u{202e}\u{200b}", "{\"a\":", "</", &deep, &same, &gaps, "CBC.", "=", "frozen_scene"]
    {
        assert!(reader.read(message).told.len() < 20);
    }
}
