//! The declared facts of a document file: what the image probe measures.

use std::sync::{Arc, LazyLock};

use super::schema::{measured, shape};
use super::shape::{Field, Origin, Shape, Type};

/// A rectangle as fractions of the upright image.
pub static REGION: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let side = |name: &str, doc: &str| measured(Origin::Image, name, Type::Double, doc);
    shape(
        "region",
        vec![
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
            "Why the content cannot be read: empty, truncated, corrupt, encrypted, unsupported-encoding, no-image; absent where it can.",
        ),
        image("trouble_note", Type::Text, "The same for people, one sentence."),
        image("width", Type::Int, "Width of the upright image in pixels."),
        image("height", Type::Int, "Height of the upright image in pixels."),
        image("orientation", Type::Int, "EXIF orientation, 1 to 8; 1 is upright."),
        image("pages", Type::Int, "Pages of a PDF."),
        image("editor", Type::Text, "The editing program that left its name in the file; absent where none did."),
        image("sigma", Type::Double, "Blur: sigma of the median edge in pixels (re-blur ratio, Zhuo & Sim 2011)."),
        image("sigma_relative", Type::Double, "Blur: sigma divided by the long side of the image."),
        image("luma_p5", Type::Double, "Luma below which 5 % of the pixels lie, 0 to 1."),
        image("luma_p50", Type::Double, "Median luma, 0 to 1."),
        image("luma_p95", Type::Double, "Luma below which 95 % of the pixels lie, 0 to 1."),
        image("contrast", Type::Double, "luma_p95 - luma_p5."),
        image("clipped_dark", Type::Double, "Share of pixels that are black, 0 to 1."),
        image("clipped_bright", Type::Double, "Share of pixels that are white, 0 to 1."),
        image("glare", Type::Double, "Share of the image in saturated spots without texture, 0 to 1."),
        image("glare_region", Type::Record(Arc::clone(&REGION)), "The largest such spot."),
        image("content_id", Type::Text, "Equal for files of equal bytes."),
        image("look_id", Type::Text, "Perceptual hash of the picture, 16 hexadecimal digits."),
    ]
}
