//! What one document file holds, as facts.

use std::sync::Arc;

use crate::fact::{REGION, Record, Value};
use crate::image::mrz::{Place, Zone};
use crate::image::{self, Measures, Options, Trouble};

/// Facts that only the content can give.
const CONTENT: [&str; 11] = [
    "format",
    "extension_format",
    "trouble",
    "width",
    "height",
    "orientation",
    "pages",
    "pictures",
    "editor",
    "content_id",
    "look_id",
];

/// Facts that need decoded pixels.
const MEASURES: [&str; 22] = [
    "page_found",
    "blur",
    "blur_evenness",
    "noise",
    "grid",
    "color_grid",
    "shadow",
    "color_range",
    "luma_p5",
    "luma_p50",
    "luma_p95",
    "contrast",
    "clipped_dark",
    "clipped_bright",
    "glare",
    "glare_percent",
    "glare_print",
    "glare_zone",
    "glare_portrait",
    "glare_region",
    "shadow_percent",
    "shadow_region",
];

/// Facts that need the corners of the document.
const PLACEMENT: [&str; 12] = [
    "page_certain",
    "page_percent",
    "page_region",
    "quad",
    "rotation_known",
    "rotation_degrees",
    "tilt_degrees",
    "page_share",
    "page_cut",
    "sides_at_border",
    "faint_sides",
    "pixels_per_character",
];

/// Facts that a reading of the machine-readable zone gives.
const ZONE: [&str; 9] = [
    "mrz_lines",
    "mrz_format",
    "mrz_valid",
    "mrz_confidence",
    "mrz_repaired",
    "mrz_doubtful",
    "mrz_trouble",
    "mrz_region",
    "mrz_quad",
];

