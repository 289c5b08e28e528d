//! The names in a byline or in a page's metadata.

/// Words that lead a byline in, longest first.
const LEADS: [&str; 14] = [
    "written by ",
    "posted by ",
    "story by ",
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "text: ",
    "автор: ",
    "autor: ",
];

/// The names, each once, without what leads them in and what they do.
pub(in super::super) fn names(found: Vec<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in found.into_iter().filter(|name| !name.contains("://")).flat_map(|name| name.split([';', '|']))
    {
        let pieces: Vec<&str> =
            if part.matches(' ').count() > 1 { part.split(", ").collect() } else { vec![part] };
        for name in
            pieces.into_iter().flat_map(|piece| piece.split(" and ")).flat_map(|piece| piece.split(" und "))
        {
            let name = without_lead(name.trim()).trim();
            let plausible = (2..=80).contains(&name.chars().count()) && name.chars().any(char::is_alphabetic);
            if plausible && names.iter().all(|known| !known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Words without what leads a byline in.
pub(in super::super) fn without_lead(name: &str) -> &str {
    let lower = name.to_lowercase();
    let lead = LEADS.into_iter().find(|lead| lower.starts_with(lead));
    // Lower case may change the length of some letters; a lead is none of those.
    lead.and_then(|lead| name.get(lead.len()..)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_stand_alone_and_once() {
        assert_eq!(names(vec!["By Ann Lee, Bo Kim and Cy Oh", "ann lee"]), ["Ann Lee", "Bo Kim", "Cy Oh"]);
        assert_eq!(names(vec!["https://example.org/ann"]), Vec::<String>::new());
        assert_eq!(names(vec!["이민우"]), ["이민우"]);
    }
}
