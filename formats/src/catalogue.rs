//! The open-data catalogue (DCAT-AP 3) of one city or of the platform.

use crate::linked::{About, Graph, Ids, LICENCE};
use crate::tables::{self, Table};
use besa_domain::catalogue::{CataloguePage, RecordCounts};
use besa_domain::tenants::{self, Tenant};
use besa_text::{Language, codes, words};

// Authority tables of the European Union, which data portals use for classification.
const THEME: &str = "http://publications.europa.eu/resource/authority/data-theme/GOVE";
const FILE_TYPE: &str = "http://publications.europa.eu/resource/authority/file-type/";
const MEDIA_TYPE: &str = "http://www.iana.org/assignments/media-types/";
const LANGUAGE: &str = "http://publications.europa.eu/resource/authority/language/";
const COUNTRY: &str = "http://publications.europa.eu/resource/authority/country/";
const IRREGULAR: &str = "http://publications.europa.eu/resource/authority/frequency/IRREG";

/// Builds the catalogue of one city. `base` is the public address of Besa.
pub fn of_city(base: &str, city: &Tenant, holds: &RecordCounts) -> Graph {
    let mut graph = Graph::default();
    add(&mut graph, base, city, holds);
    graph
}

/// Builds one page of the platform's catalogue, with the catalogues of the cities on it. Harvesters follow
/// the links from page to page.
pub fn of_platform(base: &str, part: &CataloguePage) -> Graph {
    let cities = &part.cities;
    let mut graph = Graph::default();
    let catalogue = format!("{base}/catalogue");
    let mut about = graph
        .about(catalogue.clone())
        .is(&["dcat:Catalog"])
        .link("foaf:homepage", format!("{base}/"))
        .link("dct:license", LICENCE)
        .link("dct:publisher", format!("{base}/#platform"));
    for language in Language::ALL {
        let w = words(language);
        about = about
            .words("dct:title", language.code(), &w.data_catalogue_title())
            .words("dct:description", language.code(), &w.data_catalogue_text());
    }
    let changed = cities.iter().filter_map(|(_, holds)| holds.changed_at).max();
    if let Some(changed) = changed {
        about = about.moment("dct:modified", changed);
    }
    for (city, _) in cities {
        about = about.link("dcat:catalog", Ids::new(base, &city.slug).catalogue());
    }
    drop(about);
    drop(
        graph
            .about(format!("{base}/#platform"))
            .is(&["foaf:Agent"])
            .text("foaf:name", &words(Language::default()).common_product()),
    );
    let page = |number: usize| format!("{base}/catalogue.ttl?page={number}");
    let mut about = graph
        .about(page(part.number))
        .is(&["hydra:PartialCollectionView"])
        .number("hydra:totalItems", part.total)
        .link("hydra:first", page(1))
        .link("hydra:last", page(part.of));
    if part.number < part.of {
        about = about.link("hydra:next", page(part.number + 1));
    }
    if part.number > 1 {
        about = about.link("hydra:previous", page(part.number - 1));
    }
    drop(about);
    drop(graph.about(catalogue).link("hydra:view", page(part.number)));
    for (city, holds) in cities {
        add(&mut graph, base, city, holds);
    }
    graph
}

