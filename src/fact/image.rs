//! The declared facts of a document file: what the image probe measures.

use std::sync::{Arc, LazyLock};

use super::schema::{measured, shape};
use super::shape::{Field, Meaning, Origin, Sensitivity, Shape, Type};

/// A rectangle as fractions of the upright image.
pub static REGION: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let side = |name: &str, doc: &str| measured(Origin::Image, name, Type::Double, doc);
    shape(
        "region",
        vec![
            measured(Origin::Image, "page", Type::Int, "The page of a PDF, from 1."),
            side("x", "Left edge, 0 to 1."),
            side("y", "Upper edge, 0 to 1."),
            side("width", "Width, 0 to 1."),
            side("height", "Height, 0 to 1."),
        ],
    )
});

/// The fields that the probe adds to each `[[documents]]` entry.
pub(super) fn document_fields() -> Vec<Field> {
    let file = |name: &str, ty: Type, doc: &str| measured(Origin::File, name, ty, doc);
    let image = |name: &str, ty: Type, doc: &str| measured(Origin::Image, name, ty, doc);
    vec![
        file(
            "file_trouble",
            Type::Text,
            "Why the file cannot be opened: missing, not-a-file, not-allowed, outside, too-large-to-read; absent where it can.",
        ),
        file("file_size", Type::Int, "Size in bytes."),
        image("format", Type::Text, "Format by content: jpeg, png, bmp, pdf, gif, webp, tiff, heic, ... unknown."),
        image("extension", Type::Text, "The ending of the file's name in lower case, without the dot."),
        image("extension_format", Type::Text, "The format that the ending promises; absent for an unknown ending."),
        image("convert_help", Type::Text, "How to convert this format, where that is known."),
        image(
            "trouble",
            Type::Text,
            "Why the content cannot be read: empty, truncated, corrupt, encrypted, rare-encoding; absent where it can.",
        ),
        image("trouble_note", Type::Text, "The same for people, one sentence."),
        image("width", Type::Int, "Width of the upright image in pixels."),
        image("height", Type::Int, "Height of the upright image in pixels."),
        image("orientation", Type::Int, "EXIF orientation, 1 to 8; 1 is upright."),
        image("pages", Type::Int, "Pages of a PDF."),
        image("pictures", Type::Int, "Photos and scans on the page of a PDF that was judged; the largest counts."),
        image("page", Type::Int, "The page of a PDF that was judged, from 1: the first that shows a document."),
        image("editor", Type::Text, "The editing program that left its name in the file; absent where none did."),
        image(
            "jpeg_quality",
            Type::Int,
            "Quality of a JPEG file's quantisation table, 1 to 100 on the scale of the IJG software.",
        ),
        image(
            "page_found",
            Type::Bool,
            "Whether a document was found; light is measured inside its corners where they are certain, else in the whole picture.",
        ),
        image("page_certain", Type::Bool, "Whether its corners are certain enough to judge how it lies."),
        image("page_region", Type::Record(Arc::clone(&REGION)), "The bounding box of the document."),
        image(
            "quad",
            Type::List(Arc::new(Type::Double)),
            "Corners TL TR BR BL of the upright page: x and y of each, as fractions of the image.",
        ),
        image("rotation_known", Type::Bool, "Whether machine-readable lines or the page's looks say which way is up."),
        image(
            "rotation_degrees",
            Type::Double,
            "By how much the page is turned clockwise, -180 to 180; -90 to 90 where it is not known which way is up.",
        ),
        image("tilt_degrees", Type::Double, "Angle between the camera's axis and the page's normal."),
        image("page_share", Type::Double, "Share of the image that the page covers, 0 to 1."),
        image("page_cut", Type::Double, "Share of the page outside of the image, as far as its shape tells, 0 to 1."),
        image(
            "sides_at_border",
            Type::Int,
            "How many sides of the page are the image's border; 4 for a scan that is cut to the page.",
        ),
        image("faint_sides", Type::Int, "How many sides of the page show hardly any edge."),
        image(
            "pixels_per_character",
            Type::Double,
            "Pixels from one character of the machine-readable zone to the next (2.54 mm).",
        ),
        image(
            "blur",
            Type::Double,
            "Sigma of the blur in the direction in which it is most, in characters of 2.54 mm.",
        ),
        image(
            "blur_evenness",
            Type::Double,
            "Sigma of the least by that of the most blurred direction: 1 out of focus, near 0 moved.",
        ),
        image("noise", Type::Double, "Standard deviation of the grain, in luma steps of 255."),
        image(
            "grid",
            Type::Double,
            "Peak of the mean spectrum by the usual power at its frequency: high where a display was photographed.",
        ),
        image(
            "color_grid",
            Type::Double,
            "The same of Cb and Cr, times the power of their finest changes by that of luma; absent where colours are not stored finely.",
        ),
        image(
            "shadow",
            Type::Double,
            "Share of the page, its portrait left out, with less than a quarter of the light.",
        ),
        image(
            "color_range",
            Type::Double,
            "Range of Cb or Cr that holds 98 % of the page, without the tint of the light, in steps of 255.",
        ),
        image("luma_p5", Type::Double, "Luma below which 5 % of the page lies, 0 to 1."),
        image("luma_p50", Type::Double, "Median luma, 0 to 1."),
        image("luma_p95", Type::Double, "Luma below which 95 % of the page lies, 0 to 1."),
        image("contrast", Type::Double, "Michelson contrast: luma_p95 - luma_p5 by their sum, 0 to 1."),
        image("clipped_dark", Type::Double, "Share of the page that is black, 0 to 1."),
        image("clipped_bright", Type::Double, "Share of the page that is white, 0 to 1."),
        image("glare", Type::Double, "Share of the page in saturated spots with a soft border, 0 to 1."),
        image("glare_percent", Type::Text, "The same for people, such as \"6 %\"."),
        image("glare_print", Type::Double, "Share of the page in such spots that lie in the midst of print."),
        image("glare_zone", Type::Double, "Share of the machine-readable zone in such spots."),
        image("glare_portrait", Type::Double, "Share of the portrait's usual place in such spots."),
        image("glare_place", Type::Text, "Where the largest spot lies on the page, in words."),
        image("glare_region", Type::Record(Arc::clone(&REGION)), "The largest such spot."),
        image("shadow_percent", Type::Text, "Share of the page that lies in shadow, in whole percent."),
        image("shadow_region", Type::Record(Arc::clone(&REGION)), "The rectangle around what lies in shadow."),
        image("page_percent", Type::Text, "Share of the picture that the document takes, in whole percent."),
        image("content_id", Type::Text, "Equal for files of equal bytes."),
        image("look_id", Type::Text, "Perceptual hash of the picture, 16 hexadecimal digits."),
    ]
    .into_iter()
    .chain(zone_fields())
    .collect()
}

