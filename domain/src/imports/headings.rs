//! The words with which plans head their columns: Albanian, English, Spanish and French, folded
//! ([`fold`]: without accents, case and punctuation). The names of the fields are known besides.
//!
//! Long because it lists the words of four languages.

use super::fields::{FIELDS, Field, Level};
use crate::fold::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Headings of one meaning, and the fields that they can stand for: the first whose record the table has.
type Heading = (&'static [&'static str], &'static [&'static str]);

/// Headings that name their record or can have one meaning only.
const SURE: &[Heading] = &[
    (
        &[
            "member",
            "anetari",
            "miembro",
            "membre",
            "municipality",
            "bashkia",
            "municipio",
            "municipalidad",
            "commune",
            "city",
            "qyteti",
            "ciudad",
            "ville",
        ],
        &["member"],
    ),
    (&["country", "vendi", "shteti", "pais", "pays"], &["country"]),
    (
        &[
            "plan",
            "plan name",
            "plan title",
            "name of the plan",
            "title of the plan",
            "action plan",
            "action plan title",
            "title of action plan",
            "plani",
            "titulli i planit",
            "emri i planit",
            "plani i veprimit",
            "titulli i planit te veprimit",
            "plan de accion",
            "titulo del plan",
            "nombre del plan",
            "plan d action",
            "titre du plan",
            "nom du plan",
        ],
        &["plan_title"],
    ),
    (
        &[
            "start of the plan",
            "plan start date",
            "fillimi i planit",
            "data e fillimit te planit",
            "inicio del plan",
            "debut du plan",
        ],
        &["plan_start"],
    ),
    (
        &[
            "end of the plan",
            "plan end date",
            "fundi i planit",
            "mbarimi i planit",
            "data e mbarimit te planit",
            "fin del plan",
            "fin du plan",
        ],
        &["plan_end"],
    ),
    (
        &[
            "commitment",
            "commitments",
            "commitment title",
            "title of the commitment",
            "name of the commitment",
            "commitment name",
            "commitment text",
            "commitment description",
            "angazhimi",
            "angazhimet",
            "titulli i angazhimit",
            "emri i angazhimit",
            "emertimi i angazhimit",
            "angazhim",
            "objektivi",
            "objektivi specifik",
            "objective",
            "specific objective",
            "zotimi",
            "titulli i zotimit",
            "prioriteti",
            "compromiso",
            "compromisos",
            "titulo del compromiso",
            "nombre del compromiso",
            "objetivo",
            "objetivo especifico",
            "engagement",
            "engagements",
            "titre de l engagement",
            "nom de l engagement",
            "intitule de l engagement",
            "objectif",
            "objectif specifique",
        ],
        &["commitment_title"],
    ),
    (&["commitment id", "commitment identifier"], &["commitment_ogp_id"]),
    (
        &[
            "commitment number",
            "commitment no",
            "commitment nr",
            "number of the commitment",
            "no of commitment",
            "numri i angazhimit",
            "nr i angazhimit",
            "nr angazhimi",
            "nr angazhimit",
            "angazhimi nr",
            "kodi i angazhimit",
            "numero del compromiso",
            "numero de compromiso",
            "n compromiso",
            "nº compromiso",
            "numero de l engagement",
            "n de l engagement",
        ],
        &["commitment_number"],
    ),
    (
        &[
            "commitment short title",
            "short title",
            "titulli i shkurter",
            "titulo corto",
            "titre court",
        ],
        &["commitment_short_title"],
    ),
    (
        &[
            "commitment start",
            "start of the commitment",
            "commitment start date",
            "fillimi i angazhimit",
            "data e fillimit te angazhimit",
            "inicio del compromiso",
            "debut de l engagement",
        ],
        &["commitment_start"],
    ),
    (
        &[
            "commitment end",
            "end of the commitment",
            "commitment end date",
            "mbarimi i angazhimit",
            "fundi i angazhimit",
            "perfundimi i angazhimit",
            "data e mbarimit te angazhimit",
            "data e perfundimit te angazhimit",
            "fin del compromiso",
            "fin de l engagement",
        ],
        &["commitment_end"],
    ),
    (
        &[
            "lead institution of the commitment",
            "commitment lead",
            "commitment lead institution",
            "lead of the commitment",
            "institucioni pergjegjes per angazhimin",
        ],
        &["commitment_lead_institution"],
    ),
    (
        &[
            "supporting institutions",
            "other institutions",
            "other actors",
            "other actors involved",
            "partners",
            "partner institutions",
            "supporting institution",
            "institucione mbeshtetese",
            "institucionet mbeshtetese",
            "institucione te tjera",
            "partneret",
            "partnere",
            "institucionet partnere",
            "aktoret e tjere",
            "aktore te tjere",
            "aktore te perfshire",
            "aktoret e perfshire",
            "bashkepunetoret",
            "socios",
            "instituciones de apoyo",
            "otras instituciones",
            "otros actores",
            "actores involucrados",
            "partenaires",
            "institutions de soutien",
            "autres institutions",
            "autres acteurs",
            "autres acteurs impliques",
        ],
        &["commitment_institutions"],
    ),
    (
        &[
            "problem",
            "problem to be addressed",
            "what problem does the commitment aim to address",
            "what is the public problem that the commitment will address",
            "public problem",
            "issue",
            "problemi",
            "problemi qe adresohet",
            "cili eshte problemi",
            "problematika",
            "problema",
            "problematica",
            "cual es el problema publico",
            "probleme",
            "problematique",
        ],
        &["commitment_problem"],
    ),
    (
        &[
            "status quo",
            "baseline",
            "current situation",
            "gjendja aktuale",
            "gjendja ekzistuese",
            "situata aktuale",
            "linea de base",
            "situacion actual",
            "situation actuelle",
            "etat des lieux",
        ],
        &["commitment_status_quo"],
    ),
    (
        &[
            "action",
            "what is the commitment",
            "main objective",
            "brief description",
            "brief description of commitment",
            "description of the commitment",
            "pershkrimi i angazhimit",
            "pershkrim i shkurter",
            "pershkrimi i shkurter",
            "descripcion del compromiso",
            "cual es el compromiso",
            "description de l engagement",
        ],
        &["commitment_action"],
    ),
    (
        &[
            "solution",
            "how will the commitment contribute to solve the public problem",
            "how the commitment will solve the problem",
            "zgjidhja",
            "solucion",
        ],
        &["commitment_solution"],
    ),
    (
        &[
            "long term goal",
            "longer term goal",
            "qellimi afatgjate",
            "objektivi afatgjate",
            "objetivo a largo plazo",
            "objectif a long terme",
        ],
        &["commitment_long_term_goal"],
    ),
    (
        &[
            "policy area",
            "theme",
            "thematic area",
            "fusha",
            "fusha e politikes",
            "fusha tematike",
            "tema",
            "area tematica",
            "area de politica",
            "thematique",
            "domaine",
            "domaine thematique",
        ],
        &["commitment_policy_area"],
    ),
    (&["sector", "sektori", "secteur"], &["commitment_sector"]),
    (
        &[
            "ogp values",
            "ogp value",
            "relevant ogp values",
            "vlerat e ogp",
            "vlera e ogp",
            "vlerat ogp",
            "valores ogp",
            "valores de ogp",
            "valores aga",
            "valeurs ogp",
            "valeurs du pgo",
        ],
        &["commitment_ogp_values"],
    ),
    (
        &[
            "why is this commitment relevant to ogp values",
            "relevance to ogp values",
            "why relevant",
            "relevanca",
            "relevancia",
            "pertinence",
        ],
        &["commitment_why_relevant"],
    ),
    (
        &[
            "resources",
            "budget",
            "cost",
            "costs",
            "financing",
            "source of funding",
            "burimet",
            "buxheti",
            "kostoja",
            "kosto",
            "kostot",
            "burimi i financimit",
            "burimet financiare",
            "financimi",
            "recursos",
            "presupuesto",
            "costo",
            "coste",
            "fuente de financiamiento",
            "ressources",
            "cout",
            "couts",
            "financement",
            "source de financement",
        ],
        &["commitment_resources"],
    ),
    (
        &[
            "additional information",
            "informacion shtese",
            "te dhena shtese",
            "informacion adicional",
            "informations supplementaires",
            "informations complementaires",
        ],
        &["commitment_additional_information"],
    ),
    (
        &[
            "sdg",
            "sdgs",
            "sdg target",
            "sdg targets",
            "ozhq",
            "objektivat e zhvillimit te qendrueshem",
            "ods",
            "odd",
        ],
        &["commitment_sdg_targets"],
    ),
    (
        &[
            "milestone",
            "milestones",
            "milestone title",
            "milestone description",
            "title of the milestone",
            "milestone activity",
            "milestone with a verifiable deliverable",
            "activity",
            "activities",
            "step",
            "steps",
            "task",
            "measure",
            "piketa",
            "piketat",
            "titulli i piketes",
            "pika kyce",
            "hapi",
            "hapat",
            "aktiviteti",
            "aktivitetet",
            "veprimtaria",
            "veprimi",
            "veprimet",
            "masa",
            "masat",
            "masa aktiviteti",
            "hito",
            "hitos",
            "titulo del hito",
            "actividad",
            "actividades",
            "accion",
            "acciones",
            "etape",
            "etapes",
            "titre de l etape",
            "jalon",
            "jalons",
            "activite",
            "activites",
            "mesure",
            "mesures",
        ],
        &["milestone_title"],
    ),
    (
        &[
            "milestone number",
            "milestone seq",
            "milestone no",
            "milestone nr",
            "number of the milestone",
            "activity no",
            "activity number",
            "numri i piketes",
            "nr i piketes",
            "nr piketes",
            "nr i aktivitetit",
            "nr aktivitetit",
            "numri i aktivitetit",
            "numero del hito",
            "numero de hito",
            "numero de l etape",
            "numero du jalon",
        ],
        &["milestone_number"],
    ),
    (
        &[
            "output",
            "outputs",
            "deliverable",
            "deliverables",
            "expected output",
            "product",
            "produkti",
            "produktet",
            "produkti i pritshem",
            "rezultati i drejtperdrejte",
            "producto",
            "productos",
            "entregable",
            "entregables",
            "produit",
            "livrable",
            "livrables",
        ],
        &["milestone_output"],
    ),
    (
        &[
            "outcome",
            "outcomes",
            "expected outcome",
            "expected result",
            "expected results",
            "rezultati",
            "rezultati i pritshem",
            "rezultatet e pritshme",
            "efekti",
            "resultado",
            "resultados",
            "resultado esperado",
            "resultados esperados",
            "resultat",
            "resultats",
            "resultat attendu",
            "resultats attendus",
        ],
        &["milestone_outcome"],
    ),
    (
        &[
            "milestone start",
            "milestone start date",
            "start of the milestone",
            "fillimi i piketes",
            "inicio del hito",
            "debut de l etape",
            "debut du jalon",
        ],
        &["milestone_start"],
    ),
    (
        &[
            "milestone end",
            "milestone end date",
            "milestone due",
            "milestone deadline",
            "end of the milestone",
            "afati i piketes",
            "mbarimi i piketes",
            "fundi i piketes",
            "fin del hito",
            "fin de l etape",
            "fin du jalon",
        ],
        &["milestone_due"],
    ),
    (&["milestone dates", "milestone dates raw"], &["milestone_dates"]),
    (
        &[
            "milestone lead",
            "milestone responsible",
            "responsible for the milestone",
            "pergjegjesi i piketes",
        ],
        &["milestone_responsible_institution"],
    ),
    (
        &[
            "responsible person",
            "contact person",
            "name of responsible person",
            "name of responsible person from implementing agency",
            "personi pergjegjes",
            "emri i personit pergjegjes",
            "personi i kontaktit",
            "pika e kontaktit",
            "persona responsable",
            "persona de contacto",
            "nombre de la persona responsable",
            "personne responsable",
            "personne de contact",
            "nom de la personne responsable",
        ],
        &["milestone_responsible_person"],
    ),
    (
        &[
            "responsible title",
            "title and department",
            "position",
            "job title",
            "pozicioni",
            "funksioni",
            "detyra",
            "cargo",
            "puesto",
            "poste",
            "fonction",
        ],
        &["milestone_responsible_title"],
    ),
    (
        &[
            "responsible email",
            "responsible e mail",
            "contact email",
            "email and phone",
            "e mail and phone",
            "emaili i kontaktit",
            "adresa e kontaktit",
            "correo de contacto",
            "courriel du contact",
        ],
        &["milestone_responsible_email"],
    ),
    (
        &[
            "percent",
            "percent complete",
            "percentage",
            "percentage of completion",
            "completion rate",
            "progress in percent",
            "progress %",
            "perqindja",
            "perqindja e realizimit",
            "ne perqindje",
            "realizimi ne perqindje",
            "realizimi ne %",
            "realizimi %",
            "% e realizimit",
            "% realizimi",
            "%",
            "porcentaje",
            "porcentaje de avance",
            "avance en porcentaje",
            "% de avance",
            "pourcentage",
            "taux d avancement",
            "taux de realisation",
            "% d avancement",
        ],
        &["milestone_percent"],
    ),
    (
        &[
            "completed on",
            "completion date",
            "date of completion",
            "actual date",
            "perfunduar me",
            "data e perfundimit",
            "data e realizimit",
            "fecha de cumplimiento",
            "fecha de finalizacion",
            "date d achevement",
            "date de realisation",
        ],
        &["milestone_completed_on"],
    ),
    (
        &[
            "reason",
            "reason for delay",
            "reasons for delay",
            "reason for the delay",
            "arsyeja",
            "arsyeja e voneses",
            "arsyet e voneses",
            "motivo",
            "motivo del retraso",
            "raison",
            "raison du retard",
            "motif",
        ],
        &["milestone_reason"],
    ),
    (
        &[
            "evaluation link",
            "link to evidence",
            "means of verification",
            "verification",
            "mjetet e verifikimit",
            "burimi i verifikimit",
            "medios de verificacion",
            "moyens de verification",
        ],
        &["milestone_evaluation_link"],
    ),
    (
        &[
            "new or ongoing",
            "i ri apo ne vazhdim",
            "nuevo o en curso",
            "nouveau ou en cours",
        ],
        &["milestone_new_or_ongoing"],
    ),
    (&["role", "roli", "rol"], &["milestone_role"]),
    (
        &[
            "organisation",
            "organization",
            "organizata",
            "organizacion",
            "organisme",
        ],
        &["stakeholder_organisation"],
    ),
    (
        &[
            "kind of organisation",
            "type of organisation",
            "lloji i organizates",
            "tipo de organizacion",
            "type d organisation",
        ],
        &["stakeholder_kind"],
    ),
    (
        &[
            "website",
            "web",
            "web page",
            "faqja e internetit",
            "faqja zyrtare",
            "sitio web",
            "pagina web",
            "site web",
        ],
        &["stakeholder_website"],
    ),
];