fn add(graph: &mut Graph, base: &str, city: &Tenant, holds: &RecordCounts) {
    let ids = Ids::new(base, &city.slug);
    let (catalogue, publisher) = (ids.catalogue(), ids.city());
    let changed = |about: About<'_>| match holds.changed_at {
        Some(at) => drop(about.moment("dct:modified", at)),
        None => drop(about),
    };
    let mut about = graph
        .about(publisher.clone())
        .is(&["foaf:Agent", "org:FormalOrganization", "schema:GovernmentOrganization"])
        .link("foaf:homepage", format!("{base}/{}/", city.slug));
    for (language, name) in &city.names.0 {
        about = about
            .words("foaf:name", language, name)
            .words("schema:name", language, name);
    }
    drop(about);
    let mut about = graph
        .about(catalogue.clone())
        .is(&["dcat:Catalog"])
        .link("dct:publisher", publisher.clone())
        .link("dct:license", LICENCE)
        .link("foaf:homepage", format!("{base}/{}/", city.slug))
        .link("dct:isPartOf", format!("{base}/catalogue"))
        .link("dcat:service", format!("{catalogue}#api"));
    for language in Language::ALL {
        let (w, name) = (words(language), city.name(language.code()));
        about = about
            .words("dct:title", language.code(), &w.data_city_title(name))
            .words("dct:description", language.code(), &w.data_city_text(name));
    }
    for table in tables::ALL {
        about = about.link("dcat:dataset", format!("{catalogue}#{}", table.name));
    }
    changed(about);
    let mut service = graph
        .about(format!("{catalogue}#api"))
        .is(&["dcat:DataService"])
        .link("dct:license", LICENCE)
        .link("dct:publisher", publisher)
        .link("dcat:endpointURL", format!("{base}/api/v1/tenants/{}", city.slug))
        .link("dcat:endpointDescription", format!("{base}/api/v1/openapi.json"));
    for table in tables::ALL {
        service = service.link("dcat:servesDataset", format!("{catalogue}#{}", table.name));
    }
    for language in Language::ALL {
        service = service.words("dct:title", language.code(), &words(language).public_footer_api());
    }
    drop(service);
    for table in tables::ALL {
        changed(dataset(graph, &ids, city, table, holds.count(table.name)));
        for (format, media, kind) in [("csv", "text/csv", "CSV"), ("json", "application/json", "JSON")] {
            distribution(graph, &ids, table, format, (media, kind));
        }
    }
}

fn dataset<'g>(graph: &'g mut Graph, ids: &Ids, city: &Tenant, table: &Table, count: u64) -> About<'g> {
    let node = format!("{}#{}", ids.catalogue(), table.name);
    let mut about = graph
        .about(node.clone())
        .is(&["dcat:Dataset", "void:Dataset"])
        .text("dct:identifier", &node)
        .number("void:entities", count)
        .link("dct:publisher", ids.city())
        .link("dct:license", LICENCE)
        .link("dct:accrualPeriodicity", IRREGULAR)
        .link("dcat:theme", THEME)
        .link("dcat:distribution", format!("{node}-csv"))
        .link("dcat:distribution", format!("{node}-json"));
    for language in Language::ALL {
        let (w, name) = (words(language), city.name(language.code()));
        let title = codes::data_table(w, table.name);
        about = about
            .words("dct:title", language.code(), &w.data_table_of(name, title))
            .words(
                "dct:description",
                language.code(),
                &codes::data_table_text(w, table.name),
            );
    }
    for keyword in ["open government", "action plan", table.name] {
        about = about.words("dcat:keyword", "en", keyword);
    }
    for language in &city.languages.0 {
        if let Some(code) = authority(language) {
            about = about.link("dct:language", format!("{LANGUAGE}{code}"));
        }
    }
    match tenants::country_alpha3(&city.country) {
        Some(code) => about.link("dct:spatial", format!("{COUNTRY}{code}")),
        None => about,
    }
}

fn distribution(graph: &mut Graph, ids: &Ids, table: &Table, format: &str, (media, kind): (&str, &str)) {
    let file = ids.table(&format!("{}.{format}", table.name));
    let mut about = graph
        .about(format!("{}#{}-{format}", ids.catalogue(), table.name))
        .is(&["dcat:Distribution"])
        .link("dcat:accessURL", file.clone())
        .link("dcat:downloadURL", file)
        .link("dcat:mediaType", format!("{MEDIA_TYPE}{media}"))
        .link("dct:format", format!("{FILE_TYPE}{kind}"))
        .link("dct:license", LICENCE);
    if format == "csv" {
        about = about.link("dct:conformsTo", "https://www.w3.org/TR/tabular-data-model/");
    }
    for language in Language::ALL {
        let w = words(language);
        let title = codes::data_table(w, table.name);
        about = about.words("dct:title", language.code(), &w.data_file_of(kind, title));
    }
}

/// Returns the code of a language in the EU's authority table; `None` for other languages.
fn authority(language: &str) -> Option<&'static str> {
    match language {
        "en" => Some("ENG"),
        "sq" => Some("SQI"),
        _ => None,
    }
}
