#![no_main]

mod door;

libfuzzer_sys::fuzz_target!(init: door::blame_only_us(), |data: &[u8]| door::open(b"BM", data));
