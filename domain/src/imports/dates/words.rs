//! The words that dates are written with, folded (see [`crate::fold::fold`]): Albanian, English, Spanish,
//! French, Italian, Portuguese, German, and Serbian, Croatian, Bosnian and Macedonian in both scripts.

use super::lexer::{Part, Token};

/// The months: full names, which may have endings of cases, then abbreviations, which may not.
const MONTHS: [(&str, &str); 12] = [
    (
        "january janar enero janvier gennaio janeiro januar sijecanj sijecnj јануар",
        "jan ene janv gen sij јан",
    ),
    (
        "february shkurt febrero fevrier febbraio fevereiro februar veljac фебруар февруар",
        "feb shk fev fevr febr velj феб фев",
    ),
    ("march mars marzo marco marz mart ozujak ozujk март", "mar mrz ozu мар"),
    (
        "april prill abril avril aprile travanj travnj април",
        "apr pri prl abr avr апр",
    ),
    ("may maj mayo mai maggio maio svibanj svibnj мај", "mag"),
    (
        "june qershor junio juin giugno junho juni jun lipanj lipnj јун",
        "qer qersh giu lip",
    ),
    (
        "july korrik julio juillet luglio julho juli jul srpanj srpnj јул",
        "kor korr juil lug srp",
    ),
    (
        "august gusht agosto aout avgust kolovoz август",
        "aug gus gush ago avg авг",
    ),
    (
        "september shtator septiembre setiembre septembre settembre setembro septembar septembr rujan rujn \
         септембар септембр септемвр",
        "sep sept sht shta set sett ruj сеп септ",
    ),
    (
        "october tetor octubre octobre ottobre outubro oktober oktobar oktobr listopad октобар октобр октомвр",
        "oct tet ott out okt окт",
    ),
    (
        "november nentor noviembre novembre novembro novembar novembr studen новембар новембр ноемвр",
        "nov nen nent нов ное",
    ),
    (
        "december dhjetor diciembre decembre dicembre dezembro dezember decembar decembr prosinac prosinc \
         децембар децембр декемвр",
        "dec dhj dhje dic dez дец дек",
    ),
];

/// Endings of cases: `nëntorit`, `decembra`, `прилот`.
const ENDINGS: [&str; 19] = [
    "it", "ut", "in", "un", "i", "u", "a", "e", "og", "oga", "om", "s", "es", "а", "у", "и", "е", "ом", "от",
];

/// Units of months, by the beginning of the word. The number is their length in months.
const UNITS: [(u8, &[&str]); 6] = [
    (1, &["muaj", "month", "monat", "mesec", "mjesec", "месец"]),
    (2, &["bimestre", "dymujor"]),
    (
        3,
        &[
            "quarter",
            "tremujor",
            "trimest",
            "kvartal",
            "quartal",
            "tromesec",
            "tromjesec",
            "tremesec",
            "тромесеч",
            "тримесеч",
            "квартал",
        ],
    ),
    (
        4,
        &[
            "quadrimest",
            "cuatrimest",
            "katermujor",
            "tertial",
            "cetvoromesec",
            "cetveromjesec",
        ],
    ),
    (
        6,
        &["semest", "gjashtemujor", "polugod", "halbjahr", "полугод", "семест"],
    ),
    (9, &["nentemujor"]),
];

/// Words whose beginning looks like a unit, but which say that something repeats.
const NOT_UNITS: [&str; 6] = [
    "quarterly",
    "monthly",
    "trimestral",
    "trimestralmente",
    "semestral",
    "trimestriel",
];

/// Returns the token of a folded word.
pub(super) fn token(word: &str) -> Token {
    month(word)
        .map(Token::Month)
        .or_else(|| season(word).map(Token::Season))
        .or_else(|| unit(word).map(Token::Unit))
        .or_else(|| ordinal(word).map(Token::Ordinal))
        .or_else(|| part(word).map(Token::Part))
        .or_else(|| small(word))
        .unwrap_or(Token::Word)
}

/// Returns whether a word is in a list that is separated by spaces.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|entry| entry == word)
}

