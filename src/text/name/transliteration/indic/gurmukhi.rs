//! Gurmukhi (Punjabi).

use super::plan::place;
use crate::text::name::transliteration::{Context, Spellings};

/// Where the script has signs of its own: the bearers of vowels, the nasal tippi, and the addak that doubles what follows.
pub(super) fn spellings(c: char, context: Context) -> Spellings {
    Some(match c {
        'ਵ' => &["v", "w"],
        'ੰ' => &["n", "m", "ng", ""],
        'ੱ' => match place(context.after?) {
            0x15 | 0x16 => &["", "k"],
            0x17 | 0x18 => &["", "g"],
            0x1A | 0x1B => &["", "c", "ch"],
            0x1C | 0x1D => &["", "j"],
            0x1F | 0x20 | 0x24 | 0x25 => &["", "t"],
            0x21 | 0x22 | 0x26 | 0x27 => &["", "d"],
            0x2A | 0x2B => &["", "p"],
            0x2C | 0x2D => &["", "b"],
            _ => &[""],
        },
        'ੲ' | 'ੳ' => &[""],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::name::transliteration::trial::{Pairs, check};

    #[test]
    fn names() {
        check(&Pairs {
            same: "ਸਿੰਘ singh; ਕੌਰ kaur; ਕੌਰ kour; ਗੁਰਪ੍ਰੀਤ gurpreet; ਗੁਰਪ੍ਰੀਤ gurprit; ਹਰਪ੍ਰੀਤ harpreet; ਜਸਵਿੰਦਰ jaswinder; \
                   ਜਸਵਿੰਦਰ jasvinder; ਮਨਪ੍ਰੀਤ manpreet; ਅਮਰਜੀਤ amarjeet; ਅਮਰਜੀਤ amarjit; ਬਲਬੀਰ balbir; ਸੁਖਵਿੰਦਰ sukhwinder; \
                   ਰਣਜੀਤ ranjit; ਮੋਹਿੰਦਰ mohinder; ਦਲਜੀਤ daljit; ਨਵਦੀਪ navdeep; ਸਿਮਰਨ simran; ਸ਼ਰਮਾ sharma; ਢਿੱਲੋਂ dhillon; \
                   ਸਿੱਧੂ sidhu; ਸਿੱਧੂ siddhu; ਮੱਖਣ makhan; ਮੱਖਣ makkhan; ਭਗਤ bhagat; ਕੁਲਦੀਪ kuldeep; ਪਰਮਜੀਤ paramjit; \
                   ਗਿੱਲ gill; ਬਾਜਵਾ bajwa",
            other: "ਸਿੰਘ sidhu; ਕੌਰ kumar; ਗੁਰਪ੍ਰੀਤ gurdeep; ਗੁਰਪ੍ਰੀਤ harpreet; ਹਰਪ੍ਰੀਤ hardeep; ਜਸਵਿੰਦਰ jaspreet; \
                    ਮਨਪ੍ਰੀਤ mandeep; ਅਮਰਜੀਤ amardeep; ਬਲਬੀਰ balwant; ਸੁਖਵਿੰਦਰ sukhdev; ਰਣਜੀਤ randhir; ਮੋਹਿੰਦਰ maninder; \
                    ਦਲਜੀਤ dilbagh; ਨਵਦੀਪ navjot; ਸਿਮਰਨ simar; ਸ਼ਰਮਾ verma; ਢਿੱਲੋਂ dhaliwal; ਸਿੱਧੂ sandhu; ਮੱਖਣ mohan; \
                    ਭਗਤ bhupinder; ਕੁਲਦੀਪ kulwant; ਗਿੱਲ gala; ਬਾਜਵਾ bajaj",
        });
    }
}
