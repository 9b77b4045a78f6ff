//! Text that would be something else: markup, commands, links, controls.

use preflight::report::{Finding, Report, ReportFormat};
use preflight::rule::Severity;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::everything::{Everything, plain};

/// A name of a file and a message with everything in it that any of the formats takes for its own.
const FILE: &str = "a,b:c%0A|<b>&\"'`](x) @me\u{202e}\u{1b}[31m::error::.toml";
const MESSAGE: &str = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)> ]]> &lt; %0A%25 \u{0}\u{b}\u{1b}\u{fffe}\u{202e}\
    \n::set-output name=x::y\n##[error]z ```` ![i](http://evil.example/i.png) [l](javascript:x) <http://evil.example> http://evil.example \
    www.evil.example me@evil.example @everyone #1 |a|b| {0} __x__ ~~y~~ $z$ \\";

fn hostile(everything: &Everything) -> Report<'_> {
    let mut report = everything.report();
    report.findings = vec![Finding {
        field: Some("identity.surname".to_owned()),
        guide: vec![MESSAGE.to_owned()],
        why: plain("", "", Severity::Error, MESSAGE).message,
        ..plain("as-printed", "full-width", Severity::Error, MESSAGE)
    }];
    report.not_checked = vec![MESSAGE.to_owned()];
    for waived in &mut report.waived {
        waived.reason = MESSAGE.to_owned();
    }
    for check in &mut report.checks {
        check.reason = Some(MESSAGE.into());
    }
    report
}

fn written(format: ReportFormat) -> String {
    let everything = Everything::in_file(FILE);
    everything.written_of(&hostile(&everything), format, true, &[])
}

#[test]
fn nothing_steers_a_terminal_or_turns_a_line_around() {
    for format in ReportFormat::ALL {
        let text = written(format);
        let steers = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{fffe}');
        assert!(!text.contains(steers), "{}: {:?}", format.name(), text.chars().find(|c| steers(*c)));
    }
}

#[test]
fn a_workflow_command_is_one_line_and_reads_back() {
    let text = written(ReportFormat::Github);
    let (commands, closing) = text.trim_end().rsplit_once('\n').unwrap();
    assert!(closing.starts_with("preflight: ") && !closing.contains("evil"));
    for line in commands.lines() {
        let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&level), "{level}");
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').unwrap();
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&key), "{key}");
            let raw = value.replace("%3A", ":").replace("%2C", ",").replace("%25", "%");
            if key == "file" && raw != "broken.toml" {
                assert_eq!(raw, "a,b:c%0A|<b>&\"'`](x) @me<U+202E><U+001B>[31m::error::.toml");
            }
        }
        assert!(!data.contains('\r') && data.split("%25").all(|part| !part.replace("%0A", "").contains('%')), "{data}");
    }
    assert!(commands.lines().count() >= 3);
}

#[test]
fn xml_stays_well_formed_and_keeps_the_words() {
    let text = written(ReportFormat::Junit);
    let document = uppsala::parse(&text).unwrap();
    assert!(!text.contains("<script") && !text.contains("<img"));
    assert!(document.to_xml().contains("alert(1)"));
}

#[test]
fn sarif_has_valid_addresses_and_no_links() {
    let log: Value = serde_json::from_str(&written(ReportFormat::Sarif)).unwrap();
    let result = log["runs"][0]["results"].as_array().unwrap().iter().find(|result| result["kind"] == "fail").unwrap();
    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let uri = place.as_str().unwrap();
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
    assert_eq!(percent_encoding::percent_decode_str(uri).decode_utf8().unwrap(), FILE, "the same file");
    assert!(!result["message"]["text"].as_str().unwrap().contains("]("));
}

#[test]
fn markdown_holds_text_and_our_own_links_alone() {
    let text = written(ReportFormat::Markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_MATH;
    let mut code = String::new();
    let mut in_code = false;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Link { dest_url, .. }) => assert_eq!(&*dest_url, "https://example.com/a"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}"),
            Event::Start(Tag::Emphasis | Tag::Strikethrough) | Event::InlineMath(_) => panic!("{text}"),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Code(part) => code.push_str(&part),
            // What a renderer would make a link or a call of stands in code spans only.
            Event::Text(part) if !in_code => {
                let part = part.to_lowercase();
                for active in ["://", "www.", "me@", "@everyone", "#1"] {
                    assert!(part == "https://example.com/a" || !part.contains(active), "{active} in {part}");
                }
            }
            _ => {}
        }
    }
    assert!(code.contains("@everyone") && code.contains("#1"), "{code}");
}

#[test]
fn a_page_holds_no_tag_of_somebody_else() {
    let page = written(ReportFormat::Html);
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "p",
        "h1",
        "dl",
        "div",
        "dt",
        "dd",
        "nav",
        "ul",
        "li",
        "a",
        "bdi",
        "span",
        "main",
        "section",
        "h2",
        "time",
        "h3",
        "article",
        "h4",
        "code",
        "pre",
        "mark",
        "figure",
        "svg",
        "rect",
        "polygon",
        "circle",
        "text",
        "figcaption",
        "strong",
        "b",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "em",
        "br",
        "footer",
    ];
    for token in html5gum::Tokenizer::new(&page).map(Result::unwrap) {
        if let html5gum::Token::StartTag(tag) = token {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            assert!(known.contains(&name.as_str()), "{name}");
            let links = tag.attributes.iter().filter(|(key, _)| ***key == *b"href");
            for (_, value) in links {
                assert!(value.starts_with(b"#") || ***value == *b"https://example.com/a", "{value:?}");
            }
        }
    }
    assert!(page.contains("alert(1)"));
}
