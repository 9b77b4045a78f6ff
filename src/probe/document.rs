//! What one document file holds, as facts.

use std::sync::Arc;

use crate::fact::{REGION, Record, Value};
use crate::image::{self, Measures, Options, Trouble};

/// Facts that only the content can give.
const CONTENT: [&str; 18] = [
    "format",
    "extension_format",
    "trouble",
    "width",
    "height",
    "orientation",
    "pages",
    "editor",
    "content_id",
    "look_id",
    "glare_region",
    "sigma",
    "sigma_relative",
    "luma_p5",
    "luma_p50",
    "luma_p95",
    "contrast",
    "glare",
];

/// Facts that need decoded pixels.
const MEASURES: [&str; 9] = [
    "sigma",
    "sigma_relative",
    "luma_p5",
    "luma_p50",
    "luma_p95",
    "contrast",
    "clipped_dark",
    "clipped_bright",
    "glare",
];

/// Says of every fact of the content why it is not known.
pub fn unknown(record: &mut Record, reason: &str) {
    for name in CONTENT.iter().chain(&MEASURES) {
        record.set(name, Value::unknown(reason));
    }
}

/// Looks into the bytes of a document.
pub fn look(record: &mut Record, bytes: &[u8], name: &str) {
    let seen = image::inspect(bytes, name, &Options::default());
    let mut set = |name: &str, value: Value| {
        record.set(name, value);
    };
    let number = |number: Option<u32>| number.map_or(Value::Absent, |number| Value::Int(i64::from(number)));
    set("format", Value::text(seen.format.name()));
    set("extension", Value::maybe_text(seen.extension.as_deref()));
    set("extension_format", Value::maybe_text(seen.extension_format.map(image::Format::name)));
    set("convert_help", Value::maybe_text(seen.format.how_to_convert()));
    set("width", number(seen.width));
    set("height", number(seen.height));
    set("orientation", Value::Int(i64::from(seen.orientation)));
    set("pages", number(seen.pages));
    set("editor", Value::maybe_text(seen.software.as_ref().map(|software| software.name.as_str())));
    set("content_id", Value::text(format!("{:032x}", seen.fingerprint.content)));
    set("look_id", Value::maybe_text(seen.fingerprint.dhash.map(|hash| format!("{hash:016x}"))));
    match &seen.measures {
        Some(measures) => measured(&mut set, measures),
        None => {
            let reason = seen.trouble.as_ref().map_or("the picture was not decoded".to_owned(), ToString::to_string);
            for name in MEASURES {
                set(name, Value::unknown(&reason));
            }
        }
    }
    match &seen.trouble {
        // A format that is named and not decoded is judged as a format.
        Some(Trouble::NotDecoded(_)) | None => {}
        Some(trouble) if trouble.is_defect() => {
            set("trouble", Value::text(trouble.code()));
            set("trouble_note", Value::text(trouble.to_string()));
        }
        Some(trouble) => set("trouble", Value::unknown(trouble.to_string())),
    }
}

fn measured(set: &mut impl FnMut(&str, Value), measures: &Measures) {
    let mut number = |name: &str, number: f32| set(name, Value::Double(f64::from(number)));
    let exposure = &measures.exposure;
    number("luma_p5", exposure.p5);
    number("luma_p50", exposure.p50);
    number("luma_p95", exposure.p95);
    number("contrast", exposure.contrast());
    number("clipped_dark", exposure.clipped_dark);
    number("clipped_bright", exposure.clipped_bright);
    number("glare", measures.glare.fraction);
    match &measures.sharpness {
        Some(sharpness) => {
            number("sigma", sharpness.sigma);
            number("widest", sharpness.widest);
        }
        None => {
            for name in ["sigma", "sigma_relative"] {
                set(name, Value::unknown("there are too few edges to measure blur on"));
            }
        }
    }
    if let Some(area) = &measures.glare.largest {
        let mut region = Record::blank(&REGION, "");
        for (name, side) in [("x", area.x), ("y", area.y), ("width", area.width), ("height", area.height)] {
            region.set(name, Value::Double(f64::from(side)));
        }
        set("glare_region", Value::Record(Arc::new(region)));
    }
}