/// Says of every fact of the content why it is not known.
pub fn unknown(record: &mut Record, reason: &str) {
    for name in CONTENT.iter().chain(&MEASURES).chain(&PLACEMENT).chain(&ZONE) {
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
    set("jpeg_quality", seen.jpeg_quality.map_or(Value::Absent, |quality| Value::Int(i64::from(quality))));
    set("pages", number(seen.pages));
    set("pictures", number(seen.pictures));
    set("page", number(seen.page));
    set("editor", Value::maybe_text(seen.software.as_ref().map(|software| software.name.as_str())));
    set("content_id", Value::text(format!("{:032x}", seen.fingerprint.content)));
    set("look_id", Value::maybe_text(seen.fingerprint.dhash.map(|hash| format!("{hash:016x}"))));
    match &seen.measures {
        Some(measures) => {
            measured(&mut set, measures, seen.page.unwrap_or(1));
            zone(&mut set, seen.zone.as_ref(), seen.page.unwrap_or(1));
        }
        None => {
            let reason = seen.trouble.as_ref().map_or("the picture was not decoded".to_owned(), ToString::to_string);
            for name in MEASURES.iter().chain(&PLACEMENT).chain(&ZONE) {
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

fn measured(set: &mut impl FnMut(&str, Value), measures: &Measures, page_number: u32) {
    let exposure = &measures.exposure;
    let glare = &measures.glare;
    let [zone, portrait] = glare.parts;
    for (name, number) in [
        ("luma_p5", exposure.p5),
        ("luma_p50", exposure.p50),
        ("luma_p95", exposure.p95),
        ("contrast", exposure.contrast()),
        ("clipped_dark", exposure.clipped_dark),
        ("clipped_bright", exposure.clipped_bright),
        ("shadow", measures.shadow),
        ("glare", glare.fraction),
        ("glare_print", glare.over_print),
        ("glare_zone", zone),
        ("glare_portrait", portrait),
    ] {
        set(name, double(number));
    }
    let or_unknown = |number: Option<f32>, reason: &str| number.map_or_else(|| Value::unknown(reason), double);
    set("noise", or_unknown(measures.noise, "there is no calm place to measure grain in"));
    set("grid", or_unknown(measures.grid, "there is no calm place to look for a grid in"));
    set("color_grid", measures.color_grid.map_or(Value::Absent, double));
    set("color_range", or_unknown(measures.colors.map(|colors| colors.range), "the colours were not decoded"));
    let few = "there are too few edges, or no document, to measure blur on";
    set("blur", or_unknown(measures.blur(), few));
    set("blur_evenness", or_unknown(measures.sharpness.map(|sharpness| sharpness.evenness()), few));
    for (name, area) in [("glare_region", measures.glare_region), ("shadow_region", measures.shadow_region)] {
        if let Some(area) = area {
            set(name, region(page_number, [area.x, area.y, area.width, area.height].map(f64::from)));
        }
    }
    set("glare_percent", Value::text(percent(glare.fraction)));
    set("shadow_percent", Value::text(percent(measures.shadow)));
    set("glare_place", Value::maybe_text(measures.glare_place()));
    set("page_found", Value::Bool(measures.page.is_some()));
    let (Some(page), Some(placement)) = (&measures.page, &measures.placement) else {
        for name in PLACEMENT {
            set(name, Value::unknown("no document was found in the picture"));
        }
        return;
    };
    set("quad", Value::List(page.quad.0.iter().flatten().map(|&side| double(side)).collect()));
    let (low, high) = page.quad.bounds();
    set("page_region", region(page_number, [low[0], low[1], high[0] - low[0], high[1] - low[1]].map(f64::from)));
    // Rules that need the corners cannot tell without them, unless what they ask is plain all the same.
    let certain = measures.corners_are_certain();
    let unsure = || Value::unknown("the corners of the document are not seen well enough");
    set("page_certain", if certain { Value::Bool(true) } else { unsure() });
    set("page_percent", Value::text(percent(placement.share)));
    set("rotation_known", Value::Bool(placement.upright));
    set("faint_sides", Value::Int(i64::from(placement.faint_sides)));
    set("sides_at_border", Value::Int(i64::from(placement.sides_at_border)));
    for (name, number) in [
        ("rotation_degrees", placement.rotation_degrees),
        ("tilt_degrees", placement.tilt_degrees),
        ("page_share", placement.share),
        ("page_cut", placement.cut),
        ("pixels_per_character", placement.pixels_per_character),
    ] {
        set(name, double(number));
    }
}

/// What is read from the picture's machine-readable zone.
fn zone(set: &mut impl FnMut(&str, Value), reading: Option<&Zone>, page_number: u32) {
    for name in ZONE {
        set(name, Value::Absent);
    }
    let Some(zone) = reading else { return };
    let (low, high) = zone.quad.bounds();
    set("mrz_region", region(page_number, [low[0], low[1], high[0] - low[0], high[1] - low[1]].map(rounded)));
    set("mrz_quad", Value::List(zone.quad.0.iter().flatten().map(|&side| rounded(side)).map(Value::Double).collect()));
    if let Some(trouble) = zone.illegible {
        set("mrz_trouble", Value::text(trouble.name()));
        return;
    }
    let text = &zone.text;
    let places = |places: &[Place]| {
        let numbers = places.iter().flatten().map(|at| Value::Int(i64::try_from(at + 1).unwrap_or(i64::MAX)));
        Value::List(numbers.collect())
    };
    set("mrz_lines", Value::list(text.lines.iter().map(|line| Value::text(line.as_str()))));
    set("mrz_format", Value::text(zone.format()));
    set("mrz_confidence", Value::Double(rounded(text.confidence)));
    set("mrz_repaired", places(&text.repaired));
    set("mrz_doubtful", places(&text.doubtful));
    if zone.layout.is_some() {
        set("mrz_valid", Value::Bool(text.valid));
    }
}

/// A share in whole percent.
fn percent(share: f32) -> String {
    match (share * 100.0).round() {
        ..1.0 => "less than 1 %".to_owned(),
        whole => format!("{whole} %"),
    }
}

/// To a thousandth: last digits differ from machine to machine.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1e3).round() / 1e3
}

fn double(number: f32) -> Value {
    Value::Double(f64::from(number))
}

fn region(page: u32, sides: [f64; 4]) -> Value {
    let mut region = Record::blank(&REGION, "");
    region.set("page", Value::Int(i64::from(page)));
    for (name, side) in ["x", "y", "width", "height"].into_iter().zip(sides) {
        region.set(name, Value::Double(side));
    }
    Value::Record(Arc::new(region))
}
