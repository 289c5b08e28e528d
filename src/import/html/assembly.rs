//! Puts a story together from what was found on a page: its blocks, and each picture at its place
//! with the file that came along, or its address.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::compose::{Composer, Shown};
use super::super::{Medium, Origin, OriginalFile, picture};
use super::address::{Base, Place};
use super::article::body::{Article, Page, Part};
use super::leaves::Item;
use super::pictures::figures::Figure;
use super::pictures::variants;
use super::{Parts, letters_of};
use crate::story::{Role, visible};

/// The largest picture written into the page itself that is kept, in bytes of its address.
const LARGEST_DATA: usize = 32 << 20;
/// What is shown until the picture is there is smaller than this, in bytes of its address.
const SMALLEST_DATA: usize = 12 << 10;

/// What is needed to put a story together.
pub(super) struct Assembly<'a> {
    pub page: &'a Page<'a>,
    pub article: &'a Article,
    pub base: Base,
    pub parts: Parts<'a>,
    pub media: Vec<Medium>,
    pub notes: Vec<String>,
}

impl Assembly<'_> {
    pub fn compose(&mut self, headline: Option<&str>, figures: &[Figure]) -> Composer {
        let mut composer = Composer::default();
        let words_of_figures: Vec<&str> = figures.iter().map(|figure| figure.shown.as_str()).collect();
        if let Some(headline) = headline {
            composer.add(Role::Headline, headline);
        }
        let stretch = self.article.stretch.clone();
        let told: HashSet<usize> = figures.iter().flat_map(|figure| &figure.told).copied().collect();
        let mut figures = figures.iter().peekable();
        while let Some(figure) = figures.next_if(|figure| figure.at < stretch.start) {
            self.show(&mut composer, figure);
        }
        for at in stretch {
            while let Some(figure) = figures.next_if(|figure| figure.at <= at) {
                self.show(&mut composer, figure);
            }
            let Item::Words(leaf) = &self.page.items[at] else { continue };
            let letters = letters_of(&leaf.text);
            let role = match self.article.parts[at] {
                Part::Outside => continue,
                Part::Headline if headline.is_some_and(|headline| letters_of(headline) == letters) => {
                    continue;
                }
                Part::Caption if words_of_figures.iter().any(|words| words.contains(letters.as_str())) => {
                    continue;
                }
                Part::Paragraph | Part::Caption | Part::Clutter if told.contains(&at) => continue,
                Part::Paragraph if self.is_told_by_figure(at, &letters, &words_of_figures) => continue,
                Part::Clutter | Part::Caption | Part::Headline => Role::Furniture,
                Part::Byline => Role::Byline,
                Part::Paragraph => Role::Paragraph,
                Part::Subhead => Role::Subhead,
            };
            composer.add(role, &leaf.text);
        }
        for figure in figures {
            self.show(&mut composer, figure);
        }
        for &at in &self.article.cut {
            if let Item::Words(leaf) = &self.page.items[at] {
                composer.add(Role::Furniture, &leaf.text);
            }
        }
        composer.finish()
    }

    /// Whether these words, right after a picture, are what was taken for its caption.
    fn is_told_by_figure(&self, at: usize, letters: &str, figures: &[&str]) -> bool {
        let after_picture = at > 0 && matches!(self.page.items[at - 1], Item::Image(_));
        after_picture && figures.contains(&letters)
    }

    /// Shows a picture at its place. Browsers change only some of its addresses when they save a page,
    /// so all are asked: the first whose file came along gives the file, the best of the web is kept.
    fn show(&mut self, composer: &mut Composer, figure: &Figure) {
        let mut shown = Shown {
            caption: figure.caption.clone(),
            credit: figure.credit.clone(),
            alt: figure.alt.clone(),
            ..Shown::default()
        };
        let index = composer.pictures.len();
        let mut here: Option<OriginalFile> = None;
        let mut beside: Vec<String> = Vec::new();
        // What is told only where no other address leads anywhere.
        let mut trouble = None;
        for (rank, source) in figure.sources.iter().enumerate() {
            match self.base.place(source) {
                Place::Data(data) if rank == 0 || data.len() >= SMALLEST_DATA => {
                    match picture::from_data(data, LARGEST_DATA) {
                        Ok(file) => here = here.or(Some(file)),
                        Err(reason) => {
                            trouble = trouble.or_else(|| {
                                Some(format!("a picture inside the page was left out: {reason}"))
                            });
                        }
                    }
                }
                Place::Data(_) => {}
                Place::Web(url) => {
                    here = here.or_else(|| self.part(&url));
                    shown.url = shown.url.or(Some(url));
                }
                Place::Beside(path) => {
                    let url = self.base.web(source.trim());
                    here = here.or_else(|| self.part(&path)).or_else(|| self.part(url.as_deref()?));
                    // What was saved beside the page was never at such an address.
                    if !self.base.is_saved(&path) {
                        shown.url = shown.url.or(url).or_else(|| Some(source.trim().to_owned()));
                    }
                    beside.push(path);
                }
                Place::Unknown(address) => shown.url = shown.url.or(Some(address)),
                Place::Refused => {
                    trouble = trouble.or_else(|| {
                        Some(format!(
                            "a picture\u{2019}s address leads out of the page\u{2019}s folder and was left out: {}",
                            visible(&cut(source))
                        ))
                    });
                }
            }
        }
        if here.is_none() && beside.is_empty() && shown.url.is_none() {
            self.notes.extend(trouble);
        }
        composer.show(shown);
        let from = match here {
            Some(file) => Some(Origin::Embedded(file)),
            None => (!beside.is_empty()).then_some(Origin::Beside(beside)),
        };
        self.media.extend(from.map(|from| Medium { picture: index, from }));
    }

    /// The file that came with the page under an address.
    fn part(&self, address: &str) -> Option<OriginalFile> {
        let bytes: Arc<[u8]> = (self.parts)(address)?;
        picture::attachment(variants::file_name(address), bytes).ok()
    }
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}
