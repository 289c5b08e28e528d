//! The names of the months, in the languages the press is written in.

/// The names and abbreviations of each month, in lower case; one with a star is how longer ones
/// begin. Where a name is one month here and another there, the more spoken language has it.
const MONTHS: [&str; 12] = [
    "jan janu* janv* jane* jaan* ján* ene ener* gen genn* gener* ian ianu* led leden ledna sty stycz* oca ocak saus* \
     tammi* siječ* янв* яну* січ* јан* студз* ιαν* يناير جانفي ژانویه جنوری ינואר जनवरी জানু* มกราคม",
    "feb febr* fev fevr* feve* fév* veeb* únor* lut luty lutego şub şubat helmi* vasar* velja* shkurt* фев* феб* лют* \
     φεβ* فبراير فيفري فوریه فروری פברואר फरवरी फ़रवरी ফেব্রু* กุมภาพันธ์",
    "mar march* marzo marz mars marca marec marzec mart martie marts mär* márc* març* maart maret mac machi maalis* břez* \
     kov* ožuj* мар* берез* сак* μαρ* μάρ* مارس مارچ מרץ מרס मार्च মার্চ มีนาคม",
    "apr apri* aprí* aprī* ápr* abr abril* avr avril* kwi kwie* dub* nis nisan huhti* baland* trav* prill* апр* квіт* \
     крас* απρ* أبريل ابريل إبريل أفريل آوریل اپریل אפריל अप्रैल এপ্রিল เมษายน",
    "may mayo mai maio maij* maig maj maja maju maggio mag mei máj* mayıs mayis květ* touko* geguž* svib* мая май мај \
     травня травень μαΐ* μάι* μαι* مايو ماي أيار مه مئی מאי मई মে พฤษภาคม",
    "jun june juni* juno jún* jūn* juin juuni* junho juny giu giugno cze czerwca czerwiec červen červn* haz haziran \
     kesä* birž* lipnja lipanj iun iunie qershor* июн* черв* чэрв* юни јун* ιουν* ιούν* يونيو يونيه جوان ژوئن جون \
     יוני जून জুন มิถุนายน",
    "jul july juli* júl* jūl* juil* juuli* julho lug lugli* lip lipca lipiec červenec červenc* tem temmuz heinä* \
     liep* srpnja srpanj iul iulie korrik* julai июл* лип* ліп* юли јул* ιουλ* ιούλ* يوليو يوليه جويلية ژوئیه جولای \
     جولائی יולי जुलाई জুলাই กรกฎาคม",
    "aug augu* ago agost* aoû* aout sie sierp* srp srpen srpna ağu ağustos agustos agu elokuu* rugpj* kolovoz* avg \
     avgust* ogos gusht* авг* серп* жні* αυγ* αύγ* أغسطس اغسطس أوت اوت اگست אוגוסט अगस्त আগস্ট สิงหาคม",
    "sep sept* set sete* seti* settem* szept* wrz* zář* eyl eylül eylul syys* rugs* ruj* shtator* сен* септ* верес* \
     верас* σεπ* سبتمبر أيلول سپتامبر ستمبر ספטמבר सितंबर सितम्बर সেপ্টেম্বর กันยายน",
    "oct octo* octu* okt okto* ott otto* out outu* október* paź* říj* eki ekim lokakuu* spal* tetor* окт* жовт* \
     кастр* οκτ* أكتوبر اكتوبر اکتبر اکتوبر אוקטובר अक्टूबर अक्तूबर অক্টোবর ตุลาคม",
    "nov nove* novi* noie* lis listopad* kas kasım kasim marras* lapkr* studen* nëntor* ноя* ное* нов* листопад* \
     ліст* νοε* νοέ* نوفمبر نوامبر نومبر נובמבר नवंबर नवम्बर নভেম্বর พฤศจิกายน",
    "dec dece* déc* dez deze* dic dici* des dese* disember det detse* gru grud* prosin* ara aralık aralik joulu* \
     gruod* dhjetor* дек* груд* дец* снеж* δεκ* ديسمبر دسامبر دسمبر דצמבר दिसंबर दिसम्बर ডিসেম্বর ธันวาคม",
];

/// The number of the month that `word`, in lower case, is the name of.
pub(super) fn month(word: &str) -> Option<i16> {
    let is = |known: &str| match known.strip_suffix('*') {
        Some(head) => word.starts_with(head),
        None => word == known,
    };
    // Hebrew sets "in" before the name, without a blank.
    let word_is = |known: &str| {
        is(known) || word.strip_prefix('\u{5d1}').is_some_and(|rest| !known.is_ascii() && rest == known)
    };
    let at = MONTHS.iter().position(|names| names.split_ascii_whitespace().any(word_is))?;
    i16::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_known_in_many_languages() {
        for (word, number) in [
            ("may", 5),
            ("mayo", 5),
            ("мая", 5),
            ("mayıs", 5),
            ("maja", 5),
            ("května", 5),
            ("مايو", 5),
            ("मई", 5),
            ("травня", 5),
            ("במאי", 5),
            ("června", 6),
            ("července", 7),
            ("lipca", 7),
            ("липня", 7),
            ("ağustos", 8),
            ("sierpnia", 8),
            ("srpna", 8),
            ("août", 8),
            ("března", 3),
            ("märz", 3),
            ("mars", 3),
            ("juillet", 7),
            ("juin", 6),
            ("jun", 6),
            ("грудня", 12),
            ("aralık", 12),
            ("listopada", 11),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["", "market", "settle", "de", "2024", "lunch"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
