//! The page tree and the first page's pictures.

use super::document::Document;
use super::object::{Dict, Object};
use crate::image::Budget;
use std::collections::HashSet;
use std::rc::Rc;

/// What was found in the page tree.
#[derive(Debug, Default)]
pub struct Pages<'d> {
    /// Number of pages; `None` when there are more than the budget allows.
    pub count: Option<u32>,
    pub first: Option<Page<'d>>,
}

/// A page with what it inherits (ISO 32000-1 §7.7.3.4).
#[derive(Clone, Debug, Default)]
pub struct Page<'d> {
    /// As it stands in the tree, shared by all pages that inherit it.
    resources: Option<Rc<Object<'d>>>,
    /// Clockwise degrees.
    pub rotation: i64,
}

/// A picture of a page.
#[derive(Debug)]
pub struct Image<'d> {
    pub dict: Dict<'d>,
    pub raw: &'d [u8],
    pub width: u32,
    pub height: u32,
}

/// Forms nested in forms.
const FORM_DEPTH: usize = 4;

/// Pictures and forms looked at on one page.
const XOBJECTS: usize = 256;

impl<'d> Pages<'d> {
    /// Walks the tree from its root. Each node is visited once, so loops end.
    #[must_use]
    pub fn walk(document: &'d Document<'_>, root: Object<'d>, budget: &Budget) -> Self {
        let mut pages = Self { count: Some(0), first: None };
        let mut seen = HashSet::new();
        let mut open = vec![(root, Page::default())];
        while let Some((node, inherited)) = open.pop() {
            if let Object::Reference(number) = node
                && !seen.insert(number)
            {
                continue;
            }
            let Some(Object::Dict(node)) = document.follow(node) else { continue };
            let page = inherited.descend(document, &node);
            if let Some(Object::Array(kids)) = document.value(&node, b"Kids") {
                // A kid is a reference, so a node listed twice in a loop costs nothing more.
                open.extend(kids.into_iter().rev().map(|kid| (kid, page.clone())));
                continue;
            }
            pages.count = pages.count.map(|count| count + 1).filter(|&count| count <= budget.pages);
            pages.first.get_or_insert(page);
            if pages.count.is_none() {
                break;
            }
        }
        pages
    }
}

impl<'d> Page<'d> {
    fn descend(&self, document: &'d Document<'_>, node: &Dict<'d>) -> Self {
        let resources = node.get(b"Resources").cloned().map(Rc::new);
        let rotation = document.value(node, b"Rotate").and_then(|value| value.number());
        Self {
            resources: resources.or_else(|| self.resources.clone()),
            rotation: rotation.map_or(self.rotation, |degrees| degrees as i64),
        }
    }

    /// The pictures among the page's resources, those inside its forms included.
    #[must_use]
    pub fn images(&self, document: &'d Document<'_>) -> Vec<Image<'d>> {
        let mut images = Vec::new();
        let mut seen = HashSet::new();
        let own = self.resources.as_deref().cloned().and_then(|resources| document.follow(resources));
        let mut open: Vec<_> = own.and_then(Object::into_dict).map(|own| (own, FORM_DEPTH)).into_iter().collect();
        while let Some((resources, depth)) = open.pop() {
            let Some(Object::Dict(xobjects)) = document.value(&resources, b"XObject") else { continue };
            for (_, object) in xobjects.0 {
                let Object::Reference(number) = object else { continue };
                if seen.len() >= XOBJECTS || !seen.insert(number) {
                    continue;
                }
                let Some((dict, raw)) = document.stream(&object) else { continue };
                match document.value(&dict, b"Subtype").and_then(|subtype| subtype.name()) {
                    Some(b"Image") => images.extend(Image::new(document, dict, raw)),
                    Some(b"Form") if depth > 0 => {
                        let inner = document.value(&dict, b"Resources").and_then(Object::into_dict);
                        open.extend(inner.map(|inner| (inner, depth - 1)));
                    }
                    _ => {}
                }
            }
        }
        images
    }
}

impl<'d> Image<'d> {
    fn new(document: &'d Document<'_>, dict: Dict<'d>, raw: &'d [u8]) -> Option<Self> {
        let side = |long: &[u8], short: &[u8]| {
            document.value(&dict, long).or_else(|| document.value(&dict, short)).and_then(|value| value.unsigned())
        };
        let (width, height) = (side(b"Width", b"W")?, side(b"Height", b"H")?);
        let mask = document.value(&dict, b"ImageMask") == Some(Object::Bool(true));
        (!mask).then_some(Self { dict, raw, width, height })
    }

    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}
