//! Comparisons of names that were made before in this run: finding the one fix for a field asks the same pairs again.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::text::name::{Comparer, Comparison, Zone};

/// The two names, whether the second is a machine-readable zone, and the locale.
type Key = (String, String, bool, Option<String>);

/// What was compared so far. Lives as long as one judgement, so that names do not stay in memory.
#[derive(Debug, Default)]
pub struct Memo {
    comparer: RefCell<Comparer>,
    comparisons: RefCell<FxHashMap<Key, Rc<Comparison>>>,
}

impl Memo {
    /// The comparison of two names, made once.
    pub fn compare(&self, typed: &str, document: &str, zone: Zone, locale: Option<&str>) -> Rc<Comparison> {
        // Letter for letter the same: quicker said than remembered.
        if typed == document && matches!(zone, Zone::Viz) {
            return Rc::new(self.comparer.borrow_mut().compare(typed, document, zone, locale));
        }
        let key = (typed.to_owned(), document.to_owned(), matches!(zone, Zone::Mrz), locale.map(str::to_owned));
        if let Some(known) = self.comparisons.borrow().get(&key) {
            return Rc::clone(known);
        }
        let made = Rc::new(self.comparer.borrow_mut().compare(typed, document, zone, locale));
        self.comparisons.borrow_mut().insert(key, Rc::clone(&made));
        made
    }
}