/// Returns the meaning of a word in a table.
fn find<T: Copy>(table: &[(T, &str)], word: &str) -> Option<T> {
    table
        .iter()
        .find_map(|(meaning, words)| is_in(words, word).then_some(*meaning))
}

fn month(word: &str) -> Option<u8> {
    let named = |word: &str, short: bool| {
        MONTHS.iter().zip(1_u8..).find_map(|((full, abbreviated), month)| {
            (is_in(full, word) || (short && is_in(abbreviated, word))).then_some(month)
        })
    };
    named(word, true).or_else(|| {
        ENDINGS
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .find_map(|stem| named(stem, false))
    })
}

/// Returns the first month of a meteorological season of the northern hemisphere.
fn season(word: &str) -> Option<u8> {
    const WORDS: [(u8, &str); 4] = [
        (
            3,
            "spring pranvere pranvera pranveres pranveren primavera printemps fruhling fruhjahr prolece proljece \
             пролеће пролет",
        ),
        (
            6,
            "summer vere vera veres veren verano ete estate verao sommer leto ljeto лето",
        ),
        (
            9,
            "autumn fall vjeshte vjeshta vjeshtes vjeshten otono automne autunno outono herbst jesen jeseni \
             јесен есен",
        ),
        (
            12,
            "winter dimer dimri dimrit dimrin invierno hiver inverno zima zime zimi зима",
        ),
    ];
    find(&WORDS, word)
}

fn unit(word: &str) -> Option<u8> {
    if NOT_UNITS.contains(&word) {
        return None;
    }
    let exact = match word {
        "mes" | "mois" | "mese" => Some(1),
        "qtr" | "trim" => Some(3),
        "sem" => Some(6),
        _ => None,
    };
    exact.or_else(|| {
        UNITS
            .iter()
            .find_map(|(months, words)| words.iter().any(|unit| word.starts_with(unit)).then_some(*months))
    })
}

fn ordinal(word: &str) -> Option<u8> {
    const WORDS: [(u8, &str); 4] = [
        (
            1,
            "first pare pari parit primer primero primera premier premiere primo prima primeiro primeira prvi \
             prva prvo prvog prvom prvoj erste erstes ersten први прва прво првог прв првиот првата првото",
        ),
        (
            2,
            "second dyte dyti dytit segundo segunda deuxieme seconde secondo seconda drugi druga drugo drugog \
             drugom drugoj zweite zweites zweiten други друга друго другог другој втор втора второ вториот \
             втората второто",
        ),
        (
            3,
            "third trete treti tretit tercer tercero tercera troisieme terzo terza terceiro terceira treci treca \
             trece treceg trecem dritte drittes dritten трећи трећа треће трећег трет трета трето третиот \
             третата третото",
        ),
        (
            4,
            "fourth katert katerti katertit cuarto cuarta quatrieme quarto quarta cetvrti cetvrta cetvrto \
             cetvrtog cetvrtom vierte viertes vierten четврти четврта четврто четвртог четврт четвртиот \
             четвртата четвртото",
        ),
    ];
    find(&WORDS, word)
}

fn part(word: &str) -> Option<Part> {
    const WORDS: [(Part, &str); 4] = [
        (
            Part::Start,
            "beginning begin begins start starts early fillim fillimi fillimin fillimit nisja principios \
             principio inicio inicios comienzo comienzos debut inizio pocetak pocetkom pocetku почетак почетком \
             почетку почеток anfang",
        ),
        (
            Part::Middle,
            "mid middle mesi mesin mesit mediados milieu sredina sredinom sredini средина средином средини mitte",
        ),
        (
            Part::End,
            "end ends late finish fund fundi fundin fundit mbarim mbarimi perfundim perfundimi perfundimin fin \
             fines final finales fine kraj kraja krajem kraju крај краја крајем крају крајот ende fim",
        ),
        (
            Part::Half,
            "half gjysma gjysme gjysmen gjysmes pjesa pjesen mitad moitie meta metade polovina polovini \
             polovinom polovica polovici половина половини половината halfte",
        ),
    ];
    find(&WORDS, word)
}

