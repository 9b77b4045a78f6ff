//! The number that stands for a word in the table of names; `build.rs` writes the table with it.

/// FNV-1a, 64 bits, over the UTF-8 of a word; never 0, which marks a free place of the table.
pub const fn fingerprint(word: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    let mut index = 0;
    while index < word.len() {
        hash = (hash ^ word[index] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        index += 1;
    }
    if hash == 0 { 1 } else { hash }
}

/// Where the search for a fingerprint begins in a table of so many places, a power of two.
pub const fn place(fingerprint: u64, places: usize) -> usize {
    (fingerprint ^ (fingerprint >> 32)) as usize & (places - 1)
}