/// Headings whose record the other columns tell, the finest first.
const OPEN: &[Heading] = &[
    (
        &[
            "title", "name", "titulli", "emri", "emertimi", "titulo", "nombre", "titre", "nom", "intitule",
        ],
        &[
            "milestone_title",
            "commitment_title",
            "plan_title",
            "stakeholder_organisation",
        ],
    ),
    (
        &["ogp id", "ogp identifier", "id", "identifier"],
        &["commitment_ogp_id", "plan_ogp_id"],
    ),
    (
        &[
            "no",
            "nr",
            "n",
            "nº",
            "number",
            "numri",
            "numero",
            "seq",
            "code",
            "kodi",
            "codigo",
            "nr rendor",
            "nr r",
        ],
        &["milestone_number", "commitment_number"],
    ),
    (
        &[
            "start",
            "start date",
            "from",
            "begin",
            "beginning",
            "fillimi",
            "data e fillimit",
            "nga",
            "fillon",
            "inicio",
            "fecha de inicio",
            "desde",
            "debut",
            "date de debut",
        ],
        &["milestone_start", "commitment_start", "plan_start"],
    ),
    (
        &[
            "end",
            "end date",
            "to",
            "until",
            "mbarimi",
            "fundi",
            "perfundimi",
            "data e mbarimit",
            "deri",
            "mbaron",
            "fin",
            "fecha de fin",
            "fecha final",
            "fecha de termino",
            "hasta",
            "date de fin",
        ],
        &["milestone_due", "commitment_end", "plan_end"],
    ),
    (
        &[
            "due",
            "due date",
            "deadline",
            "due by",
            "completion deadline",
            "target date",
            "afati",
            "afati kohor",
            "afatet",
            "afatet kohore",
            "afati i zbatimit",
            "afati i realizimit",
            "afati i perfundimit",
            "plazo",
            "fecha limite",
            "fecha de vencimiento",
            "vencimiento",
            "plazo de ejecucion",
            "echeance",
            "echeances",
            "delai",
            "date limite",
            "date d echeance",
        ],
        &["milestone_due", "commitment_end", "plan_end"],
    ),
    (
        &[
            "timeline",
            "timeframe",
            "time frame",
            "period",
            "dates",
            "implementation period",
            "start and end",
            "start and end date",
            "periudha",
            "periudha e zbatimit",
            "kohezgjatja",
            "afati nga deri",
            "periodo",
            "periodo de ejecucion",
            "cronograma",
            "periode",
            "calendrier",
        ],
        &["milestone_dates"],
    ),
    (
        &[
            "lead",
            "responsible",
            "responsible institution",
            "responsible institutions",
            "lead institution",
            "lead institutions",
            "lead agency",
            "implementing institution",
            "implementing agency",
            "responsible agency",
            "responsible department",
            "department",
            "institution",
            "owner",
            "pergjegjes",
            "pergjegjesi",
            "pergjegjesit",
            "institucioni pergjegjes",
            "institucionet pergjegjese",
            "institucioni",
            "institucioni drejtues",
            "institucioni zbatues",
            "drejtoria",
            "drejtoria pergjegjese",
            "njesia pergjegjese",
            "struktura pergjegjese",
            "strukturat pergjegjese",
            "autoriteti pergjegjes",
            "zbatuesi",
            "kush",
            "responsable",
            "responsables",
            "institucion responsable",
            "instituciones responsables",
            "entidad responsable",
            "dependencia",
            "dependencia responsable",
            "institution responsable",
            "institutions responsables",
            "organisme responsable",
            "service responsable",
            "chef de file",
            "direction",
        ],
        &[
            "milestone_responsible_institution",
            "commitment_lead_institution",
            "plan_lead_institutions",
        ],
    ),
    (
        &[
            "state",
            "status",
            "progress",
            "implementation status",
            "state of implementation",
            "gjendja",
            "statusi",
            "statusi i zbatimit",
            "statusi i realizimit",
            "gjendja e zbatimit",
            "ecuria",
            "progresi",
            "niveli i realizimit",
            "niveli i zbatimit",
            "realizimi",
            "zbatimi",
            "estado",
            "estatus",
            "estado de avance",
            "avance",
            "situacion",
            "statut",
            "etat",
            "etat d avancement",
            "avancement",
        ],
        &["milestone_state"],
    ),
    (
        &["description", "pershkrimi", "descripcion"],
        &["milestone_output", "commitment_action"],
    ),
    (
        &[
            "comment",
            "comments",
            "remarks",
            "notes",
            "koment",
            "komente",
            "komenti",
            "shenime",
            "verejtje",
            "observaciones",
            "comentarios",
            "commentaires",
            "remarques",
            "observations",
        ],
        &["commitment_additional_information"],
    ),
    (
        &["source", "burimi", "fuente", "source link", "link", "url"],
        &["plan_source"],
    ),
    (
        &[
            "person", "contact", "kontakti", "personi", "persona", "contacto", "personne",
        ],
        &["milestone_responsible_person", "stakeholder_person"],
    ),
    (
        &[
            "email",
            "e mail",
            "mail",
            "email address",
            "posta elektronike",
            "adresa e postes elektronike",
            "emaili",
            "correo",
            "correo electronico",
            "courriel",
            "adresse e mail",
        ],
        &["milestone_responsible_email", "stakeholder_email"],
    ),
    (&["kind", "type", "lloji", "tipo"], &["stakeholder_kind"]),
    (
        &["part", "roli ne angazhim", "participation", "pjesemarrja"],
        &["stakeholder_part"],
    ),
    (&["language", "gjuha", "idioma", "langue"], &["plan_language"]),
];