/// What the picture's machine-readable zone says, and how far it was read.
fn zone_fields() -> Vec<Field> {
    let image = |name: &str, ty: Type, doc: &str| measured(Origin::Image, name, ty, doc);
    vec![
        // What is read is the applicant's as much as what is typed.
        Field {
            sensitivity: Sensitivity::Personal,
            meaning: Meaning::Mrz,
            ..image(
                "mrz_lines",
                Type::list(Type::Text),
                "The lines of the machine-readable zone as read from the picture; absent where none is seen or it cannot be read.",
            )
        },
        image(
            "mrz_format",
            Type::Text,
            "Their format: td1, td2, td3, mrv-a, mrv-b, or national for a layout that is none of ICAO's, which nothing is held against.",
        ),
        image("mrz_valid", Type::Bool, "Whether every check digit of the format holds; absent for a national layout."),
        image("mrz_confidence", Type::Double, "How sure the reading is, 0 to 1."),
        image(
            "mrz_repaired",
            Type::list(Type::Int),
            "Line and column, from 1, of each character that was exchanged for its look-alike since the check digits call for it.",
        ),
        image(
            "mrz_doubtful",
            Type::list(Type::Int),
            "Line and column, from 1, of each character that was not read surely enough to hold anything against it.",
        ),
        image(
            "mrz_trouble",
            Type::Text,
            "Why a zone that is there cannot be read: blur, glare, small, cut, mirrored, unclear; absent where it can, or there is none.",
        ),
        image("mrz_region", Type::Record(Arc::clone(&REGION)), "The bounding box of the zone, read or not."),
        image(
            "mrz_quad",
            Type::list(Type::Double),
            "Corners TL TR BR BL of the zone's grid of characters: x and y of each, as fractions of the image.",
        ),
    ]
}
