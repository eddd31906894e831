//! The closed world in which a page is typeset: our templates, our fonts, one page of values.
//!
//! There is no disk, no network, no package and no clock in it, so that a template can reach
//! nothing and the same values always give the same page.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::FontSet;

macro_rules! template {
    ($file:literal) => {
        (
            $file,
            include_str!(concat!("../../../../assets/templates/", $file)),
        )
    };
}

const TEMPLATES: [(&str, &str); 4] = [
    template!("parts.typ"),
    template!("classic.typ"),
    template!("modern.typ"),
    template!("compact.typ"),
];

/// What every page shares: the standard library and the parsed templates.
#[derive(Debug)]
pub(crate) struct Press {
    library: LazyHash<Library>,
    templates: Vec<Source>,
}

impl Press {
    pub fn new() -> Self {
        let templates = TEMPLATES
            .iter()
            .filter_map(|(name, text)| Some(Source::new(file_id(name)?, (*text).to_owned())))
            .collect();
        Self {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            templates,
        }
    }
}

/// One page's world.
#[derive(Debug)]
pub(crate) struct PageWorld<'a> {
    press: &'a Press,
    fonts: Arc<FontSet>,
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> PageWorld<'a> {
    /// `template` and the names of `files` are paths within the world.
    pub fn try_new(
        press: &'a Press,
        fonts: Arc<FontSet>,
        template: &str,
        files: Vec<(&str, Bytes)>,
    ) -> Option<Self> {
        let files = files
            .into_iter()
            .map(|(name, bytes)| Some((file_id(name)?, bytes)))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            press,
            fonts,
            main: file_id(template)?,
            files,
        })
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

impl World for PageWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.press.templates.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
