use super::list::list;
use super::set::set;
use super::{Keep, Merged, Notes, Sides, quoted};
use crate::claims::{Code, CodeBook, CodeId, Colour, Field, FieldType, Kind, LinkKind};

/// Merges the code book: kind by kind, field by field, code by code.
#[must_use]
pub fn codebook(base: &CodeBook, ours: &CodeBook, theirs: &CodeBook) -> Merged<CodeBook> {
    keeping(Keep::Greater, Sides { base, ours, theirs })
}

/// As [`codebook`], where it is said what is kept.
pub(super) fn keeping(keep: Keep, sides: Sides<&CodeBook>) -> Merged<CodeBook> {
    let mut notes = Notes::from(keep);
    let kinds = list(
        sides.map(|book| book.kinds.as_slice()),
        |kind| kind.id.clone(),
        |id, three| {
            let about = format!("the kind {id}");
            notes.record(&about, three, |notes, base, ours, theirs| kind(notes, &about, base, ours, theirs))
        },
    );
    let links = list(
        sides.map(|book| book.links.as_slice()),
        |way| way.id.clone(),
        |id, three| {
            let about = format!("the link {id}");
            notes.record(&about, three, |notes, base, ours, theirs| link(notes, &about, base, ours, theirs))
        },
    );
    notes.with(CodeBook { kinds, links })
}

fn link(
    notes: &mut Notes,
    about: &str,
    base: Option<&LinkKind>,
    ours: &LinkKind,
    theirs: &LinkKind,
) -> LinkKind {
    let nothing = LinkKind { id: ours.id.clone(), name: String::new(), back: String::new() };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let mut pick = |part: &str, words: fn(&LinkKind) -> &str| {
        notes.pick(&format!("the {part} of {about}"), sides.map(words), quoted).to_owned()
    };
    LinkKind {
        id: ours.id.clone(),
        name: pick("name", |link| &link.name),
        back: pick("name from the other end", |link| &link.back),
    }
}

fn kind(notes: &mut Notes, about: &str, base: Option<&Kind>, ours: &Kind, theirs: &Kind) -> Kind {
    let nothing = Kind {
        id: ours.id.clone(),
        name: String::new(),
        letter: '\0',
        key: None,
        // Before every colour somebody might choose.
        colour: Colour([0, 0, 0]),
        definition: String::new(),
        example: String::new(),
        rules: Vec::new(),
        retired: false,
        fields: Vec::new(),
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    let letter = |letter: Option<char>| letter.map_or_else(|| quoted(""), |key| quoted(&key.to_string()));
    Kind {
        id: ours.id.clone(),
        name: notes.pick(&of("name"), sides.map(|kind| kind.name.as_str()), quoted).to_owned(),
        letter: notes.pick(&of("letter"), sides.map(|kind| kind.letter), |is| letter(Some(is))),
        key: notes.pick(&of("key"), sides.map(|kind| kind.key), letter),
        colour: notes
            .pick(&of("colour"), sides.map(|kind| kind.colour), |colour| quoted(&String::from(colour))),
        definition: notes
            .pick(&of("definition"), sides.map(|kind| kind.definition.as_str()), quoted)
            .to_owned(),
        example: notes.pick(&of("example"), sides.map(|kind| kind.example.as_str()), quoted).to_owned(),
        rules: set(sides.map(|kind| kind.rules.as_slice())),
        retired: notes.pick(&of(RETIRED), sides.map(|kind| kind.retired), yes_or_no),
        fields: list(
            sides.map(|kind| kind.fields.as_slice()),
            |field| field.id.clone(),
            |id, three| {
                let about = format!("the field {id} of {about}");
                notes.record(&about, three, |notes, base, ours, theirs| {
                    field(notes, &about, base, ours, theirs)
                })
            },
        ),
    }
}

fn field(notes: &mut Notes, about: &str, base: Option<&Field>, ours: &Field, theirs: &Field) -> Field {
    let nothing = Field {
        id: ours.id.clone(),
        name: String::new(),
        holds: FieldType::Choice(Vec::new()),
        required: false,
        help: String::new(),
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    Field {
        id: ours.id.clone(),
        name: notes.pick(&of("name"), sides.map(|field| field.name.as_str()), quoted).to_owned(),
        holds: holds(notes, about, sides.map(|field| &field.holds)),
        required: notes.pick(&of("\u{201c}required\u{201d}"), sides.map(|field| field.required), yes_or_no),
        help: notes.pick(&of("help"), sides.map(|field| field.help.as_str()), quoted).to_owned(),
    }
}

/// Merges what a field holds: codes one by one where both sides have some.
fn holds(notes: &mut Notes, about: &str, sides: Sides<&FieldType>) -> FieldType {
    let (list_type, ours, theirs): (fn(Vec<Code>) -> FieldType, _, _) = match (sides.ours, sides.theirs) {
        (FieldType::Choice(ours), FieldType::Choice(theirs)) => (FieldType::Choice, ours, theirs),
        (FieldType::Choices(ours), FieldType::Choices(theirs)) => (FieldType::Choices, ours, theirs),
        _ => return notes.pick(&format!("the type of {about}"), sides, type_name).clone(),
    };
    let base = match sides.base {
        FieldType::Choice(codes) | FieldType::Choices(codes) => codes.as_slice(),
        _ => &[],
    };
    list_type(list(
        Sides { base, ours, theirs },
        |code| code.id.clone(),
        |id, three| {
            let about = format!("the code {id} of {about}");
            notes.record(&about, three, |notes, base, ours, theirs| code(notes, &about, base, ours, theirs))
        },
    ))
}

fn code(notes: &mut Notes, about: &str, base: Option<&Code>, ours: &Code, theirs: &Code) -> Code {
    let nothing = Code::named(ours.id.clone(), "");
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let of = |part: &str| format!("the {part} of {about}");
    let under = |id: Option<&CodeId>| quoted(id.map_or("", CodeId::as_str));
    Code {
        id: ours.id.clone(),
        name: notes.pick(&of("name"), sides.map(|code| code.name.as_str()), quoted).to_owned(),
        under: notes.pick(&of("place"), sides.map(|code| code.under.as_ref()), under).cloned(),
        help: notes.pick(&of("help"), sides.map(|code| code.help.as_str()), quoted).to_owned(),
        retired: notes.pick(&of(RETIRED), sides.map(|code| code.retired), yes_or_no),
    }
}

/// What tells whether something is out of use.
const RETIRED: &str = "\u{201c}retired\u{201d}";

fn yes_or_no(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn type_name(holds: &FieldType) -> String {
    match holds {
        FieldType::Actor => "actor".to_owned(),
        FieldType::Choice(codes) | FieldType::Choices(codes) => {
            let codes: Vec<&str> = codes.iter().map(|code| code.name.as_str()).collect();
            let many = if matches!(holds, FieldType::Choices(_)) { "several" } else { "one" };
            format!("{many} of {}", codes.join(", "))
        }
        FieldType::Text => "text".to_owned(),
        FieldType::Passage => "passage".to_owned(),
        FieldType::Number => "number".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::YesNo => "yes or no".to_owned(),
    }
}
