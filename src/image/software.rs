//! Editing programs that sign the files they save.

/// An editing program and how it is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Words looked for in the software fields, any case, on word boundaries.
    pub needle: String,
    /// The name shown to people.
    pub name: String,
}

/// The metadata field in which a program was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// EXIF tag 0x0131.
    ExifSoftware,
    /// TIFF tag 0x000B.
    ExifProcessingSoftware,
    /// `xmp:CreatorTool` or `stEvt:softwareAgent` (XMP specification part 2, §8.1 and §8.8).
    XmpCreatorTool,
    /// The text chunk with the keyword `Software` (PNG 3rd edition §11.3.3.2).
    PngSoftware,
    /// `Producer` of the document information (ISO 32000-1 §14.3.3).
    PdfProducer,
    /// `Creator` of the document information.
    PdfCreator,
}

impl Field {
    /// The field's usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExifSoftware => "EXIF Software",
            Self::ExifProcessingSoftware => "EXIF ProcessingSoftware",
            Self::XmpCreatorTool => "XMP CreatorTool",
            Self::PngSoftware => "PNG Software",
            Self::PdfProducer => "PDF Producer",
            Self::PdfCreator => "PDF Creator",
        }
    }
}

/// An editing program of the list, found in a file. No other text of the metadata is ever kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Software {
    /// [`Editor::name`].
    pub name: String,
    /// Where it was named.
    pub field: Field,
}

/// Programs whose purpose is changing pictures, as they name themselves. Camera firmware, scanners, operating systems
/// and PDF writers are left out on purpose: they sign unmodified pictures too.
const WELL_KNOWN: &[(&str, &str)] = &[
    ("photoshop", "Adobe Photoshop"),
    ("lightroom", "Adobe Lightroom"),
    ("adobe illustrator", "Adobe Illustrator"),
    ("adobe express", "Adobe Express"),
    ("gimp", "GIMP"),
    ("affinity photo", "Affinity Photo"),
    ("affinity designer", "Affinity Designer"),
    ("pixelmator", "Pixelmator"),
    ("paint.net", "Paint.NET"),
    ("paintshop", "PaintShop Pro"),
    ("paint shop pro", "PaintShop Pro"),
    ("corel", "Corel"),
    ("coreldraw", "CorelDRAW"),
    ("krita", "Krita"),
    ("inkscape", "Inkscape"),
    ("photopea", "Photopea"),
    ("pixlr", "Pixlr"),
    ("canva", "Canva"),
    ("figma", "Figma"),
    ("snapseed", "Snapseed"),
    ("picsart", "PicsArt"),
    ("fotor", "Fotor"),
    ("polarr", "Polarr"),
    ("vsco", "VSCO"),
    ("facetune", "Facetune"),
    ("faceapp", "FaceApp"),
    ("meitu", "Meitu"),
    ("beautyplus", "BeautyPlus"),
    ("remini", "Remini"),
    ("luminar", "Luminar"),
    ("darktable", "darktable"),
    ("rawtherapee", "RawTherapee"),
    ("capture one", "Capture One"),
    ("photoscape", "PhotoScape"),
    ("acdsee", "ACDSee"),
    ("imagemagick", "ImageMagick"),
    ("graphicsmagick", "GraphicsMagick"),
];

/// The editing programs recognised when the caller has no list.
#[must_use]
pub fn well_known() -> Vec<Editor> {
    WELL_KNOWN.iter().map(|&(needle, name)| Editor { needle: needle.to_owned(), name: name.to_owned() }).collect()
}

/// The first editing program of the list that a field names.
#[must_use]
pub fn recognise(fields: &[(Field, String)], editors: &[Editor]) -> Option<Software> {
    fields.iter().find_map(|(field, text)| {
        let text = text.to_lowercase();
        editors
            .iter()
            .find(|editor| names(&text, &editor.needle.to_lowercase()))
            .map(|editor| Software { name: editor.name.clone(), field: *field })
    })
}

/// Whether `needle` stands in `text` with no letter joined before or after it.
fn names(text: &str, needle: &str) -> bool {
    !needle.is_empty()
        && text.match_indices(needle).any(|(at, found)| {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|tail| tail.chars().next());
            !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
        })
}

/// The program names in an XMP packet, as attributes or elements.
#[must_use]
pub fn xmp_tools(packet: &[u8]) -> Vec<(Field, String)> {
    /// XMP packets of photos are a few kilobytes; the tool stands in the first of them.
    const WINDOW: usize = 256 * 1024;
    /// Long editing histories repeat the same program.
    const TOOLS: usize = 16;
    let text = String::from_utf8_lossy(packet.get(..WINDOW).unwrap_or(packet));
    let mut found = Vec::new();
    for key in ["CreatorTool", "softwareAgent"] {
        for (at, _) in text.match_indices(key).take(TOOLS) {
            let rest = text.get(at + key.len()..).unwrap_or_default().trim_start();
            let value = rest.strip_prefix('=').map_or_else(
                || rest.strip_prefix('>').and_then(|body| body.split('<').next()),
                |quoted| quoted.trim_start().get(1..).and_then(|body| body.split(['"', '\'']).next()),
            );
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                found.push((Field::XmpCreatorTool, value.chars().take(256).collect()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        recognise(&[(Field::ExifSoftware, text.to_owned())], &well_known()).map(|software| software.name)
    }

    #[test]
    fn editors_are_named_and_cameras_are_not() {
        assert_eq!(found("Adobe Photoshop 25.4 (Windows)").as_deref(), Some("Adobe Photoshop"));
        assert_eq!(found("GIMP 2.10.36").as_deref(), Some("GIMP"));
        assert_eq!(found("paint.net 5.0").as_deref(), Some("Paint.NET"));
        assert_eq!(found("17.4.1"), None);
        assert_eq!(found("HDR+ 1.0.540104767zd"), None);
        assert_eq!(found("Megimpress scanner"), None);
    }

    #[test]
    fn xmp_names_its_tool_both_ways() {
        let attribute = br#"<rdf:Description xmp:CreatorTool="Adobe Photoshop 22.1"/>"#;
        let element = b"<stEvt:softwareAgent>GIMP 2.10</stEvt:softwareAgent>";
        assert_eq!(xmp_tools(attribute)[0].1, "Adobe Photoshop 22.1");
        assert_eq!(xmp_tools(element)[0].1, "GIMP 2.10");
        assert!(xmp_tools("CreatorTool=é".as_bytes()).is_empty());
    }
}
