//! Values of one type as values of another, where they fit.

use crate::claims::{Actors, Code, CodeId, Field, FieldType, Value, day, is_number};

/// The value of `from` as a field that holds `to` has it; `None` where it does not fit.
pub(super) fn converted(value: &Value, from: &Field, to: &FieldType, actors: &Actors) -> Option<Value> {
    match (value, to) {
        (Value::Choice(code), FieldType::Choice(_)) => Some(Value::Choice(code.clone())),
        (Value::Choice(code), FieldType::Choices(_)) => Some(Value::Choices(vec![code.clone()])),
        (Value::Choices(codes), FieldType::Choices(_)) => Some(Value::Choices(codes.clone())),
        (Value::Choices(codes), FieldType::Choice(_)) => match codes.as_slice() {
            [one] => Some(Value::Choice(one.clone())),
            _ => None,
        },
        (Value::Actor(_), FieldType::Actor)
        | (Value::Passage(_), FieldType::Passage)
        | (Value::Number(_), FieldType::Number)
        | (Value::Date(_), FieldType::Date)
        | (Value::YesNo(_) | Value::CannotSay, FieldType::YesNo) => Some(value.clone()),
        _ => read(&words(value, from, actors)?, to, actors),
    }
}

/// What a value says in words; `None` for a passage, whose place would be lost.
pub(super) fn words(value: &Value, field: &Field, actors: &Actors) -> Option<String> {
    Some(match value {
        Value::Actor(id) => actors.name(id).to_owned(),
        Value::Choice(code) => field.code_name(code).to_owned(),
        Value::Choices(codes) => {
            let names: Vec<&str> = codes.iter().map(|code| field.code_name(code)).collect();
            names.join(", ")
        }
        Value::Text(words) | Value::Number(words) => words.clone(),
        Value::Date(day) => day.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::CannotSay => "can\u{2019}t say".to_owned(),
        Value::Passage(_) => return None,
    })
}

fn read(words: &str, to: &FieldType, actors: &Actors) -> Option<Value> {
    let typed = words.trim();
    match to {
        FieldType::Text => Some(Value::Text(words.to_owned())),
        FieldType::Choice(codes) => called(codes, typed).map(Value::Choice),
        FieldType::Choices(codes) => {
            let whole = called(codes, typed).map(|code| vec![code]);
            let parts = || typed.split([',', ';']).map(|part| called(codes, part.trim())).collect();
            let mut found: Vec<CodeId> = whole.or_else(parts)?;
            found.sort();
            found.dedup();
            Some(Value::Choices(found))
        }
        FieldType::Number => is_number(typed).then(|| Value::Number(typed.to_owned())),
        FieldType::Date => day(typed).map(Value::Date),
        FieldType::YesNo => match typed.to_lowercase().replace('\u{2019}', "'").as_str() {
            "yes" => Some(Value::YesNo(true)),
            "no" => Some(Value::YesNo(false)),
            "can't say" => Some(Value::CannotSay),
            _ => None,
        },
        FieldType::Actor => actors.called(typed).map(|actor| Value::Actor(actor.id.clone())),
        FieldType::Passage => None,
    }
}

fn called(codes: &[Code], name: &str) -> Option<CodeId> {
    let name = name.to_lowercase();
    codes.iter().find(|code| code.name.to_lowercase() == name).map(|code| code.id.clone())
}
