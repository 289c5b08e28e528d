//! Where on the page the title stands.

use super::super::article::body::Page;
use super::super::leaves::Leaf;
use super::super::letters_of;
use super::super::tree::dom::NodeId;
use super::super::tree::marks::Marks;
use super::title;

impl Page<'_> {
    /// The item that is the title: an `h1` before the article's last words, else a heading that
    /// says what the metadata say. The site's name may stand in an `h1` too.
    pub(in super::super) fn headline_item(&self, first: usize, last: usize) -> Option<usize> {
        let titles: Vec<String> = self.meta.titles().map(letters_of).collect();
        let known = |leaf: &Leaf| {
            let letters = letters_of(&leaf.text);
            letters.len() > 8
                && titles.iter().any(|title| title.contains(&letters) || letters.contains(title.as_str()))
        };
        // All of a title, or all but the names beside it.
        let whole = |leaf: &Leaf| {
            let letters = letters_of(&leaf.text);
            letters.len() > 8
                && leaf.weight() < 400
                && self.meta.titles().any(|title| title::within(title, &leaf.text).is_some())
                || titles.iter().any(|title| title.len() > 8 && letters.contains(title.as_str()))
        };
        let in_h1 = |leaf: &Leaf| self.around(leaf).take(4).any(|node| self.tree.tag(node) == "h1");
        let heads = |leaf: &Leaf| matches!(self.tree.tag(leaf.block), "h2" | "h3");
        let headings: Vec<(usize, &Leaf)> =
            self.leaves().take_while(|(at, _)| *at < last).filter(|(_, leaf)| in_h1(leaf)).collect();
        let own: Vec<(usize, &Leaf)> =
            headings.iter().copied().filter(|(_, leaf)| !self.is_site_name(leaf)).collect();
        let nearest = |among: &[(usize, &Leaf)], wanted: &dyn Fn(&Leaf) -> bool| {
            let found = among.iter().filter(|(_, leaf)| wanted(leaf));
            found.map(|(at, _)| *at).min_by_key(|at| at.abs_diff(first))
        };
        let others = |wanted: &dyn Fn(&Leaf) -> bool| {
            let found = self.leaves().take_while(|(at, _)| *at < last).filter(|(_, leaf)| wanted(leaf));
            found.map(|(at, _)| at).min_by_key(|at| at.abs_diff(first))
        };
        nearest(&own, &whole)
            .or_else(|| others(&|leaf| heads(leaf) && !leaf.is_link() && whole(leaf)))
            .or_else(|| nearest(&own, &known))
            .or_else(|| nearest(&own, &|leaf| leaf.weight() > 12))
            .or_else(|| nearest(&headings, &known))
            .or_else(|| nearest(&headings, &|leaf| leaf.letters > 0))
            .or_else(|| {
                others(&|leaf| {
                    matches!(self.tree.tag(leaf.block), "h2" | "h3" | "div" | "span" | "p")
                        && titles.contains(&letters_of(&leaf.text))
                })
            })
    }

    /// Whether a heading is the name of the site: a link to its first page, or a logo's words.
    fn is_site_name(&self, leaf: &Leaf) -> bool {
        let home = |node: NodeId| {
            self.tree.tag(node) == "a"
                && self.tree.attr(node, "href").is_some_and(|href| {
                    let path = href.split_once("://").map_or(href, |(_, rest)| rest);
                    let path = path.split(['?', '#']).next().unwrap_or_default().trim();
                    let absolute = href.contains("://");
                    if absolute { path.trim_end_matches('/').find('/').is_none() } else { path == "/" }
                })
        };
        let mut links = self.around(leaf).take(4).chain(self.tree.descendants(leaf.node).take(20));
        let letters = letters_of(&leaf.text);
        let outlet = self.meta.outlet.as_deref().map(letters_of);
        let site = self.meta.url.as_deref().and_then(title::site);
        let logo = self
            .around(leaf)
            .take(3)
            .any(|node| self.says.get(node).is_some_and(|said| said.has(Marks::ICON)));
        leaf.is_link() && links.any(home)
            || logo
            || [outlet, site].into_iter().flatten().any(|name| name == letters)
    }

    fn around(&self, leaf: &Leaf) -> impl Iterator<Item = NodeId> {
        std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node))
    }
}
