//! The code book as one page to read, print and hand on.

use std::fmt::Write as _;
use std::path::Path;

use crate::claims::{CodeBook, Field, FieldType, Kind, Outline, Rule};
use crate::store::{SaveFailure, save_elsewhere};
use crate::story::visible;

const HEAD: &str = "<style>
body{font:16px/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
h1,h2,h3,th,.key{font-family:system-ui,sans-serif}
h2{border-left:.5rem solid;padding-left:.6rem;margin-top:2.4rem;break-after:avoid}
h3{margin-bottom:0;break-after:avoid}
.faint{color:#5f666d;font-size:.9rem}
.key{border:1px solid #b9b5ab;border-radius:.3rem;padding:0 .4rem;font-size:.85rem}
blockquote{margin:.6rem 0;padding-left:1rem;border-left:1px solid #d9d6ce;font-style:italic}
ul{margin:.3rem 0}li{break-inside:avoid}
.retired{color:#5f666d;text-decoration:line-through}
@media print{body{margin:0;max-width:none}}
</style>";

/// Writes the page, durably.
///
/// # Errors
/// Why it could not be written; what stood there is still there.
pub fn save_codebook_page(path: &Path, project: &str, book: &CodeBook) -> Result<(), SaveFailure> {
    save_elsewhere(path, codebook_page(project, book).as_bytes())
}

/// The page, as HTML without scripts or anything from outside.
#[must_use]
pub fn codebook_page(project: &str, book: &CodeBook) -> String {
    let title = escaped(&format!("Code book of {project}"));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{HEAD}\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for kind in &book.kinds {
        add_kind(&mut page, kind);
    }
    if !book.links.is_empty() {
        page.push_str("<h2>Links between claims</h2>\n<ul>\n");
        for link in &book.links {
            line(
                &mut page,
                format_args!(
                    "<li>{} <span class=\"faint\">({})</span></li>",
                    escaped(&link.name),
                    escaped(&link.back)
                ),
            );
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn add_kind(page: &mut String, kind: &Kind) {
    let key = kind
        .key
        .map_or_else(String::new, |key| format!(" <span class=\"key\">{}</span>", escaped(&key.to_string())));
    let colour = String::from(kind.colour);
    let class = if kind.retired { " class=\"retired\"" } else { "" };
    line(page, format_args!("<h2{class} style=\"border-color:#{colour}\">{}{key}</h2>", escaped(&kind.name)));
    if kind.retired {
        page.push_str("<p class=\"faint\">Out of use.</p>\n");
    }
    paragraph(page, "p", &kind.definition);
    paragraph(page, "blockquote", &kind.example);
    for rule in &kind.rules {
        let words = match rule {
            Rule::QuotationMark => {
                "Worth a second look where no quotation mark stands in or beside its passages, unless its form is indirect."
            }
        };
        line(page, format_args!("<p class=\"faint\">{words}</p>"));
    }
    for field in &kind.fields {
        add_field(page, field);
    }
}

fn add_field(page: &mut String, field: &Field) {
    let required = if field.required { ", required" } else { "" };
    let holds = match &field.holds {
        FieldType::Actor => "an actor",
        FieldType::Choice(_) => "one of these codes",
        FieldType::Choices(_) => "any of these codes",
        FieldType::Text => "free words",
        FieldType::Passage => "a passage of the story",
        FieldType::Number => "a number",
        FieldType::Date => "a date",
        FieldType::YesNo => "yes, no, or can\u{2019}t say",
    };
    line(
        page,
        format_args!("<h3>{} <span class=\"faint\">{holds}{required}</span></h3>", escaped(&field.name)),
    );
    paragraph(page, "p", &field.help);
    let codes = field.codes();
    let mut open = 0;
    for row in Outline::of(codes).rows() {
        while open > row.depth + 1 {
            page.push_str("</li></ul>");
            open -= 1;
        }
        if open == row.depth + 1 {
            page.push_str("</li>\n");
        } else {
            page.push_str("<ul>\n");
            open += 1;
        }
        let code = &codes[row.at];
        let class = if code.retired { " class=\"retired\"" } else { "" };
        let help = if code.help.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"faint\">{}</span>", escaped(&code.help))
        };
        // Writing to a String cannot fail.
        let _ = write!(page, "<li><span{class}>{}</span>{help}", escaped(&code.name));
    }
    page.push_str(&"</li></ul>\n".repeat(open));
}

fn paragraph(page: &mut String, tag: &str, words: &str) {
    if !words.trim().is_empty() {
        line(page, format_args!("<{tag}>{}</{tag}>", escaped(words)));
    }
}

fn line(page: &mut String, words: std::fmt::Arguments) {
    let _ = writeln!(page, "{words}");
}

/// Text that cannot be taken for anything else, with hidden characters made visible.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(visible).collect();
    let safe = lines.join("\n").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    safe.replace('"', "&quot;").replace('\'', "&#39;").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Code;

    #[test]
    fn everything_is_on_the_page_and_nothing_acts() {
        let mut book = CodeBook::default();
        book.kinds[0].name = "<script>alert('x')</script>\u{202e}".to_owned();
        book.kinds[0].example = "\u{201c}No,\u{201d} he said.".to_owned();
        let page = codebook_page("Talks & more", &book);
        assert!(!page.contains("<script") && !page.contains('\u{202e}'));
        for words in [
            "&lt;script&gt;",
            "\u{2039}U+202E\u{203a}",
            "Talks &amp; more",
            "he said.",
            "Can be checked",
            "is supported by",
            "<span class=\"key\">2</span>",
        ] {
            assert!(page.contains(words), "{words}");
        }
    }

    #[test]
    fn codes_stand_as_a_tree_that_is_closed_again() {
        let code = |id: &str, under: &str| Code {
            under: (!under.is_empty()).then(|| under.into()),
            ..Code::named(id.into(), id)
        };
        let mut book = CodeBook::default();
        let list = vec![
            code("a", ""),
            code("b", "a"),
            code("c", "b"),
            code("d", ""),
            code("x", "y"),
            code("y", "x"),
        ];
        book.kinds[0].fields[0].holds = FieldType::Choices(list);
        let page = codebook_page("p", &book);
        assert!(page.contains("<ul>\n<li><span>a</span><ul>\n<li><span>b</span><ul>\n<li><span>c</span></li></ul></li></ul></li>\n<li><span>d</span></li>"));
        for tag in ["ul", "li", "h3", "span"] {
            let opened =
                page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}