/// Returns the token of a word that joins dates or stands around them.
fn small(word: &str) -> Option<Token> {
    const WORDS: [(Token, &str); 8] = [
        (
            Token::To,
            "a until till to through thru deri hasta jusqu jusque au al alla fino finoa sino ate do до bis",
        ),
        (
            Token::From,
            "from since starting nga prej desde partir depuis des dal dalla od од ab seit after pas despues \
             apres dopo nakon posle poslije после по nach",
        ),
        (
            Token::Between,
            "between ndermjet midis entre tra fra izmedju izmedu између помеѓу помегу меѓу zwischen",
        ),
        (Token::And, "and or dhe ose y o et ou und oder ili и или"),
        (Token::Article, "e i"),
        (
            Token::Glue,
            "of the te se s de del della dell di du d l da das dos viti vitit vitin vit vitet viteve year years \
             ano anos annee an anno jahr jahres godina godine godini godinu god g година године години годината \
             год г fy fiscal fiskal calendar kalendarik kalendarike",
        ),
        (
            Token::By,
            "by before later than deadline due afati afat vone antes tardar limite avant tard entro najkasnije \
             најкасније најдоцна rok рок para vor spatestens",
        ),
        (
            Token::Filler,
            "on in during within no not at date day ne me jo gjate brenda dates daten data dt ketij kesaj \
             periudha periudhe period el la los las le les en mas plus fecha durante pendant cours courant dans \
             periodo periode il lo nel nella non oltre durant u tokom tijekom datum во у на током im am bei der \
             den em approximately about circa rreth perafersisht planned expected planifikuar parashikuar",
        ),
    ];
    if weekday(word) {
        return Some(Token::Filler);
    }
    find(&WORDS, word)
}

fn weekday(word: &str) -> bool {
    const WORDS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
        hene hena marte marta merkure merkura enjte premte shtune shtuna diel diela lunes martes miercoles \
        jueves viernes sabado domingo lun lundi mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche \
        dim lunedi martedi mercoledi giovedi gio venerdi sabato sab domenica dom ponedeljak ponedjeljak utorak \
        sreda srijeda cetvrtak petak subota nedelja nedjelja понедељак уторак среда четвртак петак субота недеља \
        понеделник вторник четврток петок сабота недела montag dienstag mittwoch donnerstag freitag samstag \
        sonntag sexta";
    is_in(WORDS, word)
}

/// Returns the length in months of a unit that is written as letters before or after its number: `Q4`,
/// `TM IV`, `H2`, `1S`.
pub(super) fn short_unit(word: &str) -> Option<u8> {
    Some(match word {
        "q" | "k" | "kv" | "t" | "tm" | "tr" | "к" | "кв" | "т" => 3,
        "h" | "s" | "hj" | "gjm" => 6,
        _ => return None,
    })
}

/// Returns whether a word is the ending of an ordinal or of a case after a number: `2-ri`, `1er`, `2026-ës`.
pub(super) fn is_ending(word: &str) -> bool {
    const WORDS: &str = "st nd rd th er ere re ri ra rt t te ti ta tit to i e eme ieme nde o a mo do ro ma tes es en s n it ve og \
        om oga а и ви ри ти та от го ог ом";
    is_in(WORDS, word)
}

/// Returns the number that a word before "mujor" names: `gjashtë mujori`.
pub(super) fn counted(word: &str) -> Option<u8> {
    Some(match word {
        "dy" => 2,
        "tre" => 3,
        "kater" => 4,
        "gjashte" => 6,
        "nente" => 9,
        _ => return None,
    })
}

/// Returns whether numbers after this word are not a date: `Ligji nr. 119/2014`.
pub(super) fn is_law(word: &str) -> bool {
    const WORDS: &str = "nr num numero ligj ligji ligjit ligjin vkm vkb udhezimi law act ley decreto loi decret legge zakon закон \
        бр br article neni";
    is_in(WORDS, word)
}

/// Returns whether a number after this word is an hour: `ora 14.00`.
pub(super) fn is_hour(word: &str) -> bool {
    const WORDS: &str = "ora ore oren ores hora horas heure heures uhr sati часот";
    is_in(WORDS, word)
}
