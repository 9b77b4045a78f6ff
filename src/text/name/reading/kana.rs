//! Japanese syllables.

/// The romaji of a kana, Hepburn first.
pub(super) fn kana(c: char) -> Vec<&'static str> {
    // Katakana and hiragana stand 0x60 apart.
    let hiragana = match c {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    };
    match hiragana {
        'あ' => vec!["a"],
        'い' => vec!["i"],
        'う' => vec!["u", ""],
        'え' => vec!["e"],
        'お' => vec!["o", ""],
        'か' => vec!["ka"],
        'き' => vec!["ki", "k"],
        'く' => vec!["ku"],
        'け' => vec!["ke"],
        'こ' => vec!["ko"],
        'が' => vec!["ga"],
        'ぎ' => vec!["gi", "g"],
        'ぐ' => vec!["gu"],
        'げ' => vec!["ge"],
        'ご' => vec!["go"],
        'さ' => vec!["sa"],
        'し' => vec!["shi", "si", "sh"],
        'す' => vec!["su"],
        'せ' => vec!["se"],
        'そ' => vec!["so"],
        'ざ' => vec!["za"],
        'じ' | 'ぢ' => vec!["ji", "zi", "j"],
        'ず' | 'づ' => vec!["zu", "dzu"],
        'ぜ' => vec!["ze"],
        'ぞ' => vec!["zo"],
        'た' => vec!["ta"],
        'ち' => vec!["chi", "ti", "ch"],
        'つ' => vec!["tsu", "tu"],
        'て' => vec!["te"],
        'と' => vec!["to"],
        'だ' => vec!["da"],
        'で' => vec!["de"],
        'ど' => vec!["do"],
        'な' => vec!["na"],
        'に' => vec!["ni", "n"],
        'ぬ' => vec!["nu"],
        'ね' => vec!["ne"],
        'の' => vec!["no"],
        'は' => vec!["ha"],
        'ひ' => vec!["hi", "h"],
        'ふ' => vec!["fu", "hu"],
        'へ' => vec!["he"],
        'ほ' => vec!["ho"],
        'ば' => vec!["ba"],
        'び' => vec!["bi", "b"],
        'ぶ' => vec!["bu"],
        'べ' => vec!["be"],
        'ぼ' => vec!["bo"],
        'ぱ' => vec!["pa"],
        'ぴ' => vec!["pi"],
        'ぷ' => vec!["pu"],
        'ぺ' => vec!["pe"],
        'ぽ' => vec!["po"],
        'ま' => vec!["ma"],
        'み' => vec!["mi", "m"],
        'む' => vec!["mu"],
        'め' => vec!["me"],
        'も' => vec!["mo"],
        'や' | 'ゃ' => vec!["ya", "a"],
        'ゆ' | 'ゅ' => vec!["yu", "u"],
        'よ' | 'ょ' => vec!["yo", "o"],
        'ら' => vec!["ra"],
        'り' => vec!["ri", "r"],
        'る' => vec!["ru"],
        'れ' => vec!["re"],
        'ろ' => vec!["ro"],
        'わ' => vec!["wa"],
        'を' => vec!["o", "wo"],
        'ん' => vec!["n", "m"],
        'っ' => vec!["t", "k", "p", "s", "c"],
        'ー' => vec!["", "h", "o", "u"],
        _ => Vec::new(),
    }
}

/// Hepburn of a word of kana, long vowels as they are spelt; `None` where there is another character.
pub(super) fn romaji(word: &[char]) -> Option<String> {
    let mut found = String::new();
    let mut doubled = false;
    for &c in word {
        let first = *kana(c).first()?;
        match c {
            'っ' | 'ッ' => doubled = true,
            'ゃ' | 'ゅ' | 'ょ' | 'ャ' | 'ュ' | 'ョ' => {
                // KI and small YA are KYA, SHI and small YA are SHA.
                found.pop();
                let soft = found.ends_with("sh") || found.ends_with("ch") || found.ends_with('j');
                found.push_str(if soft { first.trim_start_matches('y') } else { first });
            }
            _ => {
                found.extend(first.chars().next().filter(|_| doubled));
                doubled = false;
                found.push_str(first);
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_kana() {
        for (kana, spelt) in
            [("たろう", "tarou"), ("キョウコ", "kyouko"), ("しゅんいち", "shunichi"), ("いっぺい", "ippei")]
        {
            assert_eq!(romaji(&kana.chars().collect::<Vec<_>>()).as_deref(), Some(spelt));
        }
        assert_eq!(romaji(&['山']), None);
    }
}