/// Names of columns in files of earlier data sets.
const ELSEWHERE: &[Heading] = &[
    (&["lead institution"], &["commitment_lead_institution"]),
    (&["milestone end"], &["milestone_due"]),
    (&["milestone seq"], &["milestone_number"]),
    (&["milestone dates raw"], &["milestone_dates"]),
    (&["milestone lead"], &["milestone_responsible_institution"]),
    (&["commitment id"], &["commitment_ogp_id"]),
    (&["new or ongoing"], &["milestone_new_or_ongoing"]),
    (&["source"], &["plan_source"]),
];

/// What a heading may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The fields, the likeliest first.
    pub(super) fields: Vec<Field>,
    /// Whether the heading is known as a whole. Otherwise only a part of it is.
    pub(super) whole: bool,
}

/// Returns what a heading means; `None` for one that holds no word of ours.
pub(super) fn meaning(heading: &str) -> Option<Meaning> {
    let whole = folded(heading);
    if whole.is_empty() {
        return None;
    }
    // Words in brackets explain: `Afati (muaji/viti)`.
    let plain = heading.split(['(', '[']).next().map(folded).unwrap_or_default();
    for text in [whole.as_str(), plain.as_str()] {
        if let Some(fields) = known(text) {
            return Some(Meaning { fields, whole: true });
        }
    }
    // The longest known words inside.
    let words: Vec<&str> = plain.split(' ').collect();
    let longest = words.len().min(6);
    for length in (1..=longest).rev() {
        for part in words.windows(length) {
            let part = part.join(" ");
            // A word of two letters stands in any heading.
            if part.chars().count() > 2
                && let Some(fields) = known(&part)
            {
                return Some(Meaning { fields, whole: false });
            }
        }
    }
    None
}

