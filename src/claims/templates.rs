//! Code books to begin with, in our own words; the schemes they follow are published ones.
//!
//! DNA: Leifeld, "Discourse Network Analysis", 2017. Attribution: Pareti, LREC 2016 (PARC 3.0), and
//! Newell, Margolin and Ruths, LREC 2018 (PolNeAR). Political claims: Padó et al., ACL 2019 (MARDY).
//! Claim types: Konstantinovskiy et al., 2021 (Full Fact). Seven questions: Alam et al., 2021, as in
//! CheckThat!. Stance towards a target: Mohammad et al., SemEval-2016 Task 6.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{CodeBook, Kind, LinkKind};

/// A code book to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// What it is called.
    pub name: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// Its kinds and links.
    pub book: CodeBook,
}

/// A template as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    about: String,
    kinds: Vec<Kind>,
    #[serde(default = "LinkKind::standard")]
    links: Vec<LinkKind>,
}

const FILES: [&str; 8] = [
    include_str!("../../assets/codebooks/pressmark.ron"),
    include_str!("../../assets/codebooks/pressmark-voice.ron"),
    include_str!("../../assets/codebooks/dna.ron"),
    include_str!("../../assets/codebooks/attribution.ron"),
    include_str!("../../assets/codebooks/political-claim.ron"),
    include_str!("../../assets/codebooks/claim-types.ron"),
    include_str!("../../assets/codebooks/seven-questions.ron"),
    include_str!("../../assets/codebooks/target-stance.ron"),
];

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| FILES.iter().map(|file| read(file)).collect());

/// All templates; the first is what a new project has unless another is chosen.
#[must_use]
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

#[expect(clippy::panic, reason = "the files are part of the program; a test reads each")]
fn read(text: &str) -> Template {
    match ron::from_str(text) {
        Ok(File { name, about, kinds, links }) => Template { name, about, book: CodeBook { kinds, links } },
        Err(error) => panic!("a template does not parse: {error}"),
    }
}

impl Default for CodeBook {
    /// Pressmark's own: policy stance, quote, fact.
    fn default() -> Self {
        templates()[0].book.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::claims::Outline;

    #[test]
    fn every_template_is_sound() {
        let names: BTreeSet<&str> = templates().iter().map(|template| template.name.as_str()).collect();
        assert_eq!(names.len(), FILES.len());
        for template in templates() {
            assert!(template.about.ends_with('.'), "{}", template.name);
            let kinds = &template.book.kinds;
            let each = |of: fn(&Kind) -> String| kinds.iter().map(of).collect::<BTreeSet<_>>().len();
            assert_eq!(each(|kind| kind.id.to_string()), kinds.len(), "{}", template.name);
            assert_eq!(each(|kind| format!("{:?}", kind.key)), kinds.len(), "{}", template.name);
            for kind in kinds {
                assert!(!kind.definition.is_empty() && kind.key.is_some(), "{}", kind.id);
                assert!(!kind.example.is_empty(), "{}", kind.id);
                let fields: BTreeSet<_> = kind.fields.iter().map(|field| &field.id).collect();
                assert_eq!(fields.len(), kind.fields.len(), "{}", kind.id);
                for field in &kind.fields {
                    assert!(!field.help.is_empty(), "{} {}", kind.id, field.id);
                    let codes = field.codes();
                    let ids: BTreeSet<_> = codes.iter().map(|code| &code.id).collect();
                    assert_eq!(ids.len(), codes.len(), "{} {}", kind.id, field.id);
                    assert!(codes.iter().all(|code| !code.help.is_empty()), "{} {}", kind.id, field.id);
                    let outline = Outline::of(codes);
                    for (at, code) in codes.iter().enumerate() {
                        assert_eq!(code.under.is_some(), outline.parent(at).is_some(), "{}", code.id);
                    }
                }
            }
        }
        let claims = &templates()[4].book.kinds[0];
        assert!(Outline::of(claims.field(&"categories".into()).unwrap().codes()).is_deep());
    }
}