/// Folds a heading. A percent sign is a word of its own.
fn folded(heading: &str) -> String {
    fold(&heading.replace('%', " percentsign "))
}

/// The fields of each folded heading. The first meaning of a heading counts.
static KNOWN: LazyLock<BTreeMap<String, Vec<Field>>> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for field in FIELDS {
        known.insert(folded(field.code), vec![*field]);
    }
    for (words, codes) in ELSEWHERE.iter().chain(SURE).chain(OPEN) {
        let fields: Vec<Field> = codes.iter().filter_map(|code| Field::of(code)).collect();
        for word in *words {
            known.entry(folded(word)).or_insert_with(|| fields.clone());
        }
    }
    // The columns of Besa's own workbook, which do not name their record.
    let mut own: BTreeMap<String, Vec<Field>> = BTreeMap::new();
    for field in FIELDS {
        if let Some((_, column)) = field.in_workbook() {
            own.entry(folded(column.name)).or_default().push(*field);
        }
    }
    for (word, fields) in own {
        known.entry(word).or_insert(fields);
    }
    known
});

fn known(text: &str) -> Option<Vec<Field>> {
    KNOWN.get(text).cloned()
}

/// Returns the record of a sheet of this name: `Milestones`, `Piketat`.
pub(super) fn level_of_sheet(name: &str) -> Option<Level> {
    match fold(name).as_str() {
        "plan" | "plani" => Some(Level::Plan),
        "commitments" | "angazhimet" | "compromisos" | "engagements" => Some(Level::Commitment),
        "milestones" | "piketat" | "hitos" | "etapes" | "jalons" => Some(Level::Milestone),
        "stakeholders" | "palet e interesuara" | "palet" | "actores" | "parties prenantes" => Some(Level::Stakeholder),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn first(heading: &str) -> Option<(&'static str, bool)> {
        let meaning = meaning(heading)?;
        Some((meaning.fields.first()?.code, meaning.whole))
    }

    #[rstest]
    #[case("plan_title", "plan_title", true)]
    #[case("Plan\u{a0}Title *", "plan_title", true)]
    #[case("milestone\nseq", "milestone_number", true)]
    #[case("Commitment ID:", "commitment_ogp_id", true)]
    #[case("\u{200b}AFATI", "milestone_due", true)]
    #[case("Afati (muaji/viti)", "milestone_due", true)]
    #[case("Institucioni përgjegjës", "milestone_responsible_institution", true)]
    #[case("% e realizimit", "milestone_percent", true)]
    #[case("%", "milestone_percent", true)]
    #[case("Titulli i angazhimit", "commitment_title", true)]
    #[case("Aktiviteti / masa që do të ndërmerret", "milestone_title", false)]
    #[case("Fecha límite", "milestone_due", true)]
    #[case("Échéance", "milestone_due", true)]
    #[case("Nº", "milestone_number", true)]
    fn headings_of_offices(#[case] heading: &str, #[case] code: &str, #[case] whole: bool) {
        assert_eq!(first(heading), Some((code, whole)), "{heading}");
    }

    #[test]
    fn other_headings_mean_nothing() {
        for heading in ["", "  ", "Kryetari", "A", "31.12.2026", "xyz"] {
            assert_eq!(first(heading), None, "{heading}");
        }
    }

    #[test]
    fn every_word_names_a_field_that_exists() {
        for (words, codes) in SURE.iter().chain(OPEN).chain(ELSEWHERE) {
            assert!(codes.iter().all(|code| Field::of(code).is_some()), "{codes:?}");
            assert!(words.iter().all(|word| !folded(word).is_empty()), "{words:?}");
        }
    }
}
